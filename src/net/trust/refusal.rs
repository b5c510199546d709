//! A certificate that was refused: the message with all that the user needs to decide, and what the
//! layers above need to ask.

use std::fmt;
use std::fmt::Write as _;

use super::certificate::{Certificate, date};
use super::known::{Kinship, Known};
use crate::error::{RefusedCertificate, Standing};

/// A refusal, as it travels through rustls.
#[derive(Debug)]
pub(in crate::net) struct Refusal {
    /// Why, in words.
    pub(super) reason: String,
    pub(super) standing: Standing,
    /// Its faults beside that nobody trusted vouches for it.
    pub(super) faults: Vec<String>,
    /// The certificates that the server showed, in DER, its own first.
    pub(super) chain: Vec<Vec<u8>>,
    /// The records of the server.
    pub(super) known: Vec<Known>,
    /// The server as the `trust` command takes it.
    pub(super) server: String,
    /// When, in seconds since 1970.
    pub(super) now: i64,
}

impl Refusal {
    /// The error for the layers above.
    pub(in crate::net) fn error(&self) -> RefusedCertificate {
        let own = self.chain.first().and_then(|own| Certificate::read(own));
        let mut text = format!("certificate refused: {}", self.reason);
        let mut shown = String::new();
        if let Some(own) = &own {
            shown = match self.known.last().filter(|_| self.standing == Standing::Changed) {
                Some(known) => side_by_side(known, own, self.now),
                None => own.description(self.now),
            };
            let _ = write!(text, "\n{shown}");
            self.advise(own, &mut text);
        }
        RefusedCertificate {
            text,
            reason: self.reason.clone(),
            shown,
            chain: self.chain.clone(),
            standing: self.standing,
            faults: self.faults.clone(),
        }
    }

    /// What to do next, which must work.
    fn advise(&self, own: &Certificate, text: &mut String) {
        let (pin, server) = (own.pin, &self.server);
        let _ = match self.standing {
            Standing::Unknown => write!(
                text,
                "\nif this is the certificate that the server's owner told you of, trust it by\n  \
                 ftps trust add {server} --fingerprint {pin}\nor, for one command and no other \
                 certificate, by\n  --pin {pin}\nif an authority of your own issued it, name that \
                 by --ca-file FILE"
            ),
            Standing::Changed => write!(
                text,
                "\nif the server's owner confirms the new one, trust it in the place of the old one by\
                 \n  ftps trust add {server} --fingerprint {pin}"
            ),
            Standing::NotPinned => write!(
                text,
                "\nif the server's owner confirms this one, give its pin instead:\n  --pin {pin}"
            ),
            Standing::Never => Ok(()),
        };
    }
}

/// The recorded certificate and the one shown, fact by fact, and the facts that they share.
fn side_by_side(known: &Known, own: &Certificate, now: i64) -> String {
    let names = |names: &[String]| if names.is_empty() { "none".into() } else { names.join(", ") };
    let dates = |from, to| format!("{} to {}", date(from), date(to));
    let facts = [
        ("subject", known.subject.clone(), own.subject.clone()),
        ("names", names(&known.names), names(&own.names)),
        ("issuer", known.issuer.clone(), own.issuer.clone()),
        ("valid", dates(known.not_before, known.not_after), own.validity(now)),
        ("sha-256", known.certificate.to_string(), own.pin.to_string()),
        ("key", known.key.to_string(), own.key_pin.to_string()),
    ];
    let mut text = String::new();
    for (name, old, new) in facts {
        let label = format!("{name}:");
        let _ = if old == new {
            writeln!(text, "  {label:<9}both {new}")
        } else {
            writeln!(text, "  {label:<9}old  {old}\n           new  {new}")
        };
    }
    let _ = write!(text, "  sha-256 of the new one: {}\n{}", own.pin.colons(), common(known, own));
    text
}

fn common(known: &Known, own: &Certificate) -> &'static str {
    match known.kinship(own) {
        Kinship::Key => "the key is the same: the certificate was probably renewed",
        Kinship::Names => {
            "issuer and names read the same, the key does not: it may have been renewed with a new \
             key; anyone can write these names"
        }
        Kinship::Nothing => {
            "neither the key nor issuer and names are the same: another server may be answering"
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}
