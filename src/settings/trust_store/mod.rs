//! Certificates that the user trusts for single servers, kept between runs: `known_servers` in the
//! configuration folder, one server a line, as ssh keeps its known hosts.
//!
//! ```text
//! ftp.example.com:21 certificate sha256//BASE64 key=sha256//BASE64 valid=FROM/TO added=TIME subject="CN=x"
//! ```
//!
//! Runs side by side lose nothing: a change is made under a lock, on what the file holds then, and put
//! in place whole. Comments and the order of lines are kept.

mod line;

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use super::lock::{Lock, replace};
use super::memory::private_folder;
use crate::error::{Result, local, usage};
use crate::net::trust::Known;

pub use line::Record;

/// The first line of a new file.
const TITLE: &str =
    "# Servers whose certificates ftps trusts beside those of authorities; see ftps trust --help\n";

/// The file.
#[derive(Clone, Debug)]
pub struct TrustStore {
    path: PathBuf,
}

/// What to do where something is on record for the server already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it.
    Keep,
    /// Put the new record in its place.
    Replace,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was written.
    Written,
    /// These were on record, and still are.
    Kept(Vec<Known>),
}

impl TrustStore {
    /// The user's own; `None` where there is no configuration folder.
    pub fn standard() -> Option<Self> {
        Some(Self { path: dirs::config_dir()?.join("ftps").join("known_servers") })
    }

    /// All records, in the order of the file; none where there is no file.
    pub fn records(&self) -> Result<Vec<Record>> {
        let lines = self.lines()?;
        let mut records = Vec::new();
        for (line, number) in lines.iter().zip(1..) {
            records.extend(self.read_line(line, number)?);
        }
        Ok(records)
    }

    /// The records of one server.
    pub fn known(&self, host: &str, port: u16) -> Result<Vec<Known>> {
        let all = self.records()?;
        Ok(all.into_iter().filter(|one| one.is_of(host, port)).map(|one| one.known).collect())
    }

    /// Records a certificate.
    pub fn add(&self, record: &Record, existing: Existing) -> Result<Added> {
        self.change(
            |lines, own| {
                if !own.is_empty() && existing == Existing::Keep {
                    return Added::Kept(own.into_iter().map(|(_, known)| known).collect());
                }
                for (place, _) in own.iter().rev() {
                    lines.remove(*place);
                }
                lines.push(record.line());
                Added::Written
            },
            &record.host,
            record.port,
        )
    }

    /// Forgets a server; returns how many records it had.
    pub fn remove(&self, host: &str, port: u16) -> Result<usize> {
        let forget = |lines: &mut Vec<String>, own: Vec<(usize, Known)>| {
            for (place, _) in own.iter().rev() {
                lines.remove(*place);
            }
            own.len()
        };
        self.change(forget, host, port)
    }

    /// Changes the lines of the file under the lock; `work` gets them, and which are those of the
    /// server.
    fn change<T>(
        &self,
        work: impl FnOnce(&mut Vec<String>, Vec<(usize, Known)>) -> T,
        host: &str,
        port: u16,
    ) -> Result<T> {
        private_folder(&self.path).map_err(local(&self.path))?;
        let _held = Lock::for_changing(&self.path).map_err(local(&self.path))?;
        let mut lines = self.lines()?;
        let mut own = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let record = self.read_line(line, place + 1)?.filter(|one| one.is_of(host, port));
            own.extend(record.map(|record| (place, record.known)));
        }
        let before = lines.clone();
        let done = work(&mut lines, own);
        if lines != before {
            self.write(&lines).map_err(local(&self.path))?;
        }
        Ok(done)
    }

    fn lines(&self) -> Result<Vec<String>> {
        let mode = match fs::metadata(&self.path) {
            Ok(found) => found.permissions().mode(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(local(&self.path)(error)),
        };
        if mode & 0o022 != 0 {
            return Err(usage(format!(
                "{}: others can write to it, and so say whom you trust; chmod go-w it",
                self.path.display()
            )));
        }
        let text = String::from_utf8(fs::read(&self.path).map_err(local(&self.path))?);
        let text = text.map_err(|_| usage(format!("{}: not UTF-8", self.path.display())))?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn read_line(&self, line: &str, number: usize) -> Result<Option<Record>> {
        let read = Record::parse(line);
        read.map_err(|why| usage(format!("{}:{number}: {why}", self.path.display())))
    }

    fn write(&self, lines: &[String]) -> io::Result<()> {
        let has_title = lines.first().is_some_and(|line| line.starts_with('#'));
        let title = if has_title { "" } else { TITLE };
        replace(&self.path, &format!("{title}{}\n", lines.join("\n")))
    }
}
