//! `ftps run`: scripts do what their lines say, end at the first failure, and say where.

use std::io::Write as _;

use rustix::process::Signal;

use crate::support::{Fault, Run, Server, verb};

/// A script in a file, against a server.
#[track_caller]
fn script(run: &Run<'_>, text: &str) -> crate::support::Output {
    run.write("s.ftps", text);
    run.ftps(["run", "s.ftps", "{url}/"])
}

#[test]
fn lines_are_commands_with_quotes_patterns_and_comments() {
    let server = Server::build().start();
    server.write("in/a b.csv", "1");
    server.write("in/c.csv", "2");
    server.write("in/*.txt", "3");
    let run = Run::new(&server);
    run.write("up/x.log", "x");
    run.write("up/y.log", "y");
    let text = "\
# a comment
cd in; lcd up   # two commands
mget *.csv
get '*.txt' -o star.txt
put *.log -t /
pwd
ls > list.out
cat c.csv | tr 2 7
!echo from the system
";
    script(&run, text).code(0).stdout_is("/in\n7from the system\n").stderr_is("");
    let files = ["a b.csv", "c.csv", "list.out", "star.txt", "x.log", "y.log"];
    run.only_files("up", &files);
    assert_eq!(run.read("up/list.out"), b"*.txt\na b.csv\nc.csv\n");
    assert_eq!((server.read("x.log"), server.read("y.log")), (b"x".to_vec(), b"y".to_vec()));
    assert_eq!(server.logins(), 1);
}

#[test]
fn the_first_failure_ends_it_with_its_class_and_its_line() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    let told = script(&run, "get a\n\nget nope\nget a -o b\n");
    told.code(7).stderr_has("s.ftps:3: get /nope: server said 550");
    run.only_files(".", &["a", "s.ftps"]);
    script(&run, "frobnicate\n").code(2).stderr_has("s.ftps:1: frobnicate: no such command");
    script(&run, "ls 'a\n").code(2).stderr_has("s.ftps:1: ' is not closed");
    script(&run, "get --frob a\n").code(2).stderr_has("s.ftps:1: unexpected argument '--frob'");
    script(&run, "cat *.none\n")
        .code(13)
        .stderr_has("s.ftps:1: cat /*.none: no file on the server matches /*.none");
    script(&run, "put none.txt\n").code(3).stderr_has("s.ftps:1: put none.txt");
}

#[test]
fn a_dash_passes_over_a_failure_and_keep_going_goes_on() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    script(&run, "-get nope\nget a\n").code(0);
    run.write("s.ftps", "get nope\nget a -o b\nput none\n");
    run.ftps(["run", "--keep-going", "s.ftps", "{url}/"]).code(10).stderr_has("s.ftps:3:");
    assert!(run.exists("b"));
    run.write("s.ftps", "get nope\nget a -o c\n");
    run.ftps(["run", "--keep-going", "s.ftps", "{url}/"]).code(7);
    assert!(run.exists("c"));
}

#[test]
fn commands_come_from_the_command_line_and_from_standard_input() {
    let server = Server::build().start();
    server.write("in/a.csv", "1");
    let run = Run::new(&server).stdin("cd in\nget a.csv -o b\n");
    run.ftps(["run", "-c", "cd in; mget *.csv", "{url}/"]).code(0);
    run.ftps(["run", "-", "{url}/"]).code(0);
    run.only_files(".", &["a.csv", "b"]);
    run.ftps(["run", "-c", "ls nope", "{url}/"]).code(7).stderr_has("-c:1: ls /nope");
}

/// libunftp, now and then, and so not always in the first command.
#[test]
fn answers_that_begin_to_come_out_of_order_are_met_one_at_a_time() {
    let passive = Fault::reply("229 Entering Extended Passive Mode (|||1|)");
    let server = Server::build().on(verb("CWD").nth(1), passive).start();
    server.write("d/old", "");
    let run = Run::new(&server);
    run.write("a", "new");
    script(&run, "ls\nput a -t d\n").code(0).stdout_is("d\n");
    assert_eq!(server.read("d/a"), b"new");
}

