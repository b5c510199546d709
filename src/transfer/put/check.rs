//! What is checked of an upload before it gets its name: its size, and its digest if that is asked for. Its time and
//! its permissions are set on the same way.

use jiff::Timestamp;

use super::{Sending, Stage};
use crate::error::{Class, Result, integrity};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::ftp::stamp::stamp;
use crate::transfer::ascii::Text;
use crate::transfer::hasher::Hasher;
use crate::transfer::{Stamped, State, Times, Verify, verify};

impl Sending<'_> {
    /// Compares what the server has with what was sent, and sets its time.
    pub(super) fn check(&mut self, client: &mut Client, name: RemotePath) -> Result<Stage> {
        self.outgoing.check_unchanged(self.sent)?;
        let stamp = self.stamp();
        // The next transfer's question travels with the last that is said before it.
        let asks = if self.may_wait(client, &name) { client.asks_for_next() } else { &[] };
        let (told, set) =
            client.with(|session| session.stamp_and_size(&name, stamp.as_deref(), asks))?;
        self.stamped = Stamped::of(stamp.filter(|_| set).as_ref());
        // What is there has the line ends of the server.
        self.there = told;
        let told = told.filter(|_| self.rules.text == Text::AsIs);
        let state = check(self.sent, told, self.rules.verify);
        let state = state.and_then(|state| self.compare(client, &name, state));
        match state {
            Ok(state) => {
                if let Some(mode) = &self.rules.mode {
                    client.with(|session| session.change_mode(&name, mode))?;
                }
                Ok(Stage::Checked(name, state))
            }
            // What was put together and came out wrong is sent whole, once.
            Err(error) if self.joined && error.class() == Class::Integrity => {
                self.joined = false;
                self.remove(client, &name)?;
                Ok(Stage::Fresh)
            }
            Err(error) => Err(error),
        }
    }

    /// The time that the file is to have, as it is said on the wire.
    pub(super) fn stamp(&self) -> Option<String> {
        match (self.outgoing.modified, self.rules.times) {
            (Some(time), Times::Keep) => stamp(Timestamp::try_from(time).ok()?),
            _ => None,
        }
    }

    /// Compares the digests, if that is asked for.
    fn compare(&mut self, client: &mut Client, name: &RemotePath, state: State) -> Result<State> {
        let Some(algorithm) = self.algorithm else { return Ok(state) };
        let stream = self.sum.take().map(Hasher::finish);
        let here = self.outgoing.digest(algorithm)?.or(stream);
        let here = here.ok_or_else(|| integrity("what came from a stream cannot be compared"))?;
        verify::compare(client, name, &here, self.rules).map(|()| State::Verified)
    }
}

fn check(sent: u64, told: Option<u64>, verify: Verify) -> Result<State> {
    match told {
        Some(size) if verify != Verify::None && size != sent => {
            Err(integrity(format!("{sent} bytes were sent, and the server has {size}")))
        }
        Some(_) if verify != Verify::None => Ok(State::Verified),
        _ => Ok(State::Acknowledged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_differ_are_never_a_success_unless_asked_for() {
        assert!(check(5, Some(4), Verify::Size).is_err());
        assert_eq!(check(5, Some(5), Verify::Size).ok(), Some(State::Verified));
        assert_eq!(check(5, None, Verify::Size).ok(), Some(State::Acknowledged));
    }
}
