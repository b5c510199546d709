//! To look at a remote file, and to change one in an editor.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};

use super::super::child;
use super::super::lexer::{Failure, Kind, Output, Pace, Statement, Word};
use super::super::state::{Builtin, Call, Shell};
use super::args::operand;
use crate::commands::env::Env;
use crate::commands::spec::Side;
use crate::commands::{globs, navigate};
use crate::error::{Class, Error, Result, local, printable, usage};
use crate::ftp::listing::safe_name;
use crate::ftp::path::RemotePath;
use crate::settings::program::program;

pub(super) const LESS: Builtin = Builtin {
    name: "less",
    about: "Show remote files through a pager ($PAGER, else less)",
    more: "  less out/report.txt",
    side: Side::Remote,
    define: |command: Command| {
        command.arg(operand("remote", "REMOTE", "The files").num_args(1..).required(true))
    },
    run: |shell, call| Ok(less(shell, call)),
};

pub(super) const EDIT: Builtin = Builtin {
    name: "edit",
    about: "Change a remote file in an editor ($VISUAL, $EDITOR, else vi)",
    more: "\
The file is fetched to a private folder here. If the editor changed it, it is sent back, but not over
a remote file that changed meanwhile: then what was edited is kept here, and you are told where.

  edit in/rules.txt",
    side: Side::Remote,
    define: |command: Command| {
        command.args([
            operand("remote", "REMOTE", "The file").required(true),
            Arg::new("force")
                .short('f')
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Send it even if the remote file changed meanwhile"),
        ])
    },
    run: edit,
};

fn less(shell: &mut Shell, call: &Call) -> Class {
    let pager = std::env::var("PAGER").ok().filter(|pager| !pager.is_empty());
    let files = call.texts("remote").into_iter().map(literal);
    let words = std::iter::once(Word::plain("cat")).chain(files).collect();
    let output = Output::Pipe(pager.unwrap_or_else(|| "less".into()));
    let kind = Kind::Command { words, output, pace: Pace::Foreground };
    let text = "less".to_owned();
    shell.dispatch(&Statement { text, kind, failure: Failure::Counts })
}

/// A word that is no pattern, whatever stands in it.
fn literal(text: impl Into<OsString>) -> Word {
    let text = text.into().into_encoded_bytes();
    Word { pattern: globs::literally(&text), ..Word::plain(text) }
}

/// What tells one version of a remote file from another; none if there is no file.
type Version = Option<(Option<u64>, Option<jiff::Timestamp>)>;

fn edit(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let remote = call.text("remote").cloned().unwrap_or_default();
    let shown = printable(remote.as_encoded_bytes());
    let path = RemotePath::new(remote.as_encoded_bytes());
    let name = path.name().unwrap_or_default();
    safe_name(name).map_err(|why| usage(format!("{shown}: names no file: {why}")))?;
    let before = shell.inside(&call.settled, |env| version(env, &remote))?;
    // Others may not read the edited file, nor put a link in its place.
    let folder = tempfile::Builder::new().prefix("ftps-edit-").tempdir();
    let folder = folder.map_err(local("a temporary folder"))?;
    let copy = folder.path().join(OsStr::from_bytes(name));
    if before.is_some() {
        let get = ["get", "-q", "-F", "-o"].map(Word::plain).into_iter();
        let names = [literal(&copy), Word::plain("--"), literal(&remote)];
        let fetched = shell.run_words(&get.chain(names).collect::<Vec<_>>());
        if fetched != Class::Done {
            return Ok(fetched);
        }
    } else {
        call.ui.remark(&format!("{shown} is a new file"));
    }
    let held = fs::read(&copy).unwrap_or_default();
    run_editor(shell, &copy)?;
    let edited = match fs::read(&copy) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => held.clone(),
        read => read.map_err(local(&copy))?,
    };
    if edited == held {
        call.ui.remark(&format!("{shown} is unchanged"));
        return Ok(Class::Done);
    }
    let sent = send(shell, call, &remote, &copy, before);
    if !matches!(sent, Ok(Class::Done)) {
        let kept: PathBuf = folder.keep().join(OsStr::from_bytes(name));
        call.ui.warn(&format!("what you edited is kept as {}", kept.display()));
    }
    Ok(sent?)
}

fn send(
    shell: &mut Shell,
    call: &Call,
    remote: &OsString,
    copy: &Path,
    before: Version,
) -> Result<Class> {
    let now = shell.inside(&call.settled, |env| version(env, remote))?;
    if now != before && !call.matches.get_flag("force") {
        let shown = printable(remote.as_encoded_bytes());
        return Err(Error::Plain(
            Class::Integrity,
            format!(
                "{shown} changed on the server meanwhile; it is left as it is (edit -f does not ask)"
            ),
        ));
    }
    let names = [literal(remote), Word::plain("--"), literal(copy)];
    let put = ["put", "-o"].map(Word::plain).into_iter();
    Ok(shell.run_words(&put.chain(names).collect::<Vec<_>>()))
}

fn version(env: &Env<'_>, remote: &OsString) -> Result<Version> {
    let facts = navigate::facts(env, remote)?;
    Ok(facts.map(|facts| (facts.size, facts.modified.map(|moment| moment.at))))
}

fn run_editor(shell: &Shell, file: &Path) -> Result<()> {
    let set = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let editor = set.into_iter().find(|editor| !editor.is_empty()).unwrap_or_else(|| "vi".into());
    // As other programs do it: the variable may hold options.
    let mut run = program("sh");
    run.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file);
    let status = child::run(&mut run, &shell.signals, &shell.limit()?)?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Plain(Class::Other, format!("{editor} ended with {status}; nothing is sent")))
}
