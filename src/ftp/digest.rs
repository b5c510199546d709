//! Digests that the server computes of its files, whole or in part: by HASH and RANG
//! (draft-bryan-ftpext-hash, draft-bryan-ftp-range), MD5 (draft-twine-ftpmd5), SITE MD5 and the X commands.
//!
//! Computing the same of local bytes is left to `transfer::sum`, and what a difference means to its callers.

use std::fmt;

use super::command::Command;
use super::features::Features;
use super::path::RemotePath;
use super::reply::Reply;
use super::session::Session;
use crate::error::{Class, Error, Result, protocol, usage};

/// What a digest is computed by; the strongest is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// FIPS 180-4.
    Sha512,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4; finds accidents, not forgeries.
    Sha1,
    /// RFC 1321; finds accidents, not forgeries.
    Md5,
    /// CRC-32 of IEEE 802.3; finds accidents, not forgeries.
    Crc32,
}

impl Algorithm {
    /// All of them, the strongest first.
    pub const ALL: [Self; 5] = [Self::Sha512, Self::Sha256, Self::Sha1, Self::Md5, Self::Crc32];

    /// The algorithm of this name, written as HASH does it or without the hyphen.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().replace('-', "").as_str() {
            "SHA512" => Some(Self::Sha512),
            "SHA256" => Some(Self::Sha256),
            "SHA1" | "SHA" => Some(Self::Sha1),
            "MD5" => Some(Self::Md5),
            "CRC32" => Some(Self::Crc32),
            _ => None,
        }
    }

    /// How many hexadecimal digits its digests have.
    fn digits(self) -> usize {
        match self {
            Self::Sha512 => 128,
            Self::Sha256 => 64,
            Self::Sha1 => 40,
            Self::Md5 => 32,
            Self::Crc32 => 8,
        }
    }

    /// The commands that compute this and nothing else, as FEAT names them. Those that take the rest of the line
    /// for the name come before the X commands, which split it.
    fn commands(self) -> &'static [&'static str] {
        match self {
            Self::Sha512 => &["XSHA512"],
            Self::Sha256 => &["XSHA256"],
            Self::Sha1 => &["XSHA1", "XSHA"],
            Self::Md5 => &["MD5", SITE_MD5, "XMD5"],
            Self::Crc32 => &["XCRC"],
        }
    }
}

/// The names that HASH uses (draft-bryan-ftpext-hash section 3.1).
impl fmt::Display for Algorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sha512 => "SHA-512",
            Self::Sha256 => "SHA-256",
            Self::Sha1 => "SHA-1",
            Self::Md5 => "MD5",
            Self::Crc32 => "CRC32",
        })
    }
}

/// A digest of some bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digest {
    /// What it was computed by.
    pub algorithm: Algorithm,
    /// Hexadecimal digits in lower case, as many as the algorithm gives.
    pub hex: String,
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.algorithm, self.hex)
    }
}

/// libunftp's command.
const SITE_MD5: &str = "SITE MD5";

/// What a session learned of its server's digests.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// The algorithm that OPTS HASH selected last; before that it is the one that FEAT marks.
    selected: Option<Algorithm>,
    /// HASH answered for the whole file although RANG was taken (ProFTPD 1.3.8), or RANG is not known.
    hash_is_whole: bool,
    /// The X commands are not known after all.
    no_x: bool,
}

/// A command to ask with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// HASH, with the server's own name of the algorithm.
    Hash(String),
    /// A command of one algorithm.
    Own(&'static str),
}

/// The bytes from the first offset to before the second; `None` is the whole file.
type Part = Option<(u64, u64)>;

