//! Mirrors against real servers: up, down, nothing to do, changes, kills.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::faults::PLACES;
use crate::guest::Guest;
use crate::support::dice::{is_long, wanted_seed};
use crate::support::files::Tree;
use crate::support::{Dice, Output, modified, tree, until};

/// Many runs on a slow machine.
const LONG: Duration = Duration::from_secs(600);

/// A server that is still at work for a client that is gone is not silent for so long.
const QUIET: Duration = Duration::from_millis(500);

/// Letters that servers, shells and listings have a meaning for; ordinary ones too.
const NAMES: [&str; 9] =
    ["plain", "a b", "größe €", "-dash", "#%?*[]", ".hidden", "two  blanks", "ü{x,y}~", "LONG"];

/// A tree goes up, comes down, and is the same; further runs move nothing; then changes are carried over exactly.
pub fn a_tree_goes_up_and_down_and_changes_follow(server: &str) {
    let guest = Guest::of(server).limit(LONG);
    let mut dice = Dice(seed());
    let count = if is_long() { 5000 } else { 250 };
    grow(&guest.run.path("src"), &mut dice, count);
    let files = tree(&guest.run.path("src")).values().flatten().count() as u64;
    moves(&guest, &UP, (files, 0));
    same(&guest);
    moves(&guest, &UP, (0, 0));
    moves(&guest, &DOWN, (files, 0));
    assert_eq!(tree(&guest.run.path("dst")), tree(&guest.run.path("src")));
    if guest.server.keeps_times() {
        times_agree(&guest.run.path("src"), &guest.run.path("dst"));
    }
    moves(&guest, &DOWN, (0, 0));
    change(&guest.run.path("src"), &mut dice, 100.min(count / 5));
    if guest.server.software == "aioftp" {
        // It tells links from folders in no way: nothing is deleted in them, and files go into them only when asked.
        guest.ftps(["mirror", "--delete", "src", "{here}"]).code(12).stderr_has("may be a link");
        fs::remove_dir_all(guest.stored("")).expect("a folder");
    }
    follow(&guest, &UP);
    same(&guest);
    follow(&guest, &DOWN);
    assert_eq!(tree(&guest.run.path("dst")), tree(&guest.run.path("src")));
    moves(&guest, &UP, (0, 0));
    moves(&guest, &DOWN, (0, 0));
}

/// SIGKILL at any moment of a run, and again, and the run that is left alone ends well; nothing else is left behind.
pub fn a_mirror_that_is_killed_is_completed_by_the_next(server: &str) {
    let guest = Guest::of(server).limit(LONG);
    let seed = seed();
    println!("FTPS_SEED={seed}");
    let mut dice = Dice(seed);
    grow(&guest.run.path("src"), &mut dice, 60);
    fs::write(guest.run.path("src/large"), dice.bytes(3 << 20)).expect("a file");
    let up = [&UP[..1], into_existing_folders(&guest), &UP[1..]].concat();
    killed_often(&guest, &up, &mut dice);
    same(&guest);
    killed_often(&guest, &DOWN, &mut dice);
    assert_eq!(tree(&guest.run.path("dst")), tree(&guest.run.path("src")));
}

fn killed_often(guest: &Guest, args: &[&str], dice: &mut Dice) {
    let kills = if is_long() { 100 } else { 4 };
    for _ in 0..kills {
        let running = guest.start(args);
        thread::sleep(Duration::from_millis(dice.below(300)));
        running.kill();
        running.finish();
    }
    stands_still(&guest.stored(""));
    guest.ftps(args).code(0);
    moves(guest, args, (0, 0));
}

/// A folder that only its owner may enter is one there too, where permissions can be changed.
pub fn a_private_folder_stays_private_where_the_server_can(server: &str) {
    let guest = Guest::of(server);
    guest.run.write("src/private/a", "secret");
    let private = fs::Permissions::from_mode(0o700);
    fs::set_permissions(guest.run.path("src/private"), private).expect("a mode");
    guest.ftps(UP).code(0);
    let mode = |path: &Path| fs::metadata(path).expect("a folder").permissions().mode() & 0o777;
    if !matches!(guest.server.software.as_str(), "unftp" | "aioftp") {
        assert_eq!(mode(&guest.stored("private")), 0o700);
    }
    guest.ftps(DOWN).code(0);
    assert_eq!(mode(&guest.run.path("dst/private")) & 0o700, 0o700);
    moves(&guest, &UP, (0, 0));
}

/// What a mirror replaces or deletes is kept in the folder that it is given, at both ends.
pub fn old_versions_are_kept_where_that_is_asked_for(server: &str) {
    let guest = Guest::of(server);
    for name in ["d/a b", "gone"] {
        guest.run.write(&format!("src/{name}"), "the old version");
    }
    guest.ftps(UP).code(0);
    guest.ftps(DOWN).code(0);
    guest.run.write("src/d/a b", "new");
    fs::remove_file(guest.run.path("src/gone")).expect("a file");
    let kept = [&["mirror"], into_existing_folders(&guest), &["--delete", "--backup-dir"]].concat();
    guest.ftps(kept.iter().chain(&["{folder}/kept", "src", "{here}"])).code(0);
    guest.ftps(kept.iter().chain(&["kept", "--exclude", "/kept/", "{here}", "dst"])).code(0);
    for name in ["d/a b", "gone"] {
        assert_eq!(guest.read_stored(&format!("kept/{name}")), b"the old version", "{name}");
        assert_eq!(guest.run.read(&format!("kept/{name}")), b"the old version", "{name}");
    }
    assert_eq!(
        (guest.read_stored("d/a b"), guest.run.read("dst/d/a b")),
        (b"new".into(), b"new".into())
    );
    guest.run.write("src/d/a b", "newest version");
    guest.ftps(kept.iter().chain(&["{folder}/kept", "src", "{here}"])).code(0);
    assert_eq!(guest.read_stored("kept/d/a b"), b"new");
    guest.only_stored(&["d", "kept"]);
}

