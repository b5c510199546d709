//! Properties of the parsers: no input makes one panic, and what is written in a form is read back from it.

use std::ffi::OsStr;
use std::net::Ipv4Addr;

use ftps::ftp::data::address::{parse_epsv, parse_pasv};
use ftps::ftp::listing::{self, Entry, Form, Kind, System, eplf, mlsd, safe_name, unix};
use ftps::ftp::ops::features::Features;
use ftps::ftp::path::{RemotePath, parse_pwd};
use ftps::settings::netrc::Netrc;
use ftps::settings::target::{Operand, Place};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use proptest::collection::vec;
use proptest::prelude::*;

fn now() -> Timestamp {
    "2026-01-31T12:00:00Z".parse().unwrap()
}

/// Any bytes, but often those that the parsers look for.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let meaningful = prop::sample::select(
        b"(|)!,;:=./\\\"'%@[]#-<> \t\r\n0123456789dlrwxAPMtypesizmodfy+".as_slice(),
    );
    vec(prop_oneof![4 => meaningful, 1 => any::<u8>()], 0..200)
}

/// A line that is nearly of a known form: one with a few bytes changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let forms = prop::sample::select(
        [
            "-rw-r--r-- 1 a b 12 Jan 30 10:00 x",
            "lrwxrwxrwx 1 a b 3 2026-01-31 09:00:01.5 +0100 a -> b c",
            "crw-rw---- 1 root disk 8, 1 2003年 4月18日 x",
            "d [RWCEAFMS] a 512 Jan 16 18:53    login",
            "01-31-26  09:00AM       <DIR>          name",
            "01-31-2026  09:00 PM <SYMLINKD> a [b]",
            "type=OS.unix=slink:/a b;size=5;modify=20260131090000.5;UNIX.mode=0644; name",
            "229 Extended Passive Mode (|||6446|)",
            "227 Passive Mode (192,0,2,7,4,1)",
            "257 \"/a \"\"b\"\"\" is current",
            " MLST type*;size*;",
            "ftps://joe%40x@[fe80::1%25eth0]:2121/%2Fa%2A;type=a",
            "machine h login \"a \\\" b\" password c # d",
        ]
        .as_slice(),
    );
    (forms, vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), any::<prop::sample::Index>())
        .prop_map(|(form, changes, cut)| {
            let mut line = form.as_bytes().to_vec();
            for (at, byte) in changes {
                line[at.index(form.len())] = byte;
            }
            line.truncate(form.len() - cut.index(form.len()) / 4);
            line
        })
}

fn feed_all(text: &[u8]) {
    let _ = unix::parse(text, now());
    let _ = unix::parse(text, Timestamp::MAX);
    let _ = unix::parse(text, Timestamp::MIN);
    let _ = eplf::parse(text);
    let _ = mlsd::parse(text);
    let _ = listing::time_val(text);
    for (form, system) in every_form() {
        let listing = listing::parse(text, form, system, now());
        let lines = text.split(|byte| *byte == b'\n').count();
        assert!(listing.entries.len() + listing.unknown_count <= lines);
        for entry in listing.entries {
            assert!(!entry.name.is_empty() && entry.mode.is_none_or(|mode| mode <= 0o7777));
            let _ = safe_name(&entry.name);
        }
    }
    assert!(parse_epsv(text).is_ok_and(|port| port > 0) || parse_epsv(text).is_err());
    let _ = parse_pasv(text);
    let _ = Features::parse(text.split(|byte| *byte == b'\n'));
    if let Some(path) = parse_pwd(text) {
        let _ = (path.parent(), path.name(), path.to_string());
    }
    let _ = Netrc::parse(text).map(|netrc| netrc.lookup("h", Some("a")));
    let _ = RemotePath::new(text).parent();
    // Arguments that are not UTF-8 exist on Unix only, and in a form of the system's own.
    let argument = String::from_utf8_lossy(text);
    for place in [Place::Target, Place::Operand] {
        if let Ok(Operand::Remote(target)) = Operand::parse(OsStr::new(&*argument), place) {
            assert!(!target.host.is_empty());
            let _ = target.settle(None, None);
        }
    }
}

