//! Completions and man pages are generated from the table of commands, committed, and compared
//! here; `BLESS=1` rewrites them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap_complete::{Shell, generate};
use clap_mangen::Man;
use ftps::commands::command_line;

fn completions() -> BTreeMap<PathBuf, Vec<u8>> {
    [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell]
        .into_iter()
        .map(|shell| {
            let mut script = Vec::new();
            generate(shell, &mut command_line(), "ftps", &mut script);
            let name = match shell {
                Shell::Bash => "ftps.bash",
                Shell::Zsh => "_ftps",
                Shell::Fish => "ftps.fish",
                _ => "_ftps.ps1",
            };
            (Path::new("completions").join(name), script)
        })
        .collect()
}

fn pages() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut pages = BTreeMap::new();
    add_pages(&mut pages, &command_line(), "ftps");
    pages
}

/// The page of a command that is called so, and those of the commands below it.
fn add_pages(pages: &mut BTreeMap<PathBuf, Vec<u8>>, command: &clap::Command, called: &str) {
    for below in command.get_subcommands().filter(|command| command.get_name() != "help") {
        add_pages(pages, below, &format!("{called} {}", below.get_name()));
    }
    let name = called.replace(' ', "-");
    // clap wants names that live as long as the program; a test's do.
    let title: &'static str = Box::leak(name.clone().into_boxed_str());
    let own = command.clone().name(title).bin_name(called.to_owned());
    pages.insert(Path::new("man").join(format!("{name}.1")), page(own));
}

fn page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Without a date: a page must not change from day to day.
    Man::new(command).date("").render(&mut page).expect("writing to memory");
    page
}

fn compare(folder: &str, wanted: &BTreeMap<PathBuf, Vec<u8>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::remove_dir_all(root.join(folder)).expect("an old folder");
        std::fs::create_dir(root.join(folder)).expect("a new folder");
        for (path, text) in wanted {
            std::fs::write(root.join(path), text).expect("writing a generated file");
        }
        return;
    }
    for (path, text) in wanted {
        let found = std::fs::read(root.join(path)).unwrap_or_default();
        let same = found == *text;
        assert!(
            same,
            "{} is not what the table gives; BLESS=1 cargo test generated",
            path.display()
        );
    }
    let count = std::fs::read_dir(root.join(folder)).expect("the folder").count();
    assert_eq!(count, wanted.len(), "{folder} holds files that nothing generates");
}

#[test]
fn completions_are_what_the_table_gives() {
    compare("completions", &completions());
}

#[test]
fn man_pages_are_what_the_table_gives() {
    compare("man", &pages());
}
