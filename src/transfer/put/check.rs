//! The check of an upload before it gets its name: its size, and its digest if that is asked for. Its time and its
//! permissions are set with the same commands.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sending::{Sending, UploadStage};
use crate::error::{Class, Result, integrity};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;
use crate::transfer::ascii::Text;
use crate::transfer::hasher::Hasher;
use crate::transfer::outcome::{Completion, Stamped};
use crate::transfer::rules::{Times, Verify};
use crate::transfer::verify;

impl Sending<'_> {
    /// Compares the server's file with the source, and sets its time.
    pub(super) fn check(&mut self, client: &mut Client, name: RemotePath) -> Result<UploadStage> {
        self.outgoing.check_unchanged(self.sent)?;
        let stamp = self.stamp();
        // The next transfer's query travels with the last commands before it.
        let next = if self.may_defer(client, &name) { client.asks_for_next() } else { &[] };
        let queries = self.queries(&name, next);
        let (size, set) =
            client.with(|session| session.stamp_and_size(&name, stamp.as_deref(), &queries))?;
        self.stamped = Stamped::of(stamp.filter(|_| set).as_ref());
        self.reported = size;
        // Text has the line ends of the server there.
        let size = size.filter(|_| self.rules.text == Text::AsIs);
        let checked = check(self.sent, size, self.rules.verify)
            .and_then(|completion| self.compare(client, &name, completion));
        match checked {
            Ok(completion) => {
                match &self.rules.mode {
                    Some(mode) => client.with(|session| session.change_mode(&name, mode))?,
                    None => self.keep_permissions(client, &name)?,
                }
                Ok(UploadStage::Checked(name, completion))
            }
            // A file that was joined from two tries and came out wrong is sent whole, once.
            Err(error) if self.joined && error.class() == Class::Integrity => {
                self.joined = false;
                self.remove(client, &name)?;
                Ok(UploadStage::Fresh)
            }
            Err(error) => Err(error),
        }
    }

    /// The time that the file is to have, as MFMT wants it.
    pub(super) fn stamp(&self) -> Option<String> {
        match (self.outgoing.modified, self.rules.times) {
            (Some(time), Times::Keep) => stamp(time),
            _ => None,
        }
    }

    /// Compares the digests, if that is asked for.
    fn compare(
        &mut self,
        client: &mut Client,
        name: &RemotePath,
        completion: Completion,
    ) -> Result<Completion> {
        let Some(algorithm) = self.algorithm else { return Ok(completion) };
        let stream = self.hasher.take().map(Hasher::finish);
        let here = self.outgoing.digest(algorithm)?.or(stream);
        let here = here.ok_or_else(|| {
            integrity("the bytes of a stream cannot be compared once they are sent")
        })?;
        verify::compare(client, name, &here, self.rules).map(|()| Completion::Verified)
    }
}

fn check(sent: u64, reported: Option<u64>, verify: Verify) -> Result<Completion> {
    match reported {
        Some(size) if verify != Verify::None && size != sent => {
            Err(integrity(format!("{sent} bytes were sent, and the server has {size}")))
        }
        Some(_) if verify != Verify::None => Ok(Completion::Verified),
        _ => Ok(Completion::Acknowledged),
    }
}

/// A time as MFMT wants it: `YYYYMMDDHHMMSS`, UTC (draft-somers-ftp-mfxx).
fn stamp(time: SystemTime) -> Option<String> {
    let at = Timestamp::try_from(time).ok()?.to_zoned(TimeZone::UTC);
    (at.year() >= 1970).then(|| at.strftime("%Y%m%d%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_stamp_is_utc_to_the_second() {
        let time = UNIX_EPOCH + Duration::new(1_769_850_000, 900_000_000);
        assert_eq!(stamp(time).as_deref(), Some("20260131090000"));
    }

    #[test]
    fn sizes_that_differ_are_never_a_success_unless_asked_for() {
        assert!(check(5, Some(4), Verify::Size).is_err());
        assert_eq!(check(5, Some(5), Verify::Size).ok(), Some(Completion::Verified));
        assert_eq!(check(5, None, Verify::Size).ok(), Some(Completion::Acknowledged));
    }
}
