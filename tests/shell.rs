//! The shell as a person meets it: at a terminal, with keys and a screen.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Fault, Run, Server, Terminal, verb};

/// A screen on which nothing has to scroll.
const SCREEN: (u16, u16) = (40, 100);

/// How much of a transfer is done, as its bar tells.
fn percent(screen: &str) -> Option<u32> {
    let before = screen.split("% [").next().filter(|before| before.len() < screen.len())?;
    before.rsplit(' ').next()?.parse().ok()
}

/// The prompt in a folder of the test's server.
fn at(folder: &str) -> String {
    format!("127.0.0.1:{folder}>")
}

/// A shell that has logged in.
fn shell(run: &Run<'_>) -> Terminal {
    let terminal = run.terminal(["shell", "{url}/"], SCREEN);
    terminal.prompts(&at("/"));
    terminal
}

/// Types a line and waits for the next prompt.
#[track_caller]
fn done(terminal: &Terminal, line: &str) -> String {
    done_at(terminal, line, "/")
}

#[track_caller]
fn done_at(terminal: &Terminal, line: &str, folder: &str) -> String {
    let typed = format!("> {line}");
    let before = terminal.shown().matches(&typed).count();
    terminal.enter(line);
    let prompt = at(folder);
    terminal.until(&format!("{line:?} and its prompt"), |screen| {
        let again = screen.matches(&typed).count() > before;
        again && screen.lines().last().is_some_and(|last| last.ends_with(&prompt))
    })
}

