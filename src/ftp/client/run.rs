//! How a client runs an operation on its session: once, or again where a new login, or a slower one, lets it succeed.

use super::{Client, Idempotence, is_out_of_order};
use crate::error::{Error, Result};
use crate::ftp::ops::bare_names::Trial;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

impl Client {
    /// Runs an operation without a data connection. Where several commands were too many at once, it runs again, one
    /// command at a time: nothing that could do something twice is among them.
    pub fn with<T>(&mut self, mut op: impl FnMut(&mut Session) -> Result<T>) -> Result<T> {
        match self.run(&mut op) {
            Err(error) if is_out_of_order(&error) => self.run(&mut op),
            other => other,
        }
    }

    /// Runs an operation, and once more by bare names where it was refused, perhaps because the server takes no paths.
    fn run<T>(&mut self, op: &mut impl FnMut(&mut Session) -> Result<T>) -> Result<T> {
        let refused = match self.run_at_home(op) {
            Err(error) if matches!(error.root(), Error::Refused(_)) => error,
            other => return other,
        };
        let (Some(said), Some(session)) = (refused.refusal().cloned(), &mut self.session) else {
            return Err(refused);
        };
        let doubted = session.doubts_paths(&said);
        if !self.settle(doubted)? {
            return Err(refused);
        }
        if let Some(session) = &mut self.session {
            session.try_bare_names(said);
        }
        let outcome = self.run_at_home(op);
        if let Some(session) = &mut self.session {
            let works = if outcome.is_ok() { Trial::Works } else { Trial::Fails };
            session.end_trial(works);
        }
        match outcome {
            Err(error) if error.refusal().is_some() => Err(refused),
            outcome => self.settle(outcome),
        }
    }

    /// Runs an operation, and behind a new login once more where the server had been sent to a folder from which no
    /// way back is proven. The answers of the first run are known to the next, so that it gets further.
    fn run_at_home<T>(&mut self, op: &mut impl FnMut(&mut Session) -> Result<T>) -> Result<T> {
        let mut known = Vec::new();
        let mut runs = 0;
        loop {
            let before = known.len();
            let session = self.session()?;
            session.place_mut().recall(known);
            let outcome = op(session);
            known = session.place_mut().take_answers();
            runs += 1;
            match self.settle(outcome) {
                Err(error) if error.is_displaced() && (runs == 1 || known.len() > before) => {}
                other => return other,
            }
        }
    }

    /// Runs an operation that must not be repeated blindly: whatever fails, the caller looks before it tries again.
    pub fn with_once<T>(&mut self, op: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        self.return_to_login_folder()?;
        let outcome = op(self.session()?);
        self.settle(outcome)
    }

    /// Makes sure that relative paths mean what they meant after login, for an operation that cannot run again. Where
    /// all paths are whole (from `/`, data sets in quotes) it does not matter where the server stands.
    fn return_to_login_folder(&mut self) -> Result<()> {
        let session = self.session()?;
        if session.home().is_some_and(RemotePath::is_absolute) || session.has_native_names() {
            return Ok(());
        }
        let returned = session.stand_for(&RemotePath::default());
        match self.settle(returned) {
            Err(error) if error.is_displaced() => self.session().map(drop),
            returned => returned,
        }
    }

    /// Runs an operation that opens a data connection; it may run twice if it is harmless.
    ///
    /// When the tickets of the session have run out, a full handshake is tried only where it can
    /// destroy nothing; a server that refuses it is met with a session that can be resumed.
    pub fn with_data<T>(
        &mut self,
        care: Idempotence,
        mut op: impl FnMut(&mut Session) -> Result<T>,
    ) -> Result<T> {
        self.refill(care)?;
        let outcome = match self.run(&mut op) {
            Err(error)
                if error.wants_reuse()
                    && care == Idempotence::Harmless
                    && self.suspicion.is_none() =>
            {
                self.suspicion = Some(error);
                self.log_in_again()?;
                let again = self.run(&mut op);
                if again.is_ok() {
                    self.confirm_reuse();
                }
                again
            }
            Err(error) if is_out_of_order(&error) && care == Idempotence::Harmless => {
                self.run(&mut op)
            }
            other => other,
        };
        self.served += usize::from(outcome.is_ok());
        outcome
    }

    /// Makes sure that a file stands under the name that it was given, where the server may not have kept it.
    ///
    /// # Errors
    /// Of class 7 where it does not; see [`Session::find_name`].
    pub fn find_name(&mut self, path: &RemotePath) -> Result<()> {
        if !self.session()?.is_doubtful(path) {
            return Ok(());
        }
        self.with_data(Idempotence::Harmless, |session| session.find_name(path))
    }
}
