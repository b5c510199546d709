//! The options that every networked command takes, as clap sees them. What they settle to is left
//! to `settings`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

/// The heading of the options for the login.
pub const LOGIN: &str = "Login";
/// The heading of the options for TLS.
pub const TLS: &str = "TLS and trust";
/// The heading of the options for the network.
pub const NETWORK: &str = "Network";
/// The heading of the options for what is said.
pub const OUTPUT: &str = "Output";

const MISSING_CLOSE: &str = "allow-missing-close-notify";

/// Longer than any run; a bound keeps sums of times from overflowing.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

/// Adds the options of every networked command.
pub fn networked(command: Command) -> Command {
    // What -p means to mkdir nobody unlearns; there the port has its long form only.
    let taken = command.get_arguments().any(|own| own.get_short() == Some('p'));
    let port = if taken { port() } else { port().short('p') };
    output(command).args(login()).args(tls()).arg(port).args(network())
}

/// Adds the commands that a user wants sent besides.
pub fn quotes(command: Command) -> Command {
    let quoted = |name, help| {
        valued(name, "CMD", NETWORK, help)
            .action(ArgAction::Append)
            .value_parser(value_parser!(OsString))
    };
    command.args([
        quoted(
            "quote",
            "Send CMD after every login, before anything is moved (SITE settings); its refusal is \
             an error. May be given several times",
        ),
        quoted(
            "quote-after",
            "Send CMD once at the end, when all files are done; its refusal is an error. May be \
             given several times",
        ),
    ])
}

/// The limit for how fast files move.
pub fn limit_rate() -> Arg {
    Arg::new("limit-rate")
        .long("limit-rate")
        .value_name("RATE")
        .value_parser(size)
        .help("Move at most RATE bytes a second, all files together: 64K, 10M")
}

/// Adds what a user may allow a server whose data connections end badly.
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

fn valued(
    name: &'static str,
    value: &'static str,
    heading: &'static str,
    help: &'static str,
) -> Arg {
    Arg::new(name).long(name).value_name(value).help_heading(heading).help(help)
}

fn switch(name: &'static str, heading: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help_heading(heading).help(help)
}

fn file(name: &'static str, heading: &'static str, help: &'static str) -> Arg {
    valued(name, "FILE", heading, help).value_parser(value_parser!(PathBuf))
}

fn time(name: &'static str, default: &'static str, help: &'static str) -> Arg {
    valued(name, "TIME", NETWORK, help).default_value(default).value_parser(duration)
}

fn choice<const N: usize>(
    name: &'static str,
    heading: &'static str,
    values: [&'static str; N],
    default: &'static str,
    help: &'static str,
) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("WHICH")
        .value_parser(PossibleValuesParser::new(values))
        .default_value(default)
        .help_heading(heading)
        .help(help)
}

fn login() -> Vec<Arg> {
    vec![
        valued("user", "USER", LOGIN, "Log in as USER").short('u'),
        switch("anonymous", LOGIN, "Log in as anonymous").conflicts_with("user"),
        file("password-file", LOGIN, "Read the password from the first line of FILE"),
        valued(
            "password-command",
            "COMMAND",
            LOGIN,
            "Run COMMAND and take the first line it prints as the password",
        )
        .value_parser(value_parser!(OsString)),
        file("netrc-file", LOGIN, "Look up user and password in FILE instead of ~/.netrc"),
        switch("no-netrc", LOGIN, "Do not look into a netrc file").conflicts_with("netrc-file"),
        file("config", LOGIN, "Read FILE instead of the configuration file"),
    ]
}

fn tls() -> Vec<Arg> {
    let implicit = "TLS from the first byte (port 990 unless another is given)";
    vec![
        switch("implicit", TLS, implicit).conflicts_with("explicit"),
        switch("explicit", TLS, "AUTH TLS on a clear connection, before anything else is said"),
        file(
            "ca-file",
            TLS,
            "Trust the authorities in FILE (PEM or DER) instead of the roots. May be given several times",
        )
        .action(ArgAction::Append),
        file(
            "crl-file",
            TLS,
            "Refuse what the lists of revoked certificates in FILE (PEM or DER) hold, or do not cover. May be \
             given several times",
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
        file("cert", TLS, "Present the client certificate in FILE (PEM)").requires("key"),
        file("key", TLS, "The key of the client certificate (PEM, without a passphrase)")
            .requires("cert"),
        choice("tls-min", TLS, ["1.2", "1.3"], "1.2", "The lowest TLS version"),
        choice("tls-max", TLS, ["1.2", "1.3"], "1.3", "The highest TLS version"),
        switch(
            "trust-new",
            TLS,
            "Record the certificate of a server that nothing is known of, without a question; another one \
             later is refused",
        )
        .conflicts_with_all(["insecure", "pin"]),
        switch(
            "insecure",
            TLS,
            "Do not check certificates at all: anyone in between can read and change everything",
        )
        .conflicts_with_all(["pin", "ca-file"]),
    ]
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

/// Reads a size such as `64K`, `10M`, `2G`: powers of 1024.
pub fn size(text: &str) -> Result<u64, String> {
    let want = || format!("{text}: want a number, and perhaps K, M, G or T behind it");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().map_err(|_| want())?;
    let unit = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        "T" => 1 << 40,
        _ => return Err(want()),
    };
    match number.checked_mul(unit) {
        Some(0) => Err(format!("{text}: must be more than nothing")),
        Some(size) => Ok(size),
        None => Err(format!("{text}: too large")),
    }
}

/// Reads a duration such as `100ms`, `30s`, `5m`, `2h`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let read = humantime::parse_duration(text)
        .map_err(|_| format!("{text}: want a number and a unit, as in 100ms, 30s, 5m or 2h"))?;
    match read {
        Duration::ZERO => Err(format!("{text}: must be more than nothing")),
        long if long > LONGEST => Err(format!("{text}: must not be more than a year")),
        fine => Ok(fine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_want_a_unit_and_more_than_nothing() {
        assert_eq!(duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(duration("2h"), Ok(Duration::from_secs(7200)));
        assert!(duration("30").is_err() && duration("0s").is_err() && duration("-1s").is_err());
        assert!(duration("1000000000h").is_err());
    }

    #[test]
    fn sizes_know_their_units() {
        assert_eq!((size("64K"), size("2g"), size("7")), (Ok(65_536), Ok(2 << 30), Ok(7)));
        assert!(size("K").is_err() && size("1X").is_err() && size("0").is_err());
        assert!(size("99999999999T").is_err());
    }

    #[test]
    fn the_options_are_sound() {
        networked(Command::new("x")).debug_assert();
    }
}
