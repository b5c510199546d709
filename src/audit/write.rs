//! The checks that write: in a fresh folder of their own below the one that the user names, whose files are removed at
//! the end, whatever happened before.

use std::time::Instant;

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;

use super::checks::Section;
use super::data::{place, versions};
use super::examiner::Examiner;
use super::facts::Resumed;
use super::finding::{Cure, Verdict};
use super::tls::Spoken;
use crate::error::{Error, Response, Result};
use crate::ftp::listing::{Form, System, parse, time_val};
use crate::ftp::path::RemotePath;
use crate::ftp::probe::{Probe, Seen, Sending};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;
use crate::net::tls::{TlsContext, Version};

/// The length of the file that is sent and fetched: enough to measure a throughput, soon done.
const LENGTH: usize = 1024 * 1024;

/// Uploads in a row on one control connection, as listings are made in a row.
const IN_A_ROW: usize = 6;

/// A clock may be off by so many seconds before that counts.
const CLOCK: i64 = 60;

/// Zones are whole quarters of an hour.
const QUARTER: i64 = 15 * 60;

/// The longest name that common file systems hold, in bytes.
const LONGEST_NAME: usize = 255;

/// Names that are common elsewhere and refused or changed somewhere.
const ODD_NAMES: [&str; 5] =
    ["two words.txt", "naïve-日本.txt", ".hidden.txt", "100%#1.txt", "[a] b&c.txt"];

/// A session in the folder of the checks.
struct Scratch {
    probe: Probe,
    context: TlsContext,
    folder: RemotePath,
}

/// Makes the folder, checks, and removes all of it.
pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let (Some(base), Some(version)) = (run.order.write.clone(), versions(spoken).first().copied())
    else {
        return Ok(());
    };
    let folder = base.join(fresh_name()?.as_bytes());
    let mut scratch = Scratch::open(run, version, folder.clone())?;
    let made = scratch.call("MKD", folder.as_bytes())?;
    if made.is_refusal() {
        run.add("upload", Verdict::Bad, format!("MKD: {}", made.response()));
        return Ok(());
    }
    let checked = all_checks(run, &mut scratch, spoken);
    let left = clean_up(run, version, &folder);
    let left = match left {
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => error.to_string(),
        Ok(left) => left,
    };
    if !left.is_empty() {
        let name = crate::error::printable(folder.as_bytes());
        run.report.skip(Section::Abilities, format!("{name} was left behind: {left}"));
    }
    checked
}

/// `ftps-doctor-` and eight random digits.
fn fresh_name() -> Result<String> {
    let mut random = [0; 4];
    let filled = aws_lc_rs::rand::fill(&mut random);
    filled.map_err(|_| crate::error::network("no random numbers"))?;
    Ok(format!("ftps-doctor-{:08x}", u32::from_be_bytes(random)))
}

fn all_checks(run: &mut Examiner<'_>, scratch: &mut Scratch, spoken: &Spoken) -> Result<()> {
    let payload: Vec<u8> =
        (0..LENGTH).map(|at| (at.wrapping_mul(31) >> 3).to_le_bytes()[0]).collect();
    if !upload(run, scratch, &payload)? {
        return Ok(());
    }
    download(run, scratch)?;
    sum(run, scratch, &payload)?;
    clock(run, scratch)?;
    set_time(run, scratch)?;
    resume(run, scratch, &payload)?;
    rename_over(run, scratch)?;
    odd_names(run, scratch)?;
    let folder = scratch.folder.clone();
    let spoken = versions(spoken);
    for version in &spoken {
        in_a_row(run, *version, &folder, &spoken)?;
    }
    Ok(())
}

impl Scratch {
    fn open(run: &Examiner<'_>, version: Version, folder: RemotePath) -> Result<Self> {
        let connector = run.strict(version, version);
        let context = connector.context(version)?;
        let mut probe = run.set_up(&connector, &context)?;
        probe.call(Command::new("TYPE", "I")?)?;
        Ok(Self { probe, context, folder })
    }

