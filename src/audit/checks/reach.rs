//! The checks of how a server is reached.

use super::{Check, Section};

pub(super) const CHECKS: [Check; 4] = [
    Check {
        id: "address",
        section: Section::Reach,
        title: "addresses",
        meaning: "The name has no address, or one at which nothing answers.",
        hurts: "Clients that try that address first: they wait, or fail.",
        cures: [
            "listen_ipv6=YES (serves IPv4 too)",
            "UseIPv6 on",
            "start with no -4 and no -6",
            "Server listeners: add 0.0.0.0 and ::",
            "Site bindings: add one for All Unassigned",
        ],
    },
    Check {
        id: "flavour",
        section: Section::Reach,
        title: "flavour",
        meaning: "The port does not speak FTPS, or speaks the other flavour of it.",
        hurts: "Clients that are set up for the other flavour: they hang or report a TLS fault.",
        // The server is as its owner wants it; the finding names the URL that fits.
        cures: [""; 5],
    },
    Check {
        id: "no-tls",
        section: Section::Reach,
        title: "AUTH TLS",
        meaning: "The server refuses AUTH TLS: everything, passwords too, would travel in clear.",
        hurts: "Everybody who logs in there: whoever listens on the way has the password.",
        cures: [
            "ssl_enable=YES, rsa_cert_file=..., rsa_private_key_file=...",
            "TLSEngine on, TLSRSACertificateFile ..., TLSRSACertificateKeyFile ...",
            "TLS 2, CertFile ...",
            "Server listeners, Protocol: Require explicit FTP over TLS",
            "FTP SSL Settings: Require SSL connections",
        ],
    },
    Check {
        id: "banner",
        section: Section::Reach,
        title: "greeting",
        meaning: "The greeting names the software and its version.",
        hurts: "The server's owner, a little: scanners look for versions with known faults.",
        cures: [
            "ftpd_banner=Welcome",
            "ServerIdent off",
            "",
            "FTP and FTP over TLS, Custom welcome message",
            "FTP Messages: Suppress default banner",
        ],
    },
];
