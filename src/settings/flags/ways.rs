//! The options that say by which way connections are made.

use std::net::IpAddr;
use std::ops::RangeInclusive;

use clap::{Arg, value_parser};

use super::arg::{NETWORK, TLS, file, switch, valued};

pub(super) fn options() -> Vec<Arg> {
    vec![
        valued("bind", "ADDRESS", NETWORK, "Connect from this address of the machine")
            .value_parser(value_parser!(IpAddr)),
        valued(
            "proxy",
            "URL",
            NETWORK,
            "Connect by a proxy, data too: socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT; none: by none, \
             whatever ALL_PROXY says",
        ),
        file(
            "proxy-password-file",
            NETWORK,
            "Read the proxy's password from the first line of FILE",
        ),
        switch(
            "active",
            NETWORK,
            "Have the server connect to us for data (PORT, EPRT); only it is let in, and TLS is as always",
        )
        .conflicts_with_all(["passive", "pasv-address", "proxy"]),
        switch("alpn", TLS, "Offer the protocols ftp and ftp-data in TLS handshakes (ALPN)"),
        valued("active-address", "ADDRESS", NETWORK, "With --active: name this address of ours to the server (NAT)")
            .value_parser(value_parser!(IpAddr)),
        valued("active-ports", "A-B", NETWORK, "With --active: have the server connect to a port from A to B")
            .value_parser(ports),
    ]
}

/// Reads `50000-50100`, or a single port.
fn ports(text: &str) -> Result<RangeInclusive<u16>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last => Ok(first..=last),
        _ => Err(format!("{text}: want two ports, the lower one first, as in 50000-50100")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_ports_is_two_numbers_or_one() {
        assert_eq!(ports("50000-50100"), Ok(50000..=50100));
        assert_eq!(ports("2000"), Ok(2000..=2000));
        for bad in ["", "-", "0-5", "5-4", "1-70000", "a-b", "1-2-3"] {
            assert!(ports(bad).is_err(), "{bad}");
        }
    }
}
