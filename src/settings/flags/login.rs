//! The options that say who logs in, and where the password is.

use std::ffi::OsString;

use clap::{Arg, value_parser};

use super::arg::{LOGIN, file, switch, valued};

/// The ways to give a password on the command line: one of them at most.
pub const PASSWORD: [&str; 4] =
    ["password-file", "password-command", "password-stdin", "password-credential"];

pub(super) fn options() -> Vec<Arg> {
    let mut all = vec![
        valued("user", "USER", LOGIN, "Log in as USER").short('u'),
        switch("anonymous", LOGIN, "Log in as anonymous").conflicts_with("user"),
        valued(
            "virtual-host",
            "NAME",
            LOGIN,
            "Ask for the virtual host NAME before the login (HOST, RFC 7151)",
        ),
    ];
    all.extend(passwords());
    all.extend([
        file(
            "account-file",
            LOGIN,
            "Read the account, which few servers ask for, from the first line of FILE",
        ),
        file("netrc-file", LOGIN, "Look up user and password in FILE instead of ~/.netrc"),
        switch("no-netrc", LOGIN, "Do not look into a netrc file").conflicts_with("netrc-file"),
        config(),
    ]);
    all
}

pub(super) fn config() -> Arg {
    file("config", LOGIN, "Read FILE instead of the configuration file")
}

fn passwords() -> impl Iterator<Item = Arg> {
    let all = [
        file("password-file", LOGIN, "Read the password from the first line of FILE"),
        valued(
            "password-command",
            "COMMAND",
            LOGIN,
            "Run COMMAND and take the first line it prints as the password",
        )
        .value_parser(value_parser!(OsString)),
        switch("password-stdin", LOGIN, "Read the password from the first line of standard input"),
        valued(
            "password-credential",
            "NAME",
            LOGIN,
            "Read the password from the credential NAME that systemd passes to a service (LoadCredential=)",
        ),
    ];
    all.into_iter().map(|arg| {
        let others = PASSWORD.iter().filter(|other| arg.get_id() != **other);
        let others: Vec<&str> = others.copied().collect();
        arg.conflicts_with_all(others)
    })
}
