//! The data connection of one download: its bytes are compared with those that are here already, counted and written.

use crate::error::{Error, Result, integrity};
use crate::ftp::client::{Client, Idempotence};
use crate::ftp::path::RemotePath;
use crate::net::End;
use crate::transfer::ascii::FromWire;
use crate::transfer::hasher::Hasher;
use crate::transfer::local::Incoming;
use crate::transfer::progress::Meter;
use crate::transfer::throttle::Throttle;

/// How a data connection ended.
pub(super) enum Received {
    /// With its end.
    Whole(End),
    /// The first bytes are not those that are here already: nothing was joined.
    Different,
}

/// Where fetched bytes go.
pub(super) struct Sink<'a> {
    pub(super) incoming: &'a mut Incoming,
    pub(super) meter: &'a mut dyn Meter,
    /// Only for a target that cannot be read again.
    pub(super) hasher: Option<Hasher>,
    /// Bytes that the whole file can have: a server that sends more for ever would fill the disk.
    pub(super) limit: Option<u64>,
}

/// Fetches the bytes from `offset` on; those that are here already are compared.
pub(super) fn receive(
    client: &mut Client,
    remote: &RemotePath,
    sink: &mut Sink<'_>,
    offset: u64,
    throttle: &Throttle,
) -> Result<Received> {
    let cancel = client.connector().waits.cancel.clone();
    let asks = client.asks_behind_this();
    let Sink { incoming, meter, hasher, limit } = sink;
    client.with_data(Idempotence::Harmless, |session| {
        let (mut download, begun) = match session.retrieve_from(remote, offset) {
            // A server that has nothing to send may close the connection without a handshake, and report success.
            Err(Error::Cut(_)) if *limit == Some(0) && offset == 0 => {
                incoming.restart()?;
                return Ok(Received::Whole(End::Clean));
            }
            begun => begun?,
        };
        download.ask_meanwhile(asks)?;
        let mut overlap = Vec::new();
        if begun > 0 {
            let count = usize::try_from(incoming.have().saturating_sub(begun)).unwrap_or(0);
            overlap = incoming.tail(incoming.have(), count)?;
        } else {
            incoming.restart()?;
        }
        meter.restart(incoming.have());
        let mut expected = overlap.as_slice();
        let mut different = false;
        while download.pull(&mut |plain| {
            let (known, fresh) = plain.split_at(plain.len().min(expected.len()));
            let (known_before, rest) = expected.split_at(known.len());
            different |= known != known_before;
            expected = rest;
            if different || fresh.is_empty() {
                return Ok(());
            }
            meter.advance(fresh.len() as u64);
            if let Some(hasher) = hasher {
                hasher.update(fresh);
            }
            incoming.write(fresh)?;
            if limit.is_some_and(|limit| incoming.have() > limit) {
                return Err(too_long());
            }
            throttle.pace(fresh.len() as u64, &cancel)
        })? && !different
        {}
        if different {
            return Ok(Received::Different);
        }
        let end = download.finish_then(asks)?;
        Ok(if expected.is_empty() { Received::Whole(end) } else { Received::Different })
    })
}

fn too_long() -> Error {
    integrity("the server sends more bytes than the size that it reported")
}

/// Fetches the whole file as text; its lines end here as lines do.
pub(super) fn receive_text(
    client: &mut Client,
    remote: &RemotePath,
    sink: &mut Sink<'_>,
    throttle: &Throttle,
) -> Result<Received> {
    let cancel = client.connector().waits.cancel.clone();
    let Sink { incoming, meter, .. } = sink;
    client.with_data(Idempotence::Harmless, |session| {
        let mut download = session.retrieve_text(remote)?;
        incoming.restart()?;
        meter.restart(0);
        let mut lines = FromWire::default();
        while download.pull(&mut |plain| {
            meter.advance(plain.len() as u64);
            incoming.write(lines.convert(plain))?;
            throttle.pace(plain.len() as u64, &cancel)
        })? {}
        incoming.write(lines.rest())?;
        download.finish().map(Received::Whole)
    })
}
