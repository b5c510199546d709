//! One logged-in session: its control channel, its data connections, and what it learned of its server. What is done
//! with them is left to `ops` and `data`, which give it a method per remote operation.
//!
//! Paths are sent as given: making them absolute is the client's business.

use jiff::tz::TimeZone;

use crate::error::{Error, Response, Result};
use crate::ftp::data::passive::DataPort;
use crate::ftp::listing::{Form, System};
use crate::ftp::login::host_profile::MlsdUse;
use crate::ftp::login::software::Software;
use crate::ftp::ops::digest::learned::Learned;
use crate::ftp::ops::features::Features;
use crate::ftp::ops::name_keeping::NameKeeping;
use crate::ftp::ops::place::Place;
use crate::ftp::ops::query::Prefetched;
use crate::ftp::path::RemotePath;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::Exchange;
use crate::ftp::wire::pipelining::Pipelining;
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::trace::SharedTrace;
use crate::net::Waits;
use crate::net::tls::TlsFacts;

/// Whether the server answered FEAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatSupport {
    /// By its features.
    Features,
    /// By nothing, so that what there is must be tried (aioftp).
    Nothing,
}

/// What listings of this session have shown of the server.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListSupport {
    /// Whether `LIST -a` has proven itself; `None` where it was not tried.
    pub(super) list_all: Option<bool>,
    /// Whether FEAT lists the features that matter here.
    pub(super) feat: FeatSupport,
    /// The system that SYST reports, once it was asked.
    pub(super) system: Option<System>,
    /// How the last listing was made.
    pub(super) listed_by: ListedBy,
}

/// How it is known that a folder holds these entries and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A listing was read to its end.
    Listing,
    /// The listing was refused in words like `550 No files found.`, though the folder can be entered. That is no reason
    /// to delete copies of files that were in it.
    Refusal,
}

/// How a listing was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListedBy {
    pub(super) form: Form,
    /// Links show as such: `LIST -a` showed `.` and `..`, as ls(1) does, or the form is one of a system that marks
    /// links or has none.
    pub(super) links_by_form: bool,
    pub(super) evidence: Evidence,
}

/// How MLSD turned out on this host, where FEAT announces it.
#[derive(Debug, Default)]
struct MlsdState {
    /// It was used with a path, and listed a folder.
    works: bool,
    /// The way that is used instead.
    instead: Option<MlsdUse>,
    /// The refusal that led there on this session.
    refusal: Option<Response>,
}

/// The server's reports about itself at login.
#[derive(Debug)]
struct Server {
    software: Software,
    features: Features,
    home: Option<RemotePath>,
}

/// A session.
pub struct Session {
    exchange: Exchange,
    port: DataPort,
    server: Server,
    prefetched: Prefetched,
    lists: ListSupport,
    zone: Option<TimeZone>,
    mlsd: MlsdState,
    digests: Learned,
    names: NameKeeping,
    place: Place,
}

impl Session {
    /// A session over a control channel under TLS; nothing is sent yet.
    pub(super) fn new(exchange: Exchange, port: DataPort, software: Software) -> Self {
        let evidence = Evidence::Listing;
        let listed_by = ListedBy { form: Form::List, links_by_form: false, evidence };
        Self {
            exchange,
            port,
            server: Server { software, features: Features::default(), home: None },
            prefetched: Prefetched::default(),
            lists: ListSupport {
                list_all: None,
                feat: FeatSupport::Features,
                system: None,
                listed_by,
            },
            zone: None,
            mlsd: MlsdState::default(),
            digests: Learned::default(),
            names: NameKeeping::default(),
            place: Place::default(),
        }
    }

    /// Takes the features that FEAT listed, if it was answered, and the folder after login.
    pub(super) fn set_up_with(&mut self, features: Option<Features>, home: Option<RemotePath>) {
        if features.is_none() {
            self.lists.feat = FeatSupport::Nothing;
        }
        self.server.features = features.unwrap_or_default();
        self.server.home = home;
    }

    /// Sets the zone of listed times that do not say theirs.
    pub(super) fn set_zone(&mut self, zone: Option<TimeZone>) {
        self.zone = zone;
    }

    /// The zone of listed times that do not say theirs, if the user named it.
    pub(super) fn zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// Begins another command of a shell. Answers that were asked for ahead are forgotten.
    pub(super) fn renew(&mut self, waits: Waits, trace: SharedTrace) {
        self.prefetched.forget();
        self.port.forget();
        self.exchange.renew(waits, trace);
    }

    /// Whether the server still answers: asked only after a pause, or where it sent something unasked.
    pub(super) fn is_alive(&mut self) -> bool {
        self.exchange.is_alive()
    }

    /// Whether the server answers.
    pub(super) fn answers(&mut self) -> bool {
        self.exchange.is_answered()
    }

    /// Leaves politely, without waiting.
    pub fn quit(self) {
        self.exchange.quit();
    }