/// Waits until the server has let go of the dead: none says when, but then nothing grows any more.
fn stands_still(folder: &Path) {
    let mut before = tree(folder);
    until("the folder to stand still", LONG, || {
        thread::sleep(QUIET);
        let now = tree(folder);
        std::mem::replace(&mut before, now) == before
    });
}

/// More workers than the server lets in.
pub fn a_mirror_with_more_jobs_than_places_completes(server: &str) {
    let _all = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    let guest = Guest::of(server).limit(LONG);
    grow(&guest.run.path("src"), &mut Dice(seed()), 80);
    let told = guest.ftps(["mirror", "--jobs", "8", "src", "{here}"]);
    told.code(0).stderr_has("fewer logins");
    same(&guest);
}

/// What a mirror needs that changes files in folders that are there already: aioftp tells them from links in no way.
fn into_existing_folders(guest: &Guest) -> &'static [&'static str] {
    if guest.server.software == "aioftp" { &["--links", "follow"] } else { &[] }
}

const UP: [&str; 4] = ["mirror", "--json", "src", "{here}"];
const DOWN: [&str; 4] = ["mirror", "--json", "{here}", "dst"];

/// A run that moves and deletes exactly so much.
#[track_caller]
fn moves(guest: &Guest, args: &[&str], wanted: (u64, u64)) {
    let output = guest.ftps(args);
    assert_eq!(sums(output.code(0)), wanted, "{}", output.context());
}

/// A run that deletes as well.
#[track_caller]
fn follow(guest: &Guest, args: &[&str; 4]) {
    let [command, json, source, dest] = *args;
    guest.ftps([command, json, "--delete", source, dest]).code(0);
}

fn sums(output: &Output) -> (u64, u64) {
    let last = output.summary();
    let sum = |name: &str| last[name].as_u64().expect("a count");
    assert_eq!(last["failed"], Value::from(0));
    (sum("files"), sum("deleted"))
}

#[track_caller]
fn same(guest: &Guest) {
    let (here, there) = (tree(&guest.run.path("src")), tree(&guest.stored("")));
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there));
    for (name, content) in &here {
        assert!(there[name] == *content, "{name} has other bytes on the server");
    }
}

fn times_agree(a: &Path, b: &Path) {
    for (name, content) in tree(a) {
        if content.is_some() {
            assert_eq!(modified(&a.join(&name)), modified(&b.join(&name)), "{name}");
        }
    }
}

/// Makes a tree of about so many entries.
fn grow(root: &Path, dice: &mut Dice, entries: usize) {
    let mut folders = vec![root.to_owned()];
    fs::create_dir_all(root).expect("a folder");
    for number in 0..entries {
        let folder = folders[dice.pick(folders.len())].clone();
        let name = name(dice, number);
        let depth = folder.strip_prefix(root).expect("below").components().count();
        if dice.below(10) == 0 && depth < 8 {
            let path = folder.join(name);
            fs::create_dir(&path).expect("a folder");
            folders.push(path);
            continue;
        }
        write(&folder.join(name), dice);
    }
    if is_long() {
        fs::write(root.join("huge"), dice.bytes(50 << 20)).expect("a file");
    }
}

fn name(dice: &mut Dice, number: usize) -> String {
    match NAMES[dice.pick(NAMES.len())] {
        "LONG" => "n".repeat(195) + &format!("{number:05}"),
        name => format!("{name}{number}"),
    }
}

/// A file of one of several sizes, written long ago or just now.
fn write(path: &Path, dice: &mut Dice) {
    let sizes = [0, 1, 100, 1024, 5000, 100 * 1024];
    let size = sizes[dice.pick(sizes.len())];
    fs::write(path, dice.bytes(size)).expect("a file");
    // At least an hour apart from what it will be when it is changed.
    let age = Duration::from_secs(3600 + dice.below(600 * 86_400));
    let time = SystemTime::now() - age;
    File::open(path).and_then(|file| file.set_modified(time)).expect("a time");
}

/// Adds, changes, deletes, and puts folders in the places of files and files in those of folders.
fn change(root: &Path, dice: &mut Dice, count: usize) {
    let mut files: Vec<PathBuf> = tree(root)
        .into_iter()
        .filter(|(_, content)| content.is_some())
        .map(|(name, _)| root.join(name))
        .collect();
    for number in 0..count {
        let at = dice.pick(files.len());
        let path = files[at].clone();
        match number % 5 {
            0 => fs::write(path.with_file_name(format!("new {number}")), dice.bytes(700))
                .expect("a file"),
            1 => {
                let size =
                    usize::try_from(fs::metadata(&path).expect("a file").len()).expect("small");
                fs::write(&path, dice.bytes(size.max(1))).expect("a file");
            }
            2 => fs::write(&path, dice.bytes(12_345)).expect("a file"),
            3 => {
                fs::remove_file(&path).expect("a file");
                files.swap_remove(at);
            }
            _ => {
                fs::remove_file(&path).expect("a file");
                fs::create_dir(&path).expect("a folder");
                fs::write(path.join("inside"), b"x").expect("a file");
                files.swap_remove(at);
            }
        }
    }
    let folder =
        tree(root).into_iter().find(|(name, content)| content.is_none() && name.contains('/'));
    if let Some((name, _)) = folder {
        fs::remove_dir_all(root.join(&name)).expect("a folder");
        fs::write(root.join(&name), b"was a folder").expect("a file");
    }
}

fn seed() -> u64 {
    wanted_seed().unwrap_or(20_260_131)
}
