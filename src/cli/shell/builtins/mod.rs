//! Commands that only a shell has.

mod args;
mod control;
mod habits;
mod help;
mod history;
mod jobs;
mod places;
mod prefixes;
mod server;
mod size;
mod status;
mod view;

use super::state::Builtin;

/// All of them, in the order of the help.
pub(super) const ALL: &[Builtin] = &[
    places::CD,
    places::CDUP,
    places::PWD,
    places::LCD,
    places::LPWD,
    places::LLS,
    places::LMKDIR,
    server::OPEN,
    server::CLOSE,
    status::STATUS,
    server::BOOKMARK,
    size::SIZE,
    prefixes::REGET,
    view::LESS,
    view::EDIT,
    jobs::JOBS,
    jobs::FG,
    jobs::WAIT,
    jobs::KILL,
    jobs::QUEUE,
    control::SET,
    control::UNSET,
    control::ALIAS,
    history::HISTORY,
    prefixes::REPEAT,
    prefixes::TIME,
    help::VERSION,
    habits::BINARY,
    habits::ASCII,
    habits::PASSIVE,
    habits::PROMPT,
    habits::HASH,
    habits::USER,
    help::HELP,
    control::QUIT,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_shell_is_sound_and_has_a_name_of_its_own() {
        let mut names: Vec<&str> = super::super::table::names(ALL).collect();
        for own in ALL {
            own.command().debug_assert();
            assert!(!own.about.ends_with('.') && !own.more.is_empty(), "{}", own.name);
        }
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
