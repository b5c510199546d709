//! The digest in a server's reply, which each server words in its own way.

use super::{Algorithm, Digest};
use crate::error::{Class, Error, Result};
use crate::ftp::path::RemotePath;
use crate::ftp::wire::reply::Reply;

/// How much of a line is looked at, in bytes: room for a digest and a path.
const LONGEST: usize = 4 * 1024;

/// Whether a reply to HASH says that it is of these bytes. The draft names the last byte; ProFTPD, of whole files,
/// the one behind it.
pub(super) fn is_of_range(reply: &Reply, from: u64, to: u64) -> bool {
    let said = reply.lines().last().map(|line| String::from_utf8_lossy(line));
    let range = said.as_deref().and_then(|text| text.split_ascii_whitespace().nth(1));
    let ends = range.and_then(|range| range.split_once('-'));
    let ends = ends.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    ends.is_some_and(|(start, end): (u64, u64)| start == from && (end == to - 1 || end == to))
}

/// The digest in a positive reply: where the command has it, else wherever one of the right length stands alone.
pub fn digest_in(
    command: &str,
    reply: &Reply,
    algorithm: Algorithm,
    path: &RemotePath,
) -> Result<Digest> {
    let lines = reply.lines().iter().rev().map(|line| line.get(..LONGEST).unwrap_or(line));
    let mut lines = lines.map(ascii);
    let hex = lines.find_map(|line| {
        in_its_place(command, &line, algorithm).or_else(|| anywhere(&line, algorithm, path))
    });
    match hex {
        Some(hex) if reply.is_done() => Ok(Digest { algorithm, hex }),
        _ => Err(Error::Plain(
            Class::Other,
            format!("the reply to {command} holds no {algorithm} digest: {}", reply.response()),
        )),
    }
}

/// Text of as many letters as there are bytes: digests are ASCII, and what is not becomes `?`.
fn ascii(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
}

/// `SHA-256 0-49 HEX name`, `name HEX` of MD5, and `HEX` or `HEX  name` of all others.
fn in_its_place(command: &str, line: &str, algorithm: Algorithm) -> Option<String> {
    let mut words = line.split_ascii_whitespace();
    let word = match command {
        "HASH" => words.nth(2),
        "MD5" => words.next_back(),
        _ => words.next(),
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
            rest = rest.replace(&ascii(part), " ");
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
    use super::super::ways::SITE_MD5;
    use super::*;

    const MD5: &str = "25f9e794323b453885f5181f1b624d0b";
    const SHA1: &str = "f7c3bc1d808e04732adf679965ccc34ca7ae3441";

    fn reply(text: &str) -> Reply {
        let (_, reply) = Reply::parse(text.as_bytes()).expect("a reply").expect("a whole one");
        reply
    }

    #[track_caller]
    fn hex(command: &str, text: &str, algorithm: Algorithm, path: &str) -> Option<String> {
        match digest_in(command, &reply(&format!("{text}\r\n")), algorithm, &RemotePath::new(path))
        {
            Ok(digest) => Some(digest.hex),
            Err(error) => {
                assert!(!error.breaks_session() && error.class() == Class::Other, "{error}");
                None
            }
        }
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
}
