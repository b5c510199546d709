//! Runs the real binary in a fresh directory with a clean environment and a time limit.
//!
//! ```text
//! let run = Run::new(&server);
//! run.ftps(["get", "{url}/a.txt"]).code(0).stderr_is("");
//! ```

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::files;
use super::output::Output;
use super::running::Running;
use super::server::{Client, Server};
use super::terminal::Terminal;

/// No test may take longer without saying so.
const LIMIT: Duration = Duration::from_secs(60);

/// Commands that have others below them, and no options of their own.
const GROUPS: [&str; 3] = ["trust", "sites", "hosts"];

/// A fresh directory, an environment, and the binary to be run there.
///
/// `{url}` in an argument is the server's URL (`ftp://u@127.0.0.1:PORT`), `{ca}` the authority's
/// certificate, `{cert}` and `{key}` the client's, `{host}` and `{port}` parts of the URL. With a
/// server, `--ca-file` is put behind the first argument (but for groups of commands), and `FTPS_PASSWORD` is set.
pub struct Run<'a> {
    program: PathBuf,
    server: Option<&'a Server>,
    folder: TempDir,
    env: Vec<(OsString, Option<OsString>)>,
    stdin: Vec<u8>,
    limit: Duration,
    trusting: bool,
}

impl<'a> Run<'a> {
    /// Runs against this server.
    pub fn new(server: &'a Server) -> Self {
        let mut run = Self::program(binary());
        run.env = vec![("FTPS_PASSWORD".into(), Some(server.password().into()))];
        run.server = Some(server);
        run
    }

    /// Runs without a server.
    pub fn alone() -> Self {
        Self::program(binary())
    }

    /// Runs the program by way of a shell, which knows it as `$FTPS`; `{ca}` is the file for `--ca-file`.
    pub fn shell(server: &'a Server) -> Self {
        Self::program("sh").against(server).without_ca().env("FTPS", binary())
    }

    /// Runs another program, for what is not compiled as a test; see [`Run::against`].
    pub fn program(program: impl Into<PathBuf>) -> Self {
        let folder = tempfile::Builder::new().prefix("ftps-run-").tempdir();
        let folder = folder.expect("a temporary folder");
        for name in ["work", "home"] {
            fs::create_dir(folder.path().join(name)).expect("a fresh folder");
        }
        Self {
            program: program.into(),
            server: None,
            folder,
            env: Vec::new(),
            stdin: Vec::new(),
            limit: LIMIT,
            trusting: true,
        }
    }

