//! The names of months in the languages that `ls` speaks, in any charset that a server may write them.

/// Month names as `ls` and its imitators write them, folded by [`fold`]; names that two languages use for
/// different months (`lip`, `lis`, `srp`) are left out.
const MONTHS: [&str; 12] = [
    "jan january januar janv janvier ian ene enero gen gennaio jaan oca sty led tammi янв січ ιαν",
    "feb febr february februar fev fevr fevrier febrero veebr sub lut uno helmi фев лют φεβ",
    "mar mrz marz maerz march mars mrt marts marc marzo bre maalis мар бер μαρ",
    "apr april avr avril abr abril aprile nis kwi dub huhti апр кві απρ",
    "may mai maj mei maig mag maggio mayo kve touko май мая тра μαι",
    "jun june juni juin junio iun giu giugno juny juuni haz cze cen kesa июн чер ιουν",
    "jul july juli juil juillet julio iul lug luglio juuli tem cec heina июл лип ιουλ",
    "aug august aou aout ago agosto avg agu sie elo авг сер αυγ",
    "sep sept september set szept szep septembre eyl wrz zar syys сен вер σεπ",
    "oct okt october oktober ott out octobre octubre eki paz rij loka окт жов οκτ",
    "nov november novembre noviembre kas marras ноя лис νοε",
    "dec dez december dezember dic des decembre dets ara gru pro joulu дек гру δεκ",
];

/// The longest word that may be one of them, in bytes.
const LONGEST: usize = 32;

/// The month, 1 to 12, that a word names.
pub(super) fn month(text: &[u8]) -> Option<i8> {
    if text.len() > LONGEST {
        return None;
    }
    let name = fold(text);
    let index = MONTHS.iter().position(|names| names.split(' ').any(|known| known == name))?;
    i8::try_from(index + 1).ok()
}

/// Lower case, without accents, without a final `.` or `,`; not UTF-8 is read as Latin-1.
fn fold(text: &[u8]) -> String {
    let text = match str::from_utf8(text) {
        Ok(text) => text.to_lowercase(),
        Err(_) => text.iter().map(|&byte| char::from(byte)).collect::<String>().to_lowercase(),
    };
    let plain = |letter| match letter {
        'ä' | 'á' | 'à' | 'â' | 'å' | 'ã' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ě' => 'e',
        'û' | 'ü' | 'ù' | 'ú' | 'ů' => 'u',
        'ç' | 'č' | 'ć' => 'c',
        'ź' | 'ž' | 'ż' => 'z',
        'ř' => 'r',
        'ş' | 'š' | 'ś' => 's',
        'ğ' => 'g',
        'í' | 'î' | 'ı' => 'i',
        'ά' => 'α',
        'έ' => 'ε',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        other => other,
    };
    text.trim_end_matches(['.', ',']).chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_points_and_charset_do_not_matter() {
        for (name, number) in [
            (&b"JAN"[..], 1),
            ("févr.".as_bytes(), 2),
            (b"M\xe4r", 3),
            (b"ao\xfbt", 8),
            (b"Juli,", 7),
            ("дек".as_bytes(), 12),
        ] {
            assert_eq!(month(name), Some(number), "{name:?}");
        }
    }

    #[test]
    fn a_name_of_two_months_names_none() {
        for name in [&b"lis"[..], b"lip", b"srp", b"", b".", b"name"] {
            assert_eq!(month(name), None, "{name:?}");
        }
    }

    #[test]
    fn no_name_stands_for_two_months() {
        let mut names: Vec<_> = MONTHS.iter().flat_map(|names| names.split(' ')).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
