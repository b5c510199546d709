//! Digests that the server computes of its files, whole or in part: by HASH and RANG
//! (draft-bryan-ftpext-hash, draft-bryan-ftp-range), MD5 (draft-twine-ftpmd5), SITE MD5 and the X commands.
//!
//! Computing the same of local bytes is left to `transfer::hasher`, and the meaning of a difference to its callers.

mod algorithm;
mod answer;
pub(in crate::ftp) mod learned;
mod ways;

use self::answer::is_of_range;
use self::ways::{Part, Way, requests, ways};
use crate::error::{Class, Error, Result, protocol, usage};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;

pub use algorithm::{Algorithm, Digest};
pub use answer::digest_in;

impl Session {
    /// The strongest algorithm that the server offers, by whatever command.
    pub fn digest_algorithm(&self) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|one| !ways(self.features(), *one).is_empty())
    }

    /// The digest of a whole file, by the first of the server's commands that it does not refuse as unknown.
    ///
    /// An algorithm that is not offered is an error of class [`Class::Refused`]; a reply without a digest of the
    /// right length is one of [`Class::Other`], and the session goes on. A server may compute for as long as the
    /// usual limits allow a reply: between two lines of it `--timeout`, ten times that in all. ProFTPD sends a line
    /// a second meanwhile; libunftp says nothing (4 to 14 s for 1 GiB, measured).
    ///
    /// ProFTPD's X commands refuse an empty file (501); its HASH and MD5 do not.
    pub fn digest(&mut self, path: &RemotePath, algorithm: Algorithm) -> Result<Digest> {
        let ways = ways(self.features(), algorithm);
        self.first_answer(&ways, path, algorithm, None)
    }

    /// The strongest algorithm that the server offers for a part of a file.
    pub fn range_algorithm(&self) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|one| !self.ways_of_range(*one).is_empty())
    }

    /// Whether the server may digest a part of a file. It may still turn out that it cannot: then
    /// [`Session::digest_range`] is an error and this is false from there on.
    pub fn can_digest_range(&self) -> bool {
        self.range_algorithm().is_some()
    }

    /// The digest of the bytes from offset `from` to before offset `to`, both within the file.
    ///
    /// X commands come first: ProFTPD 1.3.8 takes RANG and then digests the whole file by HASH. A reply to HASH
    /// must therefore name the range that was asked for. The limits and errors are those of [`Session::digest`].
    pub fn digest_range(
        &mut self,
        path: &RemotePath,
        algorithm: Algorithm,
        from: u64,
        to: u64,
    ) -> Result<Digest> {
        if from >= to {
            return Err(usage(format!(
                "a digest of the bytes from {from} to {to}: there are none"
            )));
        }
        let ways = self.ways_of_range(algorithm);
        self.first_answer(&ways, path, algorithm, Some((from, to)))
    }

    fn ways_of_range(&self, algorithm: Algorithm) -> Vec<Way> {
        let learned = self.digests_learned();
        let rang = self.features().has("RANG") && !learned.hash_is_whole;
        let mut found = ways(self.features(), algorithm);
        found.retain(|way| match way {
            Way::Hash(_) => rang,
            Way::Own(name) => name.starts_with('X') && !learned.no_x,
        });
        found.sort_by_key(|way| matches!(way, Way::Hash(_)));
        found
    }

    fn first_answer(
        &mut self,
        ways: &[Way],
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        let path = &self.argument(path)?;
        let mut first = None;
        for way in ways {
            let answer = match way {
                Way::Hash(name) => self.hash(name, path, algorithm, part),
                Way::Own(name) => self.own(name, path, algorithm, part),
            };
            match answer {
                Err(error) if is_unknown(&error) => first = first.or(Some(error)),
                other => return other,
            }
        }
        let of = if part.is_some() { " of a part of a file" } else { "" };
        Err(first.unwrap_or_else(|| {
            Error::Plain(Class::Refused, format!("the server offers no {algorithm} digest{of}"))
        }))
    }

    fn hash(
        &mut self,
        name: &str,
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        if self.selected() != Some(algorithm) {
            self.call(Command::new("OPTS", format!("HASH {name}"))?)?;
            self.digests().selected = Some(algorithm);
        }
        let Some((from, to)) = part else {
            let reply = self.call(Command::new("HASH", path)?)?;
            return digest_in("HASH", &reply, algorithm, path);
        };
        // The end of RANG is the last byte itself.
        let range = self.try_call(Command::new("RANG", format!("{from} {}", to - 1))?)?;
        if range.is_refusal() && !range.is_intermediate() {
            let refused = Error::Refused(range.response());
            self.digests().hash_is_whole |= is_unknown(&refused);
            return Err(refused);
        }
        let answer = self.call(Command::new("HASH", path)?);
        // A range that HASH did not use up would cut the next download (measured on ProFTPD).
        if answer.as_ref().err().is_none_or(|error| !error.breaks_session()) {
            self.forget_range()?;
        }
        let reply = answer?;
        if !is_of_range(&reply, from, to) {
            self.digests().hash_is_whole = true;
            let why = "the server digests whole files only: asked for a range, HASH answers";
            return Err(Error::Plain(Class::Refused, format!("{why} {}", reply.response().text)));
        }
        digest_in("HASH", &reply, algorithm, path)
    }

    /// RANG 1 0 takes a range back (draft-bryan-ftp-range section 3).
    fn forget_range(&mut self) -> Result<()> {
        let reply = self.try_call(Command::new("RANG", "1 0")?)?;
        if reply.is_refusal() && !reply.is_intermediate() {
            return Err(protocol(format!(
                "the server will not forget the range of a digest: {}",
                reply.response()
            )));
        }
        Ok(())
    }

    fn own(
        &mut self,
        name: &'static str,
        path: &RemotePath,
        algorithm: Algorithm,
        part: Part,
    ) -> Result<Digest> {
        let mut first = None;
        for request in requests(name, path, part)? {
            match self.call(request) {
                Ok(reply) => return digest_in(name, &reply, algorithm, path),
                Err(error) if error.refusal().is_some_and(|said| said.code / 100 == 5) => {
                    first = first.or(Some(error));
                }
                Err(error) => return Err(error),
            }
        }
        let refused = first.unwrap_or_else(|| protocol("nothing was asked"));
        // Not 501: ProFTPD says that of a range beyond the end, too.
        let unknown = refused.refusal().is_some_and(|said| matches!(said.code, 500 | 502 | 504));
        self.digests().no_x |= unknown && name.starts_with('X');
        Err(refused)
    }

    /// The algorithm that HASH uses unless told otherwise.
    fn selected(&self) -> Option<Algorithm> {
        self.digests_learned().selected.or_else(|| {
            let (name, _) = self.features().hash.iter().find(|(_, selected)| *selected)?;
            Algorithm::named(name)
        })
    }
}

/// Whether the server does not know the command, or not with these arguments.
fn is_unknown(error: &Error) -> bool {
    error.refusal().is_some_and(|said| matches!(said.code, 500 | 501 | 502 | 504))
}
