//! One line of `known_servers`: a server, what may follow its certificate, the fingerprint, and facts by
//! their names. Values with blanks stand in quotes.

use std::fmt::Write as _;

use crate::net::trust::{Follow, Known, Pin, date, read_date};

/// The words that a line must begin with.
const WANT: &str = "want HOST:PORT certificate|renewals sha256//BASE64, and facts as key=\"value\"";

/// A server and the certificates that are trusted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The host, in lower case.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The certificate.
    pub known: Known,
}

impl Record {
    /// Whether it is of this server.
    pub fn is_of(&self, host: &str, port: u16) -> bool {
        self.port == port && self.host.eq_ignore_ascii_case(host)
    }

    /// Reads a line; `None` for one that is empty or a comment.
    ///
    /// # Errors
    /// A text for the user: the line is not of this form.
    pub fn parse(line: &str) -> Result<Option<Self>, String> {
        read(line)
    }

    /// The record as a line, without its end.
    pub fn line(&self) -> String {
        written(self)
    }
}

fn written(record: &Record) -> String {
    let Record { host, port, known } = record;
    let shown = if host.contains(':') { format!("[{host}]") } else { host.clone() };
    let follow = match known.follow {
        Follow::Certificate => "certificate",
        Follow::Renewals => "renewals",
    };
    let mut line = format!("{shown}:{port} {follow} {} key={}", known.certificate, known.key);
    if let Some(issuer) = known.issuer_key {
        let _ = write!(line, " issuer-key={issuer}");
    }
    let (from, to) = (date(known.not_before), date(known.not_after));
    let _ = write!(line, " valid={from}/{to} added={}", date(known.added));
    let names = known.names.join(",");
    let texts = [("subject", &known.subject), ("issuer", &known.issuer), ("names", &names)];
    for (key, value) in texts {
        let _ = write!(line, " {key}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    }
    line
}

fn read(line: &str) -> Result<Option<Record>, String> {
    let words = words(line)?;
    let mut words = words.iter().map(String::as_str);
    let Some(server) = words.next().filter(|first| !first.starts_with('#')) else {
        return Ok(None);
    };
    let (host, port) = server_of(server).ok_or(WANT)?;
    let follow = match words.next() {
        Some("certificate") => Follow::Certificate,
        Some("renewals") => Follow::Renewals,
        _ => return Err(WANT.into()),
    };
    let pin = |text: &str| Pin::parse(text).map_err(|error| error.to_string());
    let certificate = pin(words.next().ok_or(WANT)?)?;
    let mut known = Known {
        follow,
        certificate,
        // Nothing has this key but the certificate itself.
        key: certificate,
        issuer_key: None,
        subject: String::new(),
        issuer: String::new(),
        names: Vec::new(),
        not_before: 0,
        not_after: 0,
        added: 0,
    };
    for word in words {
        let (key, value) = word.split_once('=').ok_or(WANT)?;
        match key {
            "key" => known.key = pin(value)?,
            "issuer-key" => known.issuer_key = Some(pin(value)?),
            "valid" => {
                let (from, to) = value.split_once('/').ok_or("valid: want FROM/TO")?;
                (known.not_before, known.not_after) = (time(from)?, time(to)?);
            }
            "added" => known.added = time(value)?,
            "subject" => value.clone_into(&mut known.subject),
            "issuer" => value.clone_into(&mut known.issuer),
            "names" => {
                let names = value.split(',').filter(|name| !name.is_empty());
                known.names = names.map(str::to_owned).collect();
            }
            // A later version may know more.
            _ => {}
        }
    }
    Ok(Some(Record { host, port, known }))
}

fn time(text: &str) -> Result<i64, String> {
    read_date(text).ok_or_else(|| format!("{text}: want a time as 2026-01-31T09:00:00Z"))
}

fn server_of(text: &str) -> Option<(String, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let port = port.parse().ok().filter(|port| *port > 0)?;
    (!bare.is_empty()).then(|| (bare.to_ascii_lowercase(), port))
}

/// The words of a line; quotes keep blanks, a backslash the letter behind it.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' => {
                let next = letters.next().ok_or("a backslash at the end")?;
                word.get_or_insert_default().push(next);
            }
            blank if blank.is_whitespace() && !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    if quoted {
        return Err("a quote is not closed".into());
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let known = Known {
            follow: Follow::Renewals,
            certificate: Pin::of(b"certificate"),
            key: Pin::of(b"key"),
            issuer_key: Some(Pin::of(b"issuer")),
            subject: "CN=a \"b\" \\ c, O=x".into(),
            issuer: "CN=y".into(),
            names: vec!["a.example".into(), "::1".into()],
            not_before: 1_700_000_000,
            not_after: 1_800_000_000,
            added: 1_750_000_000,
        };
        Record { host: "::1".into(), port: 2121, known }
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        assert_eq!(read(&written(&record())), Ok(Some(record())));
    }

    #[test]
    fn a_line_written_by_hand_needs_server_and_fingerprint_only() {
        let pin = Pin::of(b"x");
        let line = format!("FTP.example.com:21 certificate {} later=thing", pin.colons());
        let read = read(&line).expect("a line").expect("a record");
        assert_eq!((read.host.as_str(), read.port), ("ftp.example.com", 21));
        assert_eq!(read.known.certificate, pin);
    }

    #[test]
    fn comments_are_passed_over_and_odd_lines_are_not() {
        assert_eq!((read("# a \"comment\""), read("  ")), (Ok(None), Ok(None)));
        for odd in ["x", "h:21 certificate", "h:0 certificate sha256//", "h:21 key sha256//", "\"a"]
        {
            assert!(read(odd).is_err(), "{odd}");
        }
    }
}
