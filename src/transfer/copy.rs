//! A remote file copied to another name on the same server: by the server where it can, else
//! through this machine. Either way it gets its name only when its size has been checked.

use super::local::{Source, Target};
use super::outcome::{Completion, Moved, Stamped};
use super::progress::Observer;
use super::put::put;
use super::rename::{Attempt, Renaming};
use super::rules::Rules;
use super::{get, temporary};
use crate::error::{Result, integrity, local};
use crate::ftp::client::Client;
use crate::ftp::ops::site::Offered;
use crate::ftp::path::RemotePath;

/// Copies one file by the server; `None` where the server has no command for it.
///
/// The copy is made under a temporary name, and renamed when its size is that of the source.
pub fn by_server(client: &mut Client, from: &RemotePath, to: &RemotePath) -> Result<Option<Moved>> {
    let folder = to.parent().unwrap_or_default();
    let name = temporary::name_for(to.name().unwrap_or_default());
    let temporary = folder.join(&name);
    let offered = client.with(|session| session.copy_on_server(from, &temporary))?;
    if offered == Offered::Unknown {
        return Ok(None);
    }
    match finish(client, from, &temporary, to) {
        Ok(moved) => Ok(Some(moved)),
        Err(error) => {
            // A copy that is not whole must not stay; that it cannot go either is the smaller harm.
            let _ = client.with(|session| session.delete(&temporary));
            Err(error)
        }
    }
}

fn finish(
    client: &mut Client,
    from: &RemotePath,
    temporary: &RemotePath,
    to: &RemotePath,
) -> Result<Moved> {
    let (source, copy) =
        client.with(|session| Ok((session.size(from)?, session.size(temporary)?)))?;
    let completion = match (source, copy) {
        (Some(source), Some(copy)) if source != copy => {
            return Err(integrity(format!("the source has {source} bytes, and its copy {copy}")));
        }
        (Some(_), Some(_)) => Completion::Verified,
        _ => Completion::Acknowledged,
    };
    let bytes = copy.unwrap_or(0);
    Renaming { from: temporary, to, size: bytes }.run(client, Attempt::First)?;
    Ok(Moved { bytes, completion, stamped: Stamped::No })
}

/// Copies one file through this machine: to a private temporary file, and from there to its new name.
pub fn by_us(
    client: &mut Client,
    from: &RemotePath,
    to: &RemotePath,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Moved> {
    let folder = tempfile::Builder::new().prefix("ftps-copy-").tempdir();
    let folder = folder.map_err(local("a temporary folder"))?;
    let path = folder.path().join("copy");
    get::get(client, from, &Target::File(path.clone()), rules, observer)?;
    put(client, &Source::File(path), to, rules, observer).map(|transferred| transferred.moved)
}
