//! What users of scp, sftp, rsync, curl, lftp, wget, rclone and ls type: it works, or is a usage error (2)
//! that names our form, before anything is sent.

use crate::support::{Run, Server};

/// Each row: what is typed, and the form that the error names. Nothing is sent.
const REFUSED: &[(&[&str], &str)] = &[
    // scp, sftp
    (&["get", "-i", "key.pem", "{url}/a"], "--cert FILE --key FILE"),
    (&["get", "-p", "{url}/a", "b"], "-p PORT is the port"),
    (&["put", "-p", "a", "{url}/"], "times are kept anyway"),
    (&["ls", "-b", "batch", "{url}/"], "ftps run FILE TARGET"),
    (&["-b", "batch", "{url}/"], "ftps run FILE TARGET"),
    (&["scp", "a", "{url}/"], "ftps put LOCAL... HOST:PATH"),
    (&["sftp", "{url}"], "ftps TARGET"),
    // curl
    (&["get", "-k", "{url}/a"], "--ca-file FILE"),
    (&["-k", "{url}/a"], "--ca-file FILE"),
    (&["get", "-O", "{url}/a"], "-o NAME"),
    (&["get", "-s", "{url}/a"], "-q"),
    (&["get", "-u", "joe:hunter2", "{url}/a"], "--password-file"),
    (&["get", "--user=joe:hunter2", "{url}/a"], "--password-file"),
    (&["get", "-ujoe:hunter2", "{url}/a"], "--password-file"),
    (&["get", "--password", "hunter2", "{url}/a"], "--password-file"),
    (&["get", "ftp://joe:hunter2@{host}/a"], "--password-file"),
    (&["-T", "a", "{url}/"], "ftps put FILE HOST:PATH"),
    (&["get", "--capath", "dir", "{url}/a"], "--ca-file FILE"),
    (&["curl", "{url}/a"], "ftps get URL"),
    // wget
    (&["get", "--no-check-certificate", "{url}/a"], "--ca-file FILE"),
    (&["wget", "{url}/a"], "ftps get URL"),
    // lftp
    (&["-e", "ls; quit", "{url}"], "ftps run -c 'COMMANDS' TARGET"),
    (&["ls", "-e", "ls; quit", "{url}"], "ftps run -c 'COMMANDS' TARGET"),
    (&["-c", "ls; quit", "{url}"], "ftps run -c 'COMMANDS' TARGET"),
    (&["mirror", "-P", "4", "{url}/a", "b"], "--jobs N"),
    (&["mirror", "-R", "{url}/a", "b"], "comes first"),
    (&["open", "{url}"], "ftps TARGET"),
    // rsync, rclone
    (&["-avz", "a", "{url}/"], "ftps mirror SOURCE DEST"),
    (&["get", "-az", "{url}/a"], "ftps mirror SOURCE DEST"),
    (&["sync", "a", "{url}/"], "ftps mirror --delete SOURCE DEST"),
    (&["copy", "a", "{url}/"], "ftps mirror SOURCE DEST"),
    // ls, find and others
    (&["ls", "-p", "{url}/a"], "-F marks folders"),
    (&["ls", "-i", "{url}/a"], "ftps stat TARGET"),
    (&["ls", "-s", "{url}/a"], "ftps du"),
    (&["ls", "-m", "{url}/a"], "-1"),
    (&["ls", "-x", "{url}/a"], "-1"),
    (&["ls", "-c", "{url}/a"], "-t sorts"),
    (&["ls", "-L", "{url}/a"], "ls -l"),
    (&["ls", "--full-time", "{url}/a"], "ls --json"),
    (&["ls", "--time-style=iso", "{url}/a"], "--json"),
    (&["sha256sum", "{url}/a"], "ftps checksum"),
    (&["less", "{url}/a"], "ftps cat REMOTE | less"),
];

#[test]
fn a_habit_that_has_no_meaning_here_is_a_usage_error_that_names_our_form() {
    let server = Server::build().start();
    let run = Run::new(&server).without_ca();
    run.write("a", "x");
    for (typed, form) in REFUSED {
        let refused = run.ftps(*typed);
        let form = form.replace("{host}", "127.0.0.1");
        refused.code(2).stdout_is("").stderr_has(&form);
        refused.stderr_lacks("hunter2").stderr_lacks("--insecure").stderr_lacks("'-- -");
    }
    assert_eq!(server.events().connections, 0, "{}", server.log());
}

