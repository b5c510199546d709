//! Patterns as a shell knows them: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}`, and a backslash before what is meant
//! literally. Text only; which names there are is left to `expand`.
//!
//! They match characters, and bytes where a name is not UTF-8. (globset matches bytes: its `?` does not match `ä`.)
//! Time and memory are bounded by the length of a pattern, whoever typed it.

mod braces;
mod glob;

use crate::error::{Result, printable, usage};
use crate::ftp::path::RemotePath;

use glob::{Token, bytes, fits, tokens};

pub use glob::{Letters, matches};

/// Longest component of a pattern, in bytes: as long as the longest path of most systems.
const MOST_BYTES: usize = 4 * 1024;

/// A path in which some components are patterns.
#[derive(Debug)]
pub struct Pattern {
    /// Whether it starts at the root.
    pub absolute: bool,
    /// Its components.
    pub parts: Vec<Part>,
}

/// One component.
#[derive(Debug)]
pub enum Part {
    /// A name, backslashes taken away.
    Name(Vec<u8>),
    /// A pattern.
    Glob(Glob),
}

/// A pattern for one component: a name matches if it matches one of these.
#[derive(Debug)]
pub struct Glob(Vec<Vec<Token>>);

/// A pattern for names wherever they stand, as `find` has it: its `*` matches a leading dot too.
#[derive(Debug)]
pub struct AnyName(Part);

impl AnyName {
    /// Reads a pattern for names; `None` where it is empty, has a slash in it, or is no pattern.
    pub fn parse(text: &[u8]) -> Option<Self> {
        if text.is_empty() || text.contains(&b'/') {
            return None;
        }
        Some(Self(Part::parse(text)?))
    }

    /// Whether a name matches.
    pub fn matches(&self, name: &[u8]) -> bool {
        self.0.takes(&Letters::of(name))
    }
}

/// Whether a text holds anything that has a meaning in a pattern.
pub fn is_special(text: &[u8]) -> bool {
    text.iter().any(|byte| b"*?[{\\".contains(byte))
}

/// The pattern that matches nothing but this text.
pub fn literally(text: &[u8]) -> Vec<u8> {
    let mut pattern = Vec::with_capacity(text.len());
    for byte in text {
        if is_special(&[*byte]) {
            pattern.push(b'\\');
        }
        pattern.push(*byte);
    }
    pattern
}

impl Pattern {
    /// Reads a pattern. A brace that is not closed, or has a slash in it, is a usage error.
    pub fn parse(text: &[u8]) -> Result<Self> {
        let parts = text.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        let parts = parts.map(Part::parse).collect::<Option<Vec<_>>>().ok_or_else(|| {
            usage(format!(
                "{}: a brace that is not closed within a name, or stands for too many; -F takes names literally",
                printable(text)
            ))
        })?;
        Ok(Self { absolute: text.starts_with(b"/"), parts })
    }

    /// The path that it means, if all components are names.
    pub fn literal(&self) -> Option<RemotePath> {
        let names = self.parts.iter().map(|part| match part {
            Part::Name(name) => Some(name.as_slice()),
            Part::Glob(_) => None,
        });
        let path = names.collect::<Option<Vec<&[u8]>>>()?.join(&b'/');
        Some(RemotePath::new(if self.absolute { [b"/", &path[..]].concat() } else { path }))
    }
}

impl Part {
    /// Reads one component; `None` where it is too long, or a brace is not closed or stands for too many.
    pub fn parse(text: &[u8]) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let all = braces::alternatives(&Letters::of(text).0)?;
        let tokens: Vec<Vec<Token>> = all.iter().map(|text| tokens(text)).collect();
        let name = match tokens.as_slice() {
            [only] => only.iter().map(Token::literal).collect::<Option<Vec<u32>>>(),
            _ => None,
        };
        Some(name.map_or(Self::Glob(Glob(tokens)), |name| Self::Name(bytes(&name))))
    }

    /// Whether a name matches; a dot at its beginning is a letter like others.
    pub fn takes(&self, name: &Letters) -> bool {
        match self {
            Self::Name(wanted) => Letters::of(wanted).0 == name.0,
            Self::Glob(Glob(all)) => all.iter().any(|tokens| fits(tokens, &name.0)),
        }
    }
}

