//! Which folders of a listing are proved to be no symbolic links.
//!
//! Some servers list a link to a folder as a folder and follow it: pyftpdlib in MLSD, ftp-srv and aioftp in every
//! form (measured). Whoever removes or writes below a folder must know which it is. What is done below a folder that
//! is not proved is left to the caller.

use std::collections::{HashMap, HashSet};

use crate::error::{Error, Response, Result, printable};
use crate::ftp::listing::{Entry, Form, Kind, Listing};
use crate::ftp::login::software::Software;
use crate::ftp::ops::list::Listed;
use crate::ftp::path::RemotePath;
pub use crate::ftp::session::Evidence;
use crate::ftp::session::{ListedBy, Session};

/// Which links a listing must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSearch {
    /// Those that lead to folders: nothing else is entered.
    ToFolders,
    /// All, also those whose targets are missing: MLSD of `ProFTPD` and pyftpdlib leaves them out.
    All,
}

/// The listing of a path, with the links in it marked.
#[derive(Debug)]
pub enum MarkedListed {
    /// The path is a folder, and this is in it.
    Folder(MarkedListing),
    /// The path is a file or something else that holds nothing.
    Single(Entry),
}

/// A listing whose links are marked, as far as the server shows them.
#[derive(Debug)]
pub struct MarkedListing {
    /// The entries; a link that was listed as a folder is one of kind [`Kind::Symlink`].
    pub listing: Listing,
    /// The names of folders that may be links all the same.
    pub unproved: HashSet<Vec<u8>>,
    /// Whether the server listed the entries, or only reported that there are none.
    pub evidence: Evidence,
}

/// Whether such a listing shows links as links. Measured for the software that is named.
fn shows_links(by: ListedBy, software: Software) -> bool {
    use Software::{Proftpd, PureFtpd, Pyftpdlib, Vsftpd};
    match by {
        // ls(1) follows no link; other systems mark them, or have none.
        ListedBy { form: Form::List, links_by_form: true, .. } => true,
        ListedBy { form: Form::List, .. } => {
            matches!(software, Vsftpd | Proftpd | PureFtpd | Pyftpdlib)
        }
        ListedBy { form: Form::Mlsd, .. } => matches!(software, Proftpd | PureFtpd),
        ListedBy { form: Form::Names, .. } => false,
    }
}

impl Session {
    /// Lists a folder and marks the links in it: where MLSD is not known to show them, LIST is asked as well.
    ///
    /// Errors are those of [`Session::list`]. That LIST is refused or not understood leaves the folders unproved.
    pub fn list_marking_links(
        &mut self,
        path: &RemotePath,
        search: LinkSearch,
    ) -> Result<MarkedListed> {
        let mut listing = match self.list(path) {
            Ok(Listed::Folder(listing)) => listing,
            Ok(Listed::Single(entry)) => return Ok(MarkedListed::Single(entry)),
            Err(error) => return Err(error),
        };
        let ListedBy { form, evidence, .. } = self.listed_by();
        let shows = self.shows_links();
        let has_folders = listing.entries.iter().any(|entry| entry.kind == Kind::Dir);
        let is_enough = match search {
            LinkSearch::ToFolders => shows || !has_folders,
            LinkSearch::All => form == Form::List,
        };
        let mut proved = HashSet::new();
        if !is_enough
            && form == Form::Mlsd
            && let Some(lines) = self.lines_beside(path)?
        {
            let folders = mark(&mut listing, lines, search);
            if self.shows_links() {
                proved = folders;
            }
        }
        let is_unproved =
            |entry: &&Entry| entry.kind == Kind::Dir && !shows && !proved.contains(&entry.name);
        let unproved =
            listing.entries.iter().filter(is_unproved).map(|entry| entry.name.clone()).collect();
        Ok(MarkedListed::Folder(MarkedListing { listing, unproved, evidence }))
    }

