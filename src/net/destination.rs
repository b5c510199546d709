//! The far end of a connection: an address, or a name that a proxy resolves.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

/// The far end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address.
    Address(SocketAddr),
    /// A name that a proxy resolves, and a port.
    Name(Arc<str>, u16),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Destination::Address(address) => address.fmt(f),
            Destination::Name(name, port) => write!(f, "{name}:{port}"),
        }
    }
}
