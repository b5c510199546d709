//! A user of one lab server, with a folder of its own there, so that tests do not meet each other.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::lab::{Lab, Server};
use crate::support::{Output, Run, Running};

/// A user of one server.
///
/// In arguments `{home}` is the URL where a login begins, `{here}` that of the guest's own folder, and
/// `{folder}` its path, all without a slash at the end. The folder does not exist until something is put there
/// with `--mkdir`; when the guest goes, it goes too.
pub struct Guest {
    /// The server.
    pub server: &'static Server,
    /// The local side.
    pub run: Run<'static>,
    host: String,
    folder: String,
    stored: Folder,
    options: Vec<String>,
}

impl Guest {
    /// A guest of the server that a test module is named after.
    pub fn of(module: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = Lab::server(module);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let mut options = vec!["--ca-file".to_owned(), plain(&server.ca)];
        if let (Some(cert), Some(key)) = (&server.cert, &server.key) {
            options.extend(["--cert".to_owned(), plain(cert), "--key".to_owned(), plain(key)]);
        }
        let folder = format!("in/guest-{}-{count}", process::id());
        Self {
            server,
            run: Run::alone().env("FTPS_PASSWORD", &server.password),
            host: server.host.clone(),
            stored: Folder(server.home.join(&folder)),
            folder,
            options,
        }
    }

    /// The same, with another form of the host.
    #[must_use]
    pub fn host(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    /// The same, with these options instead of `--ca-file` and a client certificate.
    #[must_use]
    pub fn only(mut self, options: &[&str]) -> Self {
        self.options = options.iter().map(|option| (*option).to_owned()).collect();
        self
    }

    /// The same, with these options too.
    #[must_use]
    pub fn with(mut self, options: &[&str]) -> Self {
        self.options.extend(options.iter().map(|option| (*option).to_owned()));
        self
    }

    /// The same, with another password.
    #[must_use]
    pub fn password(mut self, password: &str) -> Self {
        self.run = self.run.env("FTPS_PASSWORD", password);
        self
    }

    /// The same, with none in the environment.
    #[must_use]
    pub fn without_password(mut self) -> Self {
        self.run = self.run.without_env("FTPS_PASSWORD");
        self
    }

    /// The same, with this on standard input.
    #[must_use]
    pub fn stdin(mut self, bytes: &[u8]) -> Self {
        self.run = self.run.stdin(bytes);
        self
    }

    /// The same, with another time limit.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.run = self.run.limit(limit);
        self
    }

    /// Runs `ftps` to its end. The note about servers that do not resume TLS sessions is set aside: it
    /// comes once, in whatever test is first.
    #[track_caller]
    pub fn ftps<I: IntoIterator<Item: AsRef<OsStr>>>(&self, args: I) -> Output {
        self.start(args).finish().setting_aside("does not tie data connections")
    }

    /// Moves a file of so many bytes: exit 0, and not a word, but for the note that the server told no
    /// size, where it tells none.
    #[track_caller]
    pub fn moves<const N: usize>(&self, bytes: usize, args: [&str; N]) -> Output {
        let output = self.ftps(args);
        output.code(0);
        if self.server.tells_size(bytes) {
            output.stderr_is("");
        } else {
            output.stderr_has("acknowledged by the server, its size not checked\n");
            assert_eq!(output.err().lines().count(), 1, "{}", output.context());
        }
        output
    }

    /// Runs `ftps` in the background.
    #[track_caller]
    pub fn start<I: IntoIterator<Item: AsRef<OsStr>>>(&self, args: I) -> Running<'static> {
        let mut args = args.into_iter();
        let command = args.next().map(|first| self.fill_in(first.as_ref()));
        let rest: Vec<String> = args.map(|arg| self.fill_in(arg.as_ref())).collect();
        self.run.start(command.into_iter().chain(self.options.iter().cloned()).chain(rest))
    }

    fn fill_in(&self, arg: &OsStr) -> String {
        let Server { scheme, user, port, .. } = self.server;
        let home = format!("{scheme}://{user}@{}:{port}", self.host);
        let text = arg.to_str().expect("arguments of these tests are UTF-8");
        let here = format!("{home}/{}", self.folder);
        text.replace("{here}", &here).replace("{home}", &home).replace("{folder}", &self.folder)
    }

    /// Where the server keeps a file of the guest's folder.
    pub fn stored(&self, name: &str) -> PathBuf {
        self.stored.0.join(name)
    }

    /// How many bytes the server has in the guest's folder so far, whatever their names.
    pub fn bytes_stored(&self) -> u64 {
        let entries = fs::read_dir(&self.stored.0).into_iter().flatten().filter_map(Result::ok);
        entries.filter_map(|entry| entry.metadata().ok()).map(|found| found.len()).sum()
    }

    /// What the server has under a name of the guest's folder; it must be there.
    #[track_caller]
    pub fn read_stored(&self, name: &str) -> Vec<u8> {
        let path = self.stored(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Asserts that the guest's folder holds these names and nothing else: no temporary was left.
    #[track_caller]
    pub fn only_stored(&self, names: &[&str]) {
        crate::support::files::only_files(&self.stored("."), names);
    }
}

/// A folder on the server, as this machine sees it.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // Where nothing was put there is none.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn plain(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}
