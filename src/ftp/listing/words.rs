//! A line as words with their places, and the numbers that listings write; their meaning is left to the forms.

/// Most words looked at: no form has more columns before the name, even with blanks in owner and group.
const MAX_WORDS: usize = 24;

/// A word and the offset, in bytes, just behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The first words of a line, separated by blanks and tabs.
pub(super) fn words(line: &[u8]) -> Vec<Word<'_>> {
    let mut end = 0;
    line.split(|&byte| byte == b' ' || byte == b'\t')
        .filter_map(|text| {
            let start = end;
            end += text.len() + 1;
            (!text.is_empty()).then_some(Word { text, start, end: start + text.len() })
        })
        .take(MAX_WORDS)
        .collect()
}

/// The three parts of a date such as `31-01-26`; `None` where there are more or fewer.
pub(super) fn three_parts(text: &[u8], is_separator: impl Fn(u8) -> bool) -> Option<[&[u8]; 3]> {
    let mut parts = text.split(|&byte| is_separator(byte));
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// A decimal number of digits only; `None` also when it does not fit.
pub(super) fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_u64, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

/// A number of at most `digits` digits.
pub(super) fn short_number<T: TryFrom<u64>>(text: &[u8], digits: usize) -> Option<T> {
    if text.len() > digits {
        return None;
    }
    T::try_from(number(text)?).ok()
}

/// A number that may have its thousands set apart, by one and the same of `,`, `.` and `'`.
pub(super) fn grouped_number(text: &[u8]) -> Option<u64> {
    let Some(separator) = text.iter().find(|byte| b",.'".contains(byte)) else {
        return number(text);
    };
    let mut groups = text.split(|byte| byte == separator);
    let head = groups.next().filter(|head| (1..=3).contains(&head.len()))?;
    groups.try_fold(number(head)?, |sum, group| {
        let group = number(group).filter(|_| group.len() == 3)?;
        sum.checked_mul(1000)?.checked_add(group)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_places() {
        let found: Vec<_> =
            words(b" ab\t c").iter().map(|word| (word.text, word.start, word.end)).collect();
        assert_eq!(found, [(&b"ab"[..], 1, 3), (b"c", 5, 6)]);
    }

    #[test]
    fn numbers_that_do_not_fit_are_none() {
        assert_eq!(number(b"18446744073709551615"), Some(u64::MAX));
        assert_eq!(number(b"18446744073709551616"), None);
        assert_eq!(number(b""), None);
        assert_eq!(short_number::<u8>(b"256", 3), None);
        assert_eq!(short_number::<u8>(b"0001", 3), None);
    }

    #[test]
    fn thousands_are_groups_of_three() {
        assert_eq!(grouped_number(b"1,234,567"), Some(1_234_567));
        assert_eq!(grouped_number(b"9.730"), Some(9730));
        for bad in [&b"1,23"[..], b"1,234.567", b",123", b"1234,567", b"1,"] {
            assert_eq!(grouped_number(bad), None, "{bad:?}");
        }
    }
}
