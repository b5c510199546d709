//! The password of a login: known from the start, or supplied once when a login first needs it. That is
//! after the server's certificate was accepted, so that nobody is asked for a password that must not
//! be sent. Where it comes from is left to `settings`.

use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Result;
use crate::ftp::wire::secret::Secret;

/// A password; clones share it, so that it is supplied once for all logins of a run.
#[derive(Clone)]
pub struct Password(Arc<Mutex<Source>>);

/// How often a user is asked for a password that a server refuses, as ssh does.
const MOST_TRIES: usize = 3;

enum Source {
    Known(Secret),
    Deferred { supply: Box<Supply>, supplied: Option<Secret>, tries: usize },
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
        let supply = Box::new(supply);
        Self(Arc::new(Mutex::new(Source::Deferred { supply, supplied: None, tries: 0 })))
    }

    /// The password; logins that need it at the same time wait for one answer.
    pub(in crate::ftp) fn get(&self) -> Result<Secret> {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *source {
            Source::Known(secret) | Source::Deferred { supplied: Some(secret), .. } => {
                Ok(secret.clone())
            }
            Source::Deferred { supply, supplied, tries } => {
                let secret = supply()?;
                *tries += 1;
                Ok(supplied.insert(secret).clone())
            }
        }
    }

    /// Forgets a password that the server refused, so that the next login asks again, unless it was asked for often
    /// enough. Where several logins were refused the same password, one of them forgets it.
    pub(in crate::ftp) fn forget(&self, refused: &Secret) {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Source::Deferred { supplied, tries, .. } = &mut *source
            && supplied.as_ref() == Some(refused)
        {
            if *tries < MOST_TRIES {
                *supplied = None;
            } else {
                *source = Source::Known(refused.clone());
            }
        }
    }

    /// Whether another try with this password may be one with another answer.
    pub(in crate::ftp) fn may_change(&self) -> bool {
        let source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*source, Source::Deferred { .. })
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
            if calls == 1 { Err(usage("nobody answered")) } else { Ok(Secret::new(b"p".to_vec())) }
        });
        assert!(password.get().is_err());
        let twin = password.clone();
        assert!(
            password.get().is_ok() && twin.get().is_ok_and(|p| p == Secret::new(b"p".to_vec()))
        );
    }
    #[test]
    fn a_refused_password_is_asked_for_three_times_and_a_known_one_never() {
        let mut calls = 0_u8;
        let password = Password::deferred(move || {
            calls += 1;
            Ok(Secret::new(vec![calls]))
        });
        let refused = || {
            password.get().map(|secret| password.forget(&secret)).expect("an answer");
            password.may_change()
        };
        assert_eq!([refused(), refused(), refused()], [true, true, false]);
        assert!(!Password::known(Secret::new(b"p".to_vec())).may_change());
    }

    #[test]
    fn a_password_that_replaced_the_refused_one_is_kept() {
        let password = Password::deferred(|| Ok(Secret::new(b"new".to_vec())));
        assert!(password.get().is_ok());
        password.forget(&Secret::new(b"old".to_vec()));
        assert!(password.get().is_ok_and(|secret| secret == Secret::new(b"new".to_vec())));
    }
}