/// Each row: what is typed. It works as it does in the program that it comes from.
const WORKING: &[&[&str]] = &[
    &["get", "-P", "{port}", "u@{host}:in/a", "out"],
    &["get", "-P{port}", "u@{host}:in/a", "out"],
    &["put", "-P", "{port}", "a", "u@{host}:sent"],
    &["get", "-C", "-", "{url}/in/a", "out"],
    &["get", "-c", "{url}/in/a", "out"],
    &["get", "--checksum", "{url}/in/a", "out"],
    &["get", "--timeout", "5", "--connect-timeout", "5", "{url}/in/a", "out"],
    &["get", "--max-time", "60", "--retry", "2", "{url}/in/a", "out"],
    &["get", "--bwlimit", "1000", "{url}/in/a", "out"],
    &["get", "--bwlimit=10M", "{url}/in/a", "out"],
    &["get", "--progress", "{url}/in/a", "out"],
    &["get", "--ssl-reqd", "--ftp-ssl", "{url}/in/a", "out"],
    &["put", "--ftp-create-dirs", "a", "{url}/new/deep/a"],
    &["get", "-r", "{url}/in", "copy"],
    &["put", "-r", "tree", "{url}/up"],
    &["pget", "{url}/in/a", "out"],
    &["reget", "{url}/in/a", "out"],
    &["mirror", "-avz", "tree/", "{url}/m1"],
    &["mirror", "-a", "--size-only", "tree/", "{url}/m1"],
    &["mirror", "--checksum", "--recursive", "tree/", "{url}/m2"],
    &["mirror", "--archive", "--compress", "--delete-after", "--partial", "tree/", "{url}/m3"],
    &["mirror", "-R", "tree", "{url}/m4"],
    &["mirror", "--only-newer", "--parallel=2", "{url}/in", "m5"],
    &["dir", "{url}/in"],
    &["ls", "-lah", "{url}/in"],
    &["ls", "-ltr", "{url}/in"],
    &["ls", "-C", "{url}/in"],
    &["ls", "-n", "{url}/in"],
    &["ls", "-G", "{url}/in"],
    &["lsl", "{url}/in"],
    &["find", "{url}/in", "-name", "*.csv", "-type", "f", "-print0"],
    &["head", "-5", "{url}/in/a"],
    &["tail", "-5", "{url}/in/a"],
    &["rename", "{url}/in/b", "{url}/in/c"],
    &["delete", "{url}/in/c"],
    &["mget", "{url}/in/*"],
    &["mput", "a", "{url}/in/"],
];

#[test]
fn a_habit_whose_meaning_is_plain_works() {
    let server = Server::build().with("HASH").start();
    server.write("in/a", "12345");
    server.write("in/b", "b");
    let run = Run::new(&server);
    run.write("a", "12345");
    run.write("tree/x", "x");
    for typed in WORKING {
        run.ftps(*typed).code(0);
    }
    run.ftps(["get", "--cacert", "{ca}", "{url}/in/a", "out"]).code(0);
    Run::new(&server).without_ca().ftps(["ls", "--cacert", "{ca}", "{url}/"]).code(0);
    assert_eq!((run.read("copy/a"), server.read("up/x")), (b"12345".to_vec(), b"x".to_vec()));
    assert_eq!(server.read("m4/x"), b"x");
}

#[test]
fn a_word_that_is_nearly_a_command_or_a_site_gets_its_name() {
    let run = Run::alone();
    run.write("~/.config/ftps/config.toml", "[site.lab]\nhost = \"127.0.0.1\"\n");
    run.ftps(["gte", "lab:a"]).code(2).stderr_has("did you mean get?");
    run.ftps(["cpp", "lab:a", "lab:b"]).code(2).stderr_has("did you mean cp?");
    run.ftps(["lba"]).code(2).stderr_has("the site lab?");
    run.ftps(["snyc", "a", "lab:"]).code(2).stderr_has("ftps mirror --delete");
    run.ftps(["frobnicate"]).code(2).stderr_has("no such command");
    let hint = run.ftps(["ls", "--insecur", "lab:"]);
    hint.code(2).stderr_has("--insecur").stderr_lacks("similar").stderr_lacks("Did you");
    run.ftps(["ls", "-t", "-Q", "lab:"]).code(2).stderr_lacks("to pass");
}

#[test]
fn a_port_behind_the_colon_is_a_path_and_the_failure_says_how_a_port_is_given() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let failed = run.ftps(["ls", "-u", "u", "-p", "{port}", "{host}:2111"]);
    failed.code(7).stderr_has("-p 2111");
}

#[test]
fn a_folder_of_digits_can_still_be_named() {
    let server = Server::build().start();
    server.write("2026/a", "");
    let run = Run::new(&server);
    run.ftps(["ls", "-u", "u", "-p", "{port}", "{host}:./2026"]).code(0).stdout_is("a\n");
    run.ftps(["ls", "{url}/2026"]).code(0).stdout_is("a\n");
}

