//! The folder that the server stands in, what was learned on the way there, and how paths are sent. Going there and back
//! is left to `stand`.

use crate::error::Response;
use crate::ftp::path::RemotePath;

/// How paths that begin at `/` are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ftp) enum PathUse {
    /// Whole.
    #[default]
    Whole,
    /// By CWD into their folder and the bare name, for a trial: this refusal suggested it.
    Trial(Response),
    /// By CWD and the bare name: that worked where this refusal had been the answer to the whole path.
    Proven(Response),
    /// The same, as an earlier session found out.
    Known,
}

/// Where the server stands, and what was learned on the way there.
#[derive(Debug, Default)]
pub(in crate::ftp) struct Place {
    /// The folder that the server was sent to; `None` is the one after login.
    folder: Option<RemotePath>,
    /// Whether these relative paths are folders. To ask moves the server, perhaps to where only a new login leads
    /// back: the answers outlive the session, for the operation that asked.
    answers: Vec<(RemotePath, bool)>,
    paths: PathUse,
}

impl Place {
    pub(in crate::ftp) fn folder(&self) -> Option<&RemotePath> {
        self.folder.as_ref()
    }

    /// How paths are sent.
    pub(in crate::ftp) fn paths(&self) -> &PathUse {
        &self.paths
    }

    /// Has paths sent in this way.
    pub(in crate::ftp) fn use_paths(&mut self, paths: PathUse) {
        self.paths = paths;
    }

    /// The server was sent to a folder.
    pub(in crate::ftp) fn went_to(&mut self, folder: &RemotePath) {
        self.folder = Some(folder.clone());
    }

    /// The server stands in the login folder, or in one from where no relative path will be sent.
    pub(in crate::ftp) fn went_back(&mut self) {
        self.folder = None;
    }

    /// Whether a path is a folder was answered.
    pub(in crate::ftp) fn answered(&mut self, path: &RemotePath, is_folder: bool) {
        self.answers.push((path.clone(), is_folder));
    }

    /// That answer, if there was one.
    pub(in crate::ftp) fn answer(&self, path: &RemotePath) -> Option<bool> {
        let known = self.answers.iter().find(|(known, _)| known == path);
        known.map(|(_, is_folder)| *is_folder)
    }

    /// A folder was made or removed: the answer about it is no longer right.
    pub(in crate::ftp) fn forget(&mut self, path: &RemotePath) {
        self.answers.retain(|(known, _)| known != path);
    }

    /// The answers so far, for the session that comes after this one.
    pub(in crate::ftp) fn take_answers(&mut self) -> Vec<(RemotePath, bool)> {
        std::mem::take(&mut self.answers)
    }

    /// Takes the answers of the session before.
    pub(in crate::ftp) fn recall(&mut self, answers: Vec<(RemotePath, bool)>) {
        self.answers = answers;
    }
}
