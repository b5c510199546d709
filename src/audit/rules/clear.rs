//! What a server does in clear: ask for a password, execute commands from before TLS, send data, end TLS.

use std::time::Duration;

use crate::audit::data::{place, versions};
use crate::audit::examiner::Examiner;
use crate::audit::finding::Verdict;
use crate::audit::tls::Spoken;
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::probe::{Probe, Seen, Sending};
use crate::ftp::wire::command::Command;
use crate::net::tls::Version;

/// A user that no server has: its name is sent in clear, and no password ever.
const NOBODY: &str = "ftps-doctor-nobody";

/// How long the reply to an injected command is waited for, behind the reply to one that was sent later.
const INJECTED: Duration = Duration::from_secs(1);

/// A name that no folder has: where data may travel in clear, its listing shows nothing.
const NO_FILE: &str = "ftps-doctor-no-such-file";

/// Whether USER leads to a question for the password on a connection in clear.
pub(super) fn login_in_clear(run: &mut Examiner<'_>) -> Result<()> {
    let (mut probe, _) = run.greeted()?;
    let reply = match probe.call(Command::new("USER", NOBODY)?) {
        Ok(reply) => reply,
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(_) => {
            run.add("clear-login", Verdict::Ok, "USER in clear ends the connection");
            return Ok(());
        }
    };
    let asked = matches!(reply.code(), 230..=232 | 331 | 332);
    let verdict = if asked { Verdict::Bad } else { Verdict::Ok };
    run.add("clear-login", verdict, format!("USER in clear: {}", reply.response()));
    Ok(())
}

/// Whether a command that came in clear in one packet with AUTH TLS is executed under TLS.
pub(super) fn injection(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let Some(version) = versions(spoken).first().copied() else { return Ok(()) };
    let lax = run.lax(version, version);
    let context = lax.context(version)?;
    let (mut probe, _) = run.greeted()?;
    let handles = probe.send_all([Command::new("AUTH", "TLS")?, Command::bare("NOOP")]);
    let [agreed, injected] = handles[..] else { return Ok(()) };
    let reply = probe.answer(agreed)?;
    if !matches!(reply.code(), 234 | 200) {
        run.add(
            "injection",
            Verdict::Ok,
            format!("AUTH TLS with more behind it: {}", reply.response()),
        );
        return Ok(());
    }
    match probe.upgrade(&context) {
        Ok(()) => {}
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(_) => {
            run.add("injection", Verdict::Ok, "nothing in clear behind AUTH TLS is kept for TLS");
            return Ok(());
        }
    }
    // Where the injected command was dropped, the reply to this one comes first and alone.
    let own = probe.send_all([Command::bare("NOOP")]);
    let first = probe.answer(injected);
    probe.wait_at_most(INJECTED);
    let second = own.first().map(|own| probe.answer(*own));
    match (first, second) {
        (Err(stop @ Error::Stopped(_)), _) | (_, Some(Err(stop @ Error::Stopped(_)))) => Err(stop),
        (Ok(first), Some(Ok(_))) => {
            let text = format!("NOOP from before TLS was answered: {}", first.response());
            run.add("injection", Verdict::Bad, text);
            Ok(())
        }
        _ => {
            run.add("injection", Verdict::Ok, "a command from before TLS was dropped");
            Ok(())
        }
    }
}

/// Whether a listing travels in clear under PROT C, or where PROT was not sent.
pub(super) fn data_in_clear(
    run: &mut Examiner<'_>,
    connector: &Connector,
    version: Version,
) -> Result<()> {
    let mut shown = Vec::new();
    let mut bad = false;
    for (words, prot) in [("PROT C", Some("C")), ("no PROT", None)] {
        let context = connector.context(version)?;
        let mut probe = run.logged_in(connector, &context)?;
        let text = match prot.map(|level| ask_level(&mut probe, level)).transpose()? {
            Some(Some(refusal)) => refusal,
            _ => {
                let seen = listed_in_clear(&mut probe)?;
                bad |= in_clear(&seen);
                seen.words()
            }
        };
        shown.push(format!("{words}: {text}"));
        probe.quit();
    }
    let verdict = if bad { Verdict::Bad } else { Verdict::Ok };
    run.add("prot-clear", verdict, shown.join("; "));
    Ok(())
}

/// Asks for a level of protection; returns the refusal, if it was refused.
fn ask_level(probe: &mut Probe, level: &str) -> Result<Option<String>> {
    probe.call(Command::new("PBSZ", "0")?)?;
    let reply = probe.call(Command::new("PROT", level)?)?;
    Ok(reply.is_refusal().then(|| reply.response().to_string()))
}

/// A listing in clear of a name that does not exist; of the login folder only where the refusal of the first does not
/// say whether it was for the protection.
fn listed_in_clear(probe: &mut Probe) -> Result<Seen> {
    let link = match place(probe) {
        Ok(link) => link,
        Err(Error::Refused(reply)) => return Ok(Seen { reply: Some(reply), ..Seen::default() }),
        Err(error) => return Err(error),
    };
    let seen = probe.transfer(Command::new("LIST", NO_FILE)?, link, None, Sending::Nothing)?;
    let absent = seen.reply.as_ref().is_some_and(|reply| {
        let text = reply.text.to_ascii_lowercase();
        matches!(reply.code, 450 | 550 | 501)
            && !["tls", "ssl", "prot", "secure", "encrypt"].iter().any(|word| text.contains(word))
    });
    if !absent {
        return Ok(seen);
    }
    let link = place(probe)?;
    probe.transfer(Command::bare("LIST"), link, None, Sending::Nothing)
}

fn in_clear(seen: &Seen) -> bool {
    seen.is_done() || seen.received > 0
}

/// Whether the server ends TLS on the control connection when asked to.
pub(super) fn control_in_clear(
    run: &mut Examiner<'_>,
    connector: &Connector,
    version: Version,
) -> Result<()> {
    let context = connector.context(version)?;
    let mut probe = run.logged_in(connector, &context)?;
    match probe.call(Command::bare("CCC")) {
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(_) => run.add("ccc", Verdict::Ok, "CCC ends the connection"),
        Ok(reply) if reply.is_done() => {
            run.add("ccc", Verdict::Warning, format!("CCC: {}", reply.response()));
            // What comes now would come in clear.
            return Ok(());
        }
        Ok(reply) => run.add("ccc", Verdict::Ok, format!("CCC: {}", reply.response())),
    }
    probe.quit();
    Ok(())
}
