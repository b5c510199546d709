//! The commands that a shell knows: those of the program's table, and its own.

use super::state::{Builtin, Shell};
use crate::commands;
use crate::commands::spec::{Run, Spec};

/// A command that is known.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// One of the program's table.
    Table(&'static Spec),
    /// One that only a shell has.
    Own(&'static Builtin),
}

/// Names from other clients, and the command of ours.
pub(super) const SYNONYMS: [(&str, &str); 18] = [
    ("mget", "get"),
    ("mput", "put"),
    ("dir", "ls"),
    ("delete", "rm"),
    ("mdelete", "rm"),
    ("rename", "mv"),
    ("recv", "get"),
    ("send", "put"),
    ("literal", "quote"),
    ("modtime", "stat"),
    ("pget", "get"),
    ("more", "less"),
    ("page", "less"),
    ("exit", "quit"),
    ("bye", "quit"),
    ("?", "help"),
    ("connect", "open"),
    ("disconnect", "close"),
];

/// Commands of other clients that are options here, or that nothing here needs, and the form of ours.
const REFUSED: &[(&str, &str)] = &[
    ("append", "put --append LOCAL -o REMOTE appends to a file"),
    ("case", "names are kept as they are; get REMOTE -o NAME stores under another"),
    ("debug", "set verbose shows the dialogue with the server, unset verbose hides it"),
    ("glob", "patterns are matched always; -F takes names literally"),
    ("mdir", "ls -l FOLDER... lists several folders"),
    ("mls", "ls FOLDER... lists several folders"),
    ("newer", "get --newer REMOTE fetches only what is newer than the file here"),
    ("nlist", "ls -1 FOLDER prints names only"),
    ("reput", "put --continue LOCAL goes on with an interrupted upload"),
    ("restart", "get --continue and put --continue go on where a transfer ended"),
    ("runique", "get REMOTE -o NAME stores under another name; --skip-existing replaces nothing"),
    ("sunique", "put LOCAL -o NAME stores under another name; --skip-existing replaces nothing"),
    ("sync", "mirror --delete SOURCE DEST makes one folder equal to another"),
    ("system", "quote SYST shows the system of the server"),
    ("type", "files are moved as they are; get --ascii and put --ascii convert line ends"),
    ("umask", "chmod MODE PATH changes permissions; quote SITE UMASK asks the server"),
    ("verbose", "set verbose shows the dialogue with the server, unset verbose hides it"),
];

/// Why a command of another client is refused: it names the form of ours.
pub(super) fn refused(name: &str) -> Option<&'static str> {
    REFUSED.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

fn synonym(name: &str) -> &str {
    SYNONYMS.iter().find(|(other, _)| *other == name).map_or(name, |(_, ours)| ours)
}

/// The command of that name in the program's table, if it has a use in a shell.
pub(super) fn in_table(name: &str) -> Option<&'static Spec> {
    let name = synonym(name);
    commands::ALL.iter().find(|spec| spec.name == name && is_of_shell(spec))
}

/// Whether a command of the table has a use in a shell.
pub(super) fn is_of_shell(spec: &Spec) -> bool {
    !matches!(spec.run, Run::Session | Run::Group(_)) && spec.name != "completions"
}

/// The command of that name.
pub(super) fn find(builtins: &'static [Builtin], name: &str) -> Option<Known> {
    let own = || builtins.iter().find(|own| own.name == synonym(name)).map(Known::Own);
    in_table(name).map(Known::Table).or_else(own)
}

/// The names of all commands of a shell.
pub(super) fn names(builtins: &'static [Builtin]) -> impl Iterator<Item = &'static str> {
    let table = commands::ALL.iter().filter(|spec| is_of_shell(spec)).map(|spec| spec.name);
    table.chain(builtins.iter().map(|own| own.name))
}

impl Shell {
    /// The command of that name.
    pub(super) fn find(&self, name: &str) -> Option<Known> {
        find(self.builtins, name)
    }

    /// The names of all commands.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        names(self.builtins)
    }
}
