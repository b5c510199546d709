//! The options that every networked command takes, as clap sees them. What they settle to is left
//! to `settings`.

mod arg;
mod login;
mod tls;
mod values;
mod ways;

use std::ffi::OsString;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

pub use arg::{LOGIN, NETWORK, OUTPUT, TLS};
use arg::{choice, switch, time, valued};
pub use login::PASSWORD;
pub use values::{Named, Notice, duration, size};
use values::{charset, zone};

const MISSING_CLOSE: &str = "allow-missing-close-notify";

/// Adds the options of every networked command.
pub fn networked(command: Command) -> Command {
    // What -p means to mkdir nobody unlearns; there the port has its long form only.
    let taken = command.get_arguments().any(|own| own.get_short() == Some('p'));
    let port = if taken { port() } else { port().short('p') };
    output(command)
        .args(login::options())
        .args(tls::options())
        .arg(port)
        .args(network())
        .args(ways::options())
}

/// Adds the options of a command that works with the configuration, and with no server.
pub fn offline(command: Command) -> Command {
    output(command).arg(login::config())
}

/// The commands that a user wants sent after every login.
pub fn quote() -> Arg {
    quoted(
        "quote",
        "Send CMD after every login, before anything is listed or moved (SITE settings); its refusal \
         is an error. May be given several times",
    )
}

/// Adds the commands that a user wants sent besides: after every login, and at the end.
pub fn quotes(command: Command) -> Command {
    command.args([
        quote(),
        quoted(
            "quote-after",
            "Send CMD once at the end, when all files are done; its refusal is an error. May be \
             given several times",
        ),
    ])
}

fn quoted(name: &'static str, help: &'static str) -> Arg {
    valued(name, "CMD", NETWORK, help)
        .action(ArgAction::Append)
        .value_parser(value_parser!(OsString))
}

/// The limit for how fast files move.
pub fn limit_rate() -> Arg {
    Arg::new("limit-rate")
        .long("limit-rate")
        .value_name("RATE")
        .value_parser(size)
        .help("Move at most RATE bytes a second, all files together: 64K, 10M")
}

/// Adds the concessions that a user may make to a server whose data connections end badly.
pub fn close_notify(command: Command) -> Command {
    command.arg(switch(
        MISSING_CLOSE,
        TLS,
        "Accept data that ends without TLS's close_notify if its size is the one that the server told; \
         listings never",
    ))
}

/// Whether that is allowed; not where the command at hand does not take the option.
pub fn allows_missing_close_notify(matches: &ArgMatches) -> bool {
    matches.try_get_one::<bool>(MISSING_CLOSE).ok().flatten() == Some(&true)
}

/// The limit for the whole run, if one is given.
pub fn deadline(matches: &ArgMatches) -> Option<Duration> {
    matches.get_one::<Duration>("deadline").copied()
}

fn port() -> Arg {
    valued("port", "PORT", NETWORK, "Connect to PORT").value_parser(value_parser!(u16).range(1..))
}

fn network() -> Vec<Arg> {
    vec![
        choice(
            "passive",
            NETWORK,
            ["auto", "epsv", "pasv"],
            "auto",
            "How data connections are asked for",
        ),
        choice(
            "pasv-address",
            NETWORK,
            ["peer", "server"],
            "peer",
            "Connect data to the server's own address, or to the one that its PASV reply tells",
        ),
        switch("ipv4", NETWORK, "Use IPv4 only").short('4').conflicts_with("ipv6"),
        switch("ipv6", NETWORK, "Use IPv6 only").short('6'),
        time(
            "connect-timeout",
            "15s",
            "Limit for a TCP connection, and again for its TLS handshake",
        ),
        time("timeout", "30s", "Limit for any wait in which no byte moves"),
        valued("deadline", "TIME", NETWORK, "Limit for the whole run").value_parser(duration),
        valued(
            "retries",
            "N",
            NETWORK,
            "Give up after so many more tries in a row that made no progress; only what may pass is tried again",
        )
        .default_value("3")
        .value_parser(value_parser!(u32)),
        valued(
            "server-timezone",
            "ZONE",
            NETWORK,
            "Read times in listings that do not say their zone as times of ZONE: Europe/Berlin, +01:00",
        )
        .allow_hyphen_values(true)
        .value_parser(zone),
        valued(
            "remote-charset",
            "NAME",
            NETWORK,
            "The charset of names on the server, where it is not UTF-8: windows-1252, koi8-r, shift_jis",
        )
        .value_parser(charset),
        time("retry-delay", "1s", "The pause before the first retry; it doubles each time"),
    ]
}

fn output(command: Command) -> Command {
    command.args([
        switch("quiet", OUTPUT, "Say nothing but why it failed")
            .short('q')
            .conflicts_with("verbose"),
        Arg::new("verbose")
            .short('v')
            .long("verbose")
            .action(ArgAction::Count)
            .help_heading(OUTPUT)
            .help("Show the dialogue with the server; -vv also TLS facts"),
        switch("json", OUTPUT, "Print results as JSON Lines, the summary last"),
        choice(
            "progress",
            OUTPUT,
            ["auto", "always", "never"],
            "auto",
            "Show progress bars: auto means on a terminal",
        ),
        choice(
            "color",
            OUTPUT,
            ["auto", "always", "never"],
            "auto",
            "Use colours: auto means on a terminal",
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_options_are_sound() {
        networked(Command::new("x")).debug_assert();
    }
}
