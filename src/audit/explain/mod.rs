//! Reads the log of an FTPS client and names the known trouble in it: `ftps -vv`, `curl -v`, `lftp -d`, FileZilla.
//!
//! A log line is taken for a reply where a reply code stands behind the mark that the program puts before replies. A
//! trouble is named only where the log shows it; where nothing is known, nothing is said.

mod lines;
mod signs;
mod table;

use std::io::{self, BufRead};

use crate::error::printable;
use lines::Lines;
use signs::phrases_in;
use table::{CLEAR_PASSWORD, KNOWN, Sign};

pub use lines::MOST_BYTES;

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

/// The troubles in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Each trouble once, in the order in which the log shows it.
    pub troubles: Vec<Found>,
    /// Whether the log was read to its end; of a longer one than [`MOST_BYTES`] the rest is not read.
    pub is_whole: bool,
}

/// The state of the connection that the log is about.
#[derive(Default)]
struct Shown {
    /// It named a public address of the server.
    peer_is_public: bool,
    /// The connection is under TLS.
    is_protected: bool,
    stage: Stage,
}

/// How far a session has come.
#[derive(Default, PartialEq, Eq)]
enum Stage {
    /// The connection was made, and nothing came on it.
    Silent,
    /// Client and server talk, or the log does not say.
    #[default]
    Open,
    /// The client has sent QUIT: an end without close_notify cuts nothing any more.
    Ended,
}

/// A line with its parts, in small letters.
struct Line<'a> {
    lower: &'a str,
    command: Option<&'a str>,
    reply: Option<(u16, &'a str)>,
}

/// Reads a log line by line; of each line only the beginning is kept.
///
/// # Errors
/// The log cannot be read.
pub fn explain(log: impl BufRead) -> io::Result<Explained> {
    let mut troubles: Vec<Found> = Vec::new();
    let mut shown = Shown::default();
    let mut lines = Lines::of(log);
    let mut lower = String::new();
    while let Some((number, bytes)) = lines.next()? {
        let text = bytes.trim_ascii();
        if text.is_empty() {
            continue;
        }
        lower.clear();
        for chunk in text.utf8_chunks() {
            lower.push_str(chunk.valid());
        }
        lower.make_ascii_lowercase();
        let line = Line { lower: &lower, command: command_in(&lower), reply: reply_in(&lower) };
        let trouble = trouble_of(&line, &shown);
        shown.note(&line);
        let Some(trouble) = trouble else { continue };
        match troubles.iter_mut().find(|known| known.trouble.id == trouble.id) {
            Some(known) => known.count += 1,
            None => {
                let text = without_password(&printable(text));
                troubles.push(Found { trouble, line: number, text, count: 1 });
            }
        }
    }
    Ok(Explained { troubles, is_whole: lines.are_whole() })
}

impl Shown {
    fn note(&mut self, line: &Line<'_>) {
        let lower = line.lower;
        if let Some(command) = line.command {
            if command.starts_with("quit") {
                self.stage = Stage::Ended;
            }
            return;
        }
        self.peer_is_public = self.peer_is_public || names_public_peer(lower);
        let code = line.reply.map(|(code, _)| code);
        let begun = [
            "ssl connection using",
            "tls connection established",
            "certificate:",
            "= tls ",
            "control tls",
        ];
        if !self.is_protected {
            self.is_protected = code == Some(234) || begun.iter().any(|sign| lower.contains(sign));
        }
        // A log may hold several connections.
        let opened = ["connected to ", "waiting for welcome"];
        if code == Some(220) {
            (self.is_protected, self.stage) = (false, Stage::Open);
        } else if code == Some(221) {
            self.stage = Stage::Ended;
        } else if self.stage != Stage::Silent {
            // Behind the login that would be a data connection.
            let is_new = code.is_none() && (!self.is_protected || self.stage == Stage::Ended);
            if is_new && opened.iter().any(|sign| lower.contains(sign)) {
                (self.is_protected, self.stage) = (false, Stage::Silent);
            }
        } else if code.is_some() || lower.contains("tls handshake") || self.is_protected {
            self.stage = Stage::Open;
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

fn trouble_of(line: &Line<'_>, log: &Shown) -> Option<Trouble> {
    if let Some(command) = line.command {
        // Names of files in commands are no signs.
        return (command.starts_with("pass ") && !log.is_protected).then_some(CLEAR_PASSWORD);
    }
    let phrases = phrases_in(line.lower);
    let shown = KNOWN.iter().enumerate().find(|(place, (sign, _))| match sign {
        Sign::Phrase(_) => phrases.contains(place),
        Sign::NoCloseNotify(_) => phrases.contains(place) && log.stage != Stage::Ended,
        Sign::SilentPort => log.stage == Stage::Silent && phrases.contains(place),
        Sign::Reply(codes, words) => line.reply.is_some_and(|(code, text)| {
            codes.contains(&code)
                && (words.is_empty() || words.iter().any(|word| text.contains(word)))
        }),
        Sign::PrivateAddress => line.reply.is_some_and(|(code, text)| {
            code == 227 && log.peer_is_public && passive_address(text).is_some_and(is_private)
        }),
    });
    shown.map(|(_, (_, trouble))| *trouble)
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
