//! Servers that want the TLS sessions of data connections resumed (RFC 4217 section 10.2): how that is found out, and what
//! a client does when its tickets run out.

use super::{Client, Idempotence};
use crate::error::{Error, Result};
use crate::ftp::login::host_profile::Reuse;
use crate::ftp::session::Session;
use crate::net::tls::{Resumption, Version};

impl Client {
    /// Makes sure that the next data connection can be resumed where that is needed.
    pub(in crate::ftp) fn refill(&mut self, care: Idempotence) -> Result<()> {
        let required = self.connector.tls.resumption == Resumption::Required;
        let free = self.profile.reuse.is(Reuse::Free) && !required;
        let unknown = self.profile.reuse.get().is_none() && self.suspicion.is_none() && !required;
        let may_probe = unknown && care == Idempotence::Harmless;
        if free || may_probe || !self.is_dry()? {
            return Ok(());
        }
        self.log_in_again()?;
        if care == Idempotence::Final && self.is_dry()? { self.probe() } else { Ok(()) }
    }

    fn is_dry(&mut self) -> Result<bool> {
        Ok(self.session()?.tickets_left() == Some(0))
    }

    /// Tries a full handshake with a listing, which can destroy nothing.
    fn probe(&mut self) -> Result<()> {
        let home = self.session()?.home().cloned().unwrap_or_default();
        match self.with_data(Idempotence::Harmless, |session| session.list(&home)) {
            // A server that lists nothing may take files all the same.
            Err(error) if error.refusal().is_none() => Err(error),
            _ => Ok(()),
        }
    }

    /// A fresh login: with TLS 1.2 at most where both sides allow that, else with new tickets.
    pub(in crate::ftp) fn log_in_again(&mut self) -> Result<()> {
        self.quit();
        self.capped = self.may_use_tls12();
        self.session().map(drop)
    }

    pub(super) fn may_use_tls12(&self) -> bool {
        self.connector.tls.min <= Version::Tls12 && !self.profile.no_tls12.is(true)
    }

    /// Makes sure of a suspicion once a resumed session was taken: another full handshake must be refused, too, on this
    /// login. 522 says so by itself; the other codes may come of a data connection that somebody cut.
    pub(super) fn confirm_reuse(&mut self) {
        let resumed = self.session.as_ref().and_then(Session::last_resumed) == Some(true);
        let Some(refused) = self.suspicion.as_ref().filter(|_| resumed) else { return };
        let reuse = &mut self.profile.reuse;
        reuse.suspect(Reuse::Required, &refused.to_string());
        if matches!(refused.root(), Error::ReuseRequired(said) if said.code == 522) {
            reuse.confirm();
            return;
        }
        let Some(session) = &mut self.session else { return };
        match session.list_unresumed() {
            Err(error) if error.wants_reuse() => reuse.confirm(),
            Ok(()) => {
                reuse.forget();
                reuse.learn(Reuse::Free, "a full handshake was taken");
            }
            // Nothing was found out.
            Err(_) => {}
        }
        self.session.take_if(|session| session.is_broken());
    }
}

impl Session {
    /// Lists the folder after login over a data connection with a full handshake.
    fn list_unresumed(&mut self) -> Result<()> {
        let home = self.home().cloned().unwrap_or_default();
        let fresh = self.port().tls().without_sessions();
        let usual = self.port().replace_tls(fresh);
        let listed = self.list(&home).map(drop);
        self.port().replace_tls(usual);
        listed
    }
}
