//! Names that servers change in silence: no upload is called done that is not under its name, and the message says
//! which byte the server does not keep.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use crate::support::{Fault, Run, Server, verb};

/// pure-ftpd and aioftp, ftp-srv, pyftpdlib and libunftp.
fn trailing_blank(name: &[u8]) -> Vec<u8> {
    match name.strip_suffix(b" ") {
        Some(rest) => [rest, b"_"].concat(),
        None => name.to_vec(),
    }
}

fn no_quotes(name: &[u8]) -> Vec<u8> {
    name.iter().copied().filter(|byte| *byte != b'"').collect()
}

fn replacing(name: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(name).into_owned().into_bytes()
}

/// What a server makes of a name.
type Change = fn(&[u8]) -> Vec<u8>;

/// A name, the change, and the words of the refusal.
const CHANGED: [(&[u8], Change, &str); 4] = [
    (b"trail ", trailing_blank, "a blank at an end"),
    (b"a\"b", no_quotes, "the quotation mark"),
    (b"a\xe4b", replacing, "0xE4"),
    (b"a\xffb", replacing, "0xFF"),
];

/// The operand for a name in a URL.
fn url(name: &[u8]) -> String {
    let code = |url: String, byte: &u8| format!("{url}%{byte:02X}");
    name.iter().fold("{url}/in/".to_owned(), code)
}

fn server(change: Change) -> Server {
    let server = Server::build().keeps_names(change).start();
    server.write("in/other", "x");
    server
}

#[test]
fn an_upload_whose_name_was_changed_is_7_and_names_the_byte() {
    for (name, change, byte) in CHANGED {
        for direct in [&[][..], &["--direct"]] {
            let server = server(change);
            let run = Run::new(&server);
            run.write("a", "x");
            let target = url(name);
            let args = [&["put"], direct, &["a", &target]].concat();
            run.ftps(args).code(7).stderr_has(byte).stderr_has("another name");
        }
    }
}

#[test]
fn a_mirror_that_meets_a_changed_name_is_no_success() {
    // Where FEAT promises UTF-8, a mirror sends no other names.
    for (name, change, byte) in CHANGED.into_iter().filter(|(name, ..)| name.is_ascii()) {
        let server = server(change);
        let run = Run::new(&server);
        run.write("tree/plain", "x");
        std::fs::write(run.path("tree").join(OsString::from_vec(name.to_vec())), "x").unwrap();
        let told = run.ftps(["mirror", "tree", "{url}/in"]);
        assert_ne!(told.status, Some(0), "{}", told.context());
        told.stderr_has(byte);
        assert_eq!(server.read("in/plain"), b"x");
    }
}

#[test]
fn a_folder_whose_name_was_changed_is_removed_and_refused() {
    for (name, change, byte) in CHANGED {
        let server = server(change);
        let run = Run::new(&server);
        run.ftps(["mkdir", &url(name)]).code(7).stderr_has(byte);
        server.only_files("in", &["other"]);
    }
}

#[test]
fn a_move_to_a_name_that_was_changed_is_7() {
    for (name, change, byte) in CHANGED {
        let server = server(change);
        let run = Run::new(&server);
        run.ftps(["mv", "{url}/in/other", &url(name)]).code(7).stderr_has(byte);
    }
}

#[test]
fn a_name_that_this_software_is_known_to_change_is_refused_before_anything_is_sent() {
    let greeting = Fault::final_reply("220 pyftpdlib 2.2.0 ready.");
    let server = Server::build().on("CONNECT", greeting).keeps_names(replacing).start();
    server.write("in/a\u{fffd}b", "another file");
    let run = Run::new(&server);
    run.write("a", "x");
    run.ftps(["put", "a", &url(b"a\xe4b")])
        .code(7)
        .stderr_has("0xE4")
        .stderr_has("nothing is sent");
    assert_eq!(server.read("in/a\u{fffd}b"), b"another file");
    assert_eq!(server.count("STOR"), 0);
}

#[test]
fn names_that_are_kept_arrive_and_cost_one_look_a_kind() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let names: [&[u8]; 6] = [b" both ", b"trail ", b"a\"b", b"a\xe4b", b"a\xff\xffb", b"\xff"];
    for name in names {
        std::fs::write(run.dir().join(OsString::from_vec(name.to_vec())), "x").unwrap();
    }
    let mut args: Vec<OsString> =
        vec!["put".into(), "--mkdir".into(), "-t".into(), "{url}/in/".into()];
    args.extend(names.map(|name| OsString::from_vec([b"./", name].concat())));
    run.ftps(args).code(0);
    let stored = std::fs::read_dir(server.path("in")).unwrap();
    let mut stored: Vec<Vec<u8>> =
        stored.map(|entry| entry.unwrap().file_name().into_vec()).collect();
    stored.sort();
    let mut wanted: Vec<Vec<u8>> = names.map(<[u8]>::to_vec).into();
    wanted.sort();
    assert_eq!(stored, wanted);
    assert!(server.count("MLSD") <= 4, "{}", server.log());
}

#[test]
fn utf8_that_feat_promises_is_not_looked_at() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("ü ö", "x");
    run.ftps(["put", "ü ö", "{url}/"]).code(0);
    assert_eq!(server.count("MLSD"), 0, "{}", server.log());
    assert_eq!(server.read("ü ö"), b"x");
}

#[test]
fn a_folder_that_cannot_be_listed_proves_nothing_of_a_name() {
    let server = Server::build()
        .on(verb("MLSD"), Fault::reply_closing_data("550 permission denied"))
        .on(verb("LIST"), Fault::reply_closing_data("550 permission denied"))
        .start();
    let run = Run::new(&server);
    run.write("a", "x");
    run.ftps(["put", "a", "{url}/a%22b"]).code(0);
    assert_eq!(server.read("a\"b"), b"x");
}
