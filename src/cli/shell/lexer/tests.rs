//! How lines are split.

use std::ffi::OsString;

use super::*;

fn read(line: &str) -> Result<Vec<Statement>, String> {
    let environment = |name: &str| (name == "DAY").then(|| OsString::from("mon *"));
    let mut reader = Reader { rest: line, environment: &environment };
    let mut statements = Vec::new();
    loop {
        reader.skip_to_command();
        if reader.rest.is_empty() {
            return Ok(statements);
        }
        statements.extend(reader.statement()?);
    }
}

#[track_caller]
fn words(line: &str) -> Vec<String> {
    let statement = read(line).expect("a line").remove(0);
    let Kind::Command { words, .. } = statement.kind else { panic!("{statement:?}") };
    words.into_iter().map(|word| String::from_utf8(word.text).expect("text")).collect()
}

#[test]
fn quotes_and_backslashes_make_words_as_in_a_shell() {
    assert_eq!(words(r#"get 'a b' "c 'd'" e\ f g"h"'i'"#), ["get", "a b", "c 'd'", "e f", "ghi"]);
    assert_eq!(words(r#"get "a\"b\c" 'x\y' ''"#), ["get", r#"a"b\c"#, r"x\y", ""]);
    assert_eq!(words("get a#b # not c"), ["get", "a#b"]);
    assert_eq!(words("get a \\\n b"), ["get", "a", "b"]);
    for open in ["get 'a", "get \"a", "get a\\"] {
        assert!(read(open).is_err(), "{open}");
    }
}

#[test]
fn what_is_quoted_is_no_pattern() {
    let statement = read(r"get *.csv '*.txt' a\[1] x[1]${DAY}").expect("a line").remove(0);
    let Kind::Command { words, .. } = statement.kind else { panic!("{statement:?}") };
    let seen: Vec<(bool, &[u8])> =
        words.iter().skip(1).map(|word| (word.is_pattern, word.pattern.as_slice())).collect();
    assert_eq!(
        seen,
        [(true, &b"*.csv"[..]), (false, b"\\*.txt"), (false, b"a\\[1]"), (true, b"x[1]mon \\*")]
    );
}

#[test]
fn variables_are_not_split_and_must_be_set() {
    assert_eq!(
        words("get ${DAY} \"${DAY}\" '${DAY}' '$x' \\$x a$ $1"),
        ["get", "mon *", "mon *", "${DAY}", "$x", "$x", "a$", "$1"]
    );
    for unclear in ["put x -o $DAY.csv", "get \"a$DAY\"", "get $_"] {
        assert!(read(unclear).is_err(), "{unclear}");
    }
    assert!(read("get ${NONE}").is_err() && read("get ${A:-b}").is_err());
}

#[test]
fn a_line_may_hold_several_commands() {
    let texts: Vec<String> = read("cd a; -rm b;; ls &\nmget *.csv # all\n# nothing")
        .expect("lines")
        .into_iter()
        .map(|s| s.text)
        .collect();
    assert_eq!(texts, ["cd a", "-rm b", "ls &", "mget *.csv # all"]);
    let two = read("-rm a; rm b").expect("a line");
    assert_eq!([two[0].failure, two[1].failure], [Failure::Ignored, Failure::Counts]);
}

#[test]
fn what_is_printed_goes_where_it_is_sent() {
    let output = |line: &str| match read(line).expect("a line").remove(0).kind {
        Kind::Command { output, .. } => output,
        Kind::System(_) => panic!("{line}"),
    };
    assert_eq!(
        output("ls > a\\ b"),
        Output::File(Word { pattern: b"a b".to_vec(), ..Word::plain("a b") })
    );
    assert_eq!(output("ls>>x"), Output::Append(Word::plain("x")));
    assert_eq!(output("cat a | grep -c 'x;y' | sort"), Output::Pipe("grep -c 'x;y' | sort".into()));
    for bad in [
        "ls >",
        "ls > a | b",
        "> a",
        "| a",
        "ls |",
        "a && b",
        "ls < a",
        "ls > a > b",
        "ls >a >>b",
        "a || b",
        "ls | a || b",
        "ls | a && b",
        "ls | 'a",
        "ls 2> x",
        "ls 2>&1",
        "ls | ; a",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_follows_a_pipe_is_a_command_of_ours_again() {
    let seen = |line: &str| {
        let statements = read(line).expect("a line").into_iter();
        let kinds = statements.map(|statement| match statement.kind {
            Kind::Command { words, output, pace } => {
                let first = String::from_utf8_lossy(&words[0].text).into_owned();
                let Output::Pipe(pipe) = output else { return (first, String::new(), pace) };
                (first, pipe, pace)
            }
            Kind::System(text) => panic!("{text}"),
        });
        kinds.collect::<Vec<_>>()
    };
    let entry = |name: &str, pipe: &str, pace| (name.to_owned(), pipe.to_owned(), pace);
    let (wait, away) = (Pace::Foreground, Pace::Background);
    assert_eq!(seen("ls | wc -l; rm x"), [entry("ls", "wc -l", wait), entry("rm", "", wait)]);
    assert_eq!(seen("ls | a # b; rm\nrm x").len(), 2);
    assert_eq!(seen("ls|a 2>&1 &> b"), [entry("ls", "a 2>&1 &> b", wait)]);
    assert_eq!(seen("ls | a & rm x"), [entry("ls", "a", away), entry("rm", "", wait)]);
    for whole in ["(a; b && c)", r#"a ";" ';' \;"#, "a $(b; c || d)", "a#;b"] {
        let short = whole.trim_end_matches(";b");
        assert_eq!(seen(&format!("ls | {whole}"))[0], entry("ls", short, wait));
    }
}

#[test]
fn the_system_gets_its_line_as_it_is() {
    let statement = read("!ls -l | wc; date").expect("a line").remove(0);
    assert_eq!(statement.kind, Kind::System("ls -l | wc; date".into()));
}

#[test]
fn a_quoted_name_is_read_as_that_name() {
    for name in
        ["a b", "it's", "x*y[1]{2}", "~a", "#b", "-c", "a\\b", "${DAY}", "a;b&c|d>e<f\"g", "\u{fc}"]
    {
        assert_eq!(words(&format!("get {}", quoted(name))), ["get", name]);
    }
}
