//! From options, environment and files to settled values: raw arguments in, ready values out.

pub mod config;
mod files;
pub mod flags;
pub mod login;
pub mod memory;
pub mod netrc;
pub mod target;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;

use crate::error::{Result, usage};
use crate::ftp::command::Command;
use crate::ftp::login::{Passive, PasvAddress};
use crate::ftp::retry::Retries;
use crate::net::Family;
use crate::net::cancel::Cancel;
use crate::net::tls::{TlsSettings, Version};
use crate::net::trust::{Pin, Roots, Trust};

/// Where a password may come from, as the options say.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// `--user`.
    pub user: Option<String>,
    /// `--anonymous`.
    pub anonymous: bool,
    /// `--password-file`.
    pub password_file: Option<PathBuf>,
    /// `--password-command`.
    pub password_command: Option<OsString>,
    /// `--netrc-file`.
    pub netrc_file: Option<PathBuf>,
    /// `--no-netrc`.
    pub no_netrc: bool,
    /// Whether the user may be asked.
    pub questions: Questions,
}

/// Whether the user may be asked for a name or a password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Questions {
    /// On the terminal, if there is one.
    #[default]
    Asked,
    /// The terminal is somebody else's: this is a job in the background.
    Never,
}

/// What is said, and how.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each is one option of its own
pub struct Output {
    /// Nothing on standard error but the reason of a failure.
    pub quiet: bool,
    /// 1: the dialogue; 2: TLS facts too.
    pub verbose: u8,
    /// JSON Lines on standard output.
    pub json: bool,
    /// Progress bars.
    pub bars: bool,
    /// Somebody reads standard error as it comes.
    pub terminal: bool,
    /// Colours on standard output.
    pub color_out: bool,
    /// Colours on standard error.
    pub color_err: bool,
}

/// How the network is used.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// `--port`.
    pub port: Option<u16>,
    /// `--implicit` or `--explicit`.
    pub implicit: Option<bool>,
    /// `--passive`.
    pub passive: Passive,
    /// `--pasv-address`.
    pub pasv_address: PasvAddress,
    /// `-4`, `-6`.
    pub family: Family,
    /// `--connect-timeout`.
    pub connect: Duration,
    /// `--timeout`.
    pub stall: Duration,
    /// `--retries`, `--retry-delay`.
    pub retries: Retries,
}

/// Everything that the options common to all networked commands settle.
#[derive(Debug)]
pub struct Settings {
    /// Who logs in.
    pub credentials: Credentials,
    /// What is wanted of TLS.
    pub tls: Arc<TlsSettings>,
    /// How the network is used.
    pub network: Network,
    /// `--insecure`: certificates are not checked.
    pub insecure: bool,
    /// `--quote`: sent in every session.
    pub quotes: Vec<Command>,
    /// `--quote-after`: sent at the end of the run.
    pub quotes_after: Vec<Command>,
}

impl Settings {
    /// Settles the options of a networked command.
    pub fn settle(matches: &ArgMatches, cancel: &Cancel) -> Result<Self> {
        config::read(matches.get_one::<PathBuf>("config"), cancel)?;
        Ok(Self {
            credentials: credentials(matches),
            tls: Arc::new(tls(matches)?),
            network: network(matches),
            insecure: matches.get_flag("insecure"),
            quotes: quotes(matches, "quote")?,
            quotes_after: quotes(matches, "quote-after")?,
        })
    }
}

/// Settles what is said and how; it cannot fail, so that failures can be told in the way asked for.
pub fn output(matches: &ArgMatches) -> Output {
    let json = matches.get_flag("json");
    let quiet = matches.get_flag("quiet");
    let (out, err) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
    let bars = match text(matches, "progress") {
        "always" => true,
        "never" => false,
        _ => err && !quiet,
    };
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let color = |terminal: bool| match text(matches, "color") {
        "always" => true,
        "never" => false,
        _ => terminal && !plain,
    };
    let verbose = matches.get_count("verbose");
    Output {
        quiet,
        verbose,
        json,
        bars,
        terminal: err,
        color_out: color(out),
        color_err: color(err),
    }
}

/// The quoted commands; none where the command at hand does not take the option.
fn quotes(matches: &ArgMatches, option: &str) -> Result<Vec<Command>> {
    let lines = matches.try_get_many::<OsString>(option).ok().flatten().into_iter().flatten();
    let read = |line: &OsString| Command::quoted(line.as_encoded_bytes());
    lines.map(|line| read(line).map_err(|error| usage(format!("--{option}: {error}")))).collect()
}

fn credentials(matches: &ArgMatches) -> Credentials {
    Credentials {
        user: matches.get_one::<String>("user").cloned(),
        anonymous: matches.get_flag("anonymous"),
        password_file: matches.get_one::<PathBuf>("password-file").cloned(),
        password_command: matches.get_one::<OsString>("password-command").cloned(),
        netrc_file: matches.get_one::<PathBuf>("netrc-file").cloned(),
        no_netrc: matches.get_flag("no-netrc"),
        questions: Questions::default(),
    }
}

fn tls(matches: &ArgMatches) -> Result<TlsSettings> {
    let pins = matches.get_many::<String>("pin").into_iter().flatten();
    let pins = pins.map(|pin| Pin::parse(pin)).collect::<Result<Vec<_>>>()?;
    let trust = if matches.get_flag("insecure") {
        Trust::Nothing
    } else if !pins.is_empty() {
        Trust::Pins(pins)
    } else if let Some(file) = matches.get_one::<PathBuf>("ca-file") {
        Trust::Roots(Roots::File(file.clone()))
    } else {
        Trust::Roots(match text(matches, "roots") {
            "native" => Roots::Native,
            "bundled" => Roots::Bundled,
            "none" => Roots::None,
            _ => Roots::Both,
        })
    };
    let version = |name| if text(matches, name) == "1.2" { Version::Tls12 } else { Version::Tls13 };
    let (min, max) = (version("tls-min"), version("tls-max"));
    if min > max {
        return Err(usage(format!("--tls-min {min} is above --tls-max {max}")));
    }
    let mut settled = TlsSettings::new(trust, min, max);
    let (cert, key) = (matches.get_one::<PathBuf>("cert"), matches.get_one::<PathBuf>("key"));
    settled.identity = cert.cloned().zip(key.cloned());
    Ok(settled)
}

fn network(matches: &ArgMatches) -> Network {
    let duration =
        |name| matches.get_one::<Duration>(name).copied().unwrap_or(Duration::from_secs(30));
    Network {
        port: matches.get_one::<u16>("port").copied(),
        implicit: match (matches.get_flag("implicit"), matches.get_flag("explicit")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        passive: match text(matches, "passive") {
            "epsv" => Passive::Epsv,
            "pasv" => Passive::Pasv,
            _ => Passive::Auto,
        },
        pasv_address: match text(matches, "pasv-address") {
            "server" => PasvAddress::Server,
            _ => PasvAddress::Peer,
        },
        family: match (matches.get_flag("ipv4"), matches.get_flag("ipv6")) {
            (true, _) => Family::V4,
            (_, true) => Family::V6,
            _ => Family::Any,
        },
        connect: duration("connect-timeout"),
        stall: duration("timeout"),
        retries: Retries {
            count: matches.get_one::<u32>("retries").copied().unwrap_or(0),
            delay: duration("retry-delay"),
        },
    }
}

fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}