#[test]
fn who_gives_neither_user_nor_password_is_asked() {
    let server = Server::build().start();
    let run = Run::new(&server).without_env("FTPS_PASSWORD");
    let target = format!("ftp://{}/", server.address());
    let terminal = run.terminal(["shell", &target], SCREEN);
    terminal.sees("User for 127.0.0.1:");
    terminal.enter(server.user());
    terminal.sees("Password for");
    terminal.enter(server.password());
    let screen = terminal.prompts(&at("/"));
    assert!(!screen.contains(server.password()), "{screen}");
    assert!(screen.contains("\u{1f512}1."), "{screen}");
    terminal.type_in("\x04");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_bare_target_is_a_shell() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let terminal = run.terminal(["-q", "{url}/"], SCREEN);
    terminal.prompts(&at("/"));
    terminal.enter("quit");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_wrong_password_leaves_a_shell_that_can_try_again() {
    let server = Server::build().start();
    let run = Run::new(&server).env("FTPS_PASSWORD", "wrong");
    let terminal = run.terminal(["shell", "{url}/"], SCREEN);
    terminal.sees("login refused");
    terminal.prompts("ftps>");
    terminal.enter("ls");
    terminal.sees("not at a server");
    fs::write(run.path("pw"), server.password()).expect("a file");
    terminal.enter(&format!("open --password-file pw {}", server.url()));
    terminal.prompts(&at("/"));
}

#[test]
fn one_goes_to_folders_and_back_on_both_sides() {
    let server = Server::build().start();
    server.write("in/deep/a.csv", "1");
    let run = Run::new(&server);
    run.write("here/x", "");
    let terminal = shell(&run);
    done_at(&terminal, "cd in/deep", "/in/deep");
    done_at(&terminal, "cd ..", "/in");
    let screen = done_at(&terminal, "cd -", "/in/deep");
    assert!(screen.contains("\n/in/deep\n"), "{screen}");
    done_at(&terminal, "cd nowhere", "/in/deep");
    terminal.sees("cd /in/deep/nowhere");
    done_at(&terminal, "cd", "/");
    done(&terminal, "lcd here");
    let screen = done(&terminal, "lls");
    assert!(screen.contains("\nx\n"), "{screen}");
    assert_eq!(server.logins(), 1);
}

#[test]
fn names_with_blanks_are_completed_on_both_sides() {
    let server = Server::build().start();
    server.write("two words/a b[1].csv", "remote");
    let run = Run::new(&server);
    run.write("local name.txt", "local");
    let terminal = shell(&run);
    terminal.type_in("get tw\t");
    terminal.sees(r"get two\ words/");
    terminal.type_in("a\t");
    terminal.sees(r"get two\ words/a\ b\[1].csv");
    terminal.enter("");
    terminal.prompts(&at("/"));
    assert_eq!(run.read("a b[1].csv"), b"remote");
    terminal.type_in("put 'lo\t");
    terminal.sees("put 'local name.txt'");
    terminal.enter("-o up.txt");
    terminal.prompts(&at("/"));
    assert_eq!(server.read("up.txt"), b"local");
    terminal.type_in("sta\t");
    terminal.sees("> sta");
    terminal.type_in("u\t");
    terminal.sees("> status");
}

#[test]
fn a_change_makes_completion_look_again() {
    let server = Server::build().start();
    server.write("abc1", "");
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.type_in("cat a\t");
    terminal.sees("cat abc1");
    terminal.type_in("\x15");
    done(&terminal, "mv abc1 xyz2");
    terminal.type_in("cat x\t");
    terminal.sees("cat xyz2");
}

#[test]
fn a_download_shows_a_bar_that_goes_away() {
    let server = Server::build().start();
    server.write("big.bin", vec![b'x'; 3_000_000]);
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.enter("get big.bin --limit-rate 1M");
    terminal.until("a bar", |screen| screen.contains("% [") && screen.contains("MiB/s"));
    let screen = terminal.prompts(&at("/"));
    assert!(!screen.contains("MiB"), "{screen}");
    assert_eq!(run.read("big.bin").len(), 3_000_000);
}

#[test]
fn ctrl_c_ends_the_command_and_not_the_shell() {
    let server = Server::build().on(verb("RETR").with("/big.bin"), Fault::stall(1_000_000)).start();
    server.write("big.bin", vec![b'x'; 3_000_000]);
    server.write("in/a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done_at(&terminal, "cd in", "/in");
    terminal.enter("get /big.bin");
    server.wait_for("RETR", 1);
    terminal.until("a bar", |screen| screen.contains('['));
    let begin = Instant::now();
    terminal.type_in("\x03");
    terminal.sees("interrupted");
    terminal.prompts(&at("/in"));
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    let screen = done_at(&terminal, "ls", "/in");
    assert!(screen.contains("\na.csv\n"), "{screen}");
    assert!(!run.exists("big.bin"));
}

#[test]
fn a_connection_that_was_closed_while_idle_is_opened_again() {
    let server = Server::build().idle_limit(Duration::from_millis(300)).start();
    server.write("in/a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done_at(&terminal, "cd in", "/in");
    // The server's 421 is the last that it says.
    server.wait_until("the end of the connection", |events| {
        events.logins == 1 && events.logged_in == 0
    });
    let screen = done_at(&terminal, "ls", "/in");
    assert!(screen.contains("\na.csv\n"), "{screen}");
    assert!(!screen.contains("421") && !screen.contains("trying again"), "{screen}");
    assert_eq!(server.logins(), 2);
}

#[test]
fn keepalive_keeps_a_connection_that_would_be_closed() {
    let server = Server::build().idle_limit(Duration::from_secs(3)).start();
    server.write("in/a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done(&terminal, "set keepalive 1s");
    server.wait_for("NOOP", 5);
    done_at(&terminal, "cd in", "/in");
    assert_eq!(server.logins(), 1);
}

#[test]
fn a_job_has_its_bar_above_the_prompt_and_leaves_the_line_alone() {
    let server = Server::build().start();
    server.write("big.bin", vec![b'x'; 4_000_000]);
    server.write("a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.enter("get big.bin --limit-rate 1M &");
    terminal.sees("[1] get big.bin");
    // While one types, the bar moves in its line and the words stay in theirs.
    terminal.type_in("ls -l");
    for least in [20, 50] {
        let screen = terminal.until("a bar that moves", |screen| percent(screen) >= Some(least));
        let lines: Vec<&str> = screen.lines().collect();
        let (last, bar) = (lines[lines.len() - 1], lines[lines.len() - 2]);
        assert!(last.ends_with("/> ls -l") && bar.starts_with("[1] big.bin"), "{screen}");
        assert_eq!(screen.matches("[=").count(), 1, "{screen}");
    }
    terminal.enter("");
    terminal.sees("a.csv");
    terminal.sees("[1] done: get big.bin");
    assert_eq!(run.read("big.bin").len(), 4_000_000);
    assert_eq!(server.logins(), 2);
}

#[test]
fn a_job_lands_where_it_was_started() {
    let server = Server::build().start();
    server.write("a", vec![b'x'; 300_000]);
    let run = Run::new(&server);
    run.write("one/x", "");
    run.write("two/x", "");
    let terminal = shell(&run);
    done(&terminal, "lcd one");
    done(&terminal, "get a --limit-rate 100K &");
    done(&terminal, "lcd ../two");
    done(&terminal, "wait");
    terminal.sees("[1] done: get a");
    run.only_files("one", &["a", "x"]);
    run.only_files("two", &["x"]);
}

#[test]
fn jobs_are_waited_for_watched_and_ended() {
    let server = Server::build().on(verb("RETR").with("/stuck"), Fault::stall(10)).start();
    server.write("stuck", "0123456789abcdef");
    server.write("fine", "x");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done(&terminal, "get stuck &");
    done(&terminal, "get fine &");
    terminal.sees("[2] done: get fine");
    terminal.enter("quit");
    terminal.sees("(s)tay?");
    terminal.enter("s");
    terminal.prompts(&at("/"));
    let screen = done(&terminal, "jobs");
    assert!(screen.contains("[1] stuck"), "{screen}");
    done(&terminal, "kill 1");
    terminal.sees("[1] ended: get stuck");
    terminal.enter("get stuck &");
    terminal.sees("[3] get stuck");
    terminal.enter("fg 3");
    terminal.until("the job's bar", |screen| {
        screen.lines().last().is_some_and(|line| line.contains("[3] stuck"))
    });
    terminal.type_in("\x03");
    terminal.sees("[3] ended: get stuck");
    terminal.prompts(&at("/"));
    terminal.enter("quit");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn the_queue_is_worked_on_in_its_order_in_the_folders_where_it_was_filled() {
    let server = Server::build().start();
    server.write("one/a", "a");
    server.write("two/b", "b");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done_at(&terminal, "cd one", "/one");
    done_at(&terminal, "queue add get a", "/one");
    done_at(&terminal, "cd /two", "/two");
    done_at(&terminal, "queue add 'get b -o c'", "/two");
    let screen = done_at(&terminal, "queue list", "/two");
    assert!(screen.contains("1  get a\n") && screen.contains("2  get b -o c\n"), "{screen}");
    done_at(&terminal, "queue start", "/two");
    terminal.sees("[1] done: queue");
    assert_eq!((run.read("a"), run.read("c")), (b"a".to_vec(), b"b".to_vec()));
}

#[test]
fn the_history_is_private_comes_back_and_holds_no_passwords() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let terminal = shell(&run);
    done(&terminal, "lpwd");
    terminal.enter("open ftp://joe:hush@127.0.0.1/");
    terminal.sees("password in a target");
    terminal.prompts(&at("/"));
    done(&terminal, "pwd");
    terminal.enter("quit");
    terminal.ends();
    let file = run.home().join(".local/state/ftps/history");
    let kept = fs::read_to_string(&file).expect("a history");
    assert!(kept.contains("lpwd") && !kept.contains("hush"), "{kept}");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let terminal = shell(&run);
    terminal.type_in("\x1b[A\x1b[A");
    terminal.sees("> pwd");
    terminal.type_in("\x1b[A");
    terminal.sees("> lpwd");
}

#[test]
fn the_lines_of_two_shells_at_once_are_all_in_the_history() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let (one, other) = (shell(&run), shell(&run));
    done(&one, "lpwd");
    done(&other, "pwd");
    for terminal in [one, other] {
        terminal.enter("quit");
        terminal.ends();
    }
    let kept = fs::read_to_string(run.home().join(".local/state/ftps/history"));
    let kept = kept.expect("a history");
    let count = |line: &str| kept.lines().filter(|kept| *kept == line).count();
    assert_eq!((count("lpwd"), count("pwd")), (1, 1), "{kept}");
}

#[test]
fn several_lines_that_are_pasted_are_several_commands() {
    let server = Server::build().start();
    server.write("in/a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.paste("cd in\nget a.csv\n");
    terminal.enter("");
    terminal.prompts(&at("/in"));
    assert_eq!(run.read("a.csv"), b"1");
    // And without brackets, as fast as they come.
    terminal.type_in("cd ..\rget in/a.csv -o b.csv\rpwd\r");
    terminal.until("all three done", |screen| screen.matches(&at("/")).count() >= 4);
    assert_eq!(run.read("b.csv"), b"1");
}

#[test]
fn a_window_that_becomes_narrow_keeps_its_prompt() {
    let server = Server::build().start();
    server.write("a-long-folder-name/another-long-folder-name/x", "");
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.resize(24, 40);
    terminal.enter("cd a-long-folder-name/another-long-folder-name");
    let screen = terminal.until("a short prompt", |screen| {
        screen.lines().last().is_some_and(|line| line.contains('\u{2026}') && line.ends_with('>'))
    });
    assert!(screen.lines().last().is_some_and(|line| line.chars().count() < 36), "{screen}");
    terminal.enter("pwd");
    terminal.sees("/a-long-folder-name/another-long-folder-");
}

#[test]
fn text_of_a_server_cannot_move_the_cursor() {
    let evil = "evil\x1b[2Jname";
    let server = Server::build()
        .on("MLSD", Fault::listing(format!("type=file;size=1; {evil}\r\n")))
        .on(verb("RETR").with("/e"), Fault::reply(format!("550 no {evil}")))
        .start();
    server.write("b", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done(&terminal, "ls");
    done(&terminal, "cat e");
    terminal.type_in("get e\t");
    terminal.enter("");
    terminal.sees("get /e");
    terminal.prompts(&at("/"));
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("evil") && !raw.contains("\x1b[2J"), "{raw}");
}

#[test]
fn sigterm_ends_the_shell_and_its_jobs_with_143() {
    let server = Server::build().on(verb("RETR").with("/stuck"), Fault::stall(10)).start();
    server.write("stuck", "0123456789abcdef");
    let run = Run::new(&server);
    let terminal = shell(&run);
    terminal.enter("get stuck &");
    terminal.sees("[1] stuck");
    let pid = i32::try_from(terminal.id()).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(pid, Signal::TERM).expect("a process of ours");
    assert_eq!(terminal.ends(), 143);
    run.only_files(".", &[]);
}

#[test]
fn sigterm_ends_the_shell_while_a_command_of_the_system_runs() {
    let server = Server::build().start();
    for line in ["!echo be''gun; exec sleep 60", "ls | echo be''gun; exec sleep 60"] {
        let run = Run::new(&server);
        let terminal = shell(&run);
        terminal.enter(line);
        terminal.sees("begun");
        let pid = i32::try_from(terminal.id()).ok().and_then(Pid::from_raw).expect("a process id");
        let began = Instant::now();
        kill_process(pid, Signal::TERM).expect("a process of ours");
        assert_eq!(terminal.ends(), 143);
        assert!(began.elapsed() < Duration::from_secs(3), "{line}: {:?}", began.elapsed());
    }
}

#[test]
fn ctrl_c_ends_a_command_of_the_system_and_not_the_shell() {
    let server = Server::build().start();
    let run = Run::new(&server);
    let terminal = shell(&run);
    // A line from cat shows that it runs: a shell that is about to start a command may miss the key.
    terminal.enter("!echo be''gun; exec cat");
    terminal.sees("begun");
    terminal.enter("running");
    terminal.until("the line typed and the line from cat", |screen| {
        screen.lines().filter(|line| *line == "running").count() == 2
    });
    terminal.type_in("\x03");
    terminal.prompts(&at("/"));
    assert!(done(&terminal, "pwd").contains("\n/\n"));
}

#[test]
fn an_edited_file_is_sent_and_one_that_changed_meanwhile_is_not() {
    let server = Server::build().start();
    server.write("rules.txt", "one\n");
    let run = Run::new(&server).env("EDITOR", "sh ./editor");
    run.write("editor", "echo two >> \"$1\"\n");
    let terminal = shell(&run);
    done(&terminal, "edit rules.txt");
    assert_eq!(server.read("rules.txt"), b"one\ntwo\n");
    let there = server.path("rules.txt");
    run.write("editor", format!("echo three >> \"$1\"; echo other > {}\n", there.display()));
    let screen = done(&terminal, "edit rules.txt");
    assert!(screen.contains("changed on the server meanwhile"), "{screen}");
    assert_eq!(server.read("rules.txt"), b"other\n");
    let kept = screen.lines().find_map(|line| line.split("is kept as ").nth(1)).expect("a place");
    assert!(kept.starts_with("/tmp"), "{kept}");
    run.write("editor", "true\n");
    let screen = done(&terminal, "edit rules.txt");
    assert!(screen.contains("rules.txt is unchanged"), "{screen}");
}

#[test]
fn a_bookmark_is_a_site_to_come_back_to() {
    let server = Server::build().start();
    server.write("in/a.csv", "1");
    let run = Run::new(&server);
    let terminal = shell(&run);
    done_at(&terminal, "cd in", "/in");
    done_at(&terminal, "bookmark bank", "/in");
    terminal.enter("close");
    terminal.prompts("ftps>");
    terminal.enter("open bank");
    terminal.prompts(&at("/in"));
    let config = fs::read_to_string(run.home().join(".config/ftps/config.toml")).expect("a file");
    assert!(config.contains("[site.bank]") && !config.contains("password"), "{config}");
    run.ftps(["ls", "bank:"]).code(0).stdout_is("a.csv\n");
}

#[test]
fn what_is_set_holds_and_is_shown() {
    let server = Server::build().user("u", "hush-hush").start();
    let run = Run::new(&server);
    let terminal = shell(&run);
    done(&terminal, "set timeout 5s");
    terminal.enter("set prompt '%u at %h> '");
    terminal.prompts("at 127.0.0.1>");
    terminal.enter("set");
    terminal.sees("timeout 5s");
    terminal.enter("set tiemout 1s");
    terminal.sees("did you mean timeout?");
    terminal.enter("status");
    let screen = terminal.sees("--timeout=5s");
    assert!(screen.contains("certificate") && !screen.contains(server.password()), "{screen}");
    terminal.enter("ls --tls-max 1.2");
    terminal.sees("--tls-max is for a login");
}

#[test]
fn ftps_alone_welcomes_with_examples() {
    let run = Run::alone();
    let terminal = run.terminal(Vec::<&str>::new(), (24, 80));
    let screen = terminal.sees("ftps COMMAND --help");
    assert!(screen.lines().filter(|line| line.starts_with("  ftps ")).count() == 4, "{screen}");
    run.ftps(["shell"]).code(2).stderr_has("no terminal");
    run.ftps(["gte", "x"]).code(2).stderr_has("get");
}

#[test]
fn help_fits_narrow_and_wide_terminals() {
    for columns in [40, 80, 200] {
        let run = Run::alone();
        let terminal = run.terminal(["shell"], (120, columns));
        terminal.prompts("ftps>");
        terminal.enter("help");
        terminal.sees("Tab completes");
        let screen = terminal.prompts("ftps>");
        let long = screen.lines().any(|line| line.chars().count() == usize::from(columns));
        assert!(!long, "{screen}");
        terminal.enter("help get");
        terminal.sees("get *.csv -t in/");
    }
}
