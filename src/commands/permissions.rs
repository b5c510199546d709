//! Permissions as people write them: octal digits, or changes to the present ones (`u+w,go-r`), as in POSIX chmod.

/// The permissions that a name is to get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Permissions {
    /// These, in octal digits as they were given.
    Exactly(String),
    /// The present ones, changed by one clause after the other.
    Changed(Vec<Clause>),
}

/// One clause of a symbolic mode: who, which bits, and whether they are added, removed or set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// The bits of those that are meant.
    whom: u32,
    sense: Sense,
    bits: Bits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Give,
    Take,
    Set,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Bits {
    /// These bits, as if for all; by `X` execution too, where that has a meaning.
    These { bits: u32, where_it_makes_sense: bool },
    /// The bits that the user, the group or the others have: so many bits from the right.
    Of(u32),
}

const USER: u32 = 0o4700;
const GROUP: u32 = 0o2070;
const OTHERS: u32 = 0o1007;
const ALL: u32 = 0o7777;

/// Those who are meant where nobody is named: only the user may write, as by the usual umask.
const UNNAMED: u32 = ALL & !0o022;

/// Reads permissions.
pub(super) fn parse(text: &str) -> Result<Permissions, String> {
    if is_octal(text) {
        return Ok(Permissions::Exactly(text.to_owned()));
    }
    let mut clauses = Vec::new();
    for part in text.split(',') {
        let read = clauses_of(part);
        clauses.extend(read.ok_or_else(|| {
            format!(
                "{text}: want three or four octal digits such as 640, or changes such as u+w,go-r"
            )
        })?);
    }
    Ok(Permissions::Changed(clauses))
}

/// Reads permissions that must be octal digits.
pub(super) fn parse_octal(text: &str) -> Result<String, String> {
    if is_octal(text) {
        return Ok(text.to_owned());
    }
    Err(format!("{text}: want three or four octal digits"))
}

fn is_octal(text: &str) -> bool {
    (3..=4).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'))
}

/// The clauses of `u+x-w`, which are two.
fn clauses_of(part: &str) -> Option<Vec<Clause>> {
    let begin = part.find(['+', '-', '='])?;
    let (whom, mut rest) = part.split_at(begin);
    let whom = whom.chars().try_fold(0, |bits, letter| {
        Some(
            bits | match letter {
                'u' => USER,
                'g' => GROUP,
                'o' => OTHERS,
                'a' => ALL,
                _ => return None,
            },
        )
    })?;
    let whom = if whom == 0 { UNNAMED } else { whom };
    let mut clauses = Vec::new();
    while let Some(sign) = rest.chars().next() {
        let behind = rest.get(1..)?;
        let end = behind.find(['+', '-', '=']).unwrap_or(behind.len());
        let (letters, next) = behind.split_at(end);
        let sense = match sign {
            '+' => Sense::Give,
            '-' => Sense::Take,
            _ => Sense::Set,
        };
        clauses.push(Clause { whom, sense, bits: bits_of(letters)? });
        rest = next;
    }
    Some(clauses)
}

fn bits_of(letters: &str) -> Option<Bits> {
    match letters {
        "u" => return Some(Bits::Of(6)),
        "g" => return Some(Bits::Of(3)),
        "o" => return Some(Bits::Of(0)),
        _ => {}
    }
    let mut where_it_makes_sense = false;
    let bits = letters.chars().try_fold(0, |bits, letter| {
        Some(
            bits | match letter {
                'r' => 0o444,
                'w' => 0o222,
                'x' => 0o111,
                's' => 0o6000,
                't' => 0o1000,
                'X' => {
                    where_it_makes_sense = true;
                    0
                }
                _ => return None,
            },
        )
    })?;
    Some(Bits::These { bits, where_it_makes_sense })
}

impl Clause {
    /// The changed permissions; a folder can be searched by those who may execute it.
    pub(super) fn change(&self, mode: u32, is_folder: bool) -> u32 {
        let bits = match self.bits {
            Bits::These { bits, where_it_makes_sense } => {
                let searched = where_it_makes_sense && (is_folder || mode & 0o111 != 0);
                bits | if searched { 0o111 } else { 0 }
            }
            Bits::Of(from) => {
                let those = (mode >> from) & 0o7;
                those << 6 | those << 3 | those
            }
        };
        let bits = bits & self.whom;
        match self.sense {
            Sense::Give => mode | bits,
            Sense::Take => mode & !bits,
            // Setting bits for some leaves those of others, and the special bits of a folder, as GNU chmod does.
            Sense::Set => {
                let special = if is_folder { 0o7777 & !0o777 } else { 0 };
                mode & (!self.whom | special) | bits
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn changed(text: &str, mode: u32, is_folder: bool) -> u32 {
        match parse(text) {
            Ok(Permissions::Changed(clauses)) => {
                clauses.iter().fold(mode, |mode, clause| clause.change(mode, is_folder))
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn changes_are_those_of_chmod() {
        for (text, before, after) in [
            ("u+w,go-r", 0o444, 0o600),
            ("a+x", 0o644, 0o755),
            ("+x", 0o644, 0o755),
            ("+w", 0o444, 0o644),
            ("-w", 0o666, 0o466),
            ("g=u", 0o640, 0o660),
            ("o=", 0o755, 0o750),
            ("u=rw,go=r", 0o777, 0o644),
            ("u+x-w", 0o600, 0o500),
            ("ug+s", 0o755, 0o6755),
            ("+t", 0o777, 0o1777),
            ("a+X", 0o644, 0o644),
            ("a+X", 0o744, 0o755),
            ("u=", 0o4755, 0o055),
        ] {
            assert_eq!(changed(text, before, false), after, "{text} of {before:o}");
        }
        assert_eq!(changed("go+X", 0o600, true), 0o611);
        assert_eq!(changed("g=rx", 0o2770, true), 0o2750);
    }

    #[test]
    fn what_is_neither_digits_nor_changes_is_refused() {
        for text in ["", "64", "8888", "u", "u+q", "z+x", "u+w,", "u+w go-r", "07777", "u+rg", "+é"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("0640"), Ok(Permissions::Exactly("0640".into())));
    }
}
