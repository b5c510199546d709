//! `ftps checksum`: digests of remote files, in the form of `sha256sum`; and whether they are those
//! of a list or of local files.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, Command, ValueHint};

use super::connections::Connections;
use super::env::Env;
use super::expand::expand;
use super::operands;
use super::remote_change::{insist, literal};
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result, integrity, local, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::ftp::path::RemotePath;
use crate::settings::flags;
use crate::settings::target::{Place, Target};
use crate::transfer::Rules;
use crate::transfer::excerpt;
use crate::transfer::hasher::{Hasher, of_file};
use crate::ui::checksums::Compared;
use crate::ui::is_broken_pipe;
use crate::ui::tally::Tally;

pub(super) const SPEC: Spec = Spec {
    name: "checksum",
    about: "Show and check digests of remote files",
    more: "\
Lines have the form of sha256sum and its kin. The server computes the digests where it can (HASH, XSHA256
and their kin); else the files are read, and a note says so. --check compares with a list, whose names
are relative to the folder REMOTE; --against with local files of the same names. A digest that differs is
exit 9.

  ftps checksum 'user@ftp.example.com:out/*.iso' > SHA256SUMS
  ftps checksum --check SHA256SUMS user@ftp.example.com:out
  ftps checksum --against in/ 'user@ftp.example.com:out/*.csv'",
    side: Side::Patterns,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    literal(flags::close_notify(command.arg(flags::quote()))).args([
        Arg::new("remote")
            .value_name("REMOTE")
            .value_parser(ValueParser::os_string())
            .required(true)
            .num_args(1..)
            .help("The files; with --check the folder of the names in LIST"),
        Arg::new("algorithm")
            .short('a')
            .long("algorithm")
            .value_name("NAME")
            .value_parser(["sha512", "sha256", "sha1", "md5", "crc32"])
            .default_value("sha256")
            .help("Compute this digest"),
        Arg::new("check")
            .short('c')
            .long("check")
            .value_name("LIST")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::FilePath)
            .help("Compare with the digests in the local file LIST, - for standard input"),
        Arg::new("against")
            .long("against")
            .value_name("LOCAL")
            .value_parser(ValueParser::os_string())
            .value_hint(ValueHint::AnyPath)
            .conflicts_with("check")
            .help(
                "Compare with the local file LOCAL, or the files of the same names in that folder",
            ),
    ])
}

/// A run over files.
struct Checking<'a> {
    env: &'a Env<'a>,
    algorithm: Algorithm,
    rules: Rules,
    tally: Tally,
    /// Whether it was said that files are read.
    noted: bool,
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let name = env.matches.get_one::<String>("algorithm").map_or("", String::as_str);
    let algorithm = Algorithm::named(name).ok_or_else(|| usage("which digest?"))?;
    let rules = Rules { close_notify: operands::close_notify(env.matches), ..Rules::default() };
    let mut run = Checking { env, algorithm, rules, tally: Tally::default(), noted: false };
    let given = env.matches.get_many::<OsString>("remote").into_iter().flatten();
    let targets = given.map(|text| env.remote(text, Place::Operand)).collect::<Result<Vec<_>>>()?;
    let mut servers = Connections::new(env, 0);
    let done = match env.matches.get_one::<OsString>("check") {
        Some(list) => run.list(&mut servers, list, &targets),
        None => run.files(&mut servers, &targets),
    };
    match done {
        Err(error) if is_broken_pipe(&error) => return Ok(error.class()),
        done => done?,
    }
    env.ui.counted(&run.tally)?;
    Ok(run.tally.class())
}

