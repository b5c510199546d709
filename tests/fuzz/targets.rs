//! The parsers, each with inputs that it reads.

use std::ffi::OsStr;
use std::path::Path;

use ftps::audit::explain::explain;
use ftps::ftp::data::address::{parse_epsv, parse_pasv};
use ftps::ftp::listing::{self, Entry, Form, Parser, System, Zone, eplf, mlsd, safe_name, unix};
use ftps::ftp::ops::digest::{Algorithm, digest_in};
use ftps::ftp::ops::features::Features;
use ftps::ftp::path::{RemotePath, parse_pwd};
use ftps::ftp::pattern::Pattern;
use ftps::ftp::wire::reply::Reply;
use ftps::mirror::filter::{Rule, Sense};
use ftps::mirror::plan_file;
use ftps::net::hello::{Answer, read_answer};
use ftps::net::trust::{Certificate, Pin};
use ftps::settings::config::Config;
use ftps::settings::flags;
use ftps::settings::netrc::Netrc;
use ftps::settings::target::{Operand, Place, host_name};
use ftps::settings::trust_store::Record;
use jiff::Timestamp;

/// Who writes the text that a parser reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A server, which may mean harm.
    Server,
    /// The user, or this program for itself.
    User,
}

/// A parser.
pub(crate) struct Target {
    /// For messages.
    pub(crate) name: &'static str,
    /// Inputs that it reads.
    pub(crate) seeds: &'static [&'static [u8]],
    /// Who writes such text.
    pub(crate) origin: Origin,
    /// Feeds it one input, and looks at the result as its caller does.
    pub(crate) feed: fn(&[u8]),
}

pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "reply", origin: Origin::Server,
        seeds: &[
            b"220 ready\r\n",
            b"211-Features:\r\n SIZE\r\n MLST type*;size*;\r\n211 End\r\n",
            b"230-\r\n230-230 x\r\n 230 y\r\n230 in\r\n",
            b"550 \"a\": no such file\r\n226 done\r\n",
        ],
        feed: |text| {
            if let Ok(Some((used, reply))) = Reply::parse(text) {
                assert!(used <= text.len() && reply.code() >= 100);
                let _ = reply.response();
            }
        },
    },
    Target {
        name: "EPSV", origin: Origin::Server,
        seeds: &[b"Extended Passive Mode (|||6446|)", b"(!!!1!)", b"|||65535|", b"(|1|192.0.2.7|6446|)"],
        feed: |text| assert!(parse_epsv(text).is_err() || parse_epsv(text).is_ok_and(|port| port > 0)),
    },
    Target {
        name: "PASV", origin: Origin::Server,
        seeds: &[b"Passive Mode (192,0,2,7,4,1)", b"=127,0,0,1,255,255", b"1,2,3,4,5,6."],
        feed: |text| assert!(parse_pasv(text).is_ok_and(|(_, port)| port > 0) || parse_pasv(text).is_err()),
    },
    Target {
        name: "PWD", origin: Origin::Server,
        seeds: &[
            b"257 \"/a \"\"b\"\"\" is current",
            b"\"'HLQ.'\" is working directory",
            b"257 /home/a b is current directory",
            b"\"QGPL\" is current library.",
            b"\"DISK$USER:[JOE.SUB]\" is current",
        ],
        feed: |text| {
            if let Some(path) = parse_pwd(text) {
                let _ = (path.parent(), path.name(), path.to_string());
            }
        },
    },
    Target {
        name: "path", origin: Origin::User,
        seeds: &[b"/a/b/../c/./d//", b"a/..", b"//", b"/%2f/\xff", b"x/y/z"],
        feed: |text| {
            let path = RemotePath::absolute(&RemotePath::new("/base"), text);
            let _ = (path.parent(), path.name(), path.collapsed(), path.without_dot_dot());
            let _ = safe_name(text);
        },
    },
    Target {
        name: "FEAT", origin: Origin::Server,
        seeds: &[
            b"211-Features:\n MDTM\n MLST type*;size*;modify*;\n HASH SHA-256*;MD5\n AUTH TLS;SSL\n211 End",
            b" REST STREAM SIZE MDTM\n UTF8\n EPRT EPSV",
        ],
        feed: |text| {
            let features = Features::parse(text.split(|byte| *byte == b'\n'));
            let _ = (features.has("MLST"), features.rest_stream());
        },
    },
    Target {
        name: "facts", origin: Origin::Server,
        seeds: &[
            b"type=OS.unix=slink:/a b;size=5;modify=20260131090000.5;UNIX.mode=0644; name",
            b" Type=cdir;Perm=el;Unique=1g2;UNIX.owner=a b; /x",
            b"type=file;size=1; a; b",
        ],
        feed: |text| drop(mlsd::parse(text)),
    },
    Target {
        name: "times", origin: Origin::Server,
        seeds: &[b"20260131090000", b"202601310900", b"20161231235960.123456789"],
        feed: |text| assert!(listing::time_val(text).is_none_or(|time| time.zone == Zone::Utc)),
    },
    Target {
        name: "one line of ls", origin: Origin::Server,
        seeds: UNIX,
        feed: |text| {
            for now in [now(), Timestamp::MAX, Timestamp::MIN] {
                drop(unix::parse(text, now));
            }
        },
    },
    Target { name: "LIST", origin: Origin::Server, seeds: LISTINGS, feed: feed_lists },
    Target {
        name: "EPLF",
        origin: Origin::Server,
        seeds: &[b"+i8388621.48594,m825718503,r,s280,up644,\tdjb.html", b"+/,\t514"],
        feed: |text| drop(eplf::parse(text)),
    },
    Target {
        name: "MLSD", origin: Origin::Server,
        seeds: &[
            b"type=cdir; .\r\ntype=dir;modify=20260131090000; sub\r\ntype=file;size=5; a b\r\n",
            b"type=file;size=1; x\ntype=file;size=1; x\0y\n",
        ],
        feed: |text| feed_listing(text, Form::Mlsd, System::Unknown),
    },
    Target {
        name: "NLST",
        origin: Origin::Server,
        seeds: &[b"/in/a b.csv\r\nb.csv\r\n"],
        feed: |text| feed_listing(text, Form::Names, System::Unknown),
    },
    Target {
        name: "answer to a hello", origin: Origin::Server,
        seeds: HELLO_ANSWERS,
        feed: |bytes| {
            if let Some(Answer::Chosen(choice)) = read_answer(bytes) {
                assert!(choice.chain.iter().map(Vec::len).sum::<usize>() <= bytes.len());
            }
        },
    },
    Target {
        name: "log", origin: Origin::Server,
        seeds: LOGS,
        feed: |text| {
            let explained = explain(text).expect("memory can be read");
            assert!(explained.is_whole && explained.troubles.iter().all(|one| one.count > 0));
        },
    },
    Target {
        name: "digest", origin: Origin::Server,
        seeds: &[
            b"213 SHA-256 0-49 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 a.txt\r\n",
            b"250 363A3020\r\n",
            b"251 a.txt B1946AC92492D2347C6235B4D2611184\r\n",
            b"250-Calculating\r\n250 b1946ac92492d2347c6235b4d2611184  a.txt\r\n",
        ],
        feed: feed_digest,
    },
    Target {
        name: "netrc", origin: Origin::User,
        seeds: &[
            b"machine h login \"a \\\" b\" password c # d\ndefault login x password y\n",
            b"machine h\n login a\n macdef init\n cd x\n\n account z\n",
        ],
        feed: |text| drop(Netrc::parse(text).map(|netrc| netrc.lookup("h", Some("a")))),
    },
    Target {
        name: "configuration", origin: Origin::User,
        seeds: &[
            b"[defaults]\nretries = 3\ntimeout = \"30s\"\n[site.lab]\ntarget = \"ftp://u@h:2121/in\"\n",
            b"[site.\"a b\"]\ntarget = \"h:/x\"\npin = \"sha256//AAAA\"\ntls-min = \"1.2\"\n",
        ],
        feed: |text| {
            drop(str::from_utf8(text).map(|text| Config::parse(text, Path::new("config.toml"))));
        },
    },
    Target {
        name: "known_servers", origin: Origin::User,
        seeds: &[
            b"ftp.example.com:21 certificate sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= key=sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= valid=2026-01-01T00:00:00Z/2026-04-01T00:00:00Z added=2026-01-02T00:00:00Z subject=\"CN=a \\\"b\\\"\" names=\"a,b\"",
            b"[::1]:990 renewals sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= issuer-key=sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            b"# a comment",
        ],
        feed: |text| {
            if let Ok(Some(record)) = Record::parse(&String::from_utf8_lossy(text)) {
                assert!(record.port > 0 && Record::parse(&record.line()) == Ok(Some(record)));
            }
        },
    },
    Target {
        name: "certificate", origin: Origin::Server,
        seeds: &[include_bytes!("../support/certificates/version-one.der")],
        feed: |text| drop(Certificate::read(text).map(|read| read.description(0))),
    },
    Target {
        name: "target", origin: Origin::User,
        seeds: &[
            b"ftps://joe%40x@[fe80::1%25eth0]:2121/%2Fa%2A;type=a",
            b"ftp://h",
            b"joe@h:/a b",
            b"[::1]:/x",
            b"lab:in/*.csv",
            b"./a:b",
        ],
        feed: |text| {
            let argument = String::from_utf8_lossy(text);
            let _ = host_name(&argument);
            for place in [Place::Target, Place::Operand] {
                if let Ok(Operand::Remote(target)) = Operand::parse(OsStr::new(&*argument), place) {
                    assert!(!target.host.is_empty());
                    let _ = target.settle(None, None);
                }
            }
        },
    },
    Target {
        name: "sizes, durations, pins", origin: Origin::User,
        seeds: &[b"64K", b"1h 30m", b"100ms", b"18446744073709551615G", b"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", b"SHA256 Fingerprint=00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"],
        feed: |text| {
            let text = String::from_utf8_lossy(text);
            drop((flags::size(&text), flags::duration(&text), Pin::parse(&text)));
        },
    },
    Target {
        name: "plan", origin: Origin::User,
        seeds: &[
            b"{\"v\":1,\"event\":\"plan-head\",\"source\":\"a\",\"dest\":\"h:/b\",\"links\":\"skip\"}\n{\"v\":1,\"event\":\"plan\",\"action\":\"put\",\"path\":\"a/b\",\"bytes\":5}\n",
            b"{\"v\":1,\"event\":\"plan\",\"action\":\"delete\",\"path\":\"x\",\"path_base64\":\"/w==\",\"source\":null,\"target\":{\"kind\":\"file\",\"size\":1}}\n",
        ],
        feed: |text| drop(str::from_utf8(text).map(plan_file::read)),
    },
    Target {
        name: "pattern", origin: Origin::User,
        seeds: &[b"/in/*.csv", b"a?[b-d][!x]{e,f{g,h}}\\*", b"**/x", b"*.{csv,txt}"],
        feed: |text| drop(Pattern::parse(text).map(|pattern| pattern.literal())),
    },
    Target {
        name: "filter", origin: Origin::User,
        seeds: &[b"/build/", b"**/*.tmp", b"!keep me\\ ", b"# note", b"a/**/b/*.{c,d}"],
        feed: |text| drop((Rule::line(text), Rule::parse(Sense::Include, text))),
    },
];