    fn path(&self, name: &str) -> RemotePath {
        self.folder.join(name.as_bytes())
    }

    fn call(&mut self, verb: &'static str, argument: &[u8]) -> Result<Reply> {
        self.probe.call(Command::new(verb, argument)?)
    }

    fn call_on(&mut self, verb: &'static str, name: &str) -> Result<Reply> {
        let path = self.path(name);
        self.call(verb, path.as_bytes())
    }

    fn transfer(&mut self, verb: &'static str, name: &str, sending: Sending<'_>) -> Result<Seen> {
        let link = place(&mut self.probe)?;
        let path = self.path(name);
        let command = Command::new(verb, path.as_bytes())?;
        self.probe.transfer(command, link, Some(&self.context), sending)
    }

    fn send(&mut self, verb: &'static str, name: &str, bytes: &[u8]) -> Result<Seen> {
        self.transfer(verb, name, Sending::Bytes(bytes))
    }

    /// The size that the server reports.
    fn size(&mut self, name: &str) -> Result<Option<usize>> {
        let reply = self.call_on("SIZE", name)?;
        let text = String::from_utf8_lossy(reply.first()).into_owned();
        Ok(text.trim().parse().ok().filter(|_| reply.code() == 213))
    }

    /// The modification time that the server reports, in seconds since 1970.
    fn time(&mut self, name: &str) -> Result<Option<i64>> {
        let reply = self.call_on("MDTM", name)?;
        let moment = time_val(reply.first().trim_ascii()).filter(|_| reply.code() == 213);
        Ok(moment.map(|moment| moment.at.as_second()))
    }
}

fn rate(bytes: usize, began: Instant) -> Option<u64> {
    let seconds = began.elapsed().as_secs_f64();
    // A rate is below 2^53 bytes a second.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    (seconds > 0.0).then(|| (bytes as f64 / seconds) as u64)
}

fn upload(run: &mut Examiner<'_>, scratch: &mut Scratch, payload: &[u8]) -> Result<bool> {
    let began = Instant::now();
    let seen = scratch.send("STOR", "a.bin", payload)?;
    run.report.facts.abilities.upload_rate = rate(payload.len(), began);
    let size = scratch.size("a.bin")?;
    let whole = seen.is_done() && size.is_none_or(|size| size == payload.len());
    let size = size.map_or_else(|| "no size".to_owned(), |size| format!("{size} bytes stored"));
    let verdict = if whole { Verdict::Ok } else { Verdict::Bad };
    run.add("upload", verdict, format!("{} sent, {size}: {}", payload.len(), seen.words()));
    Ok(whole)
}

fn download(run: &mut Examiner<'_>, scratch: &mut Scratch) -> Result<()> {
    let began = Instant::now();
    let seen = scratch.transfer("RETR", "a.bin", Sending::Nothing)?;
    if seen.is_done() && seen.received == LENGTH {
        run.report.facts.abilities.download_rate = rate(LENGTH, began);
    }
    let facts = &run.report.facts.abilities;
    let kilobytes =
        |rate: Option<u64>| rate.map_or_else(|| "?".to_owned(), |rate| (rate / 1000).to_string());
    let text = format!(
        "{} kB/s up, {} kB/s down",
        kilobytes(facts.upload_rate),
        kilobytes(facts.download_rate)
    );
    run.add("speed", Verdict::Ok, text);
    Ok(())
}

/// HASH in SHA-256, where it can be had: the digest must be that of the bytes that were sent.
fn sum(run: &mut Examiner<'_>, scratch: &mut Scratch, payload: &[u8]) -> Result<()> {
    let chosen = scratch.call("OPTS", b"HASH SHA-256")?;
    if chosen.is_refusal() {
        return Ok(());
    }
    let reply = scratch.call_on("HASH", "a.bin")?;
    let sum = digest(&SHA256, payload);
    let pairs: Vec<String> = sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = pairs.concat();
    let right = reply.response().text.to_ascii_lowercase().contains(&hex);
    if reply.is_done() && !right {
        run.add(
            "digests",
            Verdict::Bad,
            format!("HASH of the file that was sent is wrong: {}", reply.response()),
        );
    }
    Ok(())
}