impl Glob {
    /// Whether a name matches. A dot at its beginning is matched by a dot only.
    pub fn matches(&self, name: &[u8]) -> bool {
        let Letters(name) = Letters::of(name);
        let hidden = name.first() == Some(&u32::from('.'));
        let explicit =
            |tokens: &[Token]| tokens.first().and_then(Token::literal) == Some(u32::from('.'));
        self.0.iter().any(|tokens| (!hidden || explicit(tokens)) && fits(tokens, &name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn matches(pattern: &[u8], name: &[u8]) -> bool {
        match Pattern::parse(pattern).expect("a pattern").parts.as_slice() {
            [Part::Glob(glob)] => glob.matches(name),
            [Part::Name(wanted)] => wanted == name,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn stars_marks_classes_and_braces_match_what_a_shell_matches() {
        for (pattern, good, bad) in [
            ("*.csv", "a.csv", "a.csv.gz"),
            ("a*b*c", "a-b-b-c", "a-c-b"),
            ("*", "a", ".a"),
            (".*", ".a", "a"),
            ("?.csv", "a.csv", ".csv"),
            ("gr?n", "grün", "gren2"),
            ("[äö]*", "öl", "ol"),
            ("[a-c]", "b", "d"),
            ("[!a-c]", "d", "b"),
            ("[^a-c]", "d", "b"),
            ("[]x]", "]", "y"),
            ("[a-]", "-", "b"),
            ("[\\]]", "]", "\\"),
            ("[*]", "*", "a"),
            ("[", "[", "a"),
            ("{a,b{c,d}}.x", "bd.x", "b.x"),
            ("{,x}a", "a", "ya"),
            ("a\\{b\\}", "a{b}", "ab"),
            ("{.a,*}", ".a", ".b"),
            ("\\*.csv", "*.csv", "a.csv"),
            ("\\.*", ".a", "a"),
            ("?[.]a", "x.a", "..b"),
            ("a\\", "a\\", "a"),
        ] {
            assert!(matches(pattern.as_bytes(), good.as_bytes()), "{pattern} {good}");
            assert!(!matches(pattern.as_bytes(), bad.as_bytes()), "{pattern} {bad}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_match_themselves_and_wildcards() {
        assert!(matches(b"a\xff*", b"a\xff.csv") && matches(b"a?", b"a\xff"));
        assert!(matches(b"[\xff]", b"\xff") && !matches(b"[\xff]", "ÿ".as_bytes()));
    }

    #[test]
    fn only_components_with_a_meaning_are_patterns() {
        let pattern = Pattern::parse(b"/out//20*/\\*.csv").expect("a pattern");
        assert!(pattern.absolute && pattern.literal().is_none());
        assert!(matches!(
            pattern.parts.as_slice(),
            [Part::Name(out), Part::Glob(_), Part::Name(last)] if out == b"out" && last == b"*.csv"
        ));
        let literal = Pattern::parse(b"/a/\\*").expect("a pattern").literal();
        assert_eq!(literal, Some(RemotePath::new("/a/*")));
    }

    #[test]
    fn braces_that_do_not_close_or_explode_are_refused() {
        assert!(Pattern::parse(b"{a/x,b}").is_err() && Pattern::parse(b"{a").is_err());
        assert!(Pattern::parse("{a,b}".repeat(30).as_bytes()).is_err());
    }

    #[test]
    fn nested_and_long_patterns_are_bounded() {
        let nested = |levels: usize| "{a,".repeat(levels) + "b" + &"}".repeat(levels);
        assert!(Pattern::parse(nested(16).as_bytes()).is_ok());
        for text in [nested(17), nested(1300), "{".repeat(4000), "a".repeat(5000)] {
            assert!(Pattern::parse(text.as_bytes()).is_err());
        }
        // 100 texts of 1,000 letters are more than any pattern needs, and so are 1,000 of 64.
        let many = "x".repeat(54) + &"{1,2,3,4,5,6,7,8,9,0}".repeat(3);
        assert!(Pattern::parse(many.as_bytes()).is_err());
        let long = "x".repeat(1000) + "{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}";
        assert!(Pattern::parse(long.as_bytes()).is_err());
    }

    #[test]
    fn a_hostile_pattern_ends_soon() {
        let name = "a".repeat(4000) + "b";
        assert!(!matches("*a".repeat(50).as_bytes(), name.as_bytes()));
    }
}
