//! Patterns as a shell knows them: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}`, and a backslash before what is meant
//! literally. Text only; which names there are is left to `expand`.
//!
//! They match characters, and bytes where a name is not UTF-8. (globset matches bytes: its `?` does not match `ä`.)

use crate::error::{Result, printable, usage};
use crate::ftp::path::RemotePath;

/// The most texts that the braces of one component may stand for; each is matched against every name.
const MOST_ALTERNATIVES: usize = 1_000;

/// What a byte that is no UTF-8 becomes, so that it is equal to no character.
const BEYOND_UNICODE: u32 = 0x11_0000;

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

#[derive(Debug)]
enum Token {
    Exactly(u32),
    One,
    Any,
    OneOf { ranges: Vec<(u32, u32)>, inverted: bool },
}

/// A pattern for names wherever they stand, as `find` has it.
#[derive(Debug)]
pub struct AnyName(Part);

impl AnyName {
    /// Whether a name matches.
    pub fn matches(&self, name: &[u8]) -> bool {
        match &self.0 {
            Part::Name(wanted) => wanted == name,
            Part::Glob(Glob(all)) => {
                let name = units(name);
                all.iter().any(|tokens| fits(tokens, &name))
            }
        }
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
    /// Reads one component; `None` where a brace is not closed, or stands for too many.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut all = Vec::new();
        alternatives(&units(text), &mut all)?;
        let mut tokens: Vec<Vec<Token>> = all.iter().map(|text| tokens(text)).collect();
        match tokens.as_slice() {
            [only] => match only.iter().map(Token::literal).collect::<Option<Vec<u32>>>() {
                Some(name) => Some(Self::Name(bytes(&name))),
                None => Some(Self::Glob(Glob(std::mem::take(&mut tokens)))),
            },
            _ => Some(Self::Glob(Glob(tokens))),
        }
    }
}

impl Token {
    fn literal(&self) -> Option<u32> {
        if let Self::Exactly(unit) = self { Some(*unit) } else { None }
    }

    fn takes(&self, unit: u32) -> bool {
        match self {
            Self::Exactly(wanted) => unit == *wanted,
            Self::One | Self::Any => true,
            Self::OneOf { ranges, inverted } => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&unit)) != *inverted
            }
        }
    }
}

impl Glob {
    /// Whether a name matches, a dot at its beginning being a letter like others.
    pub fn matches_any(&self, name: &[u8]) -> bool {
        let name = units(name);
        self.0.iter().any(|tokens| fits(tokens, &name))
    }

    /// A pattern for names that are not typed out of a folder: its `*` matches a leading dot too.
    pub fn for_any_name(text: &[u8]) -> Option<AnyName> {
        if text.is_empty() || text.contains(&b'/') {
            return None;
        }
        Some(AnyName(Part::parse(text)?))
    }

    /// Whether a name matches. A dot at its beginning is matched by a dot only.
    pub fn matches(&self, name: &[u8]) -> bool {
        let name = units(name);
        let hidden = name.first() == Some(&u32::from('.'));
        let explicit =
            |tokens: &[Token]| tokens.first().and_then(Token::literal) == Some(u32::from('.'));
        self.0.iter().any(|tokens| (!hidden || explicit(tokens)) && fits(tokens, &name))
    }
}

/// Whether tokens fit a whole name; only the last star is ever tried again, which is enough.
fn fits(tokens: &[Token], name: &[u32]) -> bool {
    let (mut token, mut at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (tokens.get(token), name.get(at)) {
            (None, None) => return true,
            (Some(Token::Any), _) => {
                star = Some((token, at));
                token += 1;
            }
            (Some(wanted), Some(unit)) if wanted.takes(*unit) => {
                token += 1;
                at += 1;
            }
            _ => match star {
                Some((behind, from)) if from < name.len() => {
                    star = Some((behind, from + 1));
                    (token, at) = (behind + 1, from + 1);
                }
                _ => return false,
            },
        }
    }
}