#[test]
fn a_script_may_open_its_server_itself() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.ftps(["run", "-c", &format!("ls; open {}", server.url())])
        .code(2)
        .stderr_has("not at a server");
    run.ftps(["run", "-c", &format!("open {}/; ls; close; -ls", server.url())])
        .code(0)
        .stdout_is("a\n");
}

#[test]
fn variables_come_from_the_environment_and_are_one_word() {
    let server = Server::build().start();
    server.write("mon *.csv", "1");
    let run = Run::new(&server).env("DAY", "mon *");
    script(&run, "get ${DAY}.csv -o got\n").code(0);
    assert_eq!(run.read("got"), b"1");
    script(&run, "ls\nget ${NIGHT}\n")
        .code(2)
        .stderr_has("s.ftps:2: the variable NIGHT is not set");
}

#[test]
fn a_guard_asks_whether_a_name_exists() {
    let server = Server::build().start();
    server.write("there", "1");
    let run = Run::new(&server);
    let text = "\
if exists there get there -o a
if exists nope get nope
if missing done mkdir done
if missing done mkdir done
if exists done cd done
pwd
";
    script(&run, text).code(0).stdout_is("/done\n");
    run.only_files(".", &["a", "s.ftps"]);
    assert_eq!(server.count("MKD"), 1);
    script(&run, "if there get x\n").code(2).stderr_has("if knows two conditions");
}

#[test]
fn with_v_each_command_is_shown_before_it_runs() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("s.ftps", "pwd\n\n# nothing\nls; pwd\n");
    let told = run.ftps(["run", "-v", "s.ftps", "{url}/"]);
    let told = told.code(0).err();
    let shown: Vec<&str> = told.lines().filter(|line| line.starts_with("+ ")).collect();
    assert_eq!(shown, ["+ pwd", "+ ls", "+ pwd"]);
}

#[test]
fn jobs_of_a_script_are_waited_for_and_their_failures_count() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    script(&run, "get a -o b &\nget a -o c &\n").code(0);
    run.only_files(".", &["b", "c", "s.ftps"]);
    script(&run, "get nope &\n").code(7).stderr_has("[1] failed (7): get nope");
    script(&run, "get nope &\nwait\nget a -o d\n").code(7);
    assert!(!run.exists("d"));
    script(&run, "ls > out &\n").code(0);
    assert_eq!(run.read("out"), b"a\n");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure_and_one_that_fails_is() {
    let server = Server::build().start();
    server.write("big", vec![b'x'; 3_000_000]);
    server.write("a", "1");
    let run = Run::new(&server);
    script(&run, "cat big | head -c 3\nget a\n").code(0).stdout_is("xxx");
    script(&run, "cat a | false\n").code(1);
    script(&run, "cat a nope | cat\n").code(10).stdout_is("1");
}

#[test]
fn ctrl_c_ends_a_script_with_130() {
    let server = Server::build().on(verb("RETR").with("/a"), Fault::stall(0)).start();
    server.write("a", "123");
    let run = Run::new(&server);
    run.write("s.ftps", "-get a\nls\n");
    let running = run.start(["run", "--keep-going", "s.ftps", "{url}/"]);
    server.wait_for("RETR", 1);
    running.interrupt();
    running.finish().code(130).stdout_is("");
}

#[test]
fn the_deadline_is_one_for_the_whole_script() {
    let server = Server::build().on(verb("RETR").with("/a"), Fault::stall(0)).start();
    server.write("a", "123");
    let run = Run::new(&server);
    run.write("s.ftps", "ls\n-get a\nls\n");
    run.ftps(["run", "--deadline", "1s", "s.ftps", "{url}/"]).code(14).stdout_is("a\n");
}

#[test]
fn aliases_and_options_hold_for_what_follows() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    let text = "alias down get -o got\ndown a\nset json\nls\nunset json\nls --json\nls\n";
    let told = script(&run, text);
    let out = told.code(0).out();
    assert_eq!(out.lines().filter(|line| line.contains("\"name\":\"a\"")).count(), 2, "{out}");
    assert!(out.ends_with("\na\n"), "{out}");
    assert_eq!(run.read("got"), b"1");
}

