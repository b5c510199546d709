//! From a target as typed to a client of its server; several targets of one server share it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::Arc;

use super::Env;
use crate::error::{Error, Result, usage};
use crate::ftp::client::Client;
use crate::ftp::login::Connector;
use crate::ftp::trace::{SharedTrace, Trace as _};
use crate::net::Waits;
use crate::settings::config::Site;
use crate::settings::target::{Endpoint, Operand, Place, Security, Target, TransferType};
use crate::settings::{Settings, login, memory};

/// The clients of a run, one a site or server, and user.
pub(super) struct Servers<'a> {
    env: &'a Env<'a>,
    open: Vec<Server>,
    /// Data connections that are to come, for each server.
    expected: usize,
    /// What the options come to, by the name of the site, if it is one.
    settled: HashMap<Option<String>, Settings>,
}

/// A server, and its client.
struct Server {
    site: Option<String>,
    endpoint: Endpoint,
    user: Option<String>,
    client: Client,
}

impl<'a> Servers<'a> {
    /// No client yet; each will be told that `expected` data connections are to come.
    pub(super) fn new(env: &'a Env<'a>, expected: usize) -> Self {
        Self { env, open: Vec::new(), expected, settled: HashMap::new() }
    }

    /// Says how many data connections are to come after all.
    pub(super) fn expect(&mut self, transfers: usize) {
        self.expected = transfers;
        self.clients().for_each(|client| client.expect(transfers));
    }

    /// The client for a target. Nothing is sent yet.
    pub(super) fn client(&mut self, target: &Target) -> Result<&mut Client> {
        let index = self.index(target)?;
        let found = self.open.get_mut(index).map(|server| &mut server.client);
        found.ok_or_else(|| usage("no server to talk to"))
    }

    /// The clients, in the order of their numbers.
    pub(super) fn clients(&mut self) -> impl Iterator<Item = &mut Client> {
        self.open.iter_mut().map(|server| &mut server.client)
    }

    /// The number of a target's client. Nothing is sent yet.
    pub(super) fn index(&mut self, target: &Target) -> Result<usize> {
        let site = self.env.config.site(target);
        let name = site.map(|site| site.name.clone());
        let settings = match self.settled.entry(name.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let settled = Settings::settle(self.env.matches, &self.env.config, site);
                new.insert(settled.map_err(|e| in_site(e, site))?)
            }
        };
        let endpoint = endpoint(settings, target, site).map_err(|e| in_site(e, site))?;
        let known = self.open.iter().position(|server| {
            server.site == name && server.endpoint == endpoint && server.user == target.user
        });
        if let Some(index) = known {
            return Ok(index);
        }
        let mut client = client(self.env, settings, &endpoint, target.user.as_deref(), site)?;
        client.expect(self.expected);
        self.open.push(Server { site: name, endpoint, user: target.user.clone(), client });
        Ok(self.open.len() - 1)
    }
}

impl Drop for Servers<'_> {
    fn drop(&mut self) {
        for Server { endpoint, client, .. } in &mut self.open {
            memory::keep(&endpoint.host, endpoint.port, client.habits());
            client.quit();
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
    let security = settings
        .network
        .implicit
        .map(|implicit| if implicit { Security::Implicit } else { Security::Explicit });
    let host = site.map_or(&target.host, |site| &site.host).clone();
    let target = Target { host, ..target.clone() };
    target.settle(settings.network.port, security).map_err(usage)
}

fn client(
    env: &Env<'_>,
    settings: &Settings,
    endpoint: &Endpoint,
    user: Option<&str>,
    site: Option<&Site>,
) -> Result<Client> {
    let login = login::find(settings, &endpoint.host, user, &env.cancel)?;
    let network = &settings.network;
    if settings.insecure {
        env.ui.note(&format!(
            "--insecure: the certificate of {} is NOT checked; anyone in between can read and change everything",
            endpoint.host
        ));
    }
    let connector = Connector {
        host: endpoint.host.clone(),
        port: endpoint.port,
        implicit: endpoint.security == Security::Implicit,
        user: login.user,
        password: login.password,
        account: login.account,
        tls: Arc::clone(&settings.tls),
        waits: Waits { connect: network.connect, stall: network.stall, cancel: env.cancel.clone() },
        family: network.family,
        passive: network.passive,
        pasv_address: network.pasv_address,
        quotes: settings.quotes.clone(),
        quotes_after: settings.quotes_after.clone(),
        folder: site.and_then(|site| site.folder.clone()),
        trace: Arc::clone(&env.ui) as SharedTrace,
    };
    let habits = memory::recall(&endpoint.host, endpoint.port);
    Ok(Client::new(connector, network.retries, habits))
}

/// Reads an operand that may be local.
pub(super) fn operand(text: &std::ffi::OsStr) -> Result<Operand> {
    Operand::parse(text, Place::Operand).map_err(usage)
}

/// Reads an operand that must be remote; `place` says whether a bare word is a host.
pub(super) fn remote(text: &std::ffi::OsStr, place: Place) -> Result<Target> {
    match remote_or_text(text, place)? {
        target if target.transfer_type == Some(TransferType::Ascii) => {
            Err(usage(";type=a asks for text with line ends converted, which only get and put do"))
        }
        target => Ok(target),
    }
}

/// The same, where `;type=a` has a meaning.
pub(super) fn remote_or_text(text: &std::ffi::OsStr, place: Place) -> Result<Target> {
    match Operand::parse(text, place).map_err(usage)? {
        Operand::Remote(target) => Ok(target),
        Operand::Local(path) => Err(not_remote(&path)),
    }
}

fn not_remote(path: &Path) -> Error {
    let path = path.display();
    usage(format!("{path} is a local file; a remote one is ftp://HOST/{path} or HOST:{path}"))
}