/// A first flight up to TLS 1.2 (ServerHello, Certificate, ServerKeyExchange, ServerHelloDone), a ServerHello of TLS 1.3,
/// an alert, and a greeting.
const HELLO_ANSWERS: &[&[u8]] = &[
    b"\x16\x03\x03\0\x3b\x02\0\0\x37\x03\x03abcdefghijklmnopqrstuvwxyzabcdef\0\xc0\x2f\0\0\x0f\xff\x01\0\x01\0\0\x10\0\x06\0\x04\x03ftp\
\x16\x03\x03\0\x0d\x0b\0\0\x09\0\0\x06\0\0\x03der\x16\x03\x03\0\x09\x0c\0\0\x05\x03\0\x17\x01\x04\x16\x03\x03\0\x04\x0e\0\0\0",
    b"\x16\x03\x03\0\x38\x02\0\0\x34\x03\x03abcdefghijklmnopqrstuvwxyzabcdef\0\x13\x01\0\0\x0c\0\x2b\0\x02\x03\x04\0\x33\0\x02\0\x1d",
    b"\x15\x03\x01\0\x02\x02\x46",
    b"220 ready\r\n",
];

/// Lines of the logs that `doctor --explain` reads.
const LOGS: &[&[u8]] = &[
    b"* Connected to ftp.example.com (203.0.113.7) port 990 (#0)\n* Operation timed out after 2000 ms\n",
    b"<--- 220 ready\n---> PASS x\n<--- 227 Entering Passive Mode (10,0,0,1,51,18).\n---> QUIT\n<--- 221 bye\n",
    b"gnutls_record_recv: The TLS connection was non-properly terminated.\n<--- 522 session reuse required\n",
    b"2026-11-27 12:00:00 1234 1 Response: 421 Too many connections\nError: Connection timed out\n",
];