#[test]
fn a_mirror_goes_either_way() {
    let server = Server::build().start();
    server.write("out/a", "1");
    let run = Run::new(&server);
    run.write("site/b", "2");
    script(&run, "mirror out copy\nmirror -R site www\n").code(0);
    assert_eq!((run.read("copy/a"), server.read("www/b")), (b"1".to_vec(), b"2".to_vec()));
}

#[test]
fn quit_ends_a_script_early_and_well() {
    let server = Server::build().start();
    script(&Run::new(&server), "pwd\nquit\nfrob\n").code(0).stdout_is("/\n");
}

#[test]
fn a_name_that_a_pattern_matches_is_never_another_server() {
    let server = Server::build().start();
    for name in ["in/elsewhere.example:x", "in/ftp:", "in/-r", "in/b"] {
        server.write(name, name);
    }
    let run = Run::new(&server);
    let told = script(&run, "set user joe\ncd in\ncat *\nmkdir d\nmv * d/\n");
    told.code(10).stdout_is("in/-rin/bin/elsewhere.example:xin/ftp:");
    told.stderr_has("mv /in/d: ").stderr_lacks("elsewhere.example: ");
    server.only_files("in/d", &["-r", "b", "elsewhere.example:x", "ftp:"]);
    script(&run, "cd in/d\nchmod 600 *\nrm *\n").code(0).stderr_is("");
    server.only_files("in/d", &[]);
    assert_eq!(server.logins(), 2);
}

#[test]
fn literal_names_and_forced_ones_are_so_in_a_script_too() {
    let server = Server::build().start();
    for name in ["*.csv", "a.csv", "b.txt"] {
        server.write(name, "1");
    }
    let run = Run::new(&server);
    script(&run, "rm -F *.csv\nstat -F '*.txt'\n").code(7).stderr_has("stat /*.txt: ");
    server.only_files("", &["a.csv", "b.txt"]);
    script(&run, "rm -f *.none none *.csv\n").code(0).stderr_is("");
    server.only_files("", &["b.txt"]);
    server.write("in/c", "1");
    for folder in [".", "./", "sub/..", "/in/."] {
        let told = script(&run, &format!("cd in\nrm -r {folder}\n"));
        told.code(2).stderr_has("s.ftps:2: rm: . and .. are not removed");
    }
    assert!(server.exists("in/c"));
    script(&run, "rm *.none\n").code(13).stderr_has("s.ftps:1: rm /*.none: ");
}

#[test]
fn what_follows_a_pipe_is_done_at_the_server_and_not_here() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    run.write("a", "mine");
    script(&run, "cat a | tr 1 2; rm a; ls | (cat; echo there)\n").code(0).stdout_is("2there\n");
    assert!(run.exists("a") && !server.exists("a"));
    script(&run, "ls || rm a\n").code(2).stderr_has("s.ftps:1: || is not known here");
}

#[test]
fn what_a_script_cannot_say_is_refused_and_not_passed_over() {
    let server = Server::build().start();
    server.write("a", "1");
    let run = Run::new(&server);
    for (line, why) in [
        ("alias x 'ls; pwd'", "one command"),
        ("alias x 'ls > y'", "stand where the name is used"),
        ("alias x '-ls nope'", "stand where the name is used"),
        ("alias x !date", "one command"),
        ("exit 3", "the status is that of the first failure"),
        ("ls > x > y", "one way"),
        ("if exists a !date", "at the beginning"),
        ("set insecure", "set insecure: the argument '--"),
    ] {
        script(&run, line).code(2).stdout_is("").stderr_has("s.ftps:1: ").stderr_has(why);
    }
    run.only_files(".", &["s.ftps"]);
    script(&run, "exit 0").code(0);
    script(&run, "if exists a -get nope\nls").code(0).stdout_is("a\n");
}

#[test]
fn a_script_that_cannot_be_read_is_named_by_line_and_once() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.write("s.ftps", b"\xef\xbb\xbfpwd\r\nls \xff\n");
    let told = run.ftps(["run", "--keep-going", "s.ftps", "{url}/"]);
    told.code(2).stdout_is("/\n").stderr_is("s.ftps:2: not UTF-8\n");
    let told = run.ftps(["run", "none", "{url}/"]);
    told.code(3).stderr_is("ftps: none: no such file or directory\n");
    run.ftps(["run", "{url}/", "s.ftps"]).code(2).stderr_has("ftps run SCRIPT TARGET");
}

