//! A module imports only from its left: `error < net < ftp < transfer < mirror < audit < settings
//! < ui < commands < cli < main`. Read off the source, with no exceptions.

mod circles;
mod functions;

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: [&str; 11] = [
    "error", "net", "ftp", "transfer", "mirror", "audit", "settings", "ui", "commands", "cli",
    "main",
];

/// What the core may not know: it never prints, exits, reads the environment or a command line.
const OUTSIDE_THE_CORE: [&str; 9] = [
    "clap",
    "indicatif",
    "anyhow",
    "println!",
    "eprintln!",
    "print!(",
    "process::exit",
    "env::var",
    "env::args",
];

const CORE: [&str; 6] = ["error", "net", "ftp", "transfer", "mirror", "audit"];

/// The files of Rust in a folder.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// The layer of a file below `src`: its first folder, or its own name.
fn layer_of(path: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let first = path.strip_prefix(root).expect("below src").iter().next().expect("a name");
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

/// The first parts of all `crate::x` in a text, those in braces behind `crate::{` too.
fn imports(text: &str) -> Vec<String> {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = lines.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let hides = rest.starts_with('{');
        assert!(!hides, "crate::{{..}} hides layers: name each in a use of its own");
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        found.push(rest[..end].to_owned());
    }
    found
}

fn all() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 20, "the sources are not where they were");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn a_module_imports_only_from_its_left() {
    let mut wrong = Vec::new();
    for (path, text) in all() {
        let layer = layer_of(&path);
        if layer == "lib" {
            continue;
        }
        let own = rank(&layer).unwrap_or_else(|| panic!("{layer} is no layer of the house"));
        for import in imports(&text) {
            match rank(&import) {
                Some(other) if other <= own => {}
                _ => wrong.push(format!("{}: crate::{import}", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the layers:\n{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_terminal_and_no_command_line() {
    let mut wrong = Vec::new();
    for (path, text) in all() {
        if !CORE.contains(&layer_of(&path).as_str()) {
            continue;
        }
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for word in OUTSIDE_THE_CORE {
                if line.contains(word) {
                    wrong.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "the core reaches outside:\n{}", wrong.join("\n"));
}

/// The compiler keeps all others from it.
#[test]
fn the_control_channel_is_private_to_the_exchange() {
    let wire = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ftp/wire");
    let read = |name: &str| fs::read_to_string(wire.join(name)).expect("a file of the wire");
    assert!(read("mod.rs").lines().any(|line| line == "mod control;"));
    assert!(read("control.rs").lines().any(|line| line == "pub(super) struct Control {"));
}

#[test]
fn only_the_right_layers_print() {
    for (path, text) in all() {
        let layer = layer_of(&path);
        let prints = text.contains("println!") || text.contains("eprint!(");
        assert!(!prints || ["ui", "cli"].contains(&layer.as_str()), "{} prints", path.display());
    }
}

/// The environment of a program that is started must not hold the password in ours.
#[test]
fn programs_are_started_in_one_place() {
    for (path, text) in all() {
        let imported = text.lines().any(|line| {
            line.starts_with("use std::process::")
                && line.contains("Command")
                && !line.contains("clap")
        });
        let starts =
            text.contains("process::Command::new") || imported && text.contains("Command::new(");
        assert!(
            !starts || path.ends_with("settings/program.rs"),
            "{} starts a program",
            path.display()
        );
    }
}
