//! What changes the shell itself: its options, names for commands, its end.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

use super::super::lexer::{Failure, Kind, Output, Pace, Statement, quoted, split};
use super::super::options::{self, clap_text, is_of_login};
use super::super::prompt::OFTENEST;
use super::super::state::{Builtin, Call, Editing, Next, Own, Shell};
use super::args::operand;
use crate::commands::spec::Side;
use crate::error::{Class, Result, printable, usage};
use crate::settings::given::{given, written};
use crate::settings::nearest::nearest;

pub(super) const SET: Builtin = Builtin {
    name: "set",
    about: "Show and change options for this session",
    more: "\
Without operands it shows what is set. All options of a connection can be set under their long names;
those of a login hold from the next open. The shell has three of its own: keepalive TIME (ask the
server now and then whether it is there, while you type), edit-mode emacs|vi, and prompt FORM, in
which %l is the lock with the TLS version, %u the user, %h the host, %d the folder (%D in full), %L
the folder here, %j the number of jobs.

  set timeout 5m
  set verbose
  set keepalive 60s
  set prompt '%l%u@%h:%d (%j)> '
  unset timeout",
    side: Side::Neither,
    define: |command: Command| {
        command.args([
            operand("name", "NAME", "The option"),
            operand("value", "VALUE", "Its value; a switch has none").allow_hyphen_values(true),
        ])
    },
    run: set,
};

pub(super) const UNSET: Builtin = Builtin {
    name: "unset",
    about: "Take back what set has set",
    more: "  unset timeout",
    side: Side::Neither,
    define: |command: Command| command.arg(operand("name", "NAME", "The option").required(true)),
    run: unset,
};

pub(super) const ALIAS: Builtin = Builtin {
    name: "alias",
    about: "Show and make names for commands",
    more: "\
Without operands it shows all. What is typed behind the name is put behind the command.

  alias ll ls -l
  alias --remove ll",
    side: Side::Neither,
    define: |command: Command| {
        command.args([
            Arg::new("remove")
                .long("remove")
                .value_name("NAME")
                .conflicts_with("words")
                .help("Forget NAME"),
            Arg::new("words")
                .value_name("NAME COMMAND")
                .value_parser(clap::builder::ValueParser::os_string())
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .help("The name, and what it stands for"),
        ])
    },
    run: alias,
};

pub(super) const QUIT: Builtin = Builtin {
    name: "quit",
    about: "Leave the shell",
    more: "\
Ctrl-D does the same. With jobs running you are asked what becomes of them; --now ends them.

  quit",
    side: Side::Neither,
    define: |command: Command| {
        command.args([
            Arg::new("now").long("now").action(ArgAction::SetTrue).help("End all jobs"),
            operand("status", "STATUS", "For those used to it: 0 or nothing").hide(true),
        ])
    },
    run: |shell, call| {
        if call.text("status").is_some_and(|status| status != "0") {
            return Err(usage("the status is that of the first failure; none can be given").into());
        }
        if call.matches.get_flag("now") {
            shell.jobs.stop_all(Class::Interrupted);
        }
        shell.next = Next::Leave;
        Ok(Class::Done)
    },
};

fn set(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let Some(name) = call.text("name") else { return show(shell, call) };
    let name = name.to_string_lossy().into_owned();
    // As people write it elsewhere.
    let (name, value) = match (name.split_once('='), call.text("value")) {
        (Some((name, value)), None) => (name.to_owned(), Some(OsString::from(value))),
        (_, value) => (name, value.cloned()),
    };
    if set_own(shell, &name, value.as_deref().and_then(|value| value.to_str()))? {
        return Ok(Class::Done);
    }
    let all = options::all();
    if !all.get_arguments().any(|arg| arg.get_id() == name.as_str()) {
        let names = all.get_arguments().map(|arg| arg.get_id().as_str()).chain(OWN);
        let meant = nearest(&name, names);
        let hint = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
        return Err(usage(format!("set {name}: no such option{hint}")).into());
    }
    let mut typed = OsString::from(format!("--{name}"));
    if let Some(value) = &value {
        typed.push("=");
        typed.push(value);
    }
    let read = all.clone().try_get_matches_from([typed]).map_err(|error| {
        let text = clap_text(&error).to_string();
        usage(format!("set {name}: {}", text.lines().next().unwrap_or_default()))
    })?;
    let before = shell.options.clone();
    shell.options.of_server.remove(&name);
    shell.options.lasting.extend(given(&all, &read));
    if let Err(error) = shell.settled() {
        shell.options = before;
        return Err(error.during(format!("set {name}")).into());
    }
    if is_of_login(&name) && shell.location.is_some() {
        call.ui.remark(&format!("{name} holds from the next open"));
    }
    Ok(Class::Done)
}

