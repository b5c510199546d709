//! The charset of a server whose names are not UTF-8: lines are translated where they enter and leave, so that all other
//! code sees UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// A byte that begins a change of the charset in ISO-2022-JP.
const ESCAPE: u8 = 0x1b;

/// A charset that is no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// The charset of a name in the WHATWG's list of encodings, `None` within for UTF-8, where nothing is translated.
    ///
    /// # Errors
    /// Says which names there are, where this is none or one whose text holds NUL in every second byte.
    pub fn named(name: &str) -> Result<Option<Self>, String> {
        match Encoding::for_label(name.as_bytes()) {
            Some(utf8) if utf8 == UTF_8 => Ok(None),
            Some(known) if ![REPLACEMENT, UTF_16BE, UTF_16LE].contains(&known) => {
                Ok(Some(Self(known)))
            }
            _ => Err(format!(
                "{name}: no charset of names; known are windows-1252, iso-8859-15, windows-1251, koi8-r, \
                 shift_jis, gbk, big5, euc-kr and others"
            )),
        }
    }

    /// The name of the charset.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Text as the server reads it. Bytes that are no UTF-8 are what the server sent and could not be translated: they
    /// go back as they came. `None` where the text holds a letter that the charset lacks.
    pub(in crate::ftp) fn encode(self, text: &[u8]) -> Option<Cow<'_, [u8]>> {
        let Ok(letters) = std::str::from_utf8(text) else { return Some(Cow::Borrowed(text)) };
        let (bytes, _, has_unmappable) = self.0.encode(letters);
        (!has_unmappable).then_some(bytes)
    }

    /// Bytes of the server as text. Those that no text leads back to stay as they are, or where they would pass for
    /// UTF-8, and so for other letters, get replacement characters, which no command can carry.
    pub(in crate::ftp) fn decode(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        if bytes.iter().all(|byte| byte.is_ascii() && *byte != ESCAPE) {
            return Cow::Borrowed(bytes);
        }
        let text = self.0.decode_without_bom_handling_and_without_replacement(bytes);
        match text {
            Some(text) if self.encode(text.as_bytes()).as_deref() == Some(bytes) => {
                Cow::Owned(text.into_owned().into_bytes())
            }
            _ => std::str::from_utf8(bytes).map_or(Cow::Borrowed(bytes), |letters| {
                let is_plain = |letter: char| letter.is_ascii() && letter != char::from(ESCAPE);
                let replaced = letters.replace(|letter| !is_plain(letter), "\u{fffd}");
                Cow::Owned(replaced.into_bytes())
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charset(name: &str) -> Charset {
        Charset::named(name).expect("a charset").expect("no UTF-8")
    }

    #[test]
    fn bytes_of_a_server_come_back_as_they_were_or_not_at_all() {
        for name in ["windows-1252", "koi8-r", "shift_jis", "gbk", "big5", "iso-2022-jp"] {
            let charset = charset(name);
            for first in 0..=255 {
                for second in [b'a', 0x5c, 0x81, 0xe4, 0xff] {
                    let bytes = [first, second];
                    let text = charset.decode(&bytes).into_owned();
                    let back = charset.encode(&text);
                    assert!(back.is_none_or(|back| *back == bytes), "{name} {bytes:?}");
                }
            }
        }
    }

    #[test]
    fn letters_are_translated_and_those_that_are_missing_are_refused() {
        let latin = charset("latin1");
        assert_eq!(latin.encode("Übung".as_bytes()).as_deref(), Some(&b"\xdcbung"[..]));
        assert_eq!(&*latin.decode(b"\xdcbung"), "Übung".as_bytes());
        assert_eq!(latin.encode("日本".as_bytes()), None);
        assert_eq!(Charset::named("utf-8"), Ok(None));
        assert!(Charset::named("utf-16").is_err() && Charset::named("klingon").is_err());
    }
}
