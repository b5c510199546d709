//! From a target as typed to a client of its server; several targets of one server share it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::consent::{ServerConsent, server_name};
use super::context::{Context, Location, ShellContext};
use super::env::Env;
use crate::audit::Login;
use crate::error::{Error, Result, usage};
use crate::ftp::client::{Client, RunContext};
use crate::ftp::login::connector::Connector;
use crate::ftp::login::host_profile::HostProfile;
use crate::ftp::login::password::Password;
use crate::ftp::wire::trace::{SharedTrace, Trace as _};
use crate::net::Waits;
use crate::net::tls::TlsSettings;
use crate::net::trust::Trust;
use crate::settings::config::Site;
use crate::settings::login::{self, Seeker};
use crate::settings::target::{Endpoint, Security, Target};
use crate::settings::trust_store::TrustStore;
use crate::settings::{Settings, memory};

/// The clients of a run, one a site or server, and user. A shell's own is taken from it, and given back.
pub(super) struct Connections<'a> {
    env: &'a Env<'a>,
    open: Vec<Open<'a>>,
    /// Data connections that are to come, for each server.
    expected: usize,
    /// The settled options, by the name of the site, if it is one.
    settled: HashMap<Option<String>, Settings>,
}

struct Open<'a> {
    site: Option<String>,
    endpoint: Endpoint,
    user: Option<String>,
    client: Client,
    /// What was known of the host before.
    known: HostProfile,
    /// Where the client goes back to.
    from: Option<&'a Location>,
}

impl<'a> Connections<'a> {
    /// No client yet; each will expect so many data connections.
    pub(super) fn new(env: &'a Env<'a>, expected: usize) -> Self {
        Self { env, open: Vec::new(), expected, settled: HashMap::new() }
    }

    /// Sets how many data connections each client is to expect.
    pub(super) fn expect_transfers(&mut self, transfers: usize) {
        self.expected = transfers;
        for open in &mut self.open {
            open.client.expect_transfers(transfers);
        }
    }

    /// The client for a target. Nothing is sent yet, but to see whether a connection that stood idle still lives.
    pub(super) fn client(&mut self, target: &Target) -> Result<&mut Client> {
        let index = self.index(target)?;
        let found = self.open.get_mut(index).map(|open| &mut open.client);
        found.ok_or_else(|| usage("no server to talk to"))
    }

    /// The clients, in the order of their numbers.
    pub(super) fn clients(&mut self) -> impl Iterator<Item = &mut Client> {
        self.open.iter_mut().map(|open| &mut open.client)
    }

    /// The number of a target's client.
    pub(super) fn index(&mut self, target: &Target) -> Result<usize> {
        let env = self.env;
        let site = env.config.site(target);
        let name = site.map(|site| site.name.clone());
        let settings = match self.settled.entry(name.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let settled = Settings::settle(env.matches, &env.config, site);
                let mut settled = settled.map_err(|error| in_site(error, site))?;
                if env.is_job() {
                    settled.never_ask();
                }
                settled.warnings.iter().for_each(|warning| env.ui.warn(warning));
                new.insert(settled)
            }
        };
        let endpoint = endpoint(settings, target, site).map_err(|error| in_site(error, site))?;
        let known = self.open.iter().position(|open| {
            open.site == name && open.endpoint == endpoint && open.user == target.user
        });
        if let Some(index) = known {
            return Ok(index);
        }
        let (mut client, from) = match of_shell(env, settings, target, &endpoint)? {
            Some((client, location)) => (client, Some(location)),
            None => (client(env, settings, &endpoint, target.user.as_deref(), site)?, None),
        };
        client.expect_transfers(self.expected);
        let (user, known) = (target.user.clone(), client.profile().clone());
        self.open.push(Open { site: name, endpoint, user, client, known, from });
        Ok(self.open.len() - 1)
    }
}

/// The shell's own client, if the target is on the server where the shell is.
fn of_shell<'a>(
    env: &Env<'a>,
    settings: &Settings,
    target: &Target,
    endpoint: &Endpoint,
) -> Result<Option<(Client, &'a Location)>> {
    let Context::Shell(ShellContext { location: Some(location), .. }) = env.context else {
        return Ok(None);
    };
    let own = location.target();
    let site = env.config.site(own);
    let same_site = site.map(|site| &site.name) == env.config.site(target).map(|site| &site.name);
    if !same_site || own.user != target.user || self::endpoint(settings, own, site)? != *endpoint {
        return Ok(None);
    }
    let Some(mut client) = location.take() else { return Ok(None) };
    // Quoted commands follow a login: a command with quotes of its own has a login of its own.
    let said = client.connector();
    let same_quotes =
        (&said.quotes, &said.quotes_after) == (&settings.quotes, &settings.quotes_after);
    if !same_quotes || (said.charset, &said.zone) != (settings.charset, &settings.zone) {
        location.give_back(client);
        return Ok(None);
    }
    client.begin(RunContext {
        waits: waits(env, settings),
        retries: settings.network.retries,
        trace: Arc::clone(&env.ui) as SharedTrace,
    });
    Ok(Some((client, location)))
}

/// A client that has logged in at the server of a target.
pub(super) fn enter(env: &Env<'_>, target: &Target) -> Result<Client> {
    let mut servers = Connections::new(env, 0);
    servers.client(target)?.session()?;
    let Open { endpoint, client, known, .. } =
        servers.open.pop().ok_or_else(|| usage("no server to talk to"))?;
    memory::keep(&endpoint.host, endpoint.port, &known, client.profile());
    Ok(client)
}

impl Drop for Connections<'_> {
    fn drop(&mut self) {
        for mut open in self.open.drain(..) {
            let Endpoint { host, port, .. } = &open.endpoint;
            memory::keep(host, *port, &open.known, open.client.profile());
            match open.from {
                Some(location) => location.give_back(open.client),
                None => open.client.quit(),
            }
        }
    }
}