/// The clock by the time of a file that was stored just now, and the zone of LIST by the same file.
fn clock(run: &mut Examiner<'_>, scratch: &mut Scratch) -> Result<()> {
    scratch.send("STOR", "now.bin", b"now")?;
    let now = Timestamp::now();
    let Some(stored) = scratch.time("now.bin")? else { return Ok(()) };
    let offset = stored.saturating_sub(now.as_second());
    run.report.facts.abilities.clock_offset_s = Some(offset);
    let verdict = if offset.abs() > CLOCK { Verdict::Warning } else { Verdict::Ok };
    let words = if offset < 0 { "behind" } else { "ahead" };
    run.add("clock", verdict, format!("{} s {words}", offset.abs()));
    let folder = scratch.folder.clone();
    let link = place(&mut scratch.probe)?;
    let command = Command::new("LIST", folder.as_bytes())?;
    let seen = scratch.probe.transfer(command, link, Some(&scratch.context), Sending::Nothing)?;
    let listing = parse(&seen.bytes, Form::List, System::Unknown, now);
    let entry = listing.entries.into_iter().find(|entry| entry.name.ends_with(b"now.bin"));
    let Some(listed) = entry.and_then(|entry| entry.modified) else { return Ok(()) };
    let zone = listed.at.as_second().saturating_sub(stored);
    let zone = zone.saturating_add(QUARTER / 2).div_euclid(QUARTER) * QUARTER;
    run.report.facts.abilities.list_zone_s = Some(zone);
    let verdict = if zone == 0 { Verdict::Ok } else { Verdict::Note };
    run.add("zone", verdict, format!("{zone} s ahead of UTC"));
    Ok(())
}

/// MFMT, checked by MDTM.
fn set_time(run: &mut Examiner<'_>, scratch: &mut Scratch) -> Result<()> {
    let path = scratch.path("now.bin");
    let reply = scratch.call("MFMT", &[b"20200102030405 ", path.as_bytes()].concat())?;
    if reply.is_refusal() {
        return Ok(());
    }
    let wanted: Option<Timestamp> = "2020-01-02T03:04:05Z".parse().ok();
    let time = scratch.time("now.bin")?;
    if time.is_some() && time != wanted.map(Timestamp::as_second) {
        run.add("times", Verdict::Warning, "MFMT was taken, and MDTM reports another time");
    }
    Ok(())
}

/// The second half of a file behind the first: by REST and STOR, else by APPE.
fn resume(run: &mut Examiner<'_>, scratch: &mut Scratch, payload: &[u8]) -> Result<()> {
    let (head, tail) = payload.split_at(payload.len() / 2);
    let mut words = Vec::new();
    for way in ["REST and STOR", "APPE"] {
        scratch.send("STOR", "part.bin", head)?;
        let (refused, verb) = match way {
            "APPE" => (None, "APPE"),
            _ => {
                let reply = scratch.call("REST", head.len().to_string().as_bytes())?;
                ((!reply.is_intermediate()).then(|| reply.response()), "STOR")
            }
        };
        if let Some(Response { code, text }) = refused {
            words.push(format!("{way}: {code} {text}"));
            continue;
        }
        let seen = scratch.send(verb, "part.bin", tail)?;
        let size = scratch.size("part.bin")?;
        if seen.is_done() && size.is_none_or(|size| size == payload.len()) {
            run.add("upload-resume", Verdict::Ok, way);
            return Ok(());
        }
        words.push(format!("{way}: {}", seen.words()));
    }
    run.add("upload-resume", Verdict::Warning, words.join("; "));
    Ok(())
}

