//! Whether the file on the server holds the bytes that are here: digests, and reading back.

use std::sync::Arc;

use super::close_notify::CloseNotify;
use super::hasher::Hasher;
use super::rules::{Rules, Verify};
use crate::error::{Class, Error, Result, integrity, printable};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::ftp::path::RemotePath;
use crate::net::End;

/// The algorithm by which both ends will be compared, if digests are asked for at all.
///
/// An error, before anything is moved, where the server offers none.
pub(super) fn algorithm(client: &mut Client, verify: Verify) -> Result<Option<Algorithm>> {
    match verify {
        Verify::Size | Verify::None => Ok(None),
        Verify::Readback => Ok(Some(Algorithm::Sha256)),
        Verify::Hash => {
            let offered = client.with(|session| Ok(session.digest_algorithm()))?;
            let none = || {
                let text = "the server offers no digest; --verify readback fetches the file again \
                            and compares";
                Error::Plain(Class::Refused, text.into())
            };
            offered.map(Some).ok_or_else(none)
        }
    }
}

/// An error if the file on the server has not the digest that the local one has.
pub(super) fn compare(
    client: &mut Client,
    remote: &RemotePath,
    here: &Digest,
    rules: &Rules,
) -> Result<()> {
    let there = if rules.verify == Verify::Readback {
        read_back(client, remote, here.algorithm, &rules.close_notify)?
    } else {
        client.with(|session| session.digest(remote, here.algorithm))?
    };
    if there == *here {
        return Ok(());
    }
    let name = printable(remote.as_bytes());
    Err(integrity(format!("the digests of {name} differ: {here} here, {there} there")))
}

fn read_back(
    client: &mut Client,
    remote: &RemotePath,
    algorithm: Algorithm,
    close_notify: &CloseNotify,
) -> Result<Digest> {
    let trace = Arc::clone(&client.connector().trace);
    client.with_data(Idempotence::Harmless, |session| {
        let mut sum = Hasher::new(algorithm);
        let (mut download, _) = session.retrieve_from(remote, 0)?;
        while download.pull(&mut |plain| {
            sum.update(plain);
            Ok(())
        })? {}
        match download.finish()? {
            End::Clean => Ok(sum.finish()),
            // The digests themselves show whether something is missing.
            End::Cut if close_notify.forgives(trace.as_ref()) => Ok(sum.finish()),
            End::Cut => Err(Error::Cut("reading back ended without close_notify".into())),
        }
    })
}
