//! Where one is, on the server and here.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::process;

use clap::Command;

use super::super::lexer::Word;
use super::super::state::{Builtin, Call, Shell};
use super::args::{operand, plain, words};
use crate::commands::navigate;
use crate::commands::spec::Side;
use crate::error::{Class, local, printable, usage};
use crate::ftp::path::RemotePath;
use crate::settings::program::program;

pub(super) const CD: Builtin = Builtin {
    name: "cd",
    about: "Go to another folder on the server",
    more: "\
Without a folder, or with ~: to the one that the login began in, and ~/in to what lies in it (./~ is
a folder of that name). - is the one before.

  cd in/2026
  cd ~/out
  cd -",
    side: Side::Remote,
    define: |command: Command| {
        command.arg(operand("folder", "FOLDER", "The folder").allow_hyphen_values(true))
    },
    run: cd,
};

pub(super) const CDUP: Builtin = Builtin {
    name: "cdup",
    about: "Go to the folder above, as cd .. does",
    more: "  cdup",
    side: Side::Neither,
    define: plain,
    run: |shell, _| Ok(shell.run_words(&["cd", ".."].map(Word::plain))),
};

pub(super) const PWD: Builtin = Builtin {
    name: "pwd",
    about: "Print the folder on the server",
    more: "  pwd",
    side: Side::Neither,
    define: plain,
    run: pwd,
};

pub(super) const LCD: Builtin = Builtin {
    name: "lcd",
    about: "Go to another folder here",
    more: "\
Without a folder: to the home folder. - is the one before.

  lcd ~/reports
  lcd -",
    side: Side::Local,
    define: |command: Command| {
        command.arg(operand("folder", "FOLDER", "The folder").allow_hyphen_values(true))
    },
    run: lcd,
};

pub(super) const LPWD: Builtin = Builtin {
    name: "lpwd",
    about: "Print the folder here",
    more: "  lpwd",
    side: Side::Neither,
    define: plain,
    run: lpwd,
};

pub(super) const LLS: Builtin = Builtin {
    name: "lls",
    about: "List files here, as the system's ls does",
    more: "  lls -l *.csv",
    side: Side::Local,
    define: |command: Command| command.arg(words("words", "WORDS", "What ls gets")),
    run: lls,
};

pub(super) const LMKDIR: Builtin = Builtin {
    name: "lmkdir",
    about: "Make a folder here, with those above it",
    more: "  lmkdir in/2026",
    side: Side::Local,
    define: |command: Command| {
        command.arg(operand("folder", "FOLDER", "The folder").required(true))
    },
    run: |_, call| {
        let folder = PathBuf::from(call.text("folder").cloned().unwrap_or_default());
        fs::create_dir_all(&folder).map_err(local(&folder))?;
        Ok(Class::Done)
    },
};

fn cd(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let typed = call.text("folder").map(OsString::as_os_str);
    let text = match typed {
        Some(text) if text == "-" => {
            let back =
                shell.back.clone().ok_or_else(|| usage("cd -: there is no folder before"))?;
            OsStr::from_bytes(back.as_bytes()).to_owned()
        }
        Some(text) => in_home(shell, text),
        None => home(shell),
    };
    let known = RemotePath::new(text.as_bytes());
    // Where paths do not begin at /, the login folder and the one before have no name in this one.
    let folder = if typed.is_none_or(|text| text == "-") && !known.is_absolute() {
        known
    } else {
        shell.inside(&call.settled, |env| navigate::folder(env, &text))?
    };
    if let Some(here) = &mut shell.location {
        shell.back = Some(here.folder().clone());
        here.enter(folder);
    }
    if typed.is_some_and(|text| text == "-") { pwd(shell, call) } else { Ok(Class::Done) }
}

/// With the login folder for a `~` at its beginning.
fn in_home(shell: &Shell, typed: &OsStr) -> OsString {
    match typed.as_bytes() {
        b"~" => home(shell),
        [b'~', b'/', below @ ..] => {
            let home = RemotePath::new(home(shell).as_bytes());
            OsStr::from_bytes(home.join(below).as_bytes()).to_owned()
        }
        _ => typed.to_owned(),
    }
}

/// The folder in which the login began; empty where paths do not begin at /.
fn home(shell: &Shell) -> OsString {
    let reported = shell.location.as_ref().and_then(|location| {
        location
            .with_client(|client| client.session().ok().and_then(|session| session.home().cloned()))
    });
    let home = reported.flatten().filter(RemotePath::is_absolute).unwrap_or_default();
    OsStr::from_bytes(home.as_bytes()).to_owned()
}

fn pwd(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let here = shell.location.as_ref().ok_or_else(|| usage("not at a server: open HOST first"))?;
    call.ui.print(&here.shown_folder())?;
    Ok(Class::Done)
}

fn lcd(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let typed = call.text("folder").map(OsString::as_os_str);
    let goal = match typed {
        Some(text) if text == "-" => {
            shell.local_back.clone().ok_or_else(|| usage("lcd -: there is no folder before"))?
        }
        Some(text) => PathBuf::from(text),
        None => dirs::home_dir().ok_or_else(|| usage("the home folder is not known"))?,
    };
    let before = std::env::current_dir().ok();
    std::env::set_current_dir(&goal).map_err(local(&goal))?;
    shell.local_back = before;
    if typed.is_some_and(|text| text == "-") { lpwd(shell, call) } else { Ok(Class::Done) }
}

fn lpwd(_: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let folder = std::env::current_dir().map_err(local("."))?;
    call.ui.print(&printable(folder.as_os_str().as_bytes()))?;
    Ok(Class::Done)
}

fn lls(_: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let mut list = program("ls");
    let listed = list.args(call.texts("words")).stderr(process::Stdio::inherit()).output();
    let listed = listed.map_err(local("ls"))?;
    call.ui.print_bytes(&listed.stdout, b"")?;
    Ok(if listed.status.success() { Class::Done } else { Class::Local })
}
