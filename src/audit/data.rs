//! Data connections: whether they resume the session of their control connection under each version and how often,
//! whether they must, how they end, and whether they show the same certificate.

use super::checks::Section;
use super::examiner::{Examiner, one_line};
use super::facts::Resumed;
use super::finding::Verdict;
use super::tls::Spoken;
use crate::error::{Error, Result};
use crate::ftp::probe::{Ask, Probe, Seen, Sending};
use crate::ftp::wire::command::Command;
use crate::net::hello::Protocol;
use crate::net::tls::{TlsContext, Version};
use crate::net::trust::Certificate;
use crate::net::{Destination, End, Link};

/// Transfers in a row on one control connection: ProFTPD's tickets end with the third.
const IN_A_ROW: usize = 6;

/// The versions that are spoken here and there, the newest first.
pub(super) fn versions(spoken: &Spoken) -> Vec<Version> {
    let both = [(Protocol::TLS13, Version::Tls13), (Protocol::TLS12, Version::Tls12)];
    both.into_iter()
        .filter(|(protocol, _)| spoken.has(*protocol))
        .map(|(_, version)| version)
        .collect()
}

/// The next data connection's place: by EPSV, else by PASV.
pub(super) fn place(probe: &mut Probe) -> Result<Link> {
    let asked = match probe.passive(Ask::Epsv) {
        Err(Error::Refused(said)) if said.code >= 500 => probe.passive(Ask::Pasv),
        other => other,
    };
    asked.map(|(_, link)| link)
}

/// The port that a link leads to.
pub(super) fn port(link: &Link) -> u16 {
    match link.destination() {
        Destination::Address(address) => address.port(),
        Destination::Name(_, port) => *port,
    }
}

/// Examines data connections by listings of the login folder.
pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let mut first = None;
    let mut counts = Vec::new();
    for version in versions(spoken) {
        let connector = run.strict(version, version);
        let context = connector.context(version)?;
        let mut probe = match run.set_up(&connector, &context) {
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            // Under a version that is spoken the login has succeeded before.
            Err(error) => {
                run.report.skip(Section::Data, format!("TLS {version}: {}", one_line(&error)));
                continue;
            }
            Ok(probe) => probe,
        };
        let (count, seen) = listings(&mut probe, &context)?;
        counts.push((version, count));
        match version {
            Version::Tls12 => run.report.facts.data.tls12 = Some(count),
            Version::Tls13 => run.report.facts.data.tls13 = Some(count),
        }
        if first.is_none() {
            first = seen.map(|seen| (seen, probe.stream().certificate().map(<[u8]>::to_vec)));
        }
        probe.quit();
    }
    let Some((seen, certificate)) = first else { return Ok(()) };
    opened(run, &seen);
    if seen.tls.is_some() {
        same_certificate(run, &seen, certificate.as_deref());
        close_notify(run, &seen);
        let required = reuse(run, spoken)?;
        resumption(run, &counts, required);
    }
    Ok(())
}

/// Listings in a row, and the first of them.
fn listings(probe: &mut Probe, context: &TlsContext) -> Result<(Resumed, Option<Seen>)> {
    let mut count = Resumed::default();
    let mut first = None;
    for _ in 0..IN_A_ROW {
        let link = place(probe)?;
        let seen = probe.transfer(Command::bare("LIST"), link, Some(context), Sending::Nothing)?;
        count.tried += 1;
        count.resumed += usize::from(seen.is_resumed());
        count.taken += usize::from(seen.is_done());
        let done = seen.is_done();
        first.get_or_insert(seen);
        if !done {
            break;
        }
    }
    Ok((count, first))
}

fn opened(run: &mut Examiner<'_>, seen: &Seen) {
    if seen.is_done() {
        run.add("data-open", Verdict::Ok, seen.words());
    } else {
        run.add("data-open", Verdict::Bad, seen.words());
    }
}

fn same_certificate(run: &mut Examiner<'_>, seen: &Seen, control: Option<&[u8]>) {
    if control.is_some() && seen.certificate.as_deref() == control {
        run.add("data-certificate", Verdict::Ok, "the same");
        return;
    }
    let other = seen.certificate.as_ref().and_then(|der| Certificate::read(der));
    let other = other.map_or_else(|| "none".to_owned(), |other| other.subject);
    run.add("data-certificate", Verdict::Bad, format!("another one: {other}"));
}

fn close_notify(run: &mut Examiner<'_>, seen: &Seen) {
    run.report.facts.data.sends_close_notify = seen.end.map(|end| end == End::Clean);
    match seen.end {
        Some(End::Clean) => run.add("data-close-notify", Verdict::Ok, "sent"),
        Some(End::Cut) => run.add("data-close-notify", Verdict::Warning, "not sent"),
        None if seen.is_done() => {
            run.add(
                "data-close-notify",
                Verdict::Warning,
                "the server leaves data connections open",
            );
        }
        None => {}
    }
}

/// Whether a data connection that resumes nothing is refused; none where that cannot be told.
fn reuse(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<Option<bool>> {
    let Some(version) = versions(spoken).first().copied() else { return Ok(None) };
    let connector = run.strict(version, version);
    let context = connector.context(version)?;
    let mut probe = run.set_up(&connector, &context)?;
    let link = place(&mut probe)?;
    let whole = context.without_sessions();
    let seen = probe.transfer(Command::bare("LIST"), link, Some(&whole), Sending::Nothing)?;
    probe.quit();
    let required = match (seen.is_done(), &seen.reply) {
        (true, _) => Some(false),
        (false, Some(reply)) if matches!(reply.code, 522 | 425 | 426 | 450 | 421 | 435) => {
            Some(true)
        }
        _ => None,
    };
    run.report.facts.data.reuse_required = required;
    match required {
        Some(true) => {
            let text = format!("a whole handshake is refused: {}", seen.words());
            run.add("data-reuse", Verdict::Ok, text);
        }
        Some(false) => run.add("data-reuse", Verdict::Note, "a whole handshake is taken too"),
        None => run.report.skip(Section::Data, format!("reuse: {}", seen.words())),
    }
    Ok(required)
}

fn resumption(run: &mut Examiner<'_>, counts: &[(Version, Resumed)], required: Option<bool>) {
    let lines: Vec<String> = counts
        .iter()
        .map(|(version, count)| format!("TLS {version}: {} of {}", count.resumed, count.tried))
        .collect();
    let ends = counts.iter().any(|(_, count)| count.taken < count.tried);
    let none = counts.iter().any(|(_, count)| count.resumed == 0);
    let verdict = match (ends && required == Some(true), none) {
        (true, _) => Verdict::Warning,
        (false, true) => Verdict::Note,
        (false, false) => Verdict::Ok,
    };
    run.add("data-resumption", verdict, lines.join("; "));
}
