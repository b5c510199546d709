//! Whether a partial file on the server has a writer left: only one whose size is stable is resumed.

use std::time::Duration;

use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;

/// A partial file whose size is the same after this pause has no writer any more: the server's
/// process for a connection that we lost may still be emptying its buffers.
const STABLE_FOR: Duration = Duration::from_millis(500);

/// How often its size is asked for before a new file is begun instead.
const MOST_QUERIES: usize = 10;

/// The size of a partial file once it does not change any more; `None` if there is none, if it
/// never becomes stable, or if the server does not report it.
pub(super) fn stable_size(
    client: &mut Client,
    name: &RemotePath,
    total: u64,
) -> Result<Option<u64>> {
    let mut before = client.with(|session| session.size(name))?;
    for _ in 0..MOST_QUERIES {
        if before.is_none() || before == Some(total) {
            return Ok(before);
        }
        client.connector().waits.cancel.sleep(STABLE_FOR)?;
        let now = client.with(|session| session.size(name))?;
        if now == before {
            return Ok(now);
        }
        before = now;
    }
    Ok(None)
}
