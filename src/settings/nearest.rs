//! The known word that a mistyped one was probably meant to be.

use strsim::osa_distance;

/// Letters that may differ: more of them make another word.
const MOST_TYPOS: usize = 2;

/// Longest word that is compared, in bytes: no command, option or site that a person types is longer, and the time grows
/// with the length.
const LONGEST: usize = 64;

/// The word among `known` that `typed` begins, or that differs from it by at most two letters (and
/// by fewer than half of them) put in, left out, replaced or swapped.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if typed.len() > LONGEST {
        return None;
    }
    let mut known: Vec<(usize, &str)> =
        known.map(|known| (osa_distance(typed, known), known)).collect();
    known.sort_unstable();
    let begun = known.iter().find(|(_, known)| typed.len() >= 2 && known.starts_with(typed));
    let most = MOST_TYPOS.min(typed.chars().count() / 2);
    let near = known.first().filter(|(typos, _)| *typos <= most);
    begun.or(near).map(|(_, known)| *known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_is_told_from_another() {
        let known = ["get", "put", "mkdir", "rmdir", "queue", "lab"];
        let nearest = |typed| nearest(typed, known.into_iter());
        assert_eq!(nearest("gte"), Some("get"));
        assert_eq!(nearest("qu"), Some("queue"));
        assert_eq!(nearest("mkdri"), Some("mkdir"));
        assert_eq!(nearest("lba"), Some("lab"));
        assert_eq!(nearest("history"), None);
        assert_eq!(nearest("x"), None);
    }
}