/// What listings answer, and where they come from.
fn every_form() -> impl Iterator<Item = (Form, System)> {
    let systems = [
        System::Unknown,
        System::Windows,
        System::Zos,
        System::Ibmi,
        System::Vms,
        System::Zvm,
        System::Nonstop,
        System::Os2,
    ];
    let lists = systems.into_iter().map(|system| (Form::List, system));
    lists.chain([(Form::Mlsd, System::Unknown), (Form::Names, System::Unknown)])
}

/// The one entry of a listing of one line.
fn only(line: &[u8]) -> Option<Entry> {
    listing::parse(line, Form::List, System::Unknown, now()).entries.pop()
}

/// A safe name: bytes of any charset, or words with what the forms use themselves.
fn name() -> impl Strategy<Value = Vec<u8>> {
    let bytes = vec(any::<u8>(), 1..40).prop_map(|mut name| {
        for byte in &mut name {
            if byte.is_ascii_control() || b"/\\".contains(byte) {
                *byte = b' ';
            }
        }
        name
    });
    let words = "[a-zA-Z0-9 .;:=_>-]{1,40}".prop_map(String::into_bytes);
    prop_oneof![bytes, words].prop_filter("unsafe name", |name| safe_name(name).is_ok())
}

fn date() -> impl Strategy<Value = String> {
    let month = prop::sample::select(["Jan", "Feb", "Mär", "avr.", "mai", "дек", "Xyz"].as_slice());
    let time = "[01][0-9]:[0-5][0-9]".boxed();
    prop_oneof![
        (month.clone(), 1..=28, time.clone())
            .prop_map(|(month, day, time)| format!("{month} {day:2} {time}")),
        (month, 1..=28, 1970..=2027)
            .prop_map(|(month, day, year)| format!("{month} {day:2}  {year}")),
        (1970..=2027, 1..=12, 1..=28, time)
            .prop_map(|(y, m, d, time)| format!("{y}-{m:02}-{d:02} {time}")),
    ]
}

