//! The checks of the TLS that a server offers.

use super::{Check, Section};

const VERSIONS: [&str; 5] = [
    "ssl_sslv2=NO, ssl_sslv3=NO, ssl_tlsv1=NO; and MinProtocol = TLSv1.2 in openssl.cnf",
    "TLSProtocol TLSv1.2 TLSv1.3",
    "TLSCipherSuite HIGH:!aNULL:!SHA1; and MinProtocol = TLSv1.2 in openssl.cnf",
    "FTP and FTP over TLS, Minimum allowed TLS version: v1.2",
    "SCHANNEL\\Protocols\\TLS 1.0\\Server and TLS 1.1\\Server: Enabled=0 (registry)",
];

const SUITES: [&str; 5] = [
    "ssl_ciphers=ECDHE+AESGCM:ECDHE+CHACHA20",
    "TLSCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20",
    "TLSCipherSuite ECDHE+AESGCM:ECDHE+CHACHA20",
    "",
    "SSL Cipher Suite Order (group policy): ECDHE with GCM only",
];

pub(super) const CHECKS: [Check; 14] = [
    Check {
        id: "tls-ssl3",
        section: Section::Tls,
        title: "SSL 3",
        meaning: "The server takes SSL 3, which is broken (POODLE; RFC 7568 forbids it).",
        hurts: "Clients that can be talked down to it: their passwords and files can be read.",
        cures: VERSIONS,
    },
    Check {
        id: "tls-old",
        section: Section::Tls,
        title: "TLS 1.0 and 1.1",
        meaning: "The server takes TLS 1.0 or 1.1, which RFC 8996 forbids; PCI DSS and most audits fail it.",
        hurts: "Whoever must pass an audit; clients that can be talked down to SHA-1 and CBC.",
        cures: VERSIONS,
    },
    Check {
        id: "tls-12",
        section: Section::Tls,
        title: "TLS 1.2",
        meaning: "The server does not take TLS 1.2.",
        hurts: "Older clients; and ones that need to resume a session more often than TLS 1.3 tickets last.",
        cures: VERSIONS,
    },
    Check {
        id: "tls-13",
        section: Section::Tls,
        title: "TLS 1.3",
        meaning: "The server does not take TLS 1.3, which hides certificates and is quicker by a round trip.",
        hurts: "Nobody today; policies that ask for TLS 1.3 are not met.",
        cures: VERSIONS,
    },
    Check {
        id: "tls-no-version",
        section: Section::Tls,
        title: "a safe version of TLS",
        meaning: "The server takes neither TLS 1.2 nor 1.3.",
        hurts: "Current clients cannot connect, ftps among them.",
        cures: VERSIONS,
    },
    Check {
        id: "tls-suites",
        section: Section::Tls,
        title: "cipher suites",
        meaning: "The server takes suites that protect nothing (bad), that are attacked with effort or have no forward \
                  secrecy (warning), or that use CBC (note).",
        hurts: "Clients that offer such a suite; whoever records traffic can read it once the server's key is out.",
        cures: SUITES,
    },
    Check {
        id: "tls-order",
        section: Section::Tls,
        title: "order of suites",
        meaning: "The client's order of suites counts, though weak ones are among those taken.",
        hurts: "Old clients that prefer a weak suite.",
        cures: ["", "TLSServerCipherPreference on", "", "", ""],
    },
    Check {
        id: "tls-groups",
        section: Section::Tls,
        title: "key exchange groups",
        meaning: "The server takes no group that withstands quantum computers (X25519MLKEM768), or weak finite fields.",
        hurts: "Files that must stay secret for many years: recordings may be read one day.",
        cures: [
            "OpenSSL 3.5 or later below it",
            "OpenSSL 3.5 or later below it; TLSDHParamFile with 2048 bits or more",
            "OpenSSL 3.5 or later below it",
            "",
            "",
        ],
    },
    Check {
        id: "tls-compression",
        section: Section::Tls,
        title: "compression",
        meaning: "The server compresses below TLS, which gives secrets away by lengths (CRIME).",
        hurts: "Whoever sends secrets and known text in one stream.",
        cures: ["a newer OpenSSL", "a newer OpenSSL", "a newer OpenSSL", "", ""],
    },
    Check {
        id: "tls-renegotiation",
        section: Section::Tls,
        title: "renegotiation",
        meaning: "The server does not know RFC 5746: somebody in between can put commands before a client's own.",
        hurts: "Everybody who connects under TLS 1.2 or older.",
        cures: ["a newer OpenSSL", "a newer OpenSSL", "a newer OpenSSL", "", ""],
    },
    Check {
        id: "tls-client-cert",
        section: Section::Tls,
        title: "client certificate",
        meaning: "The server asks for a client certificate.",
        hurts: "Clients that have none, where it is also required: --cert FILE --key FILE.",
        cures: ["ssl_request_cert=NO, require_cert=NO", "TLSVerifyClient off", "", "", ""],
    },
    Check {
        id: "tls-alpn",
        section: Section::Tls,
        title: "application protocol (ALPN)",
        meaning: "The server does not answer to ALPN `ftp`, so that a TLS connection for another service could be led \
                  to it (ALPACA).",
        hurts: "Web sites under the same certificate, in rare cases.",
        cures: [
            "ssl_sni_hostname=NAME, and vsftpd 3.0.4 or later",
            "",
            "",
            "FileZilla Server 1.3 or later",
            "",
        ],
    },
    Check {
        id: "tls-tickets",
        section: Section::Tls,
        title: "session tickets",
        meaning: "The server gives no ticket with a TLS 1.3 connection, so that data connections cannot resume.",
        hurts: "Transfers of many small files, a little: each pays for a whole handshake.",
        cures: ["", "TLSSessionTickets on", "", "", ""],
    },
    Check {
        id: "tls-resumption",
        section: Section::Tls,
        title: "a second control connection",
        meaning: "A second control connection does not resume the session of the first.",
        hurts: "Nobody; logins cost a whole handshake each.",
        cures: ["", "TLSSessionCache shm:/file=/var/run/proftpd/sesscache", "", "", ""],
    },
];
