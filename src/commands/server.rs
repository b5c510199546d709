//! From a target as typed to a client of its server; several targets of one server share it.

use std::sync::Arc;

use super::Env;
use super::here::{Here, Stand};
use crate::error::{Result, usage};
use crate::ftp::client::{Client, Manner};
use crate::ftp::login::Connector;
use crate::ftp::trace::{SharedTrace, Trace as _};
use crate::net::Waits;
use crate::settings::target::{Endpoint, Security, Target};
use crate::settings::{login, memory};

/// The clients of a run, one a server and user. A shell's own is taken from it, and given back.
pub(super) struct Servers<'a> {
    env: &'a Env<'a>,
    open: Vec<Open<'a>>,
    /// Data connections that are to come, for each server.
    expected: usize,
}

struct Open<'a> {
    endpoint: Endpoint,
    user: Option<String>,
    client: Client,
    /// Where the client goes back to.
    from: Option<&'a Here>,
}

impl<'a> Servers<'a> {
    /// No client yet; each will be told that `expected` data connections are to come.
    pub(super) fn new(env: &'a Env<'a>, expected: usize) -> Self {
        Self { env, open: Vec::new(), expected }
    }

    /// Says how many data connections are to come after all.
    pub(super) fn expect(&mut self, transfers: usize) {
        self.expected = transfers;
        for open in &mut self.open {
            open.client.expect(transfers);
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
        let endpoint = endpoint(self.env, target)?;
        let known =
            self.open.iter().position(|open| open.endpoint == endpoint && open.user == target.user);
        if let Some(index) = known {
            return Ok(index);
        }
        let (mut client, from) = match self.of_shell(target, &endpoint)? {
            Some((client, here)) => (client, Some(here)),
            None => (client(self.env, &endpoint, target.user.as_deref())?, None),
        };
        client.expect(self.expected);
        self.open.push(Open { endpoint, user: target.user.clone(), client, from });
        Ok(self.open.len() - 1)
    }

    /// The shell's own client, if the target is on the server where the shell is.
    fn of_shell(&self, target: &Target, endpoint: &Endpoint) -> Result<Option<(Client, &'a Here)>> {
        let env = self.env;
        // What is quoted is said after a login: such a command has one of its own.
        let (Stand::Shell(Some(here)), true) = (env.stand, env.settings.quotes.is_empty()) else {
            return Ok(None);
        };
        let own = here.target();
        if own.user != target.user || self::endpoint(env, own)? != *endpoint {
            return Ok(None);
        }
        let Some(mut client) = here.take() else { return Ok(None) };
        client.begin(Manner {
            waits: waits(env),
            retries: env.settings.network.retries,
            trace: Arc::clone(&env.ui) as SharedTrace,
        });
        Ok(Some((client, here)))
    }
}

impl Drop for Servers<'_> {
    fn drop(&mut self) {
        for mut open in self.open.drain(..) {
            memory::keep(&open.endpoint.host, open.endpoint.port, open.client.habits());
            match open.from {
                Some(here) => here.give_back(open.client),
                None => open.client.quit(),
            }
        }
    }
}

fn endpoint(env: &Env<'_>, target: &Target) -> Result<Endpoint> {
    let security = env
        .settings
        .network
        .implicit
        .map(|implicit| if implicit { Security::Implicit } else { Security::Explicit });
    target.settle(env.settings.network.port, security).map_err(usage)
}

fn client(env: &Env<'_>, endpoint: &Endpoint, user: Option<&str>) -> Result<Client> {
    let login = login::find(&env.settings, &endpoint.host, user, &env.cancel)?;
    let network = &env.settings.network;
    if env.settings.insecure {
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
        tls: Arc::clone(&env.settings.tls),
        waits: waits(env),
        family: network.family,
        passive: network.passive,
        pasv_address: network.pasv_address,
        quotes: env.settings.quotes.clone(),
        trace: Arc::clone(&env.ui) as SharedTrace,
    };
    let habits = memory::recall(&endpoint.host, endpoint.port);
    Ok(Client::new(connector, network.retries, habits))
}

fn waits(env: &Env<'_>) -> Waits {
    let network = &env.settings.network;
    Waits { connect: network.connect, stall: network.stall, cancel: env.cancel.clone() }
}