const UNIX: &[&[u8]] = &[
    b"-rw-r--r-- 1 a b 12 Jan 30 10:00 x",
    b"lrwxrwxrwx 1 a b 3 2026-01-31 09:00:01.5 +0100 a -> b c",
    "crw-rw---- 1 root disk 8, 1 2003年 4月18日 x".as_bytes(),
    b"d [RWCEAFMS] a 512 Jan 16 18:53    login",
    b"drwxr-xr-x 2 jan 20 2020 Nov 25 10:00 sub",
    b"-rw-r--r-- 1 DOM\\a b DOM\\c d 1,234 26. Juli, 20:10 y",
];

const LISTINGS: &[&[u8]] = &[
    b"total 12\r\ndrwxr-xr-x 2 a b 4096 Jan 30 10:00 .\r\n-rw-r--r-- 1 a b 12 Jan 30 10:00 x y\r\n",
    b"01-31-26  09:00AM       <DIR>          d\r\n26/11/2026  09:00 PM <SYMLINKD> a [b]\r\n",
    b"2026/11/26  01:05 PM             1,024 slash year.txt\r\n",
    b"+i1.2,m825718503,r,s280,up644,\tdjb.html\n+m825718503,/,\t514\n",
    b"Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname\r\nPRD001 3390   2026/11/20  3  450  VB   27994 27998  PS  A.B\r\nMigrated                                                C.D\r\n",
    b" Name     VV.MM   Created       Changed      Size  Init   Mod   Id\r\nPAY       01.07 2025/03/04 2026/11/25 16:32   410   300     0 ANNA\r\nBARE\r\n",
    b"JOBNAME  JOBID    OWNER    STATUS CLASS\r\nA JOB04713 B  OUTPUT A        RC=0004 5 spool files\r\n",
    b"ANNA            8192 04/07/26 09:04:14 *DIR       OUT/\r\nANNA                                    *MEM       A.FILE/B.MBR\r\n",
    b"\r\nDirectory DKA100:[A.B]\r\n\r\nX.TXT;12   14/15  26-NOV-2026 08:00:00.12  [B,A]  (RWED,RE,,)\r\nLONG.DAT;3\r\n     1/3  26-NOV-2026 08:00\r\nTotal of 2 files, 15/18 blocks.\r\n",
    b"36611      A    04-23-103  10:57  test1.file\r\n    0 DIR       02-11-103  16:15  test1.dir\r\n",
    b"File         Code             EOF  Last Modification    Owner  RWEP\r\nPAYFILE O    1729L           4096 25-Nov-26 09:01:02  12, 34 \"oooo\"\r\n",
    b"PAYROLL  DATA     F         80       1000         20 2026-11-25 16:32:00 ANNA191\r\n",
    b"206876  Apr 04, 2000 21:06 a b.zip\r\n0  Dec 12, 2002 02:13 dir/\r\n",
    b"a.txt 4711 11/25/26 Wed. 13:05\r\n",
];

/// The systems of which listings differ.
const SYSTEMS: [System; 8] = [
    System::Unknown,
    System::Windows,
    System::Zos,
    System::Ibmi,
    System::Vms,
    System::Zvm,
    System::Nonstop,
    System::Os2,
];

fn now() -> Timestamp {
    "2026-01-31T12:00:00Z".parse().expect("a time")
}

/// A system by the input, so that all have their turn.
fn feed_lists(text: &[u8]) {
    feed_listing(text, Form::List, SYSTEMS[text.len() % SYSTEMS.len()]);
    let system = System::of(text);
    assert!(SYSTEMS.contains(&system));
}

fn feed_listing(text: &[u8], form: Form, system: System) {
    let mut parser = Parser::new(form, system, now());
    for line in text.split(|byte| *byte == b'\n') {
        parser.line(line);
    }
    look(&parser.finish().entries);
}

fn look(entries: &[Entry]) {
    for entry in entries {
        assert!(!entry.name.is_empty() && entry.mode.is_none_or(|mode| mode <= 0o7777));
        let _ = safe_name(&entry.name);
    }
}

fn feed_digest(text: &[u8]) {
    let Ok(Some((_, reply))) = Reply::parse(text) else { return };
    let path = RemotePath::new("/in/a.txt");
    for command in ["HASH", "MD5", "XCRC", "XSHA256"] {
        for algorithm in Algorithm::ALL {
            drop(digest_in(command, &reply, algorithm, &path));
        }
    }
}
