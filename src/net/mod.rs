//! Sockets and TLS: connecting, waiting with limits, streams. It knows nothing of FTP.

mod active;
mod buffer;
pub mod cancel;
mod destination;
mod dial;
pub mod hello;
mod listen;
pub mod proxy;
mod route;
mod stream;
mod tickets;
pub mod tls;
pub mod trust;
mod version;

use std::time::Duration;

use cancel::Cancel;

pub use active::Active;
pub use destination::Destination;
pub use dial::{Family, addresses, is_known};
pub use listen::Listener;
pub use route::{Connected, Dialing, Link, Route};
pub use stream::{End, Pulled, Stream, Want, wait, wait_each};
pub use tls::ChunkFn;

/// The limits of waits, and the means to end them.
#[derive(Clone, Debug)]
pub struct Waits {
    /// For a TCP connection, and again for a TLS handshake.
    pub connect: Duration,
    /// For the next byte to move.
    pub stall: Duration,
    /// Ends every wait.
    pub cancel: Cancel,
}
