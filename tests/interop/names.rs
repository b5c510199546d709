//! Names on real servers: made, moved, looked at, given modes, removed.

use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::guest::Guest;

pub fn folders_are_made_and_only_empty_ones_removed(server: &str) {
    let guest = Guest::of(server);
    if !matches!(guest.server.software.as_str(), "ftp-srv" | "aioftp") {
        guest.ftps(["mkdir", "{here}/a/b"]).code(7).stderr_has("server said");
    }
    guest.ftps(["mkdir", "-p", "{here}/a/b", "{here}/a b/ü"]).code(0).stdout_is("").stderr_is("");
    guest.ftps(["mkdir", "-p", "{here}/a/b"]).code(0);
    guest.ftps(["mkdir", "{here}/a"]).code(7).stderr_has("exists already");
    guest.ftps(["mkdir", "-p", "{here}/st*ar/d*"]).code(0).stderr_is("");
    assert!(guest.stored("st*ar/d*").is_dir());
    guest.only_stored(&["a", "a b", "st*ar"]);
    guest.ftps(["rmdir", "{here}/a/b", "{here}/a b/ü"]).code(0);
    assert!(!guest.stored("a/b").exists() && !guest.stored("a b/ü").exists());
    guest.ftps(["rmdir", "{here}/a/b"]).code(7);
}

pub fn files_and_folders_are_moved(server: &str) {
    let guest = filled(server);
    guest.ftps(["mv", "{here}/a.csv", "{here}/x y.csv"]).code(0).stderr_is("");
    guest.ftps(["mv", "{here}/*.csv", "{here}/sub"]).code(0).stderr_is("");
    guest.only_stored(&["keep", "sub"]);
    assert_eq!(guest.read_stored("sub/x y.csv"), b"of a");
    guest.ftps(["mv", "-n", "{here}/sub/x y.csv", "{here}/keep/k"]).code(0);
    assert_eq!(guest.read_stored("keep/k"), b"of k");
    guest.ftps(["mv", "{here}/sub", "{here}/keep/"]).code(0);
    assert_eq!(guest.read_stored("keep/sub/deep/d.csv"), b"of d");
    guest.ftps(["mv", "{here}/none", "{here}/some"]).code(7).stderr_has("server said");
}

pub fn trees_are_found_measured_and_looked_at(server: &str) {
    let guest = filled(server);
    let found = guest.ftps(["find", "{here}", "--type", "f", "--name", "*.csv"]);
    let found: Vec<String> = found.code(0).out().lines().map(str::to_owned).collect();
    let ends = ["/a.csv", "/b.csv", "/sub/deep/d.csv"];
    assert!(found.len() == 3 && found.iter().zip(ends).all(|(a, b)| a.ends_with(b)), "{found:?}");
    let whole = guest.ftps(["du", "--json", "-s", "{here}"]).code(0).json();
    assert_eq!(
        (&whole[0]["bytes"], &whole[0]["files"], &whole[0]["folders"]),
        (&16.into(), &4.into(), &4.into())
    );
    let file = guest.ftps(["stat", "--json", "{here}/sub/deep/d.csv"]).code(0).json();
    assert_eq!((&file[0]["kind"], &file[0]["size"]), (&"file".into(), &4.into()));
    guest.ftps(["stat", "{here}/sub"]).code(0).stdout_has("kind      dir\n");
    guest.ftps(["stat", "{here}/none"]).code(7).stdout_is("");
}

pub fn files_are_removed_and_folders_only_with_r(server: &str) {
    let guest = filled(server);
    guest.ftps(["rm", "{here}/sub"]).code(7).stderr_has("a folder");
    guest.ftps(["rm", "{here}/none"]).code(7).stderr_has("server said");
    guest.ftps(["rm", "-f", "{here}/none", "{here}/*.none"]).code(0).stderr_is("");
    guest.ftps(["rm", "{here}/*.csv"]).code(0).stdout_is("").stderr_is("");
    guest.only_stored(&["keep", "sub"]);
    if guest.server.software == "aioftp" {
        // It tells links from folders in no way.
        guest.ftps(["rm", "-r", "{here}/sub"]).code(12).stderr_has("-f takes it for a folder");
        guest.only_stored(&["keep", "sub"]);
    }
    guest.ftps(["rm", "-rf", "{here}/sub"]).code(0).stderr_is("");
    guest.only_stored(&["keep"]);
    guest.ftps(["rm", "-r", "{home}/"]).code(2);
    guest.ftps(["rm", "-r", "{home}//"]).code(2);
}

/// Some servers refuse links, some hide what they are: what they lead to stays in every case.
pub fn a_link_is_never_followed_by_a_removal(server: &str) {
    let guest = filled(server);
    symlink("../keep", guest.stored("sub/link")).expect("a link");
    symlink("keep", guest.stored("direct")).expect("a link");
    for target in ["{here}/sub", "{here}/direct"] {
        let removed = guest.ftps(["rm", "-r", target]);
        assert!(matches!(removed.status, Some(0 | 7 | 10 | 12)), "{}", removed.context());
        assert_eq!(guest.read_stored("keep/k"), b"of k", "{}", removed.context());
    }
}

