//! The password of a login: known from the start, or supplied once when a login first needs it. That is
//! after the server's certificate was accepted, so that nobody is asked for a password that must not
//! be sent. Where it comes from is left to `settings`.

use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Result;
use crate::ftp::wire::secret::Secret;

/// A password; clones share it, so that it is supplied once for all logins of a run.
#[derive(Clone)]
pub struct Password(Arc<Mutex<Source>>);

enum Source {
    Known(Secret),
    Deferred(Box<Supply>),
}

type Supply = dyn FnMut() -> Result<Secret> + Send;

impl Password {
    /// A password that is known.
    pub fn known(secret: Secret) -> Self {
        Self(Arc::new(Mutex::new(Source::Known(secret))))
    }

    /// A password that `supply` gives when a login first needs it. After an error it is called again
    /// by the next login.
    pub fn deferred(supply: impl FnMut() -> Result<Secret> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Source::Deferred(Box::new(supply)))))
    }

    /// The password; logins that need it at the same time wait for one answer.
    pub(in crate::ftp) fn get(&self) -> Result<Secret> {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = match &mut *source {
            Source::Known(secret) => return Ok(secret.clone()),
            Source::Deferred(supply) => supply()?,
        };
        *source = Source::Known(secret.clone());
        Ok(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::usage;

    #[test]
    fn a_deferred_password_is_supplied_once_and_an_error_is_not_kept() {
        let mut calls = 0;
        let password = Password::deferred(move || {
            calls += 1;
            if calls == 1 { Err(usage("nobody answered")) } else { Ok(Secret::new("p")) }
        });
        assert!(password.get().is_err());
        let twin = password.clone();
        assert!(password.get().is_ok() && twin.get().is_ok_and(|p| p == Secret::new("p")));
    }
}
