//! A download's file while it is written: beside its target, in place of it, or as a stream.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{Mode, OFlags};

use super::open::{Out, Temporary, final_path};
use super::place::Place;
use super::room;
use super::stream::{STREAM, Stream};
use super::target::Target;
use crate::error::{Result, integrity, local};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::net::cancel::Cancel;
use crate::transfer::hasher;
use crate::transfer::rules::{Fsync, WriteMode};

/// A download's file while it is written.
pub struct Incoming {
    out: Out,
    /// Bytes that wait to be written: a system call costs less for a large piece.
    gathered: Vec<u8>,
    /// The name of the file in messages.
    path: PathBuf,
    cancel: Cancel,
    have: u64,
}

/// Bytes that are gathered before they are written: the system then takes memory for a file in large pieces
/// too, and each write to a stream costs a thread.
const GATHERED: usize = 128 * 1024;

impl Incoming {
    /// Opens a target for writing, empty.
    ///
    /// A temporary file's path is announced before there is such a file, so that one that a killed
    /// run leaves is known to the next.
    pub fn create(
        target: &Target,
        write_mode: WriteMode,
        cancel: &Cancel,
        announce: &dyn Fn(&Path),
    ) -> Result<Self> {
        let path = target.path().unwrap_or(Path::new(STREAM)).to_owned();
        let out = Out::open(target, write_mode, cancel, announce)?;
        Ok(Self { out, gathered: Vec::new(), path, cancel: cancel.clone(), have: 0 })
    }

    /// Opens a temporary file that an earlier run left for `target`, at its end. A link is not followed.
    pub fn resume(target: &Target, temporary: &Path, cancel: &Cancel) -> Result<Self> {
        let (path, target) = match target {
            Target::Stream(_) => return Err(integrity("a stream cannot be resumed")),
            Target::Below(place) => (place.path().to_owned(), place.clone()),
            Target::File(path) => {
                (path.clone(), Place::typed(&final_path(path)).map_err(local(path))?)
            }
        };
        let name = temporary.file_name().unwrap_or_default().to_owned();
        // Beside its target it was made, and only there it can be renamed to it.
        let place = target.beside(name);
        let mut file = place.open(OFlags::RDWR, Mode::empty()).map_err(local(temporary))?;
        if !file.metadata().map_err(local(temporary))?.is_file() {
            return Err(integrity(format!("{} is no file", temporary.display())));
        }
        let have = file.seek(SeekFrom::End(0)).map_err(local(temporary))?;
        let out = Out::Temporary { file, temporary: Temporary::at(place), target };
        Ok(Self { out, gathered: Vec::new(), path, cancel: cancel.clone(), have })
    }

    /// The digest of the bytes that were written, read again from the file; `None` where they cannot be read.
    pub fn digest(&mut self, algorithm: Algorithm) -> Result<Option<Digest>> {
        self.flush()?;
        match &mut self.out {
            Out::Temporary { file, .. } | Out::InPlace { file, special: false } => {
                hasher::of_open(file, &self.path, algorithm, &self.cancel).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Bytes written so far.
    pub fn have(&self) -> u64 {
        self.have
    }

    /// The temporary file's path, if there is one.
    pub fn temporary(&self) -> Option<&Path> {
        match &self.out {
            Out::Temporary { temporary, .. } => temporary.place().map(Place::path),
            _ => None,
        }
    }

    /// Whether the bytes that were written can be read again, and written over.
    pub fn can_rewind(&self) -> bool {
        matches!(self.out, Out::Temporary { .. } | Out::InPlace { special: false, .. })
    }

    /// Takes the room on the disk that a file of that size needs, where the file system can: a full disk shows before
    /// the first byte. The file looks the same after it.
    pub fn take_room(&self, size: u64) -> Result<()> {
        match &self.out {
            Out::Temporary { file, .. } => {
                room::take(file, self.have, size).map_err(local(&self.path))
            }
            _ => Ok(()),
        }
    }

    /// Takes bytes to be written behind the others, at the latest when the file ends.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.gathered.capacity() == 0 {
                self.gathered.reserve_exact(GATHERED);
            }
            let (now, later) = rest.split_at(rest.len().min(GATHERED - self.gathered.len()));
            self.gathered.extend_from_slice(now);
            rest = later;
            if self.gathered.len() == GATHERED {
                self.flush()?;
            }
        }
        self.have += bytes.len() as u64;
        Ok(())
    }

