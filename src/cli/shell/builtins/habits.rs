//! Commands of other FTP shells that have nothing to switch here: each says how it is, or which
//! command does it.

use clap::Command;

use super::super::state::{Builtin, Call, Shell};
use super::args::operand;
use crate::commands::spec::Side;
use crate::error::{Class, usage};

/// A command that changes nothing, since its request is always granted.
macro_rules! always {
    ($name:literal, $about:literal) => {
        Builtin {
            name: $name,
            about: $about,
            more: concat!("For those used to it: it changes nothing.\n\n  ", $name),
            side: Side::Neither,
            define: switch,
            run: |_, call| {
                call.ui.remark($about);
                Ok(Class::Done)
            },
        }
    };
}

pub(super) const BINARY: Builtin =
    always!("binary", "Files are moved as they are, always (--ascii converts line ends)");

pub(super) const PASSIVE: Builtin =
    always!("passive", "Data connections are passive, always (set passive epsv|pasv chooses how)");

pub(super) const PROMPT: Builtin =
    always!("prompt", "Several files are moved without a question, always (rm -i and mv -i ask)");

pub(super) const HASH: Builtin = always!(
    "hash",
    "Progress is shown by bars on a terminal, always (set progress never hides them)"
);

pub(super) const ASCII: Builtin = Builtin {
    name: "ascii",
    about: "Line ends are converted by get --ascii and put --ascii, file by file",
    more: "\
There is no switch for all files: one that is no text would be damaged by it.

  get --ascii report.txt",
    side: Side::Neither,
    define: switch,
    run: |_, _| {
        Err(usage("ascii: line ends are converted by get --ascii and put --ascii, file by file")
            .into())
    },
};

pub(super) const USER: Builtin = Builtin {
    name: "user",
    about: "Log in as somebody else: open USER@HOST does it",
    more: "  open joe@ftp.example.com",
    side: Side::Neither,
    define: |command: Command| command.arg(operand("name", "USER", "The user").num_args(0..)),
    run: user,
};

/// The words of other shells behind such a command, `on` and `off`, mean nothing.
fn switch(command: Command) -> Command {
    command.arg(operand("state", "STATE", "For those used to it").num_args(0..).hide(true))
}

/// A password may stand behind the user's name elsewhere: nothing of it is repeated.
fn user(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let host = shell.location.as_ref().map_or("HOST", |location| location.target().host.as_str());
    let name = call.text("name").map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "USER".into());
    let name = crate::error::printable(name.as_bytes());
    Err(usage(format!("user: open {name}@{host} logs in as {name}")).into())
}
