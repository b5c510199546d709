//! Reads the log of an FTPS client and names the known trouble in it: `ftps -vv`, `curl -v`, `lftp -d`, FileZilla.
//!
//! A log line is taken for a reply where a reply code stands behind the mark that the program puts before replies. A
//! trouble is named only where the log shows it; where nothing is known, nothing is said.

mod table;

use crate::error::printable;
use table::{CLEAR_PASSWORD, KNOWN, Sign};

/// Longest log that is read, in bytes: days of a busy client.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A trouble that a log shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its stable name.
    pub id: &'static str,
    /// The trouble in one sentence.
    pub meaning: &'static str,
    /// The cure.
    pub cure: &'static str,
}

/// A trouble and the place where the log shows it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The trouble.
    pub trouble: Trouble,
    /// The number of the line, from 1 on.
    pub line: usize,
    /// The line.
    pub text: String,
    /// How many lines show it.
    pub count: usize,
}

/// What a log has shown so far.
#[derive(Default)]
struct Shown {
    /// It named a public address of the server.
    peer_is_public: bool,
    /// The connection is under TLS.
    is_protected: bool,
}

/// Reads a log. Each trouble is named once, in the order in which the log shows it.
pub fn explain(log: &[u8]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut shown = Shown::default();
    for (index, line) in log.split(|byte| *byte == b'\n').enumerate() {
        let lower = String::from_utf8_lossy(line.trim_ascii()).to_ascii_lowercase();
        shown.note(&lower);
        let Some(trouble) = trouble_of(&lower, &shown) else { continue };
        match found.iter_mut().find(|known| known.trouble.id == trouble.id) {
            Some(known) => known.count += 1,
            None => {
                let text = without_password(&printable(line.trim_ascii()));
                found.push(Found { trouble, line: index + 1, text, count: 1 });
            }
        }
    }
    found
}

impl Shown {
    fn note(&mut self, lower: &str) {
        self.peer_is_public |= names_public_peer(lower);
        let agreed = reply_in(lower).is_some_and(|(code, _)| code == 234);
        let begun = [
            "ssl connection using",
            "tls connection established",
            "certificate:",
            "= tls ",
            "control tls",
        ];
        if agreed || begun.iter().any(|sign| lower.contains(sign)) {
            self.is_protected = true;
        }
        // A log may hold several connections.
        let fresh = reply_in(lower).is_some_and(|(code, _)| code == 220);
        if fresh && !agreed {
            self.is_protected = false;
        }
    }
}

/// The command in a line, in small letters: programs put a mark before those, too.
fn command_in(lower: &str) -> Option<&str> {
    let marks = ["command:", "befehl:", "--->"];
    let marked = marks.iter().find_map(|mark| lower.split_once(mark)).map(|(_, rest)| rest);
    marked.or_else(|| lower.strip_prefix("> ")).map(str::trim_start)
}

/// The line without a password that a program wrote into its log.
fn without_password(line: &str) -> String {
    let at = line.to_ascii_lowercase().find("pass ");
    match at.and_then(|at| line.get(..at + 5)) {
        Some(begin) if command_in(&line.to_ascii_lowercase()).is_some() => format!("{begin}****"),
        _ => line.to_owned(),
    }
}

fn trouble_of(lower: &str, log: &Shown) -> Option<Trouble> {
    if let Some(command) = command_in(lower) {
        // Names of files in commands are no signs.
        return (command.starts_with("pass ") && !log.is_protected).then_some(CLEAR_PASSWORD);
    }
    let reply = reply_in(lower);
    let shown = KNOWN.iter().find(|(sign, _)| match sign {
        Sign::Phrase(phrases) => phrases.iter().any(|phrase| lower.contains(phrase)),
        Sign::Reply(codes, words) => reply.is_some_and(|(code, text)| {
            codes.contains(&code)
                && (words.is_empty() || words.iter().any(|word| text.contains(word)))
        }),
        Sign::PrivateAddress => reply.is_some_and(|(code, text)| {
            code == 227 && log.peer_is_public && passive_address(text).is_some_and(is_private)
        }),
    });
    shown.map(|(_, trouble)| *trouble)
}

/// The reply in a line: its code and its text. The programs mark replies by `<`, `<---`, `Response:`, `< ` or `<<`;
/// dates and the like may stand before the mark.
fn reply_in(lower: &str) -> Option<(u16, &str)> {
    let marks = ["response:", "antwort:", "<---", "<--", "<<", "<"];
    let rest = marks.iter().find_map(|mark| lower.split_once(mark)).map_or(lower, |(_, rest)| rest);
    let rest = rest.trim_start();
    let (code, text) = rest.split_at_checked(3)?;
    let separated = text.is_empty() || text.starts_with([' ', '-']);
    let code: u16 = code.parse().ok()?;
    (separated && (100..700).contains(&code)).then_some((code, text))
}

/// Whether the line names the server's address, and that is a public one: `connected to 203.0.113.7:21`.
fn names_public_peer(lower: &str) -> bool {
    let mentions = ["connected to", "connecting to", "trying"];
    let Some(rest) = mentions.iter().find_map(|word| lower.split_once(word)) else { return false };
    let words = rest.1.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.filter_map(|word| word.parse().ok()).any(|address| !is_private(address))
}

fn passive_address(text: &str) -> Option<std::net::Ipv4Addr> {
    let digits = text.split(|c: char| !c.is_ascii_digit() && c != ',');
    let six =
        digits.map(|part| part.split(',').collect::<Vec<_>>()).find(|part| part.len() == 6)?;
    let mut bytes = six.iter().map(|part| part.parse::<u8>());
    match (bytes.next()?, bytes.next()?, bytes.next()?, bytes.next()?) {
        (Ok(a), Ok(b), Ok(c), Ok(d)) => Some(std::net::Ipv4Addr::new(a, b, c, d)),
        _ => None,
    }
}

fn is_private(address: std::net::Ipv4Addr) -> bool {
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
}