fn in_site(error: Error, site: Option<&Site>) -> Error {
    match site {
        Some(site) => error.during(format!("site {}", site.name)),
        None => error,
    }
}

fn endpoint(settings: &Settings, target: &Target, site: Option<&Site>) -> Result<Endpoint> {
    let host = site.map_or(&target.host, |site| &site.host).clone();
    settings.place(&Target { host, ..target.clone() })
}

fn client(
    env: &Env<'_>,
    settings: &Settings,
    endpoint: &Endpoint,
    user: Option<&str>,
    site: Option<&Site>,
) -> Result<Client> {
    let seeker = Seeker { endpoint, typed: user, claims: &env.claims };
    let login = login::find(&settings.credentials, seeker, &env.cancel)?;
    if settings.insecure {
        env.ui.note(&format!(
            "--insecure: the certificate of {} is NOT checked; anyone in between can read and change everything",
            endpoint.host
        ));
    }
    let connector = connector(env, settings, endpoint, login, site)?;
    let profile = memory::recall(&endpoint.host, endpoint.port);
    Ok(Client::new(connector, settings.network.retries, profile))
}

fn connector(
    env: &Env<'_>,
    settings: &Settings,
    endpoint: &Endpoint,
    mut login: login::Login,
    site: Option<&Site>,
) -> Result<Connector> {
    let route = settings.route(&endpoint.host, &mut login.warnings, &env.cancel)?;
    login.warnings.iter().for_each(|warning| env.ui.warn(warning));
    let network = &settings.network;
    Ok(Connector {
        host: endpoint.host.clone(),
        port: endpoint.port,
        implicit: endpoint.security == Security::Implicit,
        virtual_host: settings.credentials.virtual_host.clone(),
        user: login.user,
        password: password(env, login.password),
        account: login.account,
        tls: Arc::new(tls(settings, endpoint)?),
        consent: Arc::new(ServerConsent::new(env, settings, endpoint)),
        waits: waits(env, settings),
        route,
        passive: network.passive,
        pasv_address: network.pasv_address,
        quotes: settings.quotes.clone(),
        quotes_after: settings.quotes_after.clone(),
        folder: site.and_then(|site| site.folder.clone()),
        charset: settings.charset,
        zone: settings.zone.clone(),
        trace: Arc::clone(&env.ui) as SharedTrace,
    })
}

/// A server, and how to connect to it without a login.
pub(super) struct Reach {
    /// What the options come to for it.
    pub(super) settings: Settings,
    /// Where it is.
    pub(super) endpoint: Endpoint,
    /// Connects to it; it has no user to log in with.
    pub(super) connector: Connector,
}

/// A server that is to be examined, and who logs in there, if anybody does.
pub(super) struct Examined {
    /// Where it is.
    pub(super) endpoint: Endpoint,
    /// Connects to it.
    pub(super) connector: Connector,
    /// Whether it has a user to log in with.
    pub(super) login: Login,
}

/// The server of a target, to be examined: a user is looked for, and not asked for.
pub(super) fn examined(env: &Env<'_>, target: &Target) -> Result<Examined> {
    let site = env.config.site(target);
    let settled = Settings::settle(env.matches, &env.config, site);
    let settings = settled.map_err(|error| in_site(error, site))?;
    settings.warnings.iter().for_each(|warning| env.ui.warn(warning));
    let endpoint = endpoint(&settings, target, site).map_err(|error| in_site(error, site))?;
    let seeker = Seeker { endpoint: &endpoint, typed: target.user.as_deref(), claims: &env.claims };
    let found = login::find_if_named(&settings.credentials, seeker, &env.cancel)?;
    let login = if found.is_some() { Login::User } else { Login::Nobody };
    let found = found.unwrap_or_else(login::Login::nobody);
    let connector = connector(env, &settings, &endpoint, found, site)?;
    Ok(Examined { endpoint, connector, login })
}

/// How to reach the server of a target; nothing is sent yet.
pub(super) fn reach(env: &Env<'_>, target: &Target) -> Result<Reach> {
    let site = env.config.site(target);
    let settled = Settings::settle(env.matches, &env.config, site);
    let settings = settled.map_err(|error| in_site(error, site))?;
    settings.warnings.iter().for_each(|warning| env.ui.warn(warning));
    let endpoint = endpoint(&settings, target, site).map_err(|error| in_site(error, site))?;
    let connector = connector(env, &settings, &endpoint, login::Login::nobody(), site)?;
    Ok(Reach { settings, endpoint, connector })
}

/// What is wanted of TLS, with what is on record for the server.
fn tls(settings: &Settings, endpoint: &Endpoint) -> Result<TlsSettings> {
    let store = match settings.tls.trust {
        Trust::Roots { .. } => TrustStore::standard(),
        // Pins are the whole check.
        Trust::Pins { .. } | Trust::Nothing => None,
    };
    let known = store.map(|store| store.known(&endpoint.host, endpoint.port)).transpose()?;
    Ok(settings.tls.for_server(server_name(endpoint), known.unwrap_or_default()))
}

/// A question waits until a login needs the answer; bars make room for it.
fn password(env: &Env<'_>, found: login::Password) -> Password {
    match found {
        login::Password::Known(secret) => Password::known(secret),
        login::Password::Asked(question) => {
            let ui = Arc::clone(&env.ui);
            Password::deferred(move || ui.apart(|| question.ask()))
        }
    }
}

fn waits(env: &Env<'_>, settings: &Settings) -> Waits {
    let network = &settings.network;
    Waits { connect: network.connect, stall: network.stall, cancel: env.cancel.clone() }
}
