//! The commands that ask for a digest: which of them a server offers, and how each wants its argument.

use super::Algorithm;
use crate::error::Result;
use crate::ftp::ops::features::Features;
use crate::ftp::path::RemotePath;
use crate::ftp::wire::command::Command;

/// libunftp's command.
pub(super) const SITE_MD5: &str = "SITE MD5";

/// A command to ask with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// HASH, with the server's own name of the algorithm.
    Hash(String),
    /// A command of one algorithm.
    Own(&'static str),
}

/// The bytes from the first offset to before the second; `None` is the whole file.
pub(super) type Part = Option<(u64, u64)>;

/// The ways to a digest that FEAT lists. HASH comes first: it takes any name and an empty file.
pub(super) fn ways(features: &Features, algorithm: Algorithm) -> Vec<Way> {
    let named = features.hash.iter().find(|(name, _)| Algorithm::named(name) == Some(algorithm));
    let hash = named.map(|(name, _)| Way::Hash(name.clone()));
    let own = commands(algorithm).iter().filter(|name| features.has(name));
    hash.into_iter().chain(own.map(|name| Way::Own(name))).collect()
}

/// The commands that compute this and nothing else, as FEAT names them. Those that take the rest of the line
/// for the name come before the X commands, which split it.
fn commands(algorithm: Algorithm) -> &'static [&'static str] {
    match algorithm {
        Algorithm::Sha512 => &["XSHA512"],
        Algorithm::Sha256 => &["XSHA256"],
        Algorithm::Sha1 => &["XSHA1", "XSHA"],
        Algorithm::Md5 => &["MD5", SITE_MD5, "XMD5"],
        Algorithm::Crc32 => &["XCRC"],
    }
}

/// The forms of a command, to be tried in turn. ProFTPD wants names with blanks quoted behind an X command and must
/// not see quotes behind MD5, nor libunftp behind SITE MD5. Of a range, the end is the first byte that is not meant.
pub(super) fn requests(name: &'static str, path: &RemotePath, part: Part) -> Result<Vec<Command>> {
    let plain = path.as_bytes();
    if name == SITE_MD5 {
        return Ok(vec![Command::new("SITE", [b"MD5 ", plain].concat())?]);
    }
    let splits = name.starts_with('X');
    let quoted = (splits && is_ambiguous(plain)).then(|| quoted(plain));
    if let Some((from, to)) = part {
        let name_first = quoted.as_deref().unwrap_or(plain);
        let whole = [name_first, format!(" {from} {to}").as_bytes()].concat();
        return Ok(vec![Command::new(name, whole)?]);
    }
    let forms = quoted.into_iter().chain([plain.to_vec()]);
    forms.map(|argument| Command::new(name, argument)).collect()
}

/// Whether a server that splits its arguments would take this for something else than one name.
fn is_ambiguous(name: &[u8]) -> bool {
    name.iter().any(u8::is_ascii_whitespace) || name.starts_with(b"\"")
}

/// In quotes, with a backslash before those of the name and before its backslashes, as ProFTPD reads it.
fn quoted(name: &[u8]) -> Vec<u8> {
    let mut text = b"\"".to_vec();
    for &byte in name {
        if matches!(byte, b'"' | b'\\') {
            text.push(b'\\');
        }
        text.push(byte);
    }
    text.push(b'"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(text: &str) -> Features {
        Features::parse(text.split('\n').map(str::as_bytes))
    }

    #[test]
    fn the_ways_are_those_of_feat_and_hash_is_first() {
        let proftpd = features(" HASH CRC32;MD5;SHA-1*;SHA-256\n MD5\n XCRC\n XMD5\n XSHA\n XSHA1");
        let hash = |name: &str| Way::Hash(name.to_owned());
        for (algorithm, expected) in [
            (Algorithm::Sha512, vec![]),
            (Algorithm::Sha256, vec![hash("SHA-256")]),
            (Algorithm::Sha1, vec![hash("SHA-1"), Way::Own("XSHA1"), Way::Own("XSHA")]),
            (Algorithm::Md5, vec![hash("MD5"), Way::Own("MD5"), Way::Own("XMD5")]),
            (Algorithm::Crc32, vec![hash("CRC32"), Way::Own("XCRC")]),
        ] {
            assert_eq!(ways(&proftpd, algorithm), expected, "{algorithm}");
        }
        assert_eq!(ways(&features("SITE MD5"), Algorithm::Md5), [Way::Own(SITE_MD5)]);
        assert_eq!(ways(&features("HASH sha512"), Algorithm::Sha512), [hash("sha512")]);
    }

    #[test]
    fn names_are_quoted_only_where_blanks_would_divide_them() {
        for (command, path, part, lines) in [
            ("XCRC", "/a", None, vec!["XCRC /a"]),
            ("XCRC", "/a b", None, vec!["XCRC \"/a b\"", "XCRC /a b"]),
            ("XCRC", "/a\"b", None, vec!["XCRC /a\"b"]),
            ("XCRC", "/a \"b\\", None, vec!["XCRC \"/a \\\"b\\\\\"", "XCRC /a \"b\\"]),
            ("XCRC", "/a b", Some((2, 5)), vec!["XCRC \"/a b\" 2 5"]),
            ("XCRC", "/a", Some((2, 5)), vec!["XCRC /a 2 5"]),
            ("MD5", "/a b", None, vec!["MD5 /a b"]),
            (SITE_MD5, "/a b", None, vec!["SITE MD5 /a b"]),
        ] {
            let sent = requests(command, &RemotePath::new(path), part).expect("no line end");
            let sent: Vec<String> = sent.iter().map(ToString::to_string).collect();
            assert_eq!(sent, lines);
        }
        assert!(requests(SITE_MD5, &RemotePath::new("a\r\nDELE b"), None).is_err());
    }
}