#[test]
fn a_folder_goes_down_and_up_with_r() {
    let server = Server::build().start();
    server.write("in/sub/a", "a");
    server.write("in/b", "b");
    server.write("one", "1");
    let run = Run::new(&server);
    run.ftps(["get", "-r", "{url}/in"]).code(0);
    assert_eq!((run.read("in/sub/a"), run.read("in/b")), (b"a".to_vec(), b"b".to_vec()));
    run.write("have/x", "");
    run.ftps(["get", "-r", "{url}/in", "{url}/one", "have"]).code(0);
    assert_eq!((run.read("have/in/b"), run.read("have/one")), (b"b".to_vec(), b"1".to_vec()));
    run.ftps(["get", "-r", "{url}/in", "fresh"]).code(0);
    assert_eq!(run.read("fresh/b"), b"b");
    run.ftps(["put", "-r", "have", "{url}/up"]).code(0);
    assert_eq!(server.read("up/in/sub/a"), b"a");
    run.ftps(["put", "-r", "have", "{url}/up"]).code(0);
    assert_eq!(server.read("up/have/in/sub/a"), b"a");
    run.ftps(["get", "-r", "--direct", "{url}/in", "no"]).code(2).stderr_has("--direct");
    run.ftps(["get", "-r", "{url}/none", "no"]).code(7);
    run.ftps(["get", "{url}/in", "no"]).code(2).stderr_has("is a folder");
}

/// Runs lines of a shell.
fn lines(run: &Run<'_>, text: &str) -> crate::support::Output {
    run.ftps(["run", "-c", text, "{url}/"])
}

#[test]
fn commands_of_other_shells_work_or_say_which_of_ours_does_it() {
    let server = Server::build().start();
    server.write("in/a", "12345");
    let run = Run::new(&server);
    lines(&run, "cd in; cdup; pwd; size in/a; version").code(0).stdout_has("/\n5\nftps 0.");
    lines(&run, "rename in/a in/b; lmkdir here/deep; lcd here/deep; reget in/b").code(0);
    assert_eq!(run.read("here/deep/b"), b"12345");
    lines(&run, "repeat 3 size in/b").code(0).stdout_is("5\n5\n5\n");
    lines(&run, "repeat 3 'size none'").code(7).stdout_is("");
    lines(&run, "time size in/b").code(0).stdout_is("5\n").stderr_has(" s\n");
    for switch in ["binary", "passive", "prompt", "hash", "prompt off"] {
        lines(&run, switch).code(0).stderr_has("always");
    }
    lines(&run, "ascii").code(2).stderr_has("get --ascii");
    lines(&run, "user joe secret").code(2).stderr_has("open joe@127.0.0.1").stderr_lacks("secret");
    lines(&run, "size none").code(7).stderr_has("nothing is there");
    lines(&run, "literal NOOP; modtime in/b; nlist in").code(2).stderr_has("ls -1");
    lines(&run, "recv in/b; send b -o in/c; mdelete in/c").code(0);
    assert!(run.exists("b") && !server.exists("in/c"));
    for (typed, form) in [
        ("type ascii", "get --ascii"),
        ("append b in/b", "put --append"),
        ("verbose", "set verbose"),
        ("umask 022", "chmod"),
        ("reput b", "put --continue"),
        ("system", "quote SYST"),
        ("newer in/b", "get --newer"),
    ] {
        lines(&run, typed).code(2).stderr_has(form);
    }
    lines(&run, "find . -name 'b' -type f").code(0).stdout_is("./in/b\n");
    lines(&run, "head -1 in/b").code(0).stdout_is("12345");
    lines(&run, "ls -k").code(2).stderr_lacks("--insecure");
}

#[test]
fn a_second_operand_that_does_not_exist_is_not_taken_for_a_new_name_in_silence() {
    let server = Server::build().start();
    server.write("a", "12345");
    server.write("b", "b");
    let run = Run::new(&server);
    lines(&run, "get a new").code(2).stderr_has("get a -o new");
    run.only_files(".", &[]);
    lines(&run, "get a b").code(0);
    run.only_files(".", &["a", "b"]);
    server.write("in/c", "c");
    lines(&run, "get in/c new").code(2).stderr_has("get in/c -o new");
    lines(&run, "cd in; get c ../new/").code(2).stderr_has("get c -t ../new/");
    lines(&run, "put a new").code(2).stderr_has("put a -o new");
    lines(&run, "put a new/").code(2).stderr_has("put a -t new/");
    assert!(!server.exists("new"));
    lines(&run, "put a -o new").code(0);
    assert_eq!(server.read("new"), b"12345");
    lines(&run, "get -r . -t all").code(0);
    assert_eq!(run.read("all/a"), b"12345");
}
