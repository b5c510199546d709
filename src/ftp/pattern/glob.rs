//! The wildcards of one component, and the matcher of all wildcards.

/// A byte that is no UTF-8 becomes this and its value, so that it is equal to no character.
const BEYOND_UNICODE: u32 = 0x11_0000;

/// A name as it is matched: characters, and bytes where it is not UTF-8.
#[derive(Debug)]
pub struct Letters(pub(super) Vec<u32>);

impl Letters {
    /// The letters of a name.
    pub fn of(name: &[u8]) -> Self {
        let mut letters = Vec::with_capacity(name.len());
        for chunk in name.utf8_chunks() {
            letters.extend(chunk.valid().chars().map(u32::from));
            letters.extend(chunk.invalid().iter().map(|byte| BEYOND_UNICODE + u32::from(*byte)));
        }
        Self(letters)
    }
}

/// The name that consists of these letters.
pub(super) fn bytes(letters: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len());
    for letter in letters {
        match char::from_u32(*letter) {
            Some(letter) => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            None => bytes.extend(u8::try_from(letter - BEYOND_UNICODE)),
        }
    }
    bytes
}

/// One element of a pattern.
#[derive(Debug)]
pub(super) enum Token {
    Exactly(u32),
    One,
    Any,
    OneOf { ranges: Vec<(u32, u32)>, inverted: bool },
}

impl Token {
    pub(super) fn literal(&self) -> Option<u32> {
        if let Self::Exactly(letter) = self { Some(*letter) } else { None }
    }

    fn takes(&self, letter: u32) -> bool {
        match self {
            Self::Exactly(wanted) => letter == *wanted,
            Self::One | Self::Any => true,
            Self::OneOf { ranges, inverted } => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter)) != *inverted
            }
        }
    }
}

/// Whether tokens match a whole name.
pub(super) fn fits(tokens: &[Token], name: &[u32]) -> bool {
    matches(tokens, name, |token| matches!(token, Token::Any), |token, letter| token.takes(*letter))
}

/// Whether a pattern matches a whole text: `is_any` elements stand for any part of it, all others for one element
/// that they take. The time is at most the product of the lengths: only the last `is_any` is ever tried again, which
/// is enough.
pub fn matches<T, U>(
    pattern: &[T],
    text: &[U],
    is_any: impl Fn(&T) -> bool,
    takes: impl Fn(&T, &U) -> bool,
) -> bool {
    let (mut element, mut at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(element), text.get(at)) {
            (None, None) => return true,
            (Some(any), _) if is_any(any) => {
                element += 1;
                star = Some((element, at));
            }
            (Some(wanted), Some(found)) if takes(wanted, found) => {
                element += 1;
                at += 1;
            }
            _ => match star {
                Some((behind, from)) if from < text.len() => {
                    star = Some((behind, from + 1));
                    (element, at) = (behind, from + 1);
                }
                _ => return false,
            },
        }
    }
}

/// Reads a pattern without braces.
pub(super) fn tokens(text: &[u32]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len());
    let mut rest = text;
    // Behind a class that is not closed, none is: to look for its end again and again takes quadratic time.
    let mut may_close = true;
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
            Some('[') if may_close => match class(rest) {
                Some((class, behind)) => {
                    rest = behind;
                    class
                }
                None => {
                    may_close = false;
                    Token::Exactly(*first)
                }
            },
            _ => Token::Exactly(*first),
        });
    }
    tokens
}

/// The class behind `[` up to its `]`, and the rest; `None` where it is not closed (POSIX: then it is a bracket).
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
