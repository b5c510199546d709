//! From options, environment and files to settled values: raw arguments in, ready values out.

pub mod config;
mod files;
pub mod flags;
pub mod given;
pub mod import;
mod layers;
mod lock;
pub mod login;
pub mod memory;
pub mod nearest;
pub mod netrc;
pub mod program;
mod route;
pub mod target;
mod tls;
pub mod trust_store;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use jiff::tz::TimeZone;
use zeroize::Zeroizing;

use crate::error::{Result, usage};
use crate::ftp::data::passive::{Passive, PasvAddress};
use crate::ftp::retry::Retries;
use crate::ftp::wire::charset::Charset;
use crate::ftp::wire::command::Command;
use crate::net::Route;
use crate::net::cancel::Cancel;
use crate::net::tls::TlsSettings;
use config::{Config, Site};
use layers::Layers;
pub use login::Credentials;
pub use login::question::Questions;
pub use route::Ways;
use target::{Endpoint, Security, Target};

/// The output of a run, and its form.
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
#[derive(Clone, Debug)]
pub struct Network {
    /// `--port`.
    pub port: Option<u16>,
    /// `--implicit` or `--explicit`.
    pub implicit: Option<bool>,
    /// `--passive`.
    pub passive: Passive,
    /// `--pasv-address`.
    pub pasv_address: PasvAddress,
    /// By which way connections are made.
    pub ways: Ways,
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
    /// The TLS settings.
    pub tls: Arc<TlsSettings>,
    /// How the network is used.
    pub network: Network,
    /// `--insecure`: certificates are not checked.
    pub insecure: bool,
    /// `--trust-new`: the first certificate of a server is recorded without a question.
    pub trust_new: bool,
    /// Faults of the files that options name which do not keep them from being used.
    pub warnings: Vec<String>,
    /// Where the passphrase of the client certificate's key is, if an option says so.
    passphrase: Option<login::Source>,
    /// `--remote-charset`, where it is not UTF-8.
    pub charset: Option<Charset>,
    /// `--server-timezone`.
    pub zone: Option<TimeZone>,
    /// `--quote`: sent in every session.
    pub quotes: Vec<Command>,
    /// `--quote-after`: sent at the end of the run.
    pub quotes_after: Vec<Command>,
}

impl Settings {
    /// Settles the options of a networked command for a server that is a saved site, or none. What the
    /// command line says wins over the site, and that over the defaults of the configuration.
    pub fn settle(matches: &ArgMatches, config: &Config, site: Option<&Site>) -> Result<Self> {
        let site = site.map(Site::options);
        let layers = Layers::new(matches, site.into_iter().chain(config.defaults()).collect());
        let trust = layers.saying(&tls::TRUST);
        let mut warnings = Vec::new();
        let tls = tls::settle(&layers, &mut warnings)?;
        Ok(Self {
            credentials: Credentials::settle(&layers)?,
            tls: Arc::new(tls),
            warnings,
            passphrase: tls::passphrase_source(&layers),
            network: network(&layers)?,
            insecure: trust.get_flag("insecure"),
            trust_new: layers.saying(&["trust-new"]).get_flag("trust-new"),
            charset: charset(&layers),
            zone: layers.saying(&["server-timezone"]).get_one("server-timezone").cloned(),
            quotes: quotes(&layers, "quote")?,
            quotes_after: quotes(&layers, "quote-after")?,
        })
    }

    /// Where a target leads that is no saved site.
    pub fn place(&self, target: &Target) -> Result<Endpoint> {
        let security = self
            .network
            .implicit
            .map(|implicit| if implicit { Security::Implicit } else { Security::Explicit });
        target.settle(self.network.port, security).map_err(usage)
    }

    /// The way to a host, as options and environment say; `warnings` takes those about its password file.
    pub fn route(&self, host: &str, warnings: &mut Vec<String>, cancel: &Cancel) -> Result<Route> {
        let variable = |name: &str| std::env::var(name).ok();
        let password = |path: &PathBuf| login::secret_file(path, warnings, cancel);
        self.network.ways.route(host, variable, password)
    }
}

/// Reads a small file that the user named.
pub fn read_small(path: &Path, cancel: &Cancel) -> Result<Zeroizing<Vec<u8>>> {
    files::read_with_permissions(path, cancel).map(|(bytes, _)| bytes)
}

impl Settings {
    /// Nobody is asked for anything: the terminal is somebody else's.
    pub fn never_ask(&mut self) {
        self.credentials.questions = Questions::Never;
        // Nobody shares the settings yet.
        if let Some(identity) = Arc::get_mut(&mut self.tls).and_then(|tls| tls.identity.as_mut()) {
            identity.passphrase = tls::passphrase(self.passphrase.clone(), Questions::Never);
        }
    }
}

/// `--limit-rate` for transfers with a saved site, or with none, in bytes a second.
pub fn limit_rate(matches: &ArgMatches, config: &Config, site: Option<&Site>) -> Option<u64> {
    let site = site.map(Site::options);
    let layers = Layers::new(matches, site.into_iter().chain(config.defaults()).collect());
    let given = layers.saying(&["limit-rate"]).try_get_one::<u64>("limit-rate");
    given.ok().flatten().copied()
}

/// Settles the output and its form; it cannot fail, so that failures can be reported in that form.
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

fn charset(layers: &Layers<'_>) -> Option<Charset> {
    let option = "remote-charset";
    layers.saying(&[option]).get_one::<flags::Named>(option).and_then(|named| named.0)
}

/// The quoted commands; none where the command at hand does not take the option.
fn quotes(layers: &Layers<'_>, option: &str) -> Result<Vec<Command>> {
    let given = layers.saying(&[option]).try_get_many::<OsString>(option);
    let lines = given.ok().flatten().into_iter().flatten();
    let read = |line: &OsString| Command::quoted(line.as_encoded_bytes());
    lines.map(|line| read(line).map_err(|error| usage(format!("--{option}: {error}")))).collect()
}

fn network(layers: &Layers<'_>) -> Result<Network> {
    let duration = |name| {
        let given = layers.saying(&[name]).get_one::<Duration>(name);
        given.copied().unwrap_or(Duration::from_secs(30))
    };
    let choice = |name| text(layers.saying(&[name]), name);
    let flavour = layers.saying(&["implicit", "explicit"]);
    Ok(Network {
        port: layers.saying(&["port"]).get_one::<u16>("port").copied(),
        implicit: match (flavour.get_flag("implicit"), flavour.get_flag("explicit")) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        passive: match choice("passive") {
            "epsv" => Passive::Epsv,
            "pasv" => Passive::Pasv,
            _ => Passive::Auto,
        },
        pasv_address: match choice("pasv-address") {
            "server" => PasvAddress::Server,
            _ => PasvAddress::Peer,
        },
        ways: Ways::settle(layers)?,
        connect: duration("connect-timeout"),
        stall: duration("timeout"),
        retries: Retries {
            count: layers.saying(&["retries"]).get_one::<u32>("retries").copied().unwrap_or(0),
            delay: duration("retry-delay"),
        },
    })
}

fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}