    /// The same directory and environment, with another server.
    #[must_use]
    pub fn against(mut self, server: &'a Server) -> Self {
        self.server = Some(server);
        self.env("FTPS_PASSWORD", server.password())
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.into(), Some(value.as_ref().into())));
        self
    }

    /// Removes a variable (`FTPS_PASSWORD`, for one).
    #[must_use]
    pub fn without_env(mut self, name: &str) -> Self {
        self.env.push((name.into(), None));
        self
    }

    /// What the program reads on standard input; nothing without this.
    #[must_use]
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    /// Another limit than 60 seconds.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Gives no `--ca-file`.
    #[must_use]
    pub fn without_ca(mut self) -> Self {
        self.trusting = false;
        self
    }

    /// The working directory.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// The home directory; `.config`, `.local/state`, `.cache` and `.local/share` are below it.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The path of a local file.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir().join(name)
    }

    /// Writes a local file, with its folders. Below the home directory with `~/`.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = match name.strip_prefix("~/") {
            Some(name) => self.home().join(name),
            None => self.path(name),
        };
        let folder = path.parent().expect("a path below the directory");
        fs::create_dir_all(folder).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Writes a local file of so many zeros that takes no room.
    pub fn write_sparse(&self, name: &str, bytes: u64) {
        files::sparse(&self.path(name), bytes);
    }

    /// Writes a local file that nobody else may read: one with a secret in it.
    pub fn write_private(&self, name: &str, content: impl AsRef<[u8]>) {
        self.write(name, content);
        let path = match name.strip_prefix("~/") {
            Some(name) => self.home().join(name),
            None => self.path(name),
        };
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(path, private).expect("its permissions");
    }

    /// Writes a local file that was last changed at this time, in seconds since 1970.
    pub fn write_dated(&self, name: &str, content: impl AsRef<[u8]>, seconds: u64) {
        self.write(name, content);
        files::date(&self.path(name), seconds);
    }

    /// When a local file was last changed, in seconds since 1970.
    #[track_caller]
    pub fn modified(&self, name: &str) -> u64 {
        files::modified(&self.path(name))
    }

    /// Makes a named pipe.
    #[track_caller]
    pub fn make_pipe(&self, name: &str) {
        files::make_pipe(&self.path(name));
    }

    /// The content of a local file, which must be there.
    #[track_caller]
    pub fn read(&self, name: &str) -> Vec<u8> {
        match fs::read(self.path(name)) {
            Ok(bytes) => bytes,
            Err(error) => panic!("{name}: {error}; there is {:?}", files::names_in(&self.dir())),
        }
    }

    /// Whether there is something of this name.
    pub fn exists(&self, name: &str) -> bool {
        fs::symlink_metadata(self.path(name)).is_ok()
    }

    /// Asserts that a folder below the working directory (`"."` for itself) holds exactly these
    /// names: no temporary file was left.
    #[track_caller]
    pub fn only_files(&self, folder: &str, names: &[&str]) {
        files::only_files(&self.path(folder), names);
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn ftps<I: IntoIterator<Item: AsRef<OsStr>>>(&self, args: I) -> Output {
        self.start(args).finish()
    }

    /// Runs the program in the background.
    #[track_caller]
    pub fn start<I: IntoIterator<Item: AsRef<OsStr>>>(&self, args: I) -> Running<'a> {
        self.start_with(args, Stdio::piped(), Stdio::piped())
    }

    /// Runs the program in the background; standard output goes elsewhere, and is not in what comes back.
    #[track_caller]
    pub fn start_writing_to<I: IntoIterator<Item: AsRef<OsStr>>>(
        &self,
        args: I,
        stdout: OwnedFd,
    ) -> Running<'a> {
        self.start_with(args, stdout.into(), Stdio::piped())
    }

    /// The same with both outputs.
    #[track_caller]
    pub fn start_saying_to<I: IntoIterator<Item: AsRef<OsStr>>>(
        &self,
        args: I,
        stdout: OwnedFd,
        stderr: OwnedFd,
    ) -> Running<'a> {
        self.start_with(args, stdout.into(), stderr.into())
    }

    #[track_caller]
    fn start_with<I: IntoIterator<Item: AsRef<OsStr>>>(
        &self,
        args: I,
        stdout: Stdio,
        stderr: Stdio,
    ) -> Running<'a> {
        let mut command = Command::new(&self.program);
        self.environment(&mut command);
        for (index, arg) in args.into_iter().enumerate() {
            command.arg(self.fill_in(arg.as_ref()));
            let takes_it = index == 0 && !GROUPS.iter().any(|group| arg.as_ref() == *group);
            if let (true, Some(server), true) = (takes_it, self.server, self.trusting) {
                command.arg("--ca-file").arg(&server.files().ca);
            }
        }
        command.current_dir(self.dir()).stdin(Stdio::piped()).stdout(stdout).stderr(stderr);
        let shown = shown(&command);
        let child = match command.spawn() {
            Ok(child) => child,
            Err(error) => panic!("{shown}: {error}"),
        };
        if let Some(server) = self.server {
            server.watch(&Client::Process(child.id()));
        }
        Running::new(child, &self.stdin, shown, self.server, self.limit)
    }

    /// Runs the program at a terminal of so many rows and columns.
    #[track_caller]
    pub fn terminal<I: IntoIterator<Item: AsRef<OsStr>>>(
        &self,
        args: I,
        (rows, columns): (u16, u16),
    ) -> Terminal {
        let mut command = Command::new(&self.program);
        self.environment(&mut command);
        command.env("TERM", "xterm-256color").current_dir(self.dir());
        for (index, arg) in args.into_iter().enumerate() {
            command.arg(self.fill_in(arg.as_ref()));
            let takes_it = index == 0 && !GROUPS.iter().any(|group| arg.as_ref() == *group);
            if let (true, Some(server), true) = (takes_it, self.server, self.trusting) {
                command.arg("--ca-file").arg(&server.files().ca);
            }
        }
        Terminal::start(command, rows, columns)
    }

    fn environment(&self, command: &mut Command) {
        let home = self.home();
        command.env_clear();
        // What coverage and sanitizers of a developer need, and nothing else of their environment.
        for name in ["PATH", "LLVM_PROFILE_FILE", "RUST_BACKTRACE"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("LC_ALL", "C.UTF-8");
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
    }

    /// An argument with its placeholders replaced. One that is not UTF-8 has none.
    fn fill_in(&self, arg: &OsStr) -> OsString {
        let (Some(text), Some(server)) = (arg.to_str(), self.server) else {
            return arg.to_owned();
        };
        let files = server.files();
        let path = |path: &Path| path.to_str().expect("a plain path").to_owned();
        let address = server.address();
        let host = match address.ip() {
            ip if ip.is_ipv6() => format!("[{ip}]"),
            ip => ip.to_string(),
        };
        text.replace("{url}", &server.url())
            .replace("{host}", &host)
            .replace("{port}", &address.port().to_string())
            .replace("{ca}", &path(&files.ca))
            .replace("{cert}", &path(&files.client_cert))
            .replace("{key}", &path(&files.client_key))
            .into()
    }
}

/// The binary that Cargo built for these tests. The demo and the benches, which are no tests, find
/// theirs by themselves and use [`Run::program`].
fn binary() -> PathBuf {
    match option_env!("CARGO_BIN_EXE_ftps") {
        Some(path) => path.into(),
        None => panic!("only a test knows where the binary is; use Run::program"),
    }
}

/// A command that is impatient of what is broken.
pub fn quickly<'a>(command: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    [&[command, "--retry-delay", "10ms", "--timeout", "2s"], rest].concat()
}

fn shown(command: &Command) -> String {
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    let args: Vec<_> = args.collect();
    format!("ftps {}", args.join(" "))
}