    /// Writes the gathered bytes.
    fn flush(&mut self) -> Result<()> {
        match &mut self.out {
            Out::Temporary { file, .. } | Out::InPlace { file, .. } => {
                let written = file.write_all(&self.gathered).map_err(local(&self.path));
                self.gathered.clear();
                written
            }
            Out::Stream(stream) => print(stream, std::mem::take(&mut self.gathered), &self.cancel),
        }
    }

    /// Takes the room that the whole file needs, so that a full disk shows now, and returns a handle that writes to
    /// any place of it; `None` where there is no temporary file.
    pub fn spread(&mut self, size: u64) -> Result<Option<File>> {
        self.flush()?;
        let Out::Temporary { file, .. } = &self.out else { return Ok(None) };
        room::take_whole(file, size)
            .and_then(|()| file.try_clone())
            .map(Some)
            .map_err(local(&self.path))
    }

    /// Ends the file behind its first `have` bytes, which were written through the handle of [`Incoming::spread`].
    pub fn gather(&mut self, have: u64) -> Result<()> {
        if let Out::Temporary { file, .. } = &mut self.out {
            let ended = file.set_len(have).and_then(|()| file.seek(SeekFrom::End(0)));
            ended.map_err(local(&self.path))?;
            self.have = have;
        }
        Ok(())
    }

    /// The last `count` bytes before `end`, which were written earlier; nothing may follow them.
    pub fn tail(&mut self, end: u64, count: usize) -> Result<Vec<u8>> {
        self.flush()?;
        let (Out::Temporary { file, .. } | Out::InPlace { file, .. }) = &mut self.out else {
            return Ok(Vec::new());
        };
        let mut bytes = vec![0; count];
        let begin = end.saturating_sub(count as u64);
        let read = file
            .seek(SeekFrom::Start(begin))
            .and_then(|_| file.read_exact(&mut bytes))
            .and_then(|()| file.set_len(end));
        read.map_err(local(&self.path))?;
        Ok(bytes)
    }

    /// Discards the bytes that were written. Those of a stream cannot be discarded: an error, if there are any.
    pub fn restart(&mut self) -> Result<()> {
        if self.have == 0 {
            // To empty an empty file would make ext4 start writing all of it to the disk when it is closed: 0.4 s of
            // 1 GiB (measured).
            return Ok(());
        }
        self.gathered.clear();
        match &mut self.out {
            Out::Temporary { file, .. } | Out::InPlace { file, special: false } => {
                file.rewind().and_then(|()| file.set_len(0)).map_err(local(&self.path))?;
            }
            _ => {
                return Err(integrity(
                    "the bytes that were already written to a stream cannot be discarded",
                ));
            }
        }
        self.have = 0;
        Ok(())
    }

    /// Leaves the partial file where it is, for the next run.
    pub fn keep(mut self) {
        // Bytes that cannot be written are fetched again.
        let _ = self.flush();
        if let Out::Temporary { temporary, .. } = self.out {
            let _ = temporary.keep();
        }
    }

    /// Ends the file: with its time if one is given, under its final name; `fsync` waits until
    /// file and folder are on the disk.
    pub fn finish(mut self, modified: Option<SystemTime>, fsync: Fsync) -> Result<()> {
        self.flush()?;
        self.out.finish(modified, fsync).map_err(local(self.path))
    }
}

/// Writes to a stream on a thread of its own, so that a reader who has stopped reading
/// cannot keep us from being interrupted.
fn print(stream: &Stream, bytes: Vec<u8>, cancel: &Cancel) -> Result<()> {
    let stream = stream.clone();
    let written = cancel.apart(None, move || stream.write(&bytes))?;
    written.unwrap_or(Ok(())).map_err(local(STREAM))
}