fn owner() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[0-9]{1,6}",
        "[a-z]{1,8} +[a-z]{1,8}",
        "Domain Users +[a-z]{1,8}",
        "[0-9]{1,6} +[0-9]{1,6}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_parser_panic(text in text()) {
        feed_all(&text);
    }

    #[test]
    fn no_damaged_line_makes_a_parser_panic(line in damaged()) {
        feed_all(&line);
    }

    #[test]
    fn epsv_gives_the_port_back(port in 1..=u16::MAX, delimiter in "[!-'*-/:-~]", before in "[A-Za-z ]{0,20}") {
        let text = format!("{before}({delimiter}{delimiter}{delimiter}{port}{delimiter})");
        prop_assert_eq!(parse_epsv(text.as_bytes()), Ok(port));
    }

    #[test]
    fn pasv_gives_address_and_port_back(address in any::<[u8; 4]>(), port in 1..=u16::MAX, around in "[A-Za-z ]{0,20}") {
        let [a, b, c, d] = address;
        let [high, low] = port.to_be_bytes();
        let numbers = format!("{a},{b},{c},{d},{high},{low}");
        let expected = Ok((Ipv4Addr::from(address), port));
        prop_assert_eq!(parse_pasv(format!("{around}({numbers}){around}").as_bytes()), expected);
        prop_assert_eq!(parse_pasv(format!("{around} {numbers}{around}").as_bytes()), expected);
    }

    #[test]
    fn pwd_gives_a_quoted_path_back(path in "/[^\r\n\0]{0,40}") {
        let reply = format!("257 \"{}\" is the current directory", path.replace('"', "\"\""));
        prop_assert_eq!(parse_pwd(reply.as_bytes()), Some(RemotePath::new(path)));
    }

    #[test]
    fn ls_gives_the_name_back(name in name(), size in any::<u64>(), owner in owner(), date in date(), links in 1..1000) {
        let mut line = format!("-rw-r--r--  {links} {owner}  {size} {date} ").into_bytes();
        line.extend_from_slice(&name);
        let entry = unix::parse(&line, now());
        prop_assert_eq!(entry.as_ref().map(|entry| (&entry.name, entry.size)), Some((&name, Some(size))));
    }

    #[test]
    fn ls_gives_name_and_target_of_a_link_back(name in name(), target in name(), date in date()) {
        let mut line = format!("lrwxrwxrwx 1 root root {} {date} ", target.len()).into_bytes();
        line.extend_from_slice(&[&name, &b" -> "[..], &target].concat());
        let entry = unix::parse(&line, now()).map(|entry| (entry.kind, entry.name, entry.link));
        prop_assert_eq!(entry, Some((Kind::Symlink, name, Some(target))));
    }

    #[test]
    fn iis_gives_the_name_back(name in name(), size in any::<u64>()) {
        // A blank name is none.
        prop_assume!(!name.trim_ascii().is_empty());
        let mut line = format!("01-31-26  09:00AM {size:>20} ").into_bytes();
        line.extend_from_slice(&name);
        let entry = only(&line);
        prop_assert_eq!(entry.map(|entry| (entry.name, entry.size)), Some((name, Some(size))));
    }

    #[test]
    fn mlsd_gives_the_name_back(name in name(), size in any::<u64>(), leading in "[ ]?") {
        let mut line = format!("{leading}Type=file;Size={size};UNIX.owner=a b; ").into_bytes();
        line.extend_from_slice(&name);
        match mlsd::parse(&line) {
            Some(mlsd::Parsed::Entry(entry)) => prop_assert_eq!((entry.name, entry.size), (name, Some(size))),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn whole_listings_lose_no_line(names in vec(name(), 0..20), ends in "\r?\n") {
        let mut text = b"total 4\r\n".to_vec();
        for name in &names {
            text.extend_from_slice(b"-rw-r--r-- 1 a b 5 Jan 29 03:26 ");
            text.extend_from_slice(name);
            text.extend_from_slice(ends.as_bytes());
        }
        let listing = listing::parse(&text, Form::List, System::Unknown, now());
        prop_assert_eq!(listing.unknown_count, 0);
        prop_assert_eq!(listing.entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>(), names);
    }

    #[test]
    fn absolute_is_idempotent(base in "/[a./ ]{0,12}", typed in "[a./ ]{0,20}") {
        let base = RemotePath::new(base);
        let once = RemotePath::absolute(&base, typed.as_bytes());
        prop_assert!(once.is_absolute());
        prop_assert_eq!(RemotePath::absolute(&base, once.as_bytes()), once.clone());
        prop_assert!(!once.to_string().contains("//") && !once.to_string().contains("/./"));
    }

    #[test]
    fn parent_and_name_make_the_path(path in "/[ab.]{1,4}(/[ab]{1,4}){0,4}") {
        let path = RemotePath::absolute(&RemotePath::new("/"), path.as_bytes());
        if let (Some(parent), Some(name)) = (path.parent(), path.name()) {
            prop_assert_eq!(parent.join(name), path);
        }
    }

    #[test]
    fn a_url_gives_an_encoded_path_back(path in vec(1..=u8::MAX, 0..30), user in "[a-z@:/%]{1,10}") {
        let path: Vec<u8> = path.into_iter().filter(|byte| !b"\r\n".contains(byte)).collect();
        let encode = |bytes| percent_encode(bytes, NON_ALPHANUMERIC).to_string();
        let url = format!("ftp://{}@h:2121/{}", encode(user.as_bytes()), encode(&path));
        match Operand::parse(OsStr::new(&url), Place::Operand) {
            Ok(Operand::Remote(target)) => {
                prop_assert_eq!(target.path, RemotePath::new(path));
                prop_assert_eq!((target.user, target.port), (Some(user), Some(2121)));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn netrc_gives_a_quoted_password_back(password in "[^\0]{0,30}") {
        let quoted = password.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let file = format!("machine h login joe password \"{quoted}\"");
        let entry = Netrc::parse(file.as_bytes()).unwrap().lookup("h", None).unwrap();
        prop_assert_eq!(entry.password, Some(password.into_bytes()));
    }
}