impl Session {
    /// The strongest algorithm that the server offers, by whatever command.
    pub fn digest_algorithm(&self) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|one| !ways(self.features(), *one).is_empty())
    }

    /// The digest of a whole file, by the first of the server's commands that it does not refuse as unknown.
    ///
    /// An algorithm that is not offered is an error of class [`Class::Refused`]; a reply without a digest of the
    /// right length is one of [`Class::Other`], and the session goes on. A server may compute for as long as the
    /// usual limits allow a reply: between two lines of it `--timeout`, ten times that in all. ProFTPD sends a line
    /// a second meanwhile; libunftp says nothing (4 to 14 s for 1 GiB, measured).
    ///
    /// ProFTPD's X commands refuse an empty file (501); its HASH and MD5 do not.
    pub fn digest(&mut self, path: &RemotePath, algorithm: Algorithm) -> Result<Digest> {
        let ways = ways(self.features(), algorithm);
        self.first_answer(&ways, path, algorithm, None)
    }

    /// The strongest algorithm that the server offers for a part of a file.
    pub fn range_algorithm(&self) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|one| !self.ways_of_range(*one).is_empty())
    }

    /// Whether the server may digest a part of a file. It may still turn out that it cannot: then
    /// [`Session::digest_range`] is an error and this is false from there on.
    pub fn can_digest_range(&self) -> bool {
        self.range_algorithm().is_some()
    }

    /// The digest of the bytes from offset `from` to before offset `to`, both within the file.
    ///
    /// X commands come first: ProFTPD 1.3.8 takes RANG and then digests the whole file by HASH. A reply to HASH
    /// must therefore name the range that was asked for. The limits and errors are those of [`Session::digest`].
    pub fn digest_range(
        &mut self,
        path: &RemotePath,
        algorithm: Algorithm,
        from: u64,
        to: u64,
    ) -> Result<Digest> {
        if from >= to {
            return Err(usage(format!(
                "a digest of the bytes from {from} to {to}: there are none"
            )));
        }
        let ways = self.ways_of_range(algorithm);
        self.first_answer(&ways, path, algorithm, Some((from, to)))
    }

    fn ways_of_range(&self, algorithm: Algorithm) -> Vec<Way> {
        let learned = &self.digests;
        let rang = self.features().has("RANG") && !learned.hash_is_whole;
        let mut found = ways(self.features(), algorithm);
        found.retain(|way| match way {
            Way::Hash(_) => rang,
            Way::Own(name) => name.starts_with('X') && !learned.no_x,
        });
        found.sort_by_key(|way| matches!(way, Way::Hash(_)));
        found
    }

    fn first_answer(
        &mut self,
        ways: &[Way],
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        let mut first = None;
        for way in ways {
            let answer = match way {
                Way::Hash(name) => self.hash(name, path, algorithm, part),
                Way::Own(name) => self.own(name, path, algorithm, part),
            };
            match answer {
                Err(error) if is_unknown(&error) => first = first.or(Some(error)),
                other => return other,
            }
        }
        let of = if part.is_some() { " of a part of a file" } else { "" };
        Err(first.unwrap_or_else(|| {
            Error::Plain(Class::Refused, format!("the server offers no {algorithm} digest{of}"))
        }))
    }

    fn hash(
        &mut self,
        name: &str,
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        if self.selected() != Some(algorithm) {
            self.call(Command::new("OPTS", format!("HASH {name}"))?)?;
            self.digests.selected = Some(algorithm);
        }
        let Some((from, to)) = part else {
            let reply = self.ask_alone(Command::new("HASH", path)?)?;
            return read("HASH", &reply, algorithm, path);
        };
        // The end of RANG is the last byte itself.
        let range = self.try_call(Command::new("RANG", format!("{from} {}", to - 1))?)?;
        if range.is_refusal() {
            let refused = Error::Refused(range.response());
            self.digests.hash_is_whole |= is_unknown(&refused);
            return Err(refused);
        }
        let answer = self.ask_alone(Command::new("HASH", path)?);
        // A range that HASH did not use up would cut the next download (measured on ProFTPD).
        if answer.as_ref().err().is_none_or(|error| !error.breaks_session()) {
            self.forget_range()?;
        }
        let reply = answer?;
        if !is_of_range(&reply, from, to) {
            self.digests.hash_is_whole = true;
            let why = "the server digests whole files only: asked for a range, HASH answers";
            return Err(Error::Plain(Class::Refused, format!("{why} {}", reply.response().text)));
        }
        read("HASH", &reply, algorithm, path)
    }

    /// RANG 1 0 takes a range back (draft-bryan-ftp-range section 3).
    fn forget_range(&mut self) -> Result<()> {
        let reply = self.try_call(Command::new("RANG", "1 0")?)?;
        if reply.is_refusal() {
            return Err(protocol(format!(
                "the server will not forget the range of a digest: {}",
                reply.response()
            )));
        }
        Ok(())
    }

    fn own(
        &mut self,
        name: &'static str,
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        let mut first = None;
        for request in requests(name, path, part)? {
            match self.ask_alone(request) {
                Ok(reply) => return read(name, &reply, algorithm, path),
                Err(error) if error.refusal().is_some_and(|said| said.code / 100 == 5) => {
                    first = first.or(Some(error));
                }
                Err(error) => return Err(error),
            }
        }
        let refused = first.unwrap_or_else(|| protocol("nothing was asked"));
        // Not 501: ProFTPD says that of a range beyond the end, too.
        let unknown = refused.refusal().is_some_and(|said| matches!(said.code, 500 | 502 | 504));
        self.digests.no_x |= unknown && name.starts_with('X');
        Err(refused)
    }

    /// The algorithm that HASH uses unless told otherwise.
    fn selected(&self) -> Option<Algorithm> {
        self.digests.selected.or_else(|| {
            let (name, _) = self.features().hash.iter().find(|(_, selected)| *selected)?;
            Algorithm::named(name)
        })
    }

    /// Sends a command that may take the server long, in no company: commands that go out together have a few
    /// seconds before the server counts as one that loses them.
    fn ask_alone(&mut self, command: Command) -> Result<Reply> {
        self.send_riders()?;
        self.call(command)
    }
}