fn rename_over(run: &mut Examiner<'_>, scratch: &mut Scratch) -> Result<()> {
    scratch.send("STOR", "old.bin", b"old")?;
    scratch.send("STOR", "new.bin", b"newer")?;
    let from = scratch.call_on("RNFR", "new.bin")?;
    if !from.is_intermediate() {
        run.add("rename-over", Verdict::Warning, format!("RNFR: {}", from.response()));
        return Ok(());
    }
    let to = scratch.call_on("RNTO", "old.bin")?;
    let size = scratch.size("old.bin")?;
    if to.is_done() && size.is_none_or(|size| size == 5) {
        run.add("rename-over", Verdict::Ok, to.response().to_string());
    } else {
        run.add("rename-over", Verdict::Note, to.response().to_string());
    }
    Ok(())
}

fn odd_names(run: &mut Examiner<'_>, scratch: &mut Scratch) -> Result<()> {
    let mut refused = Vec::new();
    let long = "n".repeat(LONGEST_NAME);
    for name in ODD_NAMES.into_iter().chain([long.as_str()]) {
        let seen = scratch.send("STOR", name, b"odd")?;
        let size = if seen.is_done() { scratch.size(name)? } else { None };
        if !seen.is_done() || size != Some(3) {
            let shown = if name == long { "a name of 255 bytes" } else { name };
            refused.push(format!("{shown}: {}", seen.words()));
        }
    }
    if refused.is_empty() {
        run.add("odd-names", Verdict::Ok, "blanks, other scripts, a leading dot, signs, 255 bytes");
    } else {
        run.add("odd-names", Verdict::Note, refused.join("; "));
    }
    Ok(())
}

/// Uploads in a row under one of the versions that are spoken: whether they resume the session, and how long they are
/// taken.
fn in_a_row(
    run: &mut Examiner<'_>,
    version: Version,
    folder: &RemotePath,
    spoken: &[Version],
) -> Result<()> {
    let mut scratch = Scratch::open(run, version, folder.clone())?;
    let mut count = Resumed::default();
    let mut last = String::new();
    for _ in 0..IN_A_ROW {
        let seen = scratch.send("STOR", "row.bin", b"row")?;
        count.tried += 1;
        count.resumed += usize::from(seen.is_resumed());
        count.taken += usize::from(seen.is_done());
        if !seen.is_done() {
            last = format!("; then {}", seen.words());
            break;
        }
    }
    scratch.probe.quit();
    let data = &mut run.report.facts.data;
    match version {
        Version::Tls12 => data.upload12 = Some(count),
        Version::Tls13 => data.upload13 = Some(count),
    }
    let verdict = if count.taken < count.tried { Verdict::Warning } else { Verdict::Ok };
    let text = format!(
        "TLS {version}: {} of {} resumed, {} taken{last}",
        count.resumed, count.tried, count.taken
    );
    if spoken.contains(&Version::Tls12) {
        // The cure of the table, TLS 1.2 beside 1.3, is in force.
        let line = "TLSProtocol TLSv1.2, or TLSOptions NoSessionReuseRequired, which binds data connections less";
        let cure = Cure { who: "ProFTPD", line: line.into() };
        run.report.add_with("upload-resumption", verdict, text, vec![cure]);
    } else {
        run.add("upload-resumption", verdict, text);
    }
    Ok(())
}

/// Removes the folder with all that is in it, on a session of its own; returns the names that could not be removed.
fn clean_up(run: &mut Examiner<'_>, version: Version, folder: &RemotePath) -> Result<String> {
    let mut scratch = Scratch::open(run, version, folder.clone())?;
    let long = "n".repeat(LONGEST_NAME);
    let ours = ["a.bin", "now.bin", "part.bin", "old.bin", "new.bin", "row.bin"];
    let mut refused = None;
    for name in ours.into_iter().chain(ODD_NAMES).chain([long.as_str()]) {
        let reply = scratch.call_on("DELE", name)?;
        if name == "a.bin" && reply.is_refusal() {
            refused = Some(reply.response());
        }
    }
    let removed = scratch.call("RMD", folder.as_bytes())?;
    scratch.probe.quit();
    match refused {
        Some(said) => run.add("delete", Verdict::Warning, format!("DELE: {said}")),
        None => run.add("delete", Verdict::Ok, "DELE and RMD"),
    }
    Ok(if removed.is_refusal() { removed.response().to_string() } else { String::new() })
}
