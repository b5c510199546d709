//! The last step of an upload: from its temporary name to its own.

use crate::error::{Error, Response, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::namespace::Renamed;
use crate::ftp::path::RemotePath;

/// Gives the temporary its final name. Where RNTO does not replace (IIS), the old file is deleted
/// first, now that the new one is known to be whole; never where it is RNFR that is refused.
///
/// `asked_before` says that an earlier try may have done it and only its answer was lost: then a
/// file of `size` bytes under the final name, and none under the temporary one, is success.
pub(super) fn rename(
    client: &mut Client,
    from: &RemotePath,
    to: &RemotePath,
    asked_before: bool,
    size: u64,
) -> Result<()> {
    if asked_before && is_done(client, from, to, size)? {
        return Ok(());
    }
    // Where it was asked before, what the server says next is needed before anything else.
    let asks = if asked_before { &[] } else { client.asks_for_next() };
    let answer = client.with(|session| session.rename(from, to, asks));
    conclude(client, from, to, answer)
}

/// What a renaming in company came to: it is seen to where its answer was lost, or not good.
pub(super) fn conclude_deferred(
    client: &mut Client,
    from: &RemotePath,
    to: &RemotePath,
    size: u64,
) -> Result<()> {
    match client.deferred_rename_outcome() {
        Ok(None | Some(Renamed::NotFrom(_))) => rename(client, from, to, true, size),
        Ok(Some(renamed)) => conclude(client, from, to, Ok(renamed)),
        Err(error) => Err(kept(from, error)),
    }
}

/// Goes on from the answer to RNFR and RNTO.
fn conclude(
    client: &mut Client,
    from: &RemotePath,
    to: &RemotePath,
    answer: Result<Renamed>,
) -> Result<()> {
    let refused = match answer {
        Ok(Renamed::Done) => {
            client.note_renaming();
            return Ok(());
        }
        Ok(Renamed::NotFrom(said)) => {
            // Not implemented, not known, or not for this user.
            if matches!(said.code, 500 | 502 | 504) {
                client.profile_mut().no_rename.learn(true, &format!("RNFR: {said}"));
            }
            return Err(refused_from(client, from, said));
        }
        Ok(Renamed::NotTo(said)) if said.is_transient() => {
            return Err(kept(from, Error::Refused(said)));
        }
        Ok(Renamed::NotTo(said)) if !is_in_the_way(&said) => {
            return Err(kept(from, Error::Refused(said)));
        }
        Ok(Renamed::NotTo(said)) => said,
        Err(error) => return Err(kept(from, error)),
    };
    match client.with(|session| session.delete(to)) {
        Ok(()) => {}
        // The first refusal says more than what came of the second try.
        Err(error) if error.refusal().is_some() => return Err(kept(from, Error::Refused(refused))),
        Err(error) => return Err(kept(from, error)),
    }
    match client.with(|session| session.rename(from, to, &[])) {
        Ok(Renamed::Done) => Ok(()),
        Ok(_) => Err(kept(from, Error::Refused(refused))),
        Err(error) => Err(kept(from, error)),
    }
}

/// The error for a refused RNFR. A folder whose files are taken away as soon as they are there holds nothing to
/// rename.
fn refused_from(client: &mut Client, from: &RemotePath, said: Response) -> Error {
    let is_gone = said.code == 550
        && client.with(|session| session.lookup(from)).is_ok_and(|found| found.is_none());
    if !is_gone {
        return kept(from, Error::Refused(said));
    }
    Error::Refused(said).during(format!(
        "renaming {}: the server took it away before it could be renamed, as a folder does whose files are processed \
         at once; --direct sends a file under its own name",
        printable(from.as_bytes())
    ))
}

/// Whether the new name is refused because there is such a file (IIS: "Cannot create a file when
/// that file already exists"). For another reason the good old file must not go.
fn is_in_the_way(said: &Response) -> bool {
    let text = said.text.to_lowercase();
    text.contains("exist") && !text.contains("not exist") && !text.contains("doesn't exist")
}

fn is_done(client: &mut Client, from: &RemotePath, to: &RemotePath, size: u64) -> Result<bool> {
    let there = client.with(|session| session.size(to))? == Some(size);
    Ok(there && client.with(|session| session.size(from))?.is_none())
}

fn kept(temporary: &RemotePath, error: Error) -> Error {
    let name = printable(temporary.as_bytes());
    error.during(format!("renaming {name} (what was sent is kept under that name)"))
}