    /// The lines of LIST; `None` where the server refuses it or they are not understood.
    fn lines_beside(&mut self, path: &RemotePath) -> Result<Option<Vec<Entry>>> {
        match self.list_as_lines(path) {
            Ok(lines) => Ok(Some(lines)),
            Err(Error::Refused(_) | Error::Integrity(_)) if !self.is_broken() => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn shows_links(&self) -> bool {
        shows_links(self.listed_by(), self.software())
    }
}

/// Marks the links that LIST shows in what MLSD listed; returns the names that LIST shows as folders.
fn mark(listing: &mut Listing, lines: Vec<Entry>, search: LinkSearch) -> HashSet<Vec<u8>> {
    let mut folders = HashSet::new();
    let mut shown = HashMap::new();
    for line in lines {
        match line.kind {
            Kind::Dir => {
                folders.insert(line.name);
            }
            Kind::Symlink => {
                shown.insert(line.name.clone(), line);
            }
            Kind::File | Kind::Other => {}
        }
    }
    for entry in &mut listing.entries {
        let wanted = entry.kind == Kind::Dir || search == LinkSearch::All;
        if let Some(link) = shown.remove(&entry.name).filter(|_| wanted) {
            (entry.kind, entry.link) = (Kind::Symlink, link.link);
        }
    }
    if search == LinkSearch::All {
        listing.entries.extend(shown.into_values());
    }
    folders
}

/// The refusal of RMD for a folder that lists entries, read for whether it is a folder. rmdir(2) answers ENOTDIR for
/// a link and ENOTEMPTY for such a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalRefusal {
    /// The folder is not empty: it is one.
    NotEmpty,
    /// It is no folder, but a link to one.
    NotAFolder,
    /// The words say neither (aioftp: `451 file system error` for both).
    Unclear,
}

/// Words by which servers refuse RMD for something that is no folder.
const NOT_A_FOLDER: [&str; 2] = ["not a directory", "enotdir"];

/// Words by which they refuse it for a folder that is not empty.
const NOT_EMPTY: [&str; 5] = ["not empty", "enotempty", "isn't empty", "non-empty", "nonempty"];

impl RemovalRefusal {
    /// Reads the refusal of RMD for a folder. Where the folder's own name holds such words, they count for nothing.
    pub fn of(said: &Response, folder: &RemotePath) -> Self {
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let name = printable(folder.name().unwrap_or_default()).to_ascii_lowercase();
        let mut text = said.text.to_ascii_lowercase();
        if has(&name, &NOT_A_FOLDER) || has(&name, &NOT_EMPTY) {
            text = text.replace(&name, "");
        }
        if has(&text, &NOT_A_FOLDER) {
            Self::NotAFolder
        } else if has(&text, &NOT_EMPTY) {
            Self::NotEmpty
        } else {
            Self::Unclear
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, kind: Kind) -> Entry {
        Entry::new(name.as_bytes(), kind)
    }

    #[test]
    fn links_that_only_list_shows_are_marked_and_missing_goals_are_added() {
        let mut listing = Listing {
            entries: vec![entry("link", Kind::Dir), entry("real", Kind::Dir)],
            ..Listing::default()
        };
        let lines = || {
            vec![
                entry("link", Kind::Symlink),
                entry("real", Kind::Dir),
                entry("lost", Kind::Symlink),
            ]
        };
        let folders = mark(&mut listing, lines(), LinkSearch::ToFolders);
        assert!(folders.contains(&b"real"[..]) && listing.entries.len() == 2);
        assert_eq!(listing.entries[0].kind, Kind::Symlink);
        mark(&mut listing, lines(), LinkSearch::All);
        assert_eq!(listing.entries[2].name, b"lost");
    }

    #[test]
    fn folders_are_proved_by_a_listing_like_that_of_ls_or_by_measured_software() {
        let evidence = Evidence::Listing;
        let by = |form, links_by_form| ListedBy { form, links_by_form, evidence };
        for (form, dots, software, wanted) in [
            (Form::List, true, Software::Unknown, true),
            (Form::List, false, Software::Unknown, false),
            (Form::List, false, Software::Pyftpdlib, true),
            (Form::Mlsd, false, Software::Pyftpdlib, false),
            (Form::Mlsd, false, Software::Unknown, false),
            (Form::Mlsd, false, Software::Proftpd, true),
        ] {
            assert_eq!(shows_links(by(form, dots), software), wanted, "{form:?} {software:?}");
        }
    }

    #[test]
    fn the_refusals_of_measured_servers_are_read() {
        let folder = RemotePath::new("/a/not empty at all");
        for (text, wanted) in [
            ("Directory not empty.", RemovalRefusal::NotEmpty),
            ("ENOTEMPTY: directory not empty, rmdir '/x'", RemovalRefusal::NotEmpty),
            ("The directory is not empty. ", RemovalRefusal::NotEmpty),
            ("ENOTDIR: not a directory, rmdir '/x'", RemovalRefusal::NotAFolder),
            ("Not a directory.", RemovalRefusal::NotAFolder),
            ("file system error: /a/not empty at all", RemovalRefusal::Unclear),
            ("Remove directory operation failed.", RemovalRefusal::Unclear),
        ] {
            let said = Response { code: 550, text: text.into() };
            assert_eq!(RemovalRefusal::of(&said, &folder), wanted, "{text}");
        }
    }

    #[test]
    fn letters_of_the_folder_in_other_words_change_nothing() {
        let said = Response { code: 550, text: "Directory not empty".into() };
        for name in ["/a/e", "/a/empty", "/a/directory", "/a/t"] {
            let read = RemovalRefusal::of(&said, &RemotePath::new(name));
            assert_eq!(read, RemovalRefusal::NotEmpty, "{name}");
        }
    }
}
