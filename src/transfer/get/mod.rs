//! One download: asked for, written under a temporary name, checked, renamed; resumed where it was interrupted.
//!
//! Each try asks for size and time first: bytes of two versions of a source are never joined.

mod data;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::SystemTime;

use self::data::{Received, Sink, receive, receive_text};
use super::ascii::Text;
use super::backup::{OnReplace, keep_here};
use super::hasher::Hasher;
use super::journal::Form;
use super::local::{Incoming, Target};
use super::outcome::{Completion, Moved, Stamped, Transferred};
use super::partial::Partial;
use super::progress::{Meter, Observer};
use super::rules::{Rules, Times, Verify};
use super::source_facts::{RemoteFacts, SourceFacts};
use super::{completeness, verify};
use crate::error::{Class, Error, Result, integrity, printable, usage};
use crate::ftp::client::Client;
use crate::ftp::listing::{Moment, Precision, Zone};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::ftp::ops::query::{Facts, Query};
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;

/// So many bytes before the point of interruption are fetched again and compared: a source that
/// changed, or a server that ignores REST, is found out before anything is joined.
const OVERLAP: u64 = 64 * 1024;

/// The queries of a download that travel with a login's setup.
pub fn asks(remote: &RemotePath) -> Vec<Query> {
    vec![Query::Facts(remote.clone()), Query::Passive]
}

/// Fetches one file, as often as it takes and the rules allow.
pub fn get(
    client: &mut Client,
    remote: &RemotePath,
    target: &Target,
    rules: &Rules,
    observer: &dyn Observer,
) -> Result<Transferred> {
    let mut attempts = client.attempts(format!("getting {}: ", printable(remote.as_bytes())));
    let mut fetch = Fetch {
        remote,
        target,
        rules,
        observer,
        known: None,
        file: None,
        partial: None,
        from_start: false,
        furthest: 0,
        changed: false,
    };
    loop {
        let error = match fetch.attempt(client) {
            Ok(transferred) => return Ok(transferred),
            Err(error) => error,
        };
        if fetch.got_further() && !fetch.changed {
            attempts.progressed();
        }
        if let Err(error) = attempts.again_after(error) {
            fetch.give_up(client, &error);
            return Err(error);
        }
    }
}

/// A download and how far it came.
struct Fetch<'a> {
    remote: &'a RemotePath,
    target: &'a Target,
    rules: &'a Rules,
    observer: &'a dyn Observer,
    /// Size and time of the source when the first byte was asked for.
    known: Option<Facts>,
    file: Option<(Incoming, Box<dyn Meter>)>,
    partial: Option<Partial<'a>>,
    /// Resuming failed once: from here on the file is fetched whole.
    from_start: bool,
    /// The most bytes that any try had: only a try that gets beyond them makes progress.
    furthest: u64,
    /// The last try failed because the source changed meanwhile: a source that grows for ever makes no progress.
    changed: bool,
}

/// The source of one try.
struct Source {
    remote: RemotePath,
    facts: Facts,
    algorithm: Option<Algorithm>,
}

/// A file that is whole.
struct Whole {
    completion: Completion,
    /// The digest that both ends have, if it was compared.
    digest: Option<Digest>,
}

/// Why a try brought no whole file.
struct Failure {
    error: Error,
    /// Whether the bytes of two tries were joined: then the file is fetched whole, once.
    resumed: bool,
    /// Whether the source is another version by now.
    changed: bool,
}