/// The ways to a digest that FEAT lists. HASH comes first: it takes any name and an empty file.
fn ways(features: &Features, algorithm: Algorithm) -> Vec<Way> {
    let named = features.hash.iter().find(|(name, _)| Algorithm::named(name) == Some(algorithm));
    let hash = named.map(|(name, _)| Way::Hash(name.clone()));
    let own = algorithm.commands().iter().filter(|name| features.has(name));
    hash.into_iter().chain(own.map(|name| Way::Own(name))).collect()
}

/// The forms of a command, to be tried in turn. ProFTPD wants names with blanks quoted behind an X command and must
/// not see quotes behind MD5, nor libunftp behind SITE MD5. Of a range, the end is the first byte that is not meant.
fn requests(name: &'static str, path: &RemotePath, part: Part) -> Result<Vec<Command>> {
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

/// Whether the server does not know the command, or not with these arguments.
fn is_unknown(error: &Error) -> bool {
    error.refusal().is_some_and(|said| matches!(said.code, 500 | 501 | 502 | 504))
}

/// Whether a reply to HASH says that it is of these bytes. The draft names the last byte; ProFTPD, of whole files,
/// the one behind it.
fn is_of_range(reply: &Reply, from: u64, to: u64) -> bool {
    let said = reply.lines().last().map(|line| String::from_utf8_lossy(line));
    let range = said.as_deref().and_then(|text| text.split_ascii_whitespace().nth(1));
    let ends = range.and_then(|range| range.split_once('-'));
    let ends = ends.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    ends.is_some_and(|(start, end): (u64, u64)| start == from && (end == to - 1 || end == to))
}

/// The digest in a positive reply: where the command has it, else wherever one of the right length stands alone.
fn read(command: &str, reply: &Reply, algorithm: Algorithm, path: &RemotePath) -> Result<Digest> {
    let mut lines = reply.lines().iter().rev().map(|line| String::from_utf8_lossy(line));
    let hex = lines.find_map(|line| {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        in_its_place(command, &words, algorithm).or_else(|| anywhere(&line, algorithm, path))
    });
    match hex {
        Some(hex) if reply.is_done() => Ok(Digest { algorithm, hex }),
        _ => Err(Error::Plain(
            Class::Other,
            format!("the reply to {command} holds no {algorithm} digest: {}", reply.response()),
        )),
    }
}

/// `SHA-256 0-49 HEX name`, `name HEX` of MD5, and `HEX` or `HEX  name` of all others.
fn in_its_place(command: &str, words: &[&str], algorithm: Algorithm) -> Option<String> {
    let word = match command {
        "HASH" => words.get(2),
        "MD5" => words.last(),
        _ => words.first(),
    };
    let word = word?;
    match algorithm {
        Algorithm::Crc32 => short(word),
        _ => full(word, algorithm),
    }
}

/// The one digest in a text; if there are several, the one that is not in the file's name.
fn anywhere(text: &str, algorithm: Algorithm, path: &RemotePath) -> Option<String> {
    only(text, algorithm).or_else(|| {
        let (whole, name) = (path.as_bytes(), path.name().unwrap_or_default());
        // A shorter name cannot be taken for a digest; removing it could tear one apart.
        let mut rest = text.to_owned();
        for part in [whole, name].into_iter().filter(|part| part.len() >= algorithm.digits()) {
            rest = rest.replace(String::from_utf8_lossy(part).as_ref(), " ");
        }
        only(&rest, algorithm)
    })
}

fn only(text: &str, algorithm: Algorithm) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut found = words.filter_map(|word| full(word, algorithm));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// A word of exactly the digits that a digest has; with 0x before them, of a CRC it may be fewer.
fn full(word: &str, algorithm: Algorithm) -> Option<String> {
    match after_0x(word) {
        Some(digits) if algorithm == Algorithm::Crc32 => short(digits),
        digits => {
            let digits = digits.unwrap_or(word);
            (digits.len() == algorithm.digits() && is_hex(digits))
                .then(|| digits.to_ascii_lowercase())
        }
    }
}

/// A CRC with any number of leading zeros, and none.
fn short(word: &str) -> Option<String> {
    let digits = after_0x(word).unwrap_or(word);
    let number = digits.trim_start_matches('0');
    let fits = !digits.is_empty() && number.len() <= Algorithm::Crc32.digits() && is_hex(number);
    fits.then(|| format!("{:0>8}", number.to_ascii_lowercase()))
}

fn after_0x(word: &str) -> Option<&str> {
    word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MD5: &str = "25f9e794323b453885f5181f1b624d0b";
    const SHA1: &str = "f7c3bc1d808e04732adf679965ccc34ca7ae3441";

    fn reply(text: &str) -> Reply {
        let (_, reply) = Reply::parse(text.as_bytes()).expect("a reply").expect("a whole one");
        reply
    }

    #[track_caller]
    fn hex(command: &str, text: &str, algorithm: Algorithm, path: &str) -> Option<String> {
        match read(command, &reply(&format!("{text}\r\n")), algorithm, &RemotePath::new(path)) {
            Ok(digest) => Some(digest.hex),
            Err(error) => {
                assert!(!error.breaks_session() && error.class() == Class::Other, "{error}");
                None
            }
        }
    }

    fn features(text: &str) -> Features {
        Features::parse(&text.split('\n').map(|line| line.as_bytes().to_vec()).collect::<Vec<_>>())
    }

    #[test]
    fn each_command_has_its_digest_in_its_place() {
        let upper = MD5.to_uppercase();
        for (command, text) in [
            (
                "HASH",
                format!("213-Computing MD5 digest\r\n Computing...\r\n213 MD5 0-9 {MD5} in/a"),
            ),
            ("HASH", format!("213 MD5 0-8 {MD5} {SHA1} d41d8cd98f00b204e9800998ecf8427e")),
            ("XMD5", format!("250-Computing MD5 digest\r\n250 {upper}")),
            ("MD5", format!("251 d41d8cd98f00b204e9800998ecf8427e {upper}")),
            (SITE_MD5, format!("213 {MD5}    /d41d8cd98f00b204e9800998ecf8427e")),
            ("XMD5", format!("250 MD5 of in/a is \"{upper}\".")),
            ("XMD5", format!("250-{upper}\r\n250 Done")),
            ("XMD5", format!("250 MD5={upper}")),
        ] {
            let found = hex(command, &text, Algorithm::Md5, "d41d8cd98f00b204e9800998ecf8427e");
            assert_eq!(found.as_deref(), Some(MD5), "{text}");
        }
    }

    #[test]
    fn a_crc_may_lack_zeros_or_have_0x() {
        for (text, crc) in [
            ("250 CBF43926", "cbf43926"),
            ("250 81566", "00081566"),
            ("250 0x81566", "00081566"),
            ("250 0XCBF43926", "cbf43926"),
            ("250 00000000CBF43926", "cbf43926"),
            ("250 0", "00000000"),
            ("250 CRC32 is 0x81566.", "00081566"),
            ("250 XCRC of report-20240131.csv: CBF43926", "cbf43926"),
        ] {
            let found = hex("XCRC", text, Algorithm::Crc32, "/in/report-20240131.csv");
            assert_eq!(found.as_deref(), Some(crc), "{text}");
        }
    }

    #[test]
    fn what_is_no_digest_of_the_right_length_is_none() {
        for (command, text, algorithm) in [
            ("HASH", format!("213 SHA-1 0-9 {MD5} a"), Algorithm::Sha1),
            ("HASH", format!("213 MD5 0-9 {SHA1} a"), Algorithm::Md5),
            ("XMD5", "250 Done".to_owned(), Algorithm::Md5),
            ("XMD5", "250".to_owned(), Algorithm::Md5),
            ("XMD5", format!("250 either {MD5} or {}", MD5.replace('2', "3")), Algorithm::Md5),
            ("XMD5", format!("350 {MD5}"), Algorithm::Md5),
            ("XCRC", "250 CRC of 81566 is unknown".to_owned(), Algorithm::Crc32),
            ("XCRC", "250 123456789".to_owned(), Algorithm::Crc32),
        ] {
            assert_eq!(hex(command, &text, algorithm, "a"), None, "{text}");
        }
    }

    #[test]
    fn hash_must_name_the_range_that_was_asked_for() {
        for (text, fits) in [
            ("213 MD5 2-4 x a", true),
            ("213-Computing\r\n213 MD5 2-5 x a", true),
            ("213 MD5 0-9 x a", false),
            ("213 MD5 2-9 x a", false),
            ("213 MD5 x a", false),
            ("213 MD5 2-99999999999999999999999 x a", false),
        ] {
            assert_eq!(is_of_range(&reply(&format!("{text}\r\n")), 2, 5), fits, "{text}");
        }
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

    #[test]
    fn names_of_algorithms_are_read_as_they_are_written() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::named(&algorithm.to_string()), Some(algorithm));
        }
        assert_eq!(Algorithm::named("sha256"), Some(Algorithm::Sha256));
        assert_eq!(Algorithm::named("SHA-384"), None);
    }
}
