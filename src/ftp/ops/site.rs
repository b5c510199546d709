//! Operations that some servers add to FTP by commands of their own: copies on the server, symbolic
//! links, free space. Each says whether the server has it; what is done instead is left to others.

use crate::error::{Class, Error, Result, printable};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;

/// Whether a server has an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It has, and did it.
    Done,
    /// It does not know the command.
    Unknown,
}

impl Session {
    /// Copies a file on the server by SITE CPFR and SITE CPTO (mod_copy of `ProFTPD`). What has the
    /// new name may be overwritten. A refusal for any other reason than the command is an error.
    pub fn copy_on_server(&mut self, from: &RemotePath, to: &RemotePath) -> Result<Offered> {
        if self.needs_paths(from, to) {
            return Ok(Offered::Unknown);
        }
        let [from, to] = self.arguments(from, to)?;
        let first = [b"CPFR ", from.as_bytes()].concat();
        let reply = self.try_call(Command::new("SITE", first)?)?;
        if is_unknown(&reply) {
            return Ok(Offered::Unknown);
        }
        if reply.is_refusal() && !reply.is_intermediate() {
            return Err(Error::Refused(reply.response()));
        }
        let second = [b"CPTO ", to.as_bytes()].concat();
        self.call(Command::new("SITE", second)?).map(|_| Offered::Done)
    }

    /// Makes a symbolic link named `link` that points to `goal`, by SITE SYMLINK (mod_site_misc of
    /// `ProFTPD`), which parts its two words by a blank: a name with a blank is refused here.
    pub fn make_link(&mut self, goal: &[u8], link: &RemotePath) -> Result<Offered> {
        for name in [goal, link.as_bytes()] {
            if name.contains(&b' ') {
                let shown = printable(name);
                let text = format!("{shown:?}: SITE SYMLINK cannot carry a name with a blank");
                return Err(Error::Plain(Class::Refused, text));
            }
        }
        let link = self.argument(link)?;
        let words = [b"SYMLINK ", goal, b" ", link.as_bytes()].concat();
        let reply = self.try_call(Command::new("SITE", words)?)?;
        match reply {
            reply if is_unknown(&reply) => Ok(Offered::Unknown),
            reply if reply.is_refusal() => Err(Error::Refused(reply.response())),
            _ => Ok(Offered::Done),
        }
    }

    /// The bytes that can still be stored in a folder, by AVBL (draft-peterson-streamlined-ftp-command-extensions
    /// section 4); `None` where the server does not report them.
    pub fn available(&mut self, folder: &RemotePath) -> Result<Option<u64>> {
        let command = match folder.as_bytes() {
            [] => Command::bare("AVBL"),
            _ if self.sends_bare_names() => match self.go_into(folder)? {
                Some(refused) => return Err(Error::Refused(refused)),
                None => Command::bare("AVBL"),
            },
            path => Command::new("AVBL", path)?,
        };
        let reply = self.try_call(command)?;
        if is_unknown(&reply) {
            return Ok(None);
        }
        if reply.is_refusal() {
            return Err(Error::Refused(reply.response()));
        }
        let words = reply.first().split(u8::is_ascii_whitespace);
        let mut numbers = words.filter_map(|word| std::str::from_utf8(word).ok()?.parse().ok());
        Ok(numbers.next_back())
    }

    /// The user's quota in the server's words, by SITE QUOTA (mod_quotatab of `ProFTPD`); `None` where
    /// the server does not know it.
    pub fn quota(&mut self) -> Result<Option<Vec<String>>> {
        let reply = self.try_call(Command::new("SITE", "QUOTA")?)?;
        if is_unknown(&reply) || reply.code() == 202 {
            return Ok(None);
        }
        if reply.is_refusal() {
            return Err(Error::Refused(reply.response()));
        }
        Ok(Some(reply.lines().iter().map(|line| printable(line.trim_ascii())).collect()))
    }
}

/// Whether a reply says that the server does not know the command, or not with this word behind it.
fn is_unknown(reply: &Reply) -> bool {
    matches!(reply.code(), 500 | 501 | 502 | 504)
}