/// What the braces of a text stand for; `None` where one is not closed, or for too many.
fn alternatives(text: &[u32], all: &mut Vec<Vec<u32>>) -> Option<()> {
    let Some(open) = find(text, 0, '{') else {
        all.push(text.to_vec());
        return (all.len() <= MOST_ALTERNATIVES).then_some(());
    };
    let close = closing(text, open)?;
    let (before, inner, behind) =
        (text.get(..open)?, text.get(open + 1..close)?, text.get(close + 1..)?);
    let mut from = 0;
    loop {
        let end = comma(inner, from).unwrap_or(inner.len());
        alternatives(&[before, inner.get(from..end)?, behind].concat(), all)?;
        if end == inner.len() {
            return Some(());
        }
        from = end + 1;
    }
}

/// The next such letter without a backslash before it.
fn find(text: &[u32], from: usize, letter: char) -> Option<usize> {
    let mut at = from;
    while let Some(unit) = text.get(at) {
        match char::from_u32(*unit) {
            Some('\\') => at += 1,
            Some(found) if found == letter => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The brace that closes the one at `open`.
fn closing(text: &[u32], open: usize) -> Option<usize> {
    let close = find(text, open + 1, '}')?;
    match find(text, open + 1, '{') {
        Some(inner) if inner < close => {
            let mut behind = closing(text, inner)? + 1;
            loop {
                let close = find(text, behind, '}')?;
                match find(text, behind, '{') {
                    Some(inner) if inner < close => behind = closing(text, inner)? + 1,
                    _ => return Some(close),
                }
            }
        }
        _ => Some(close),
    }
}

/// The next comma that stands in no brace.
fn comma(text: &[u32], from: usize) -> Option<usize> {
    let comma = find(text, from, ',')?;
    match find(text, from, '{') {
        Some(open) if open < comma => self::comma(text, closing(text, open)? + 1),
        _ => Some(comma),
    }
}

fn tokens(text: &[u32]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        tokens.push(match char::from_u32(*first) {
            Some('?') => Token::One,
            Some('*') => Token::Any,
            Some('\\') => match rest.split_first() {
                Some((escaped, behind)) => {
                    rest = behind;
                    Token::Exactly(*escaped)
                }
                None => Token::Exactly(*first),
            },
            Some('[') => match class(rest) {
                Some((class, behind)) => {
                    rest = behind;
                    class
                }
                None => Token::Exactly(*first),
            },
            _ => Token::Exactly(*first),
        });
    }
    tokens
}

/// What stands behind `[` up to its `]`, and the rest; `None` where it is not closed (POSIX: then it is a bracket).
fn class(text: &[u32]) -> Option<(Token, &[u32])> {
    let letter = |at: usize| text.get(at).and_then(|unit| char::from_u32(*unit));
    let inverted = matches!(letter(0), Some('!' | '^'));
    let begin = usize::from(inverted);
    let mut at = begin;
    let mut ranges = Vec::new();
    loop {
        if letter(at) == Some(']') && at > begin {
            return Some((Token::OneOf { ranges, inverted }, text.get(at + 1..)?));
        }
        let (low, behind) = member(text, at)?;
        let is_range = letter(behind) == Some('-') && letter(behind + 1) != Some(']');
        let (high, behind) = if is_range { member(text, behind + 1)? } else { (low, behind) };
        ranges.push((low, high));
        at = behind;
    }
}

/// One letter of a class, perhaps behind a backslash, and where it ends.
fn member(text: &[u32], at: usize) -> Option<(u32, usize)> {
    let escaped = text.get(at) == Some(&u32::from('\\'));
    let at = at + usize::from(escaped);
    Some((*text.get(at)?, at + 1))
}

fn units(text: &[u8]) -> Vec<u32> {
    let mut units = Vec::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        units.extend(chunk.valid().chars().map(u32::from));
        units.extend(chunk.invalid().iter().map(|byte| BEYOND_UNICODE + u32::from(*byte)));
    }
    units
}

fn bytes(units: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(units.len());
    for unit in units {
        match char::from_u32(*unit) {
            Some(letter) => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            None => bytes.extend(u8::try_from(unit - BEYOND_UNICODE)),
        }
    }
    bytes
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
    fn a_hostile_pattern_ends_soon() {
        let name = "a".repeat(4000) + "b";
        assert!(!matches("*a".repeat(50).as_bytes(), name.as_bytes()));
    }
}
