//! Symbolic links on real servers, however they list them: nothing that a link leads to is changed.

use std::fs;
use std::os::unix::fs::symlink;

use crate::guest::Guest;
use crate::support::{Output, tree};

/// The links of the tree: to a folder outside, to a file outside, to nowhere, and to the folder above.
const LINKS: [(&str, &str); 4] =
    [("out", "../../outside"), ("file", "../../outside/file"), ("lost", "nowhere"), ("up", "..")];

/// A guest with a tree of two folders, one of them full of links, and what they lead to beside it.
fn planted(server: &str) -> Guest {
    let guest = Guest::of(server);
    for name in ["kept", "real/old", "real/deep/old"] {
        guest.run.write(&format!("planted/tree/sub/{name}"), "in the tree");
    }
    for name in ["file", "deep/file"] {
        guest.run.write(&format!("planted/outside/{name}"), "untouched");
    }
    guest.ftps(["mirror", "planted", "{here}"]).code(0);
    for (link, goal) in LINKS {
        symlink(goal, guest.stored(&format!("tree/sub/{link}"))).expect("a link");
    }
    guest
}

#[track_caller]
fn untouched(guest: &Guest, after: &Output) {
    let outside = tree(&guest.stored("outside"));
    let names: Vec<&str> = outside.keys().map(String::as_str).collect();
    assert_eq!(names, ["deep", "deep/file", "file"], "{}", after.context());
    for (name, content) in &outside {
        let wanted = (*name != "deep").then(|| b"untouched".to_vec());
        assert_eq!(*content, wanted, "{}", after.context());
    }
}

/// Whether no command and no listing of a server tells links from folders: then nothing below them is changed.
fn tells_nothing(guest: &Guest) -> bool {
    guest.server.software == "aioftp"
}

const DELETING: [&str; 4] = ["mirror", "--delete", "--max-delete", "100%"];

pub fn deleting_and_replacing_stop_at_links(server: &str) {
    let guest = planted(server);
    // One folder goes, a file comes in the place of another, files and a folder in the places of links.
    for name in ["kept", "real", "new", "file", "out/file", "out/more"] {
        guest.run.write(&format!("src/sub/{name}"), "new");
    }
    let done = guest.ftps(DELETING.iter().chain(&["src", "{here}/tree"]));
    untouched(&guest, &done);
    if tells_nothing(&guest) {
        done.code(12).stderr_has("may be a link to a folder elsewhere");
        for (link, goal) in LINKS {
            let found = fs::read_link(guest.stored(&format!("tree/sub/{link}")));
            assert_eq!(found.expect("a link"), std::path::Path::new(goal));
        }
        assert_eq!(guest.read_stored("tree/sub/real/old"), b"in the tree");
        return;
    }
    if guest.server.software == "ftp-srv" {
        // A link to a folder cannot be removed there.
        done.code(10).stderr_has("ENOTDIR");
        return;
    }
    done.code(0);
    assert_eq!(guest.read_stored("tree/sub/real"), b"new", "{}", done.context());
    assert_eq!(guest.read_stored("tree/sub/out/more"), b"new", "{}", done.context());
    assert!(!guest.stored("tree/sub/up").is_symlink(), "{}", done.context());
}

pub fn removing_what_lies_beside_links_leaves_them(server: &str) {
    let guest = planted(server);
    let done = guest.ftps(["rm", "-rf", "{here}/tree/sub/real"]);
    done.code(0);
    untouched(&guest, &done);
    assert!(!guest.stored("tree/sub/real").exists());
    for (link, goal) in LINKS {
        let found = fs::read_link(guest.stored(&format!("tree/sub/{link}")));
        assert_eq!(found.expect("a link"), std::path::Path::new(goal));
    }
}

pub fn sources_are_not_removed_through_links(server: &str) {
    let guest = planted(server);
    let done = guest.ftps(["mirror", "--remove-source", "{here}/tree", "dst"]);
    untouched(&guest, &done);
    assert_eq!(guest.run.read("dst/sub/real/old"), b"in the tree");
    let kept = guest.stored("tree/sub/real/old").exists();
    assert_eq!(kept, tells_nothing(&guest), "{}", done.context());
}

/// A link whose target is missing may lead to a disk that is not mounted: with `--links follow` nothing is deleted for it.
pub fn a_lost_goal_deletes_nothing(server: &str) {
    let guest = planted(server);
    for (link, _) in LINKS.iter().filter(|(link, _)| *link != "lost") {
        fs::remove_file(guest.stored(&format!("tree/sub/{link}"))).expect("a link");
    }
    guest.run.write("dst/sub/lost/copy", "the only copy");
    let done = guest.ftps(DELETING.iter().chain(&["--links", "follow", "{here}/tree", "dst"]));
    // ftp-srv lists no link whose target is missing, libunftp every link as a file, and aioftp this one as something else.
    if !matches!(guest.server.software.as_str(), "ftp-srv" | "unftp") {
        done.code(if guest.server.software == "aioftp" { 0 } else { 12 });
        assert_eq!(guest.run.read("dst/sub/lost/copy"), b"the only copy", "{}", done.context());
    }
}