/// The options of the shell itself.
const OWN: [&str; 3] = ["keepalive", "edit-mode", "prompt"];

fn set_own(shell: &mut Shell, name: &str, value: Option<&str>) -> Result<bool> {
    match (name, value) {
        ("keepalive", Some(value)) => {
            let time = humantime::parse_duration(value).ok().filter(|time| *time >= OFTENEST);
            let want = || usage(format!("set keepalive {value}: want a time, as in 60s or 5m"));
            shell.own.keepalive = Some(time.ok_or_else(want)?);
        }
        ("edit-mode", Some("vi")) => shell.own.editing = Editing::Vi,
        ("edit-mode", Some("emacs")) => shell.own.editing = Editing::Emacs,
        ("prompt", Some(form)) => form.clone_into(&mut shell.own.prompt),
        ("edit-mode", _) => return Err(usage("set edit-mode: want emacs or vi")),
        ("keepalive" | "prompt", None) => return Err(usage(format!("set {name}: want a value"))),
        _ => return Ok(false),
    }
    Ok(true)
}

fn show(shell: &Shell, call: &Call) -> anyhow::Result<Class> {
    let mut lines = Vec::new();
    for (id, value) in shell.options.in_force() {
        for option in written(&id, &value) {
            let option = printable(option.as_encoded_bytes());
            lines.push(option.trim_start_matches("--").replacen('=', " ", 1));
        }
    }
    let mode = if shell.own.editing == Editing::Vi { "vi" } else { "emacs" };
    lines.push(format!("edit-mode {mode}"));
    if let Some(time) = shell.own.keepalive {
        lines.push(format!("keepalive {}", humantime::format_duration(time)));
    }
    lines.push(format!("prompt '{}'", shell.own.prompt.replace('\'', "'\\''")));
    for line in lines {
        call.ui.print(&line)?;
    }
    Ok(Class::Done)
}

fn unset(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let name = call.text("name").map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let defaults = Own::default();
    match name.as_str() {
        "keepalive" => shell.own.keepalive = defaults.keepalive,
        "edit-mode" => shell.own.editing = defaults.editing,
        "prompt" => shell.own.prompt = defaults.prompt,
        other => {
            let server = shell.options.of_server.remove(other).is_some();
            if !(shell.options.lasting.remove(other).is_some() || server) {
                return Err(usage(format!("unset {name}: it is not set")).into());
            }
        }
    }
    Ok(Class::Done)
}

/// The meaning of a name: a command and the first of its words, without anything that would be
/// lost when others are put behind it.
fn whole_command(text: &str) -> std::result::Result<(), String> {
    let read = split(text)?;
    let [Statement { kind: Kind::Command { output, pace, .. }, failure, .. }] = read.as_slice()
    else {
        return Err("want one command of the shell's own, without ; and !".into());
    };
    if (output, *pace, *failure) == (&Output::Standard, Pace::Foreground, Failure::Counts) {
        return Ok(());
    }
    Err("want a command and its words; -, >, | and & stand where the name is used".into())
}

fn alias(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    if let Some(name) = call.matches.get_one::<String>("remove") {
        let gone = shell.aliases.remove(name).is_some();
        let unknown = || usage(format!("alias {name}: there is none"));
        return if gone { Ok(Class::Done) } else { Err(unknown().into()) };
    }
    let words = call.texts("words");
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    match words.split_first() {
        None => {
            for (name, value) in &shell.aliases {
                call.ui.print(&format!("alias {name} {value}"))?;
            }
        }
        Some((name, [])) => {
            let name = text(name);
            let unknown = || usage(format!("alias {name}: there is none"));
            let value = shell.aliases.get(&name).ok_or_else(unknown)?;
            call.ui.print(&format!("alias {name} {value}"))?;
        }
        Some((name, command)) => {
            // One word may be a whole command in quotes.
            let value = match command {
                [whole] => text(whole),
                several => {
                    several.iter().map(|word| quoted(&text(word))).collect::<Vec<_>>().join(" ")
                }
            };
            whole_command(&value).map_err(|why| {
                usage(format!("alias {}: {}", text(name), printable(why.as_bytes())))
            })?;
            shell.aliases.insert(text(name), value);
        }
    }
    Ok(Class::Done)
}
