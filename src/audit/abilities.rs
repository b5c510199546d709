//! The abilities of a server: FEAT, commands in one flight, the round trip, the idle limit. Nothing is written.

use std::time::{Duration, Instant};

use super::data::versions;
use super::examiner::Examiner;
use super::finding::Verdict;
use super::tls::Spoken;
use crate::error::{Error, Result};
use crate::ftp::ops::features::Features;
use crate::ftp::probe::Probe;
use crate::ftp::wire::command::Command;

/// Round trips of which the median is taken.
const TRIPS: usize = 5;

/// Commands that leave in one flight.
const FLIGHT: usize = 5;

/// How long a flight may be answered: a server that loses commands answers for ever nothing.
const FLIGHT_ANSWERS: Duration = Duration::from_secs(5);

/// Sessions that end sooner starve during transfers, in seconds.
const SHORT_IDLE: u64 = 300;

/// Features by which digests are asked for.
const DIGESTS: [&str; 9] =
    ["HASH", "XSHA512", "XSHA256", "XSHA1", "XSHA", "XMD5", "XCRC", "MD5", "SITE MD5"];

pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let Some(version) = versions(spoken).first().copied() else { return Ok(()) };
    let connector = run.strict(version, version);
    let context = connector.context(version)?;
    let mut probe = run.set_up(&connector, &context)?;
    features(run, &mut probe)?;
    round_trip(run, &mut probe)?;
    idle(run, &mut probe)?;
    // Last, since a server that loses commands is of no further use.
    one_flight(run, probe)
}

fn features(run: &mut Examiner<'_>, probe: &mut Probe) -> Result<()> {
    let reply = probe.call(Command::bare("FEAT"))?;
    if reply.is_refusal() {
        run.add("mlsd", Verdict::Note, format!("FEAT: {}", reply.response()));
        return Ok(());
    }
    let features = Features::parse(reply.lines().iter().map(Vec::as_slice));
    run.report.facts.abilities.features = features.all().map(str::to_owned).collect();
    let told = |has: bool, id: &str, yes: &str, no: &str, run: &mut Examiner<'_>| {
        let (verdict, text) = if has { (Verdict::Ok, yes) } else { (Verdict::Note, no) };
        run.report.add(id, verdict, text);
    };
    told(features.mlsd(), "mlsd", "in FEAT", "not in FEAT", run);
    match (features.mfmt(), features.has("SITE UTIME"), features.mdtm()) {
        (true, ..) => run.add("times", Verdict::Ok, "MFMT"),
        (_, true, _) => run.add("times", Verdict::Ok, "SITE UTIME"),
        (.., true) => run.add("times", Verdict::Note, "no MFMT; MDTM with a time may do it"),
        _ => run.add("times", Verdict::Note, "not in FEAT"),
    }
    let digests: Vec<&str> = DIGESTS.into_iter().filter(|name| features.has(name)).collect();
    told(!digests.is_empty(), "digests", &digests.join(", "), "not in FEAT", run);
    told(features.rest_stream(), "resume", "REST STREAM", "REST STREAM is not in FEAT", run);
    told(features.utf8(), "utf8", "in FEAT", "not in FEAT", run);
    Ok(())
}

fn round_trip(run: &mut Examiner<'_>, probe: &mut Probe) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..TRIPS {
        let began = Instant::now();
        probe.call(Command::bare("NOOP"))?;
        times.push(began.elapsed());
    }
    times.sort();
    if let Some(median) = times.get(times.len() / 2) {
        let milliseconds = median.as_secs_f64() * 1000.0;
        run.report.facts.abilities.round_trip_ms = Some(milliseconds);
        run.add("speed", Verdict::Ok, format!("a round trip takes {milliseconds:.1} ms"));
    }
    Ok(())
}

/// The idle limit, where the greeting or STAT names it.
fn idle(run: &mut Examiner<'_>, probe: &mut Probe) -> Result<()> {
    let banner = run.report.facts.reach.banner.clone().unwrap_or_default();
    let status = probe.call(Command::bare("STAT"))?;
    let text = format!("{banner} {}", status.response().text);
    let Some(seconds) = idle_seconds(&text) else { return Ok(()) };
    let verdict = if seconds < SHORT_IDLE { Verdict::Note } else { Verdict::Ok };
    run.add("idle", verdict, format!("{seconds} s"));
    Ok(())
}

/// `disconnected after 15 minutes of inactivity` (pure-ftpd), `Session timeout in seconds is 300` (vsftpd).
fn idle_seconds(text: &str) -> Option<u64> {
    let number_behind = |mark: &str| {
        let rest = text.split_once(mark)?.1;
        rest.split_whitespace().next()?.trim_end_matches('.').parse::<u64>().ok()
    };
    number_behind("timeout in seconds is ").or_else(|| {
        let minutes = number_behind("disconnected after ")?;
        text.contains("minutes of inactivity").then_some(minutes.saturating_mul(60))
    })
}

fn one_flight(run: &mut Examiner<'_>, mut probe: Probe) -> Result<()> {
    probe.wait_at_most(FLIGHT_ANSWERS);
    let handles = probe.send_all((0..FLIGHT).map(|_| Command::bare("NOOP")));
    let count = handles.len();
    for (answered, handle) in handles.into_iter().enumerate() {
        match probe.answer(handle) {
            Ok(_) => {}
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(_) => {
                let text = format!("{answered} of {count} were answered");
                run.add("pipelining", Verdict::Note, text);
                return Ok(());
            }
        }
    }
    run.add("pipelining", Verdict::Ok, format!("{count} of {count} were answered"));
    probe.quit();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_limits_are_read_as_servers_write_them() {
        let vsftpd = "FTP server status: Session timeout in seconds is 300 Control connection";
        assert_eq!(idle_seconds(vsftpd), Some(300));
        let pure = "You will be disconnected after 15 minutes of inactivity.";
        assert_eq!(idle_seconds(pure), Some(900));
        assert_eq!(idle_seconds("ready"), None);
    }
}