#[test]
fn options_that_others_have_are_told_of_without_bad_advice() {
    let server = Server::build().start();
    server.write(".hidden", "1");
    let run = Run::new(&server);
    script(&run, "ls -la").code(0).stdout_has(".hidden");
    script(&run, "ls -Q").code(2).stderr_has("unexpected argument '-Q'").stderr_lacks("tip");
}

#[test]
fn what_is_queued_is_done_as_typed_and_what_it_prints_is_shown() {
    let server = Server::build().start();
    for name in ["a*", "ab"] {
        server.write(name, "1");
    }
    let run = Run::new(&server);
    let text = "queue add ls\nqueue add rm 'a*'\nqueue add 'stat nope'\nqueue start\nwait\n";
    let told = script(&run, text);
    told.code(7).stdout_is("a*\nab\n").stderr_has("[1] failed (7): queue");
    server.only_files("", &["ab"]);
    script(&run, "queue add 'ls; rm ab'\n").code(2).stderr_has("one command at a time");
    script(&run, "queue add rm ab\n").code(2).stderr_has("1 command was queued and not done");
    assert!(server.exists("ab"));
}

#[test]
fn what_other_shells_take_for_a_variable_is_not_passed_over() {
    let server = Server::build().start();
    let run = Run::new(&server).env("DAY", "mon");
    run.write("a", "1");
    script(&run, "put a -o $DAY.csv\n").code(2).stderr_has("s.ftps:1: $ before a name");
    script(&run, "put a -o '$DAY.csv'\nput a -o ${DAY}\n").code(0);
    server.only_files("", &["$DAY.csv", "mon"]);
}

#[test]
fn a_job_that_prints_more_than_is_shown_has_not_done_all() {
    let server = Server::build().start();
    server.write("big", vec![b'x'; 1_500_000]);
    let run = Run::new(&server);
    script(&run, "cat big &\n").code(1).stderr_has("bytes is left out; > FILE keeps all");
    script(&run, "cat big > all &\n").code(0);
    assert_eq!(run.read("all").len(), 1_500_000);
}

#[test]
fn a_script_that_waits_for_its_next_line_ends_by_a_signal() {
    let server = Server::build().start();
    let run = Run::new(&server);
    run.make_pipe("lines");
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let running = run.start(["run", "lines", "{url}/"]);
        let mut lines = std::fs::OpenOptions::new().write(true).open(run.path("lines")).unwrap();
        let before = server.count("NOOP");
        lines.write_all(b"quote NOOP\n").unwrap();
        server.wait_for("NOOP", before + 1);
        running.signal(signal);
        running.finish().code(code);
        drop(lines);
    }
}

#[test]
fn a_tilde_is_the_folder_that_the_login_began_in() {
    let server = Server::build().home("/home/u").start();
    server.write("home/u/in/x", "");
    server.write("other/~/y", "");
    let run = Run::new(&server);
    let text = "cd /other; cd ~; pwd; cd /; cd ~/in; pwd; cd /other; cd ./~; pwd\n";
    script(&run, text).code(0).stdout_is("/home/u\n/home/u/in\n/other/~\n");
}

#[test]
fn find_shows_paths_as_they_were_typed() {
    let server = Server::build().home("/home/u").start();
    server.write("home/u/in/a.csv", "");
    server.write("home/u/in/d/b.csv", "");
    let run = Run::new(&server);
    script(&run, "find in --name '*.csv'\n").code(0).stdout_is("in/a.csv\nin/d/b.csv\n");
    script(&run, "cd in; find --type f\n").code(0).stdout_is("a.csv\nd/b.csv\n");
    script(&run, "cd in/d; find ..\n").code(0).stdout_is("..\n../a.csv\n../d\n../d/b.csv\n");
    let absolute = "cd in; find /home/u/in/d\n";
    script(&run, absolute).code(0).stdout_is("/home/u/in/d\n/home/u/in/d/b.csv\n");
    let json = "cd in; find --json d --type f\n";
    script(&run, json).code(0).stdout_has("\"path\":\"/home/u/in/d/b.csv\"");
}
