//! The options for TLS and for whom to trust.

use std::ffi::OsString;

use clap::{Arg, ArgAction, value_parser};

use super::arg::{TLS, choice, file, switch, valued};
use super::values::notice;

/// All of them, in the order of the help.
pub(super) fn options() -> Vec<Arg> {
    [flavour(), authorities(), identity(), protocol(), exceptions()].into_iter().flatten().collect()
}

/// Explicit or implicit TLS.
fn flavour() -> Vec<Arg> {
    let implicit = "TLS from the first byte (port 990 unless another is given)";
    vec![
        switch("implicit", TLS, implicit).conflicts_with("explicit"),
        switch("explicit", TLS, "AUTH TLS on a clear connection, before anything else is said"),
    ]
}

/// Whom to trust.
fn authorities() -> Vec<Arg> {
    vec![
        file(
            "ca-file",
            TLS,
            "Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times",
        )
        .action(ArgAction::Append),
        file(
            "crl-file",
            TLS,
            "Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, whatever pin or record \
             trusts it, or, of authorities, do not cover. May be given several times",
        )
        .action(ArgAction::Append),
        choice(
            "roots",
            TLS,
            ["native", "bundled", "both", "none"],
            "both",
            "Trust the system's roots, the bundled ones, both or none",
        ),
        valued(
            "pin",
            "PIN",
            TLS,
            "Trust the certificate or key with this SHA-256, or what the authority with it issued, and no \
             other: sha256//BASE64, or hex. May be given several times",
        )
        .action(ArgAction::Append),
    ]
}

/// The client certificate.
fn identity() -> Vec<Arg> {
    vec![
        file(
            "cert",
            TLS,
            "Present the client certificate in FILE: PEM, with its chain and perhaps the key, or PKCS#12",
        ),
        file("key", TLS, "The key of the client certificate (PEM or DER)").requires("cert"),
        file(
            "key-password-file",
            TLS,
            "Read the passphrase of the key, or of the PKCS#12 file, from the first line of FILE",
        )
        .requires("cert")
        .conflicts_with("key-password-command"),
        valued(
            "key-password-command",
            "COMMAND",
            TLS,
            "Run COMMAND and take the first line it prints as that passphrase",
        )
        .value_parser(value_parser!(OsString))
        .requires("cert"),
    ]
}

/// Versions, suites and the rules of a session.
fn protocol() -> Vec<Arg> {
    vec![
        choice(
            "tls-policy",
            TLS,
            ["default", "modern", "nist", "pq"],
            "default",
            "What is offered in handshakes; ftps help tls shows each",
        ),
        choice("tls-min", TLS, ["1.2", "1.3"], "1.2", "The lowest TLS version"),
        choice("tls-max", TLS, ["1.2", "1.3"], "1.3", "The highest TLS version"),
        switch(
            "require-resumption",
            TLS,
            "Refuse a server whose data connections do not resume the TLS session of the control connection",
        ),
        valued(
            "warn-expiry",
            "TIME",
            TLS,
            "Warn about certificates that end within TIME (or never)",
        )
        .default_value("14d")
        .value_parser(notice),
    ]
}

/// Trust without a chain.
fn exceptions() -> Vec<Arg> {
    vec![
        switch(
            "trust-new",
            TLS,
            "Record the certificate of a server that nothing is known of, without a question, if its only \
             fault is that nobody trusted issued it; another one later is refused",
        )
        .conflicts_with_all(["insecure", "pin"]),
        switch(
            "insecure",
            TLS,
            "Do not check certificates at all: anyone in between can read and change everything",
        )
        .conflicts_with_all(["pin", "ca-file", "crl-file"]),
    ]
}
