//! The settings of active mode: the address and the ports that a server may connect to (RFC 959 section 5.2). The port
//! itself is opened by `listen`.

use std::net::IpAddr;
use std::ops::RangeInclusive;

/// How a server is asked to connect to us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Active {
    /// The address that the server is given, where it reaches us at another one than ours (NAT).
    pub address: Option<IpAddr>,
    /// The ports that a firewall lets in; any without.
    pub ports: Option<RangeInclusive<u16>>,
}
