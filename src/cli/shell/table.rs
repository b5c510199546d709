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
pub(super) const SYNONYMS: [(&str, &str); 12] = [
    ("mget", "get"),
    ("mput", "put"),
    ("dir", "ls"),
    ("delete", "rm"),
    ("rename", "mv"),
    ("pget", "get"),
    ("more", "less"),
    ("exit", "quit"),
    ("bye", "quit"),
    ("?", "help"),
    ("connect", "open"),
    ("disconnect", "close"),
];

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