impl Fetch<'_> {
    /// Whether the last try got beyond all tries before it.
    fn got_further(&mut self) -> bool {
        let have = self.file.as_ref().map_or(0, |(incoming, _)| incoming.have());
        let further = have > self.furthest;
        self.furthest = self.furthest.max(have);
        further
    }

    /// One try: resumes the bytes of earlier ones, if the source is still the same.
    fn attempt(&mut self, client: &mut Client) -> Result<Transferred> {
        loop {
            let source = self.look(client)?;
            let (mut incoming, mut meter) = self.open(client, &source)?;
            let failure = match self.fetch(client, &source, &mut incoming, &mut *meter) {
                Ok(whole) => return self.finish(incoming, source, whole),
                Err(failure) => failure,
            };
            let joined_wrongly = failure.resumed
                && failure.error.class() == Class::Integrity
                && !failure.error.is_transient()
                && incoming.can_rewind();
            self.file = Some((incoming, meter));
            self.changed = failure.changed;
            if !joined_wrongly {
                return Err(failure.error);
            }
            self.from_start = true;
        }
    }

    /// Asks for size and time of the source, and notices a change since the last try.
    fn look(&mut self, client: &mut Client) -> Result<Source> {
        let facts = self.facts(client)?;
        let remote = client.absolute(self.remote)?;
        let algorithm = verify::algorithm(client, self.rules.verify)?;
        if self.known.as_ref().is_some_and(|known| *known != facts) {
            client.connector().trace.note(&format!("{remote} changed meanwhile: starting again"));
            self.from_start = true;
        }
        self.known = Some(facts.clone());
        Ok(Source { remote, facts, algorithm })
    }

    fn facts(&self, client: &mut Client) -> Result<Facts> {
        let asks = asks(self.remote);
        client.session_asking(&asks)?;
        let facts = client.with(|session| {
            session.ask(&asks)?;
            session.facts(self.remote)
        })?;
        // As text it has another size here, and on the wire.
        let size = if self.rules.text == Text::Lines { None } else { facts.size };
        Ok(Facts { size, ..facts })
    }

    /// The file to write to: that of the last try, or the target opened now.
    fn open(&mut self, client: &Client, source: &Source) -> Result<(Incoming, Box<dyn Meter>)> {
        if let Some(file) = self.file.take() {
            return Ok(file);
        }
        // The lock of a record is released before it is taken again.
        self.partial = None;
        let partial = Partial::of(client, &source.remote, self.target, &source.facts, self.rules);
        let incoming = self.partial.insert(partial).open(self.rules, Form::Gapless)?;
        if let Err(full) = incoming.take_room(self.limit(source).unwrap_or(0)) {
            match self.partial.take() {
                // The bytes of an earlier run, and their record, wait until there is room for the rest.
                Some(_) if incoming.have() > 0 => incoming.keep(),
                Some(partial) => partial.forget(),
                None => {}
            }
            return Err(full);
        }
        self.furthest = incoming.have();
        let name = printable(self.remote.name().unwrap_or_default());
        Ok((incoming, self.observer.begin(&name, source.facts.size)))
    }

    /// Bytes that the file can have at most.
    fn limit(&self, source: &Source) -> Option<u64> {
        source.facts.size.filter(|_| self.rules.verify != Verify::None)
    }

    /// Fetches the bytes that are missing, and checks the whole.
    fn fetch(
        &self,
        client: &mut Client,
        source: &Source,
        incoming: &mut Incoming,
        meter: &mut dyn Meter,
    ) -> Result<Whole, Failure> {
        let offset = self.offset(incoming, &source.facts);
        let hasher = source.algorithm.filter(|_| !incoming.can_rewind()).map(Hasher::new);
        let mut sink = Sink { incoming, meter, hasher, limit: self.limit(source) };
        let throttle = &self.rules.throttle;
        let received = match self.rules.text {
            Text::AsIs => receive(client, &source.remote, &mut sink, offset, throttle),
            Text::Lines => receive_text(client, &source.remote, &mut sink, throttle),
        };
        let stream = sink.hasher.take().filter(|_| offset == 0).map(Hasher::finish);
        let whole = match received {
            Ok(Received::Whole(end)) => self.check(client, source, incoming, end, stream),
            Ok(Received::Different) => {
                Err(integrity("the first bytes of the file are not those that were fetched before"))
            }
            Err(error) => Err(explain(client, &source.remote, error)),
        };
        whole.map_err(|error| {
            let changed = self.has_changed(client, source, &error);
            let text = "the source changed while it was fetched";
            let error = if changed { Error::Cut(format!("{text}: {error}")) } else { error };
            Failure { error, resumed: offset > 0, changed }
        })
    }

    /// An error if the file is not whole by its end, its size or its digest.
    fn check(
        &self,
        client: &mut Client,
        source: &Source,
        incoming: &mut Incoming,
        end: crate::net::End,
        stream: Option<Digest>,
    ) -> Result<Whole> {
        let trace = client.connector().trace.clone();
        let size = source.facts.size;
        let completion =
            completeness::check(incoming.have(), end, size, self.rules, trace.as_ref())?;
        let Some(algorithm) = source.algorithm else {
            return Ok(Whole { completion, digest: None });
        };
        let here = incoming.digest(algorithm)?.or(stream).ok_or_else(|| {
            integrity("the bytes of a stream cannot be compared once they are written")
        })?;
        verify::compare(client, &source.remote, &here, self.rules)?;
        Ok(Whole { completion: Completion::Verified, digest: Some(here) })
    }

    /// Whether an error is explained by another size or time of the source: then that version is fetched. Where both are
    /// the same the server is wrong, and a further try would not help.
    fn has_changed(&self, client: &mut Client, source: &Source, error: &Error) -> bool {
        let is_wrong = matches!(error.root(), Error::Integrity(_));
        is_wrong && self.facts(client).is_ok_and(|now| now != source.facts)
    }

    /// Gives the file its time and its name.
    fn finish(&mut self, incoming: Incoming, source: Source, whole: Whole) -> Result<Transferred> {
        let bytes = incoming.have();
        let time = time(&source.facts, self.rules.times);
        if let (OnReplace::KeptAs(backup), Some(path)) =
            (&self.rules.on_replace, self.target.path())
        {
            keep_here(path, Path::new(OsStr::from_bytes(backup)))?;
        }
        incoming.finish(time, self.rules.fsync)?;
        if let Some(partial) = self.partial.take() {
            partial.forget();
        }
        // A digest of a file that was read back was computed here: the server is not asked for it again.
        let digest = whole.digest.filter(|_| self.rules.verify == Verify::Hash);
        let Source { remote: path, facts, .. } = source;
        Ok(Transferred {
            moved: Moved {
                bytes,
                completion: whole.completion,
                stamped: Stamped::of(time.as_ref()),
            },
            source: SourceFacts::Remote(RemoteFacts { path, facts, digest }),
        })
    }

    /// Where to go on: at the beginning unless size and time prove that the source is the same.
    fn offset(&self, incoming: &Incoming, facts: &Facts) -> u64 {
        let provable = facts.size.is_some_and(|size| incoming.have() <= size);
        let provable = provable && facts.modified.is_some() && !self.from_start;
        match incoming.have() {
            have if provable && incoming.can_rewind() => have.saturating_sub(OVERLAP),
            have if provable => have,
            _ => 0,
        }
    }

    /// After the last try: a partial file that the next run can resume stays, and is on record; another goes.
    fn give_up(mut self, client: &Client, error: &Error) {
        let Some(partial) = self.partial.take() else { return };
        // Nothing is kept of a stream.
        let is_file = self.target.path().is_some();
        let worth = is_file && (error.is_transient() || matches!(error.root(), Error::Stopped(_)));
        match self.file.take() {
            Some((incoming, _)) if worth && partial.is_worth_keeping() && incoming.have() > 0 => {
                let have = incoming.have();
                let trace = &client.connector().trace;
                trace.note(&format!("{have} bytes are kept; --continue resumes from there"));
                incoming.keep();
            }
            _ => partial.forget(),
        }
    }
}

/// The time that the file is to have here, if the server reports it and it is wanted.
pub(super) fn time(facts: &Facts, times: Times) -> Option<SystemTime> {
    match (&facts.modified, times) {
        (Some(Moment { at, precision: Precision::Second, zone: Zone::Utc }), Times::Keep) => {
            Some(SystemTime::from(*at))
        }
        _ => None,
    }
}

/// Servers refuse RETR of a folder in many words; ours say what to do instead.
fn explain(client: &mut Client, remote: &RemotePath, error: Error) -> Error {
    let refused = matches!(error.root(), Error::Refused(said) if said.code == 550);
    if refused && client.with(|session: &mut Session| session.is_folder(remote)).unwrap_or(false) {
        let name = printable(remote.as_bytes());
        return usage(format!(
            "{name} is a folder; for whole folders: ftps mirror HOST:{name} LOCAL"
        ));
    }
    error
}
