//! Whole handshakes that carry no secret: tickets, resumption of a second control connection, whether a client
//! certificate is asked for under TLS 1.3.

use super::Spoken;
use crate::audit::examiner::{Examiner, one_line};
use crate::audit::finding::Verdict;
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::wire::command::Command;
use crate::net::hello::Protocol;
use crate::net::tls::{TlsContext, Version};

pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let version = match (spoken.has(Protocol::TLS13), spoken.has(Protocol::TLS12)) {
        (true, _) => Version::Tls13,
        (false, true) => Version::Tls12,
        (false, false) => return Ok(()),
    };
    let lax = run.lax(version, version);
    let context = lax.context(version)?;
    match first(run, &context) {
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => {
            let asked = context.lacks_client_certificate();
            run.report.facts.tls.asks_certificate = Some(asked);
            client_certificate(run, &lax, Some(&error));
            return if asked { Ok(()) } else { Err(error) };
        }
        Ok(()) => {}
    }
    if context.lacks_client_certificate() {
        run.report.facts.tls.asks_certificate = Some(true);
    }
    client_certificate(run, &lax, None);
    tickets(run, version, &context);
    resumption(run, &context)
}

/// A control connection; a reply is read on it, so that the tickets behind the handshake are, too.
fn first(run: &Examiner<'_>, context: &TlsContext) -> Result<()> {
    let mut probe = run.secured(context)?;
    probe.call(Command::bare("NOOP"))?;
    probe.quit();
    Ok(())
}

fn client_certificate(run: &mut Examiner<'_>, lax: &Connector, error: Option<&Error>) {
    let asked = run.report.facts.tls.asks_certificate == Some(true);
    let given = lax.tls.identity.is_some();
    match (asked, error) {
        (true, Some(error)) if !given => {
            let text = format!("it is required: {}", one_line(error));
            run.add("tls-client-cert", Verdict::Note, text);
        }
        (true, Some(error)) => run.add("tls-client-cert", Verdict::Warning, one_line(error)),
        (true, None) => run.add("tls-client-cert", Verdict::Note, "asked for"),
        (false, _) => run.add("tls-client-cert", Verdict::Ok, "not asked for"),
    }
}

fn tickets(run: &mut Examiner<'_>, version: Version, context: &TlsContext) {
    if version != Version::Tls13 {
        return;
    }
    let count = context.tickets_left().unwrap_or(0);
    run.report.facts.tls.tickets = Some(count);
    let verdict = if count > 0 { Verdict::Ok } else { Verdict::Note };
    run.add("tls-tickets", verdict, format!("{count} with a TLS 1.3 connection"));
}

fn resumption(run: &mut Examiner<'_>, context: &TlsContext) -> Result<()> {
    let mut probe = run.secured(context)?;
    let resumed = probe.stream().tls_facts().is_some_and(|facts| facts.resumed);
    probe.call(Command::bare("NOOP"))?;
    probe.quit();
    let (verdict, text) = if resumed {
        (Verdict::Ok, "a second connection resumed the first one's session")
    } else {
        (Verdict::Note, "a second connection needed a whole handshake")
    };
    run.add("tls-resumption", verdict, text);
    Ok(())
}
