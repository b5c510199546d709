//! `size`: the size of a remote file.

use clap::Command;

use super::super::state::{Builtin, Call, Shell};
use super::args::operand;
use crate::commands::navigate;
use crate::commands::spec::Side;
use crate::error::{Class, Error, printable};

pub(super) const SIZE: Builtin = Builtin {
    name: "size",
    about: "Print the size of a remote file in bytes",
    more: "  size big.iso",
    side: Side::Remote,
    define: |command: Command| command.arg(operand("remote", "REMOTE", "The file").required(true)),
    run: size,
};

fn size(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let remote = call.text("remote").cloned().unwrap_or_default();
    let shown = printable(remote.as_encoded_bytes());
    let facts = shell.inside(&call.settled, |env| navigate::facts(env, &remote))?;
    let size = facts.ok_or_else(|| refused(&shown, "nothing is there"))?.size;
    let size = size.ok_or_else(|| refused(&shown, "the server reports no size"))?;
    call.ui.print(&size.to_string())?;
    Ok(Class::Done)
}

fn refused(name: &str, why: &str) -> Error {
    Error::Plain(Class::Refused, format!("size {name}: {why}"))
}
