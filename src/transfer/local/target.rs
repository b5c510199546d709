//! Where a download is written.

use std::fs;
use std::path::{Path, PathBuf};

use super::place::Place;
use super::stream::Stream;

/// Where a download is written.
#[derive(Clone, Debug)]
pub enum Target {
    /// A file at a path that a user typed: links in it are followed.
    File(PathBuf),
    /// A file in a tree, below which no link is followed.
    Below(Place),
    /// A stream.
    Stream(Stream),
}

impl Target {
    /// The file's path, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Target::File(path) => Some(path),
            Target::Below(place) => Some(place.path()),
            Target::Stream(_) => None,
        }
    }

    /// Whether a file is written that can be replaced as a whole: neither a device nor a pipe.
    pub fn is_replaceable(&self) -> bool {
        match self {
            Target::Stream(_) => false,
            Target::File(path) => fs::metadata(path).map_or(true, |found| found.is_file()),
            Target::Below(place) => place.is_taken_by_another_kind().is_ok_and(|taken| !taken),
        }
    }
}
