//! The order in which `ls` shows entries.

use std::cmp::Reverse;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::ftp::listing::{Entry, Kind};

/// By what entries are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Name,
    Time,
    Size,
    Extension,
    /// As the server sends them.
    Nothing,
}

/// An order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    by: By,
    reversed: bool,
    folders_first: bool,
}

/// Adds the options; of several that name an order the last one counts.
pub(super) fn define(command: Command) -> Command {
    const ORDERS: [&str; 5] = ["by-time", "by-size", "by-extension", "unsorted", "sort"];
    let order = |name: &'static str, short: char, help: &'static str| {
        let others = ORDERS.into_iter().filter(move |other| *other != name);
        Arg::new(name).short(short).action(ArgAction::SetTrue).help(help).overrides_with_all(others)
    };
    command.args([
        order("by-time", 't', "Sort by time, the newest first"),
        order("by-size", 'S', "Sort by size, the largest first"),
        order("by-extension", 'X', "Sort by extension"),
        order("unsorted", 'U', "Do not sort: print entries as they come, at once"),
        Arg::new("sort")
            .long("sort")
            .value_name("WORD")
            .value_parser(["name", "time", "size", "extension", "none"])
            .overrides_with_all(&ORDERS[..4])
            .help("Sort by WORD"),
        Arg::new("reverse")
            .short('r')
            .long("reverse")
            .action(ArgAction::SetTrue)
            .help("Reverse the order"),
        Arg::new("group-directories-first")
            .long("group-directories-first")
            .action(ArgAction::SetTrue)
            .help("Show folders before files"),
    ])
}

impl Order {
    /// Reads the options.
    pub(super) fn read(matches: &ArgMatches) -> Self {
        let word = matches.get_one::<String>("sort").map_or("", String::as_str);
        let by = match () {
            () if matches.get_flag("by-time") || word == "time" => By::Time,
            () if matches.get_flag("by-size") || word == "size" => By::Size,
            () if matches.get_flag("by-extension") || word == "extension" => By::Extension,
            () if matches.get_flag("unsorted") || word == "none" => By::Nothing,
            () => By::Name,
        };
        Self {
            by,
            reversed: matches.get_flag("reverse"),
            folders_first: matches.get_flag("group-directories-first"),
        }
    }

    /// Whether entries can be shown as they come.
    pub(super) fn is_of_server(self) -> bool {
        self.by == By::Nothing && !self.reversed && !self.folders_first
    }

    /// Sorts entries. Those that are equal stand in the order of their names.
    pub(super) fn sort(self, entries: &mut [Entry]) {
        if self.by != By::Nothing {
            entries.sort_by(|a, b| a.name.cmp(&b.name));
        }
        match self.by {
            By::Name | By::Nothing => {}
            By::Time => {
                entries.sort_by_key(|entry| Reverse(entry.modified.map(|moment| moment.at)));
            }
            By::Size => entries
                .sort_by_key(|entry| Reverse(entry.size.filter(|_| entry.kind == Kind::File))),
            By::Extension => {
                entries.sort_by(|a, b| extension(&a.name).cmp(extension(&b.name)));
            }
        }
        if self.reversed {
            entries.reverse();
        }
        if self.folders_first {
            entries.sort_by_key(|entry| entry.kind != Kind::Dir);
        }
    }
}

/// The end of a name from its last dot on; nothing for a name without one.
fn extension(name: &[u8]) -> &[u8] {
    let dot = name.iter().rposition(|byte| *byte == b'.');
    dot.and_then(|at| name.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(by: By, reversed: bool, folders_first: bool) -> String {
        let entry = |name: &str, kind, size| Entry { size, ..Entry::new(name.as_bytes(), kind) };
        let mut entries = [
            entry("b.txt", Kind::File, Some(1)),
            entry("a.zip", Kind::File, Some(9)),
            entry("d", Kind::Dir, None),
            entry("c.txt", Kind::File, Some(9)),
        ];
        Order { by, reversed, folders_first }.sort(&mut entries);
        entries.map(|entry| String::from_utf8(entry.name).expect("text")).join(" ")
    }

    #[test]
    fn orders_are_those_of_ls() {
        assert_eq!(sorted(By::Name, false, false), "a.zip b.txt c.txt d");
        assert_eq!(sorted(By::Name, true, true), "d c.txt b.txt a.zip");
        assert_eq!(sorted(By::Size, false, false), "a.zip c.txt b.txt d");
        assert_eq!(sorted(By::Extension, false, false), "d b.txt c.txt a.zip");
        assert_eq!(sorted(By::Nothing, false, false), "b.txt a.zip d c.txt");
    }
}
