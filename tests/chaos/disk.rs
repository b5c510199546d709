//! The disk is full at any byte: exit 3, the old file as it was, no temporary; then there is room
//! again and the next run is fine.

use crate::support::{Run, Server, content};

const SIZE: usize = 1_500_000;

#[test]
fn a_get_that_meets_its_limit_at_any_byte_is_3_and_leaves_the_old_file() {
    let new = content(1, SIZE);
    let server = Server::build().start();
    server.write_dated("a", &new, 1_700_000_000);
    let run = Run::shell(&server);
    run.write("a", "old");
    // Blocks of 512 or 1024 bytes: what a shell makes of them differs, and no matter.
    for blocks in [0, 1, 7, 31, 33, 127, 500, 999, 1464] {
        let line = format!("ulimit -f {blocks}; exec $FTPS get --ca-file {{ca}} {{url}}/a");
        run.ftps(["-c", &line]).code(3).stderr_has("ftps: get a: ").stderr_has("too large");
        assert_eq!(run.read("a"), b"old", "{blocks}");
        run.only_files(".", &["a"]);
    }
    run.ftps(["-c", "exec $FTPS get --continue --ca-file {ca} {url}/a"]).code(0);
    assert!(run.read("a") == new);
    run.only_files(".", &["a"]);
}

/// Mounts a small file system that only this shell sees, fills it up to `$ROOM` KiB, gets, makes
/// room, and gets again.
const IN_A_SMALL_FILE_SYSTEM: &str = r#"
    mount -t tmpfs -o size=2m none small && cd small || exit 77
    printf old >a
    head -c "$(( (2044 - ROOM) * 1024 ))" /dev/zero >filler || exit 78
    "$FTPS" get --ca-file {ca} {url}/a
    echo "code $? names" * .[!.]*
    cat a; echo
    rm filler
    "$FTPS" get --continue --ca-file {ca} {url}/a
    echo "code $? names" * .[!.]*
    cmp a ../wanted && echo same
"#;

#[test]
fn a_get_onto_a_full_disk_is_3_and_leaves_the_old_file() {
    let may_mount = ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"];
    let may_mount = std::process::Command::new("unshare").args(may_mount).output();
    if !may_mount.is_ok_and(|told| told.status.success()) {
        println!("skipped: nothing can be mounted here");
        return;
    }
    let new = content(1, SIZE);
    let server = Server::build().start();
    server.write_dated("a", &new, 1_700_000_000);
    for room in [0, 4, 8, 64, 100, 512, 1000, 1464] {
        let program = env!("CARGO_BIN_EXE_ftps");
        let run = Run::program("unshare").against(&server).without_ca().env("FTPS", program);
        let run = run.env("ROOM", room.to_string());
        run.write("small/x", "");
        run.write("wanted", &new);
        let told = run.ftps(["-rm", "sh", "-c", IN_A_SMALL_FILE_SYSTEM]);
        told.code(0).stderr_has("ftps: get a: ").stderr_has("no space left on device");
        let first = "code 3 names a filler .[!.]*\nold\n";
        told.stdout_is(format!("{first}code 0 names a .[!.]*\nsame\n"));
    }
}
