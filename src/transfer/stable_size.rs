//! Whether a partial file on the server has a writer left: only one that stands still is continued.

use std::time::Duration;

use crate::error::Result;
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;

/// A partial file whose size is the same after this pause has no writer any more: the server's
/// process for a connection that we lost may still be emptying its buffers.
const STANDS_STILL: Duration = Duration::from_millis(500);

/// How often its size is looked at before a new file is begun instead.
const MOST_LOOKS: usize = 10;

/// The size of a partial file once it does not change any more; `None` if there is none, if it
/// never stands still, or if the server does not tell.
pub(super) fn standing_size(
    client: &mut Client,
    name: &RemotePath,
    total: u64,
) -> Result<Option<u64>> {
    let mut before = client.with(|session| session.size(name))?;
    for _ in 0..MOST_LOOKS {
        if before.is_none() || before == Some(total) {
            return Ok(before);
        }
        client.connector().waits.cancel.sleep(STANDS_STILL)?;
        let now = client.with(|session| session.size(name))?;
        if now == before {
            return Ok(now);
        }
        before = now;
    }
    Ok(None)
}
