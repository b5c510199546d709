//! All phrases of the table, found in one pass over a line.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::table::{KNOWN, Sign, TIMED_OUT};

/// The automaton, and for each of its patterns the place of its entry in the table.
struct Phrases {
    automaton: Option<AhoCorasick>,
    places: Vec<usize>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut patterns, mut places) = (Vec::<&str>::new(), Vec::new());
    for (place, (sign, _)) in KNOWN.iter().enumerate() {
        let own = match sign {
            Sign::Phrase(own) | Sign::NoCloseNotify(own) => own,
            Sign::SilentPort => TIMED_OUT,
            Sign::Reply(..) | Sign::PrivateAddress => continue,
        };
        patterns.extend(own);
        places.extend(own.iter().map(|_| place));
    }
    // It fails for more patterns than 32 bits can count only.
    Phrases { automaton: AhoCorasick::new(patterns).ok(), places }
});

/// The places of the table's entries of which a line has a phrase.
pub(super) fn phrases_in(lower: &str) -> Vec<usize> {
    let Phrases { automaton, places } = &*PHRASES;
    let found = automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(lower));
    let mut all: Vec<usize> =
        found.filter_map(|one| places.get(one.pattern().as_usize()).copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_the_table_is_found() {
        for (place, (sign, trouble)) in KNOWN.iter().enumerate() {
            let (Sign::Phrase(own) | Sign::NoCloseNotify(own)) = sign else { continue };
            for phrase in *own {
                assert!(phrases_in(&format!("x{phrase}y")).contains(&place), "{}", trouble.id);
            }
        }
    }
}
