//! The TLS that a server offers: versions, suites, groups by hellos that are read only; tickets, resumption and the
//! client certificate by whole handshakes that carry no secret.

mod lists;
mod sessions;

use super::examiner::{Depth, Examiner};
use super::finding::Verdict;
use crate::error::Result;
use crate::net::hello::{Answer, Choice, Compression, Group, Offer, Protocol, Suite};

/// The versions that a server takes, each with its choice from an offer of everything.
pub(super) struct Spoken(Vec<(Protocol, Choice)>);

impl Spoken {
    fn choice(&self, protocol: Protocol) -> Option<&Choice> {
        self.0.iter().find(|(known, _)| *known == protocol).map(|(_, choice)| choice)
    }

    /// Whether the server takes this version.
    pub(super) fn has(&self, protocol: Protocol) -> bool {
        self.choice(protocol).is_some()
    }

    /// The newest version up to TLS 1.2, whose first flight is in clear.
    fn newest_in_clear(&self) -> Option<(Protocol, &Choice)> {
        let old = self.0.iter().filter(|(protocol, _)| *protocol < Protocol::TLS13);
        old.max_by_key(|(protocol, _)| *protocol).map(|(protocol, choice)| (*protocol, choice))
    }

    /// The certificates that were shown in clear (DER), the server's own first.
    pub(super) fn chain(&self) -> Option<&[Vec<u8>]> {
        self.newest_in_clear().map(|(_, choice)| choice.chain.as_slice())
    }
}

/// Examines the TLS of a server.
pub(super) fn examine(run: &mut Examiner<'_>) -> Result<Spoken> {
    let spoken = versions(run)?;
    if run.order.depth == Depth::Certificates {
        return Ok(spoken);
    }
    lists::examine(run, &spoken)?;
    if let Some((_, choice)) = spoken.newest_in_clear() {
        flags(run, choice);
    } else if spoken.has(Protocol::TLS13) {
        run.add("tls-compression", Verdict::Ok, "TLS 1.3 has none");
        run.add("tls-renegotiation", Verdict::Ok, "TLS 1.3 has none");
    }
    sessions::examine(run, &spoken)?;
    Ok(spoken)
}

/// The name for SNI; an address has none (RFC 6066 section 3).
fn sni(host: &str) -> Option<&str> {
    let literal = host.split('%').next().unwrap_or(host).parse::<std::net::IpAddr>();
    literal.is_err().then_some(host)
}

/// An offer of these suites and groups under one version.
fn offer<'a>(
    run: &Examiner<'a>,
    protocol: Protocol,
    suites: &'a [u16],
    groups: &'a [u16],
) -> Offer<'a> {
    let name = sni(&run.connector().host);
    Offer { protocol, name, suites, groups, compression: Compression::No, alpn: &[] }
}

/// Asks for each version alone.
fn versions(run: &mut Examiner<'_>) -> Result<Spoken> {
    let all = Suite::all();
    let mut spoken = Vec::new();
    for protocol in Protocol::ALL {
        let suites = if protocol == Protocol::TLS13 { &Suite::TLS13[..] } else { &all };
        let compression =
            if protocol < Protocol::TLS13 { Compression::Deflate } else { Compression::No };
        let name = sni(&run.connector().host);
        let offer = Offer { protocol, name, suites, groups: &Group::ALL, compression, alpn: &[] };
        let answer = run.hello(&offer)?;
        if let Answer::Chosen(choice) = answer
            && choice.protocol == protocol.0
        {
            spoken.push((protocol, choice));
        }
    }
    let spoken = Spoken(spoken);
    report_versions(run, &spoken);
    Ok(spoken)
}

fn report_versions(run: &mut Examiner<'_>, spoken: &Spoken) {
    let names: Vec<String> = spoken.0.iter().map(|(protocol, _)| protocol.to_string()).collect();
    run.report.facts.tls.versions.clone_from(&names);
    let list = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let taken = |protocols: &[Protocol]| {
        let taken: Vec<String> = protocols
            .iter()
            .filter(|protocol| spoken.has(**protocol))
            .map(ToString::to_string)
            .collect();
        taken.join(" and ")
    };
    match taken(&[Protocol::SSL3]) {
        none if none.is_empty() => run.add("tls-ssl3", Verdict::Ok, "refused"),
        _ => run.add("tls-ssl3", Verdict::Bad, "SSL 3 is taken"),
    }
    match taken(&[Protocol::TLS10, Protocol::TLS11]) {
        none if none.is_empty() => run.add("tls-old", Verdict::Ok, "refused"),
        some => run.add("tls-old", Verdict::Bad, format!("{some} taken")),
    }
    for (id, protocol) in [("tls-12", Protocol::TLS12), ("tls-13", Protocol::TLS13)] {
        let verdict = if spoken.has(protocol) { Verdict::Ok } else { Verdict::Note };
        let word = if spoken.has(protocol) { "taken" } else { "refused" };
        run.report.add(id, verdict, word);
    }
    if !spoken.has(Protocol::TLS12) && !spoken.has(Protocol::TLS13) {
        run.add("tls-no-version", Verdict::Bad, format!("versions taken: {list}"));
    }
}

/// Compression, renegotiation and the request for a certificate, which a first flight shows.
fn flags(run: &mut Examiner<'_>, choice: &Choice) {
    if choice.compresses {
        run.add("tls-compression", Verdict::Bad, "DEFLATE was chosen");
    } else {
        run.add("tls-compression", Verdict::Ok, "none");
    }
    if choice.secure_renegotiation {
        run.add("tls-renegotiation", Verdict::Ok, "RFC 5746 is known");
    } else {
        run.add("tls-renegotiation", Verdict::Warning, "RFC 5746 is not known");
    }
    run.report.facts.tls.asks_certificate = Some(choice.wants_certificate);
}