impl Checking<'_> {
    /// Shows the digests of files, or compares them with those of local ones.
    fn files(&mut self, servers: &mut Connections<'_>, targets: &[Target]) -> Result<()> {
        let against = self.env.matches.get_one::<OsString>("against").map(PathBuf::from);
        for target in targets {
            let client = servers.client(target)?;
            let found = if self.env.matches.get_flag("literal") {
                Ok(vec![target.path.clone()])
            } else {
                expand(self.env, client, target)
            };
            let found = match found {
                Ok(found) => found,
                Err(error) => {
                    self.failed(&target.path, &error)?;
                    continue;
                }
            };
            for path in found {
                let done = match &against {
                    Some(place) => self.against(client, &path, place),
                    None => self.digest(client, &path).and_then(|digest| {
                        self.tally.changed();
                        self.env.ui.checksum(path.as_bytes(), &digest)
                    }),
                };
                self.outlive(&path, done)?;
            }
        }
        Ok(())
    }

    /// Compares files with the digests in a list.
    fn list(
        &mut self,
        servers: &mut Connections<'_>,
        list: &OsStr,
        targets: &[Target],
    ) -> Result<()> {
        let [folder] = targets else {
            return Err(usage("--check wants one folder, in which the names of the list are"));
        };
        let client = servers.client(folder)?;
        for line in lines(self.env, list)? {
            let path = RemotePath::absolute(&folder.path, &line.name);
            self.algorithm = line.digest.algorithm;
            let done = self
                .digest(client, &path)
                .and_then(|found| self.compared(&line.name, found.hex == line.digest.hex));
            self.outlive(&path, done)?;
        }
        Ok(())
    }

    fn against(&mut self, client: &mut Client, path: &RemotePath, place: &Path) -> Result<()> {
        let path = &client.absolute(path)?;
        let name = OsStr::from_bytes(path.name().unwrap_or_default());
        let file = if place.is_dir() { place.join(name) } else { place.to_owned() };
        let here = of_file(&file, self.algorithm, None, &self.env.cancel)?;
        let there = self.digest(client, path)?;
        self.compared(path.as_bytes(), here == there)
    }

    fn compared(&mut self, name: &[u8], same: bool) -> Result<()> {
        if same {
            self.tally.changed();
        } else {
            self.tally.failed(Class::Integrity);
        }
        self.env.ui.compared(name, if same { Compared::Same } else { Compared::Differs })
    }

    /// The digest of a file: the server's, else one of its fetched bytes.
    fn digest(&mut self, client: &mut Client, path: &RemotePath) -> Result<Digest> {
        let (path, algorithm) = (client.absolute(path)?, self.algorithm);
        match insist(client, "checking", &path, |session, _| session.digest(&path, algorithm)) {
            Ok(digest) => return Ok(digest),
            // The server offers none, does not know its own command, or gives no digest.
            Err(error) if is_without_digest(&error) => {}
            Err(error) => return Err(error),
        }
        if !std::mem::replace(&mut self.noted, true) {
            self.env.ui.warn(&format!("the server computes no {algorithm}: the files are read"));
        }
        let size = excerpt::size(client, &path)?;
        let mut hasher = Hasher::new(algorithm);
        excerpt::from(client, &path, (0, size), &self.rules, &mut |bytes| {
            hasher.update(bytes);
            Ok(())
        })?;
        Ok(hasher.finish())
    }

    fn outlive(&mut self, path: &RemotePath, done: Result<()>) -> Result<()> {
        match done {
            Err(error) if is_broken_pipe(&error) || matches!(error, Error::Stopped(_)) => {
                Err(error)
            }
            Err(error) => self.failed(path, &error),
            Ok(()) => Ok(()),
        }
    }

    fn failed(&mut self, path: &RemotePath, error: &Error) -> Result<()> {
        self.tally.failed(error.class());
        self.env.ui.not_shown("checksum", path.as_bytes(), error)
    }
}

fn is_without_digest(error: &Error) -> bool {
    match error.root() {
        Error::Plain(Class::Refused | Class::Other, _) => true,
        Error::Refused(reply) => matches!(reply.code, 500 | 501 | 502 | 504 | 556),
        _ => false,
    }
}

/// A line of a list.
struct Line {
    digest: Digest,
    name: Vec<u8>,
}

/// The lines of a list: `HEX  NAME`, `HEX *NAME`, or `SHA256 (NAME) = HEX`.
fn lines(env: &Env<'_>, list: &OsStr) -> Result<Vec<Line>> {
    let from = list.to_owned();
    let text = env.cancel.apart(None, move || {
        if from == "-" {
            std::io::read_to_string(std::io::stdin()).map(String::into_bytes)
        } else {
            fs::read(from)
        }
    })?;
    let text = text.unwrap_or_else(|| Ok(Vec::new())).map_err(local(list))?;
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).collect();
    let read = |line: &&[u8]| {
        parse(line).ok_or_else(|| {
            let list = list.display();
            integrity(format!("{list}: no digest and name in this line: {}", printable(line)))
        })
    };
    lines.iter().map(read).collect()
}

fn parse(line: &[u8]) -> Option<Line> {
    if let Some(open) = line.windows(2).position(|pair| pair == b" (") {
        let close = line.windows(4).rposition(|part| part == b") = ")?;
        let algorithm = Algorithm::named(std::str::from_utf8(line.get(..open)?).ok()?)?;
        let hex = hex(line.get(close + 4..)?)?;
        let name = line.get(open + 2..close)?.to_vec();
        return Some(Line { digest: Digest { algorithm, hex }, name });
    }
    let blank = line.iter().position(|byte| *byte == b' ')?;
    let hex = hex(line.get(..blank)?)?;
    let name = line.get(blank + 2..)?.to_vec();
    let algorithm = match hex.len() {
        128 => Algorithm::Sha512,
        64 => Algorithm::Sha256,
        40 => Algorithm::Sha1,
        32 => Algorithm::Md5,
        8 => Algorithm::Crc32,
        _ => return None,
    };
    (!name.is_empty()).then_some(Line { digest: Digest { algorithm, hex }, name })
}

fn hex(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let is_hex = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_both_forms_are_read() {
        let sha = "a".repeat(64);
        let line = parse(format!("{sha}  a b.csv").as_bytes()).expect("a line");
        assert_eq!((line.digest.algorithm, line.name), (Algorithm::Sha256, b"a b.csv".to_vec()));
        let line = parse(format!("{} *x", "B".repeat(32)).as_bytes()).expect("a line");
        assert_eq!((line.digest.algorithm, line.digest.hex), (Algorithm::Md5, "b".repeat(32)));
        let line = parse(format!("SHA256 (a (1).csv) = {sha}").as_bytes()).expect("a line");
        assert_eq!((line.name, line.digest.hex), (b"a (1).csv".to_vec(), sha));
        assert!(parse(b"no digest at all").is_none() && parse(b"abc  x").is_none());
    }
}