/// A file that only its owner may read stays so when it is replaced, where the server changes permissions; else a note.
pub fn an_upload_over_a_private_file_keeps_it_private(server: &str) {
    let guest = filled(server);
    guest.run.write("a.csv", "the new version");
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(guest.stored("a.csv"), private).expect("a mode");
    let put = guest.ftps(["put", "a.csv", "{here}/"]);
    put.code(0);
    assert_eq!(guest.read_stored("a.csv"), b"the new version");
    if !matches!(guest.server.software.as_str(), "unftp" | "aioftp") {
        let mode = fs::metadata(guest.stored("a.csv")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", put.context());
        put.stderr_is("");
    }
}

pub fn modes_are_changed_where_the_server_can(server: &str) {
    let guest = filled(server);
    let changed = guest.ftps(["chmod", "600", "{here}/*.csv"]);
    if matches!(guest.server.software.as_str(), "unftp" | "aioftp") {
        changed.code(7).stderr_has("server said");
        return;
    }
    changed.code(0).stderr_is("");
    for name in ["a.csv", "b.csv"] {
        let mode = fs::metadata(guest.stored(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let whole = guest.ftps(["chmod", "-R", "u-w,g+r", "{here}"]);
    if guest.server.software == "ftp-srv" {
        // It lists links to folders as folders, and changes what they lead to.
        whole.code(12).stderr_has("may be a link to a folder elsewhere");
        return;
    }
    whole.code(0).stderr_is("");
    let mode =
        |name: &str| fs::metadata(guest.stored(name)).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode("a.csv"), mode("sub") & 0o200), (0o440, 0));
    guest.ftps(["chmod", "u+w,g=", "{here}/*.csv"]).code(0).stderr_is("");
    assert_eq!((mode("a.csv"), mode("b.csv")), (0o600, 0o600));
    guest.ftps(["chmod", "-R", "u+w", "{here}"]).code(0).stderr_is("");
    assert_eq!(mode("sub") & 0o200, 0o200);
}

pub fn features_are_told_and_commands_passed_on(server: &str) {
    let guest = Guest::of(server);
    if guest.server.software == "aioftp" {
        guest.ftps(["feat", "{home}"]).code(7).stderr_has("502");
        return;
    }
    guest.ftps(["feat", "{home}"]).code(0).stdout_has("AUTH TLS").stdout_has("SIZE\n");
    guest.ftps(["quote", "{home}", "NOOP"]).code(0).stdout_has("200 ");
    guest.ftps(["quote", "{home}", "XNONE"]).code(7).stdout_is("");
}

/// Names that some servers change, as they are written in a URL, and the words for the byte.
const DELICATE: [(&[u8], &str, &str); 4] = [
    (b"trail ", "trail%20", "a blank at an end"),
    (b"a\"b", "a%22b", "the quotation mark"),
    (b"a\xffb", "a%FFb", "0xFF"),
    (b"a\xe4b", "a%E4b", "0xE4"),
];

pub fn a_name_is_stored_as_it_is_or_the_refusal_names_its_byte(server: &str) {
    for (name, written, byte) in DELICATE {
        let guest = Guest::of(server);
        guest.run.write("a", "x");
        guest.ftps(["put", "--mkdir", "a", "{here}/other"]).code(0);
        let told = guest.ftps(["put", "a", &format!("{{here}}/{written}")]);
        let stored = fs::read_dir(guest.stored(".")).expect("a folder");
        let stored: Vec<Vec<u8>> =
            stored.map(|entry| entry.expect("an entry").file_name().into_vec()).collect();
        if told.status == Some(0) {
            assert!(stored.contains(&name.to_vec()), "{stored:?} {}", told.context());
        } else {
            if guest.server.software == "aioftp" && std::str::from_utf8(name).is_err() {
                // It fails at such a name, and closes the control connection.
                told.code(4).stderr_has("closed the control connection");
            } else {
                told.code(7).stderr_has(byte);
            }
            assert!(!stored.contains(&name.to_vec()), "{stored:?} {}", told.context());
        }
        let temporary = |name: &Vec<u8>| name.windows(6).any(|part| part == b".ftps-");
        assert!(!stored.iter().any(temporary), "{stored:?} {}", told.context());
        if told.err().contains("nothing is sent") {
            guest.only_stored(&["other"]);
        }
    }
}

/// Four files of four bytes in four folders, the guest's own among them.
fn filled(server: &str) -> Guest {
    let guest = Guest::of(server);
    for name in ["a.csv", "b.csv", "d.csv", "k"] {
        guest.run.write(name, format!("of {}", &name[..1]));
    }
    guest.ftps(["put", "--mkdir", "a.csv", "b.csv", "{here}/"]).code(0);
    guest.ftps(["put", "--mkdir", "d.csv", "{here}/sub/deep/"]).code(0);
    guest.ftps(["put", "--mkdir", "k", "{here}/keep/"]).code(0);
    guest
}
