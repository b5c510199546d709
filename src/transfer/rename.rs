//! The last step of an upload: from its temporary name to its final one (RNFR and RNTO, RFC 959 section 4.1.3).
//!
//! A rename is never repeated blindly: where the reply was lost, or is no clear one, both names are looked at, and the
//! files decide.

use crate::error::{Error, Response, Result, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::namespace::Renamed;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;

/// Whether RNFR and RNTO were sent before, and their replies perhaps lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    /// They were not.
    First,
    /// They were.
    Again,
}

/// The rename of an upload of `size` bytes.
pub(super) struct Renaming<'a> {
    pub(super) from: &'a RemotePath,
    pub(super) to: &'a RemotePath,
    pub(super) size: u64,
}

/// Which of the two names there is on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// The file has its final name.
    Renamed,
    /// It has its temporary name still.
    NotRenamed,
    /// It has neither.
    Gone,
}

impl Renaming<'_> {
    /// Gives the temporary its final name. Where RNTO does not replace (IIS), the old file is deleted
    /// first, now that the new one is known to be whole; never where RNFR is refused.
    pub(super) fn run(&self, client: &mut Client, attempt: Attempt) -> Result<()> {
        if attempt == Attempt::Again && self.look(client)? == Found::Renamed {
            return Ok(());
        }
        // After a lost reply the one to this rename is needed before anything else.
        let asks = if attempt == Attempt::Again { &[] } else { client.asks_for_next() };
        match client.with_once(|session| session.rename(self.from, self.to, asks)) {
            // Several commands were too many at once (libunftp). The next login sends one at a time.
            Err(error) if is_out_of_order(&error) => {
                if self.look(client)? == Found::Renamed {
                    return Ok(());
                }
                let again = client.with_once(|session| session.rename(self.from, self.to, &[]));
                self.conclude(client, again)
            }
            outcome => self.conclude(client, outcome),
        }
    }

    /// The outcome of a deferred rename; it is sent now if nothing else was sent since.
    pub(super) fn conclude_deferred(&self, client: &mut Client) -> Result<()> {
        match client.deferred_rename_outcome() {
            Ok(None) => self.run(client, Attempt::Again),
            Err(error) if is_out_of_order(&error) => self.run(client, Attempt::Again),
            Ok(Some(renamed)) => self.conclude(client, Ok(renamed)),
            Err(error) => self.conclude(client, Err(error)),
        }
    }

    /// Judges the replies. Where they do not say that it is done, the files decide.
    fn conclude(&self, client: &mut Client, outcome: Result<Renamed>) -> Result<()> {
        let refusal = match outcome {
            Ok(Renamed::Done) => {
                client.note_renaming();
                return Ok(());
            }
            // Not implemented, or not for this user.
            Ok(Renamed::NotFrom(reply)) if matches!(reply.code, 500 | 502 | 504) => {
                return Err(self.never(client, "RNFR", reply));
            }
            // Not 500: that may be about this name.
            Ok(Renamed::NotTo(reply))
                if reply.code == 502 && self.look(client)? == Found::NotRenamed =>
            {
                return Err(self.never(client, "RNTO", reply));
            }
            // The next try looks first.
            Err(error) if error.is_transient() || matches!(error, Error::Stopped(_)) => {
                return Err(self.unknown(error));
            }
            Err(error) => return self.decide(client, error),
            Ok(Renamed::NotTo(reply)) if is_in_the_way(&reply) => reply,
            Ok(Renamed::NotFrom(reply) | Renamed::NotTo(reply)) => {
                return self.decide(client, Error::Refused(reply));
            }
        };
        if self.look(client)? == Found::Renamed {
            return Ok(());
        }
        self.replace(client, refusal)
    }

    /// Remembers that this server renames nothing; returns the error.
    fn never(&self, client: &mut Client, verb: &str, reply: Response) -> Error {
        client.profile_mut().no_rename.learn(true, &format!("{verb}: {reply}"));
        self.not_renamed(Error::Refused(reply))
    }

    /// Success if the file has its final name, else the error with the names that there are.
    fn decide(&self, client: &mut Client, error: Error) -> Result<()> {
        match self.look(client) {
            Ok(Found::Renamed) => {
                let trace = &client.connector().trace;
                trace.fact(&format!("{} has its name, whatever was answered: {error}", self.to));
                Ok(())
            }
            Ok(Found::NotRenamed) => Err(self.not_renamed(error)),
            Ok(Found::Gone) => Err(self.gone(error)),
            Err(_) => Err(self.unknown(error)),
        }
    }

    /// Deletes the file in the way, and renames once more.
    fn replace(&self, client: &mut Client, refusal: Response) -> Result<()> {
        match client.with_once(|session| session.delete(self.to)) {
            Ok(()) => {}
            // The first refusal says more than that of the second command.
            Err(error) if error.refusal().is_some() => {
                return Err(self.not_renamed(Error::Refused(refusal)));
            }
            Err(error) => return Err(self.not_renamed(error)),
        }
        match client.with_once(|session| session.rename(self.from, self.to, &[])) {
            Ok(Renamed::Done) => Ok(()),
            Ok(_) => self.decide(client, Error::Refused(refusal)),
            Err(error) if error.is_transient() => Err(self.unknown(error)),
            Err(error) => self.decide(client, error),
        }
    }

    /// Which of the names there is. Where the server does not say, the error names the temporary.
    fn look(&self, client: &mut Client) -> Result<Found> {
        self.find(client).map_err(|error| self.unknown(error))
    }

    /// Looks at the temporary name, and where it is gone at the final one: a file of the right size there means success,
    /// whatever the replies said.
    fn find(&self, client: &mut Client) -> Result<Found> {
        if facts_of(client, self.from)?.is_some() {
            return Ok(Found::NotRenamed);
        }
        Ok(match facts_of(client, self.to)? {
            Some(Facts { size, .. }) if size.is_none_or(|size| size == self.size) => Found::Renamed,
            _ => Found::Gone,
        })
    }

    fn not_renamed(&self, error: Error) -> Error {
        let name = printable(self.from.as_bytes());
        error.during(format!("the upload is complete under the temporary name {name}; renaming it"))
    }

    fn unknown(&self, error: Error) -> Error {
        let name = printable(self.from.as_bytes());
        error.during(format!("renaming {name} (whether the server did so is not known)"))
    }

    fn gone(&self, error: Error) -> Error {
        let name = printable(self.from.as_bytes());
        error.during(format!(
            "renaming {name}: it was stored whole and is gone; where files are taken away as soon as \
             they are stored, --direct sends them under their final names"
        ))
    }
}

fn is_out_of_order(error: &Error) -> bool {
    matches!(error.root(), Error::OutOfOrder(_))
}

/// Size and time of the file under a name, as far as the server reports them; `None` where there is no such file.
fn facts_of(client: &mut Client, path: &RemotePath) -> Result<Option<Facts>> {
    client.with(|session| match session.size(path)? {
        Some(size) => Ok(Some(Facts { size: Some(size), modified: None })),
        None => session.lookup(path),
    })
}

/// Whether the new name is refused because there is such a file (IIS: "Cannot create a file when
/// that file already exists"). For another reason the good old file must not go.
fn is_in_the_way(reply: &Response) -> bool {
    let text = reply.text.to_lowercase();
    let exists = text.contains("exist") && !text.contains("not exist");
    !reply.is_transient() && exists && !text.contains("doesn't exist")
}
