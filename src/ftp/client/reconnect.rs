//! How a client gets in, and in again: on first use, and after a break.

use super::{Client, is_out_of_order};
use crate::error::{Error, Result};
use crate::ftp::login::host_profile::Reuse;
use crate::ftp::login::open::open;
use crate::ftp::ops::query::Query;
use crate::ftp::retry::Retries;
use crate::ftp::session::Session;
use crate::net::tls::{Resumption, Version};

/// Transfers that a TLS 1.3 login serves at least, whatever the server does: OpenSSL gives two
/// tickets with it.
const TICKETS_AT_LOGIN: usize = 2;

impl Client {
    /// The session, with `asks` asked in one flight; if it must be opened, they travel with its setup.
    pub fn session_asking(&mut self, asks: &[Query]) -> Result<&mut Session> {
        if self.is_open() {
            let asked = match &mut self.session {
                Some(session) => session.ask(asks),
                None => Ok(()),
            };
            match self.settle(asked) {
                // libunftp does so now and then.
                Err(error) if is_out_of_order(&error) || error.is_displaced() => {
                    return self.session_asking(asks);
                }
                asked => asked?,
            }
        }
        let session = match self.session.take() {
            Some(session) => session,
            None => self.open_first(asks)?,
        };
        Ok(self.session.insert(session))
    }

    /// Opens a session, unless the last try failed.
    fn open_first(&mut self, asks: &[Query]) -> Result<Session> {
        if let Some((class, why)) = &self.shut {
            return Err(Error::Plain(*class, why.clone()));
        }
        let fresh = self.open(asks).inspect_err(|e| {
            self.shut = Some((e.class(), e.to_string()));
        })?;
        self.home = fresh.home().cloned();
        Ok(fresh)
    }

    /// Opens the session now, and tries once only: for a login beside others, whose refusal is an
    /// answer (no more connections) and no reason to wait. That an earlier try was refused does not
    /// count. The `asks` travel with the setup.
    pub fn enter_once(&mut self, asks: &[Query]) -> Result<()> {
        self.shut = None;
        let once = Retries { count: 0, ..self.retries };
        let patient = std::mem::replace(&mut self.retries, once);
        let entered = self.session_asking(asks).map(drop);
        self.retries = patient;
        entered
    }

    fn open(&mut self, asks: &[Query]) -> Result<Session> {
        let required = self.profile.reuse.is(Reuse::Required)
            || self.connector.tls.resumption == Resumption::Required;
        let many = self.expected > TICKETS_AT_LOGIN && required;
        self.capped |= many && self.may_use_tls12();
        let mut attempts = self.attempts(String::new());
        loop {
            match self.open_once(asks) {
                Err(error) if is_out_of_order(&error) && !self.profile.one_at_a_time.is(true) => {
                    self.profile.one_at_a_time.suspect(true, &error.to_string());
                }
                Err(error) if error.is_refused_login() && self.connector.password.may_change() => {
                    self.connector.trace.note(&error.to_string());
                }
                Err(error) => attempts.again_after(error)?,
                opened => return opened,
            }
        }
    }

    fn open_once(&mut self, asks: &[Query]) -> Result<Session> {
        let max = self.connector.tls.max;
        if !self.capped || max == Version::Tls12 {
            return open(&self.connector, max, &mut self.profile, asks);
        }
        match open(&self.connector, Version::Tls12, &mut self.profile, asks) {
            // Not every server still speaks 1.2: some say so by an alert, some by closing.
            Err(error) if matches!(error.root(), Error::Tls(_) | Error::Network(_)) => {
                let opened = open(&self.connector, max, &mut self.profile, asks)?;
                self.capped = false;
                if matches!(error.root(), Error::Tls(_)) {
                    self.profile.no_tls12.learn(true, &error.to_string());
                }
                Ok(opened)
            }
            other => other,
        }
    }
}
