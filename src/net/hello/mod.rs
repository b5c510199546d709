//! ClientHellos made by hand, to ask a server for what rustls does not speak: SSL 3, TLS 1.0 and 1.1, old cipher suites,
//! single key exchange groups. The handshake ends there: the answer is read, and the connection is closed. Which
//! hellos are sent is left to the audit.

mod answer;
mod offer;
mod suite;

use std::time::{Duration, Instant};

use super::Waits;
use super::stream::{Pulled, Stream, Want, wait};
use crate::error::{Error, Result, network};

pub use answer::{Answer, Choice, read as read_answer};
pub use offer::{Compression, Offer, Protocol};
pub use suite::{Group, Strength, Suite};

/// Sends a hello on a connection in clear, and reads the answer, for `limit` at most.
///
/// # Errors
/// The connection failed before anything could be sent, or the run was stopped.
pub fn ask(
    stream: &mut Stream,
    offer: &Offer<'_>,
    waits: &Waits,
    limit: Duration,
) -> Result<Answer> {
    let mut random = [0; 32];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| network("no random numbers"))?;
    stream.push(&offer.record(random))?;
    let end = Instant::now() + limit;
    let mut received = Vec::new();
    loop {
        // A server may refuse and close before it has read the whole hello.
        let sent = stream.flush();
        let pulled = stream.pull(&mut |bytes| {
            received.extend_from_slice(bytes);
            Ok(())
        });
        if let Some(answer) = answer::read(&received) {
            return Ok(answer);
        }
        match (sent, pulled) {
            (Err(stop @ Error::Stopped(_)), _) | (_, Err(stop @ Error::Stopped(_))) => {
                return Err(stop);
            }
            (Ok(_), Ok(Pulled::Blocked)) => {}
            (Ok(_), Ok(Pulled::Bytes(_))) if received.len() < answer::MOST_BYTES => continue,
            _ => return Ok(Answer::Closed),
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || !wait(&[(stream, Want::Both)], waits, left)? {
            return Ok(Answer::Silent);
        }
    }
}
