//! The options that say by which way connections are made.

use std::net::IpAddr;

use clap::{Arg, value_parser};

use super::arg::{NETWORK, file, valued};

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
    ]
}
