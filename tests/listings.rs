//! Listings of real forms with their meaning, in `tests/listings/*.jsonl`: one JSON object each.
//!
//! `listing` holds the lines, or `listing_hex` one that is not UTF-8; `command` is LIST unless given, `system` the reply
//! to SYST where it matters, `note` what is special. `entries` are all that must be read: a field that is missing must
//! be unknown to the parser too (`time` is in the zone of the listing). `unread` counts the lines that must not be.

use std::fmt::Write as _;
use std::path::Path;

use ftps::ftp::listing::{self, Entry, Form, Kind, Listing, Precision, System, Zone};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

/// Dates without a year are read as of this moment.
const NOW: &str = "2026-11-27T12:00:00Z";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    listing: Vec<String>,
    listing_hex: Option<String>,
    command: Option<String>,
    system: Option<String>,
    #[allow(dead_code)] // for the reader of the file
    note: Option<String>,
    entries: Vec<Expected>,
    #[serde(default)]
    unread: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    name: Option<String>,
    name_hex: Option<String>,
    kind: String,
    size: Option<u64>,
    /// As listed; with a Z where it is universal time.
    time: Option<String>,
    /// `s`, `m` or `d`.
    precision: Option<String>,
    mode: Option<String>,
    target: Option<String>,
    owner: Option<String>,
}

#[test]
fn lines_of_every_form_have_their_meaning() {
    let mut cases = 0;
    let mut wrong = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings");
    for file in std::fs::read_dir(folder).expect("the folder") {
        let path = file.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        for (number, line) in text.lines().enumerate() {
            let place = format!("{}:{}", path.file_name().unwrap().display(), number + 1);
            let case: Case =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{place}: {error}"));
            check(&place, &case, &mut wrong);
            cases += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases >= 518, "only {cases}");
}

fn check(place: &str, case: &Case, wrong: &mut String) {
    let listing = read(case);
    let found: Vec<String> = listing.entries.iter().map(shown).collect();
    let expected: Vec<String> = case.entries.iter().map(wanted).collect();
    let unread = listing.unknown_count;
    if found != expected || unread != case.unread {
        let _ = writeln!(
            wrong,
            "{place}\n  is   {found:#?}, {unread} unread\n  want {expected:#?}, {} unread",
            case.unread
        );
    }
}

fn read(case: &Case) -> Listing {
    let text = match &case.listing_hex {
        Some(hex) => bytes(hex),
        None => case.listing.join("\r\n").into_bytes(),
    };
    let form = match case.command.as_deref() {
        Some("MLSD") => Form::Mlsd,
        Some("NLST") => Form::Names,
        _ => Form::List,
    };
    let system = case.system.as_deref().map_or(System::Unknown, |text| System::of(text.as_bytes()));
    listing::parse(&text, form, system, NOW.parse::<Timestamp>().expect("a time"))
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .bytes()
        .map(|digit| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap())
        .collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

fn wanted(expected: &Expected) -> String {
    let name = expected.name_hex.as_ref().map(|hex| bytes(hex));
    let name = name.unwrap_or_else(|| expected.name.clone().unwrap_or_default().into_bytes());
    line(
        &name,
        &expected.kind,
        expected.size,
        expected.time.clone().map(|time| (time, expected.precision.clone().unwrap_or_default())),
        expected.mode.clone(),
        expected.target.clone(),
        expected.owner.clone(),
    )
}

fn shown(entry: &Entry) -> String {
    let kind = match entry.kind {
        Kind::File => "file",
        Kind::Dir => "dir",
        Kind::Symlink => "symlink",
        Kind::Other => "other",
    };
    let time = entry.modified.map(|moment| {
        let unit = match moment.precision {
            Precision::Second => "s",
            Precision::Minute => "m",
            Precision::Day => "d",
        };
        let at = moment.at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        (if moment.zone == Zone::Utc { at + "Z" } else { at }, unit.to_owned())
    });
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    line(
        &entry.name,
        kind,
        entry.size,
        time,
        entry.mode.map(|mode| format!("{mode:04o}")),
        entry.link.as_ref().map(text),
        entry.owner.as_ref().map(text),
    )
}

fn line(
    name: &[u8],
    kind: &str,
    size: Option<u64>,
    time: Option<(String, String)>,
    mode: Option<String>,
    target: Option<String>,
    owner: Option<String>,
) -> String {
    let size = size.map_or("-".to_owned(), |size| size.to_string());
    let time = time.map_or("-".to_owned(), |(time, unit)| format!("{time} {unit}"));
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let (mode, target, owner) = (or_none(mode), or_none(target), or_none(owner));
    format!("{kind} {} {size} | {time} | {mode} | {target} | {owner}", name.escape_ascii())
}
