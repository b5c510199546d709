//! Files and folders as a test lays them out and finds them, here or where the server keeps them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// What lies below a folder: contents of files, `None` for folders.
pub type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// All that lies below a folder, temporaries too; links are files, empty where they lead nowhere.
pub fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    let mut stack = vec![root.to_owned()];
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            if entry.file_type().expect("a type").is_dir() {
                found.insert(name, None);
                stack.push(path);
            } else {
                found.insert(name, Some(fs::read(&path).unwrap_or_default()));
            }
        }
    }
    found
}

/// The names in a folder, sorted and escaped; none where there is no folder.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let name = |entry: fs::DirEntry| entry.file_name().as_bytes().escape_ascii().to_string();
    let mut names: Vec<String> = entries.filter_map(Result::ok).map(name).collect();
    names.sort();
    names
}

/// Asserts that a folder holds exactly these names.
#[track_caller]
pub fn only_files(folder: &Path, names: &[&str]) {
    let escaped = |name: &&str| name.as_bytes().escape_ascii().to_string();
    let mut wanted: Vec<String> = names.iter().map(escaped).collect();
    wanted.sort();
    assert_eq!(names_in(folder), wanted, "in {}", folder.display());
}

/// When a file was last changed, in seconds since 1970.
#[track_caller]
pub fn modified(path: &Path) -> u64 {
    let time = fs::metadata(path).and_then(|about| about.modified());
    let time = time.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    time.duration_since(SystemTime::UNIX_EPOCH).expect("a time after 1970").as_secs()
}

/// Makes a file one that was last changed then, in seconds since 1970.
#[track_caller]
pub fn date(path: &Path, seconds: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let set = fs::File::open(path).and_then(|file| file.set_modified(time));
    set.unwrap_or_else(|error| panic!("dating {}: {error}", path.display()));
}

/// Makes a named pipe.
#[track_caller]
pub fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo {}", path.display());
}

/// Makes a file so long, with zeros that take no room.
pub fn sparse(path: &Path, bytes: u64) {
    let file = fs::File::options().write(true).create(true).truncate(false).open(path);
    file.and_then(|file| file.set_len(bytes)).expect("a file system with sparse files");
}
