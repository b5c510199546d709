//! Removing a source once its copy is verified: the one place where `--remove-source` deletes a file.
//!
//! A source is removed only while all facts that its copy was made with still hold. A version that was never copied is
//! kept, whatever else is the same.

use std::fs;
use std::io;

use super::outcome::Completion;
use super::source_facts::{LocalFacts, RemoteFacts, SourceFacts};
use crate::error::{Class, Error, Result, local, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::session::Session;

/// Removes a source of which there is a copy, as sure as `completion` says.
///
/// An error of the class `Refused` where the copy is not verified, and of the class `Integrity` where the source is not
/// the one that was copied any more; it is kept then. A source that is gone already counts as removed only where an earlier try of this call
/// removed it and its reply was lost.
pub fn remove_source(client: &mut Client, state: Completion, source: &SourceFacts) -> Result<()> {
    if state != Completion::Verified {
        let text = "the server reports no size to verify the copy by; the source is kept";
        return Err(Error::Plain(Class::Refused, text.into()));
    }
    match source {
        SourceFacts::Stream => Err(kept("it is a stream")),
        SourceFacts::Local(facts) => remove_here(facts),
        SourceFacts::Remote(facts) => remove_there(client, facts),
    }
}

fn remove_here(source: &LocalFacts) -> Result<()> {
    let path = &source.path;
    match LocalFacts::read(path) {
        Ok(now) if now == *source => fs::remove_file(path).map_err(local(path)),
        Ok(_) => Err(kept("it changed meanwhile")),
        Err(Error::Local { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Err(kept("it was moved or removed meanwhile"))
        }
        Err(error) => Err(error),
    }
}

/// A connection that is lost meanwhile is no answer: the next one decides by looking.
fn remove_there(client: &mut Client, source: &RemoteFacts) -> Result<()> {
    let doing = format!("removing {}: ", printable(source.path.as_bytes()));
    let mut attempts = client.attempts(doing);
    let mut asked = false;
    loop {
        let removed = client.with(|session| {
            if asked && session.lookup(&source.path)?.is_none() {
                return Ok(());
            }
            check_unchanged(session, source)?;
            asked = true;
            session.delete(&source.path)
        });
        match removed {
            Ok(()) => return Ok(()),
            Err(error) => attempts.again_after(error)?,
        }
    }
}

/// An error unless all facts of the source still hold.
fn check_unchanged(session: &mut Session, source: &RemoteFacts) -> Result<()> {
    let now = session.facts(&source.path)?;
    if now != source.facts {
        return Err(kept(&differences(&source.facts, &now)));
    }
    if let Some(digest) = &source.digest
        && session.digest(&source.path, digest.algorithm)? != *digest
    {
        return Err(kept("it changed meanwhile (its digest is another one now)"));
    }
    Ok(())
}

fn differences(before: &Facts, now: &Facts) -> String {
    if before.size != now.size {
        let shown = |size: Option<u64>| size.map_or("unknown".into(), |size| size.to_string());
        let (before, now) = (shown(before.size), shown(now.size));
        return format!("it changed meanwhile (its size was {before} and is {now} now)");
    }
    "it changed meanwhile (its modification time is another one now)".into()
}

fn kept(why: &str) -> Error {
    Error::Plain(Class::Integrity, format!("{why}; the source is kept"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_local_source_is_removed_only_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        fs::write(&path, "one").expect("a file");
        let facts = LocalFacts::read(&path).expect("facts");
        let other = folder.path().join("b");
        fs::write(&other, "two").expect("a file");
        let time = fs::metadata(&path).and_then(|found| found.modified()).expect("a time");
        File::options().write(true).open(&other).and_then(|f| f.set_modified(time)).expect("time");
        fs::rename(&other, &path).expect("a rename");
        assert_eq!(remove_here(&facts).expect_err("another inode").class(), Class::Integrity);
        let facts = LocalFacts::read(&path).expect("facts");
        let later = UNIX_EPOCH + Duration::from_secs(5);
        File::options().write(true).open(&path).and_then(|f| f.set_modified(later)).expect("time");
        assert_eq!(remove_here(&facts).expect_err("another time").class(), Class::Integrity);
        let facts = LocalFacts::read(&path).expect("facts");
        remove_here(&facts).expect("removed");
        assert_eq!(remove_here(&facts).expect_err("gone").class(), Class::Integrity);
    }
}