    // Its parts, for `ops` and `data`.

    pub(super) fn exchange(&mut self) -> &mut Exchange {
        &mut self.exchange
    }

    pub(super) fn port(&mut self) -> &mut DataPort {
        &mut self.port
    }

    /// Control channel and data connections.
    pub(super) fn channels(&mut self) -> (&mut Exchange, &mut DataPort) {
        (&mut self.exchange, &mut self.port)
    }

    pub(super) fn prefetched(&mut self) -> &mut Prefetched {
        &mut self.prefetched
    }

    pub(super) fn listed_by(&self) -> ListedBy {
        self.lists.listed_by
    }

    pub(super) fn lists(&mut self) -> &mut ListSupport {
        &mut self.lists
    }

    /// Has MLSD used as an earlier session found out.
    pub(super) fn use_mlsd(&mut self, instead: Option<MlsdUse>) {
        self.mlsd.instead = instead;
    }

    /// The way that is used instead of MLSD with a path, if there is one.
    pub(super) fn mlsd_use(&self) -> Option<MlsdUse> {
        self.mlsd.instead
    }

    /// Why that way is used, if this session found it.
    pub(super) fn mlsd_refusal(&self) -> Option<&Response> {
        self.mlsd.refusal.as_ref()
    }

    /// Whether MLSD has listed a folder by its path.
    pub(super) fn mlsd_is_proven(&self) -> bool {
        self.mlsd.works
    }

    /// Notes that MLSD listed a folder, unless it was by another way.
    pub(super) fn mlsd_works(&mut self) {
        self.mlsd.works |= self.mlsd.instead.is_none();
    }

    /// Notes the way that is used instead of MLSD with a path, and the refusal that led there.
    pub(super) fn note_mlsd(&mut self, instead: MlsdUse, refusal: &Response) {
        (self.mlsd.instead, self.mlsd.refusal) = (Some(instead), Some(refusal.clone()));
    }

    /// The server's software, as far as its greeting names it.
    pub(super) fn software(&self) -> Software {
        self.server.software
    }

    pub(super) fn names(&self) -> &NameKeeping {
        &self.names
    }

    pub(super) fn names_mut(&mut self) -> &mut NameKeeping {
        &mut self.names
    }

    pub(super) fn digests(&mut self) -> &mut Learned {
        &mut self.digests
    }

    pub(super) fn digests_learned(&self) -> &Learned {
        &self.digests
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) fn place_mut(&mut self) -> &mut Place {
        &mut self.place
    }

    pub(super) fn trace(&self) -> &SharedTrace {
        self.exchange.trace()
    }

    // Commands.

    /// Sends one command; a refusal is an error.
    pub(super) fn call(&mut self, command: Command) -> Result<Reply> {
        self.exchange.call(command)
    }

    /// Sends one command; a refusal is a reply like others.
    pub(super) fn try_call(&mut self, command: Command) -> Result<Reply> {
        self.exchange.try_call(command)
    }

    // The known facts.

    /// What TLS agreed on.
    pub fn tls_facts(&self) -> Option<TlsFacts> {
        self.exchange.stream().tls_facts()
    }

    /// The server's certificate (DER).
    pub fn certificate(&self) -> Option<&[u8]> {
        self.exchange.stream().certificate()
    }

    /// The features that FEAT listed.
    pub fn features(&self) -> &Features {
        &self.server.features
    }

    /// The folder after login, if the server reported it.
    pub fn home(&self) -> Option<&RemotePath> {
        self.server.home.as_ref()
    }

    /// Whether names are data sets of z/OS or files of VMS: SYST says so, and the login folder has such a name.
    pub fn has_native_names(&self) -> bool {
        let is_such = matches!(self.lists.system, Some(System::Zos | System::Vms));
        is_such && self.home().is_some_and(RemotePath::is_native)
    }

    /// Whether the session must not be used again.
    pub fn is_broken(&self) -> bool {
        self.exchange.is_broken()
    }

    /// How many data connections can still be resumed; `None` means without limit.
    pub fn tickets_left(&self) -> Option<usize> {
        self.port.tls().tickets_left()
    }

    /// Whether the last data connection that ended well was resumed.
    pub fn last_resumed(&self) -> Option<bool> {
        self.port.last_resumed()
    }

    /// Whether commands must wait for each other.
    pub fn is_one_by_one(&self) -> bool {
        self.exchange.pipelining() == Pipelining::OneByOne
    }

    /// Whether an operation failed because EPSV was not answered.
    pub(super) fn is_epsv_silent(&self, error: &Error) -> bool {
        matches!(error.root(), Error::TimedOut(_)) && self.exchange.awaits() == Some("EPSV")
    }

    /// Why EPSV turned out to be of no use, if it did.
    pub(super) fn obstacle_to_epsv(&self) -> Option<&str> {
        self.port.obstacle_to_epsv()
    }
}
