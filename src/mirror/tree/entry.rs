//! One entry of a tree: as it is found, and in the few bytes in which it is kept.

use super::super::times::{Stamp, Unit};

/// The number of a folder in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(pub(super) u32);

impl FolderId {
    /// The folder that the tree begins with.
    pub const ROOT: Self = Self(0);
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a pipe or a socket, which is never moved.
    Other,
}

/// Whether an entry takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It does.
    Taken,
    /// The filter excludes it: on either side it stays as it is.
    Excluded,
    /// A temporary file of ours.
    Temporary,
    /// It is the same on both sides; the other tree does not keep it.
    Same,
}

/// One entry as it is found.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name, one component.
    pub name: Vec<u8>,
    /// Its kind.
    pub kind: Kind,
    /// Whether it takes part.
    pub mark: Mark,
    /// Bytes; `None` where the server does not report them.
    pub size: Option<u64>,
    /// When it was modified.
    pub time: Option<Stamp>,
    /// Permission bits.
    pub mode: Option<u16>,
    /// Where a link points.
    pub link: Vec<u8>,
    /// Of a folder: whether it is proved to be no link to one.
    pub proof: LinkProof,
}

/// Whether a folder is proved to be no symbolic link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkProof {
    /// It is.
    #[default]
    Proved,
    /// The server may list a link to a folder elsewhere so.
    Unproved,
}

impl Item {
    /// An entry of which no more is known.
    pub fn new(name: impl Into<Vec<u8>>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            mark: Mark::Taken,
            size: None,
            time: None,
            mode: None,
            link: Vec::new(),
            proof: LinkProof::Proved,
        }
    }
}

/// One entry as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(super) secs: i64,
    /// Of a folder: its number. Of a link: the length of its target.
    pub(super) size: u64,
    pub(super) name: u32,
    pub(super) nanos: u32,
    pub(super) length: u16,
    /// Permission bits, and flags of size, time and proof.
    pub(super) bits: u16,
    /// Its kind.
    pub kind: Kind,
    /// Whether it takes part.
    pub mark: Mark,
    pub(super) unit: Option<Unit>,
}

/// No permissions were reported.
const NO_MODE: u16 = 1 << 12;
/// The size was reported.
const SIZED: u16 = 1 << 13;
/// The time is universal.
const UNIVERSAL: u16 = 1 << 14;
/// The folder may be a link.
const UNPROVED: u16 = 1 << 15;

impl Entry {
    /// The facts of an entry that is in no tree.
    pub fn of(item: &Item) -> Self {
        let flag = |is: bool, flag: u16| if is { flag } else { 0 };
        let universal = item.time.is_some_and(|time| time.universal);
        Self {
            secs: item.time.map_or(0, |time| time.secs),
            size: item.size.unwrap_or(0),
            name: 0,
            nanos: item.time.map_or(0, |time| time.nanos),
            length: 0,
            bits: item.mode.map_or(NO_MODE, |mode| mode & 0o7777)
                | flag(item.size.is_some(), SIZED)
                | flag(universal, UNIVERSAL)
                | flag(item.proof == LinkProof::Unproved, UNPROVED),
            kind: item.kind,
            mark: item.mark,
            unit: item.time.map(|time| time.unit),
        }
    }

    /// Bytes of a file, if the server reported them.
    pub fn size(&self) -> Option<u64> {
        (self.bits & SIZED != 0 && self.kind == Kind::File).then_some(self.size)
    }

    /// The number of a folder.
    pub fn folder(&self) -> Option<FolderId> {
        (self.kind == Kind::Folder).then(|| FolderId(u32::try_from(self.size).unwrap_or(u32::MAX)))
    }

    /// When it was modified.
    pub fn time(&self) -> Option<Stamp> {
        let Self { secs, nanos, .. } = *self;
        let universal = self.bits & UNIVERSAL != 0;
        self.unit.map(|unit| Stamp { secs, nanos, unit, universal })
    }

    /// Whether it is proved to be no link to a folder elsewhere.
    pub fn proof(&self) -> LinkProof {
        if self.bits & UNPROVED == 0 { LinkProof::Proved } else { LinkProof::Unproved }
    }

    /// Takes note that it is a folder.
    pub(super) fn prove(&mut self) {
        self.bits &= !UNPROVED;
    }

    /// Takes note that it is a link, and nobody knows where it points.
    pub(super) fn make_link(&mut self) {
        (self.kind, self.size) = (Kind::Link, 0);
        self.prove();
    }

    /// Permission bits.
    pub fn mode(&self) -> Option<u16> {
        (self.bits & NO_MODE == 0).then_some(self.bits & 0o7777)
    }
}
