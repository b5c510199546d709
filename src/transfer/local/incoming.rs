//! A download's file while it is written: beside its goal, in its place, or as a stream.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::io::Errno;
use tempfile::TempPath;

use super::{STREAM, Stream, Target};
use crate::error::{Result, integrity, local, timed_out};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::net::cancel::Cancel;
use crate::transfer::{Fsync, WriteMode, hasher, temporary};

/// A download's file while it is written.
pub struct Incoming {
    out: Out,
    /// What waits to be written: a system call costs less for a large piece.
    gathered: Vec<u8>,
    /// What the messages call it.
    path: PathBuf,
    cancel: Cancel,
    have: u64,
}

enum Out {
    /// A temporary file beside `goal`.
    Temporary { file: File, temporary: TempPath, goal: PathBuf },
    /// The file itself: asked for, or a device or pipe that cannot be replaced.
    InPlace { file: File, special: bool },
    /// A stream.
    Stream(Stream),
}

/// What is gathered before it is written: the system then takes memory for a file in large pieces
/// too, and each write to a stream costs a thread.
const GATHERED: usize = 128 * 1024;

/// What statfs(2) calls tmpfs.
#[cfg(target_os = "linux")]
const TMPFS: rustix::fs::FsWord = 0x0102_1994;

/// A smaller file is written in a few pieces: to take its room first would be one call more.
const LARGE: u64 = 1024 * 1024;

impl Incoming {
    /// Opens a target for writing, empty.
    ///
    /// A temporary file's path is announced before there is such a file, so that one that a killed
    /// run leaves can be known to the next.
    pub fn create(
        target: &Target,
        landing: WriteMode,
        cancel: &Cancel,
        announce: &dyn Fn(&Path),
    ) -> Result<Self> {
        let cancel = cancel.clone();
        let path = match target {
            Target::File(path) => path,
            Target::Stream(stream) => {
                let out = Out::Stream(stream.clone());
                return Ok(Self {
                    out,
                    gathered: Vec::new(),
                    path: STREAM.into(),
                    cancel,
                    have: 0,
                });
            }
        };
        let goal = goal_of(path);
        let special = fs::metadata(&goal).is_ok_and(|found| !found.is_file());
        let out = if special || landing == WriteMode::Direct {
            Out::InPlace { file: open_in_place(goal, special, &cancel, path)?, special }
        } else {
            beside(goal, announce).map_err(local(path))?
        };
        Ok(Self { out, gathered: Vec::new(), path: path.clone(), cancel, have: 0 })
    }

    /// Opens a temporary file that an earlier run left for `target`, at its end.
    pub fn resume(target: &Path, temporary: &Path, cancel: &Cancel) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(temporary);
        let mut file = file.map_err(local(temporary))?;
        let have = file.seek(SeekFrom::End(0)).map_err(local(temporary))?;
        let temporary = TempPath::try_from_path(temporary).map_err(local(temporary))?;
        let out = Out::Temporary { file, temporary, goal: goal_of(target) };
        let (path, cancel) = (target.into(), cancel.clone());
        Ok(Self { out, gathered: Vec::new(), path, cancel, have })
    }

    /// The digest of what was written, read again from where it lies; `None` where it cannot be.
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
            Out::Temporary { temporary, .. } => Some(temporary),
            _ => None,
        }
    }

    /// Whether what was written can be read again, and written over.
    pub fn can_rewind(&self) -> bool {
        matches!(self.out, Out::Temporary { .. } | Out::InPlace { special: false, .. })
    }

    /// Takes the room on the disk that a file of that size needs, where the file system can: a full disk shows before
    /// the first byte, and to write costs 0.6 of what it would (ext4). Nothing of it can be seen in the file.
    pub fn take_room(&self, size: u64) -> Result<()> {
        let Out::Temporary { file, .. } = &self.out else { return Ok(()) };
        if size < LARGE || size <= self.have {
            return Ok(());
        }
        let taken = match room_in_memory(file) {
            Some(room) if room < size - self.have => Err(Errno::NOSPC.into()),
            Some(_) => Ok(()),
            None => take_blocks(file, size, Length::Kept),
        };
        if taken.is_err() {
            // ext4 keeps what it could get before the disk was full.
            let _ = file.set_len(self.have);
        }
        taken.map_err(local(&self.path))
    }

    /// Takes bytes to be written behind what was written, at the latest when the file ends.
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

    /// Writes what was gathered.
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
        take_blocks(file, size, Length::Set)
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

    /// Takes back what was written. What went to a stream cannot be taken back: an error, if any
    /// byte did.
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
            _ => return Err(integrity("what was already written cannot be taken back")),
        }
        self.have = 0;
        Ok(())
    }

    /// Leaves the partial file where it is, for the next run.
    pub fn keep(mut self) {
        // What cannot be written is fetched again.
        let _ = self.flush();
        if let Out::Temporary { temporary, .. } = self.out {
            // Kept or gone: the next run looks for itself.
            let _ = temporary.keep();
        }
    }

    /// Ends the file: with its time if one is given, under its final name; `fsync` waits until
    /// file and folder are on the disk.
    pub fn land(mut self, modified: Option<SystemTime>, fsync: Fsync) -> Result<()> {
        self.flush()?;
        let path = self.path;
        match self.out {
            Out::Temporary { file, temporary, goal } => {
                if let Some(time) = modified {
                    file.set_modified(time).map_err(local(&path))?;
                }
                if let Ok(old) = fs::metadata(&goal) {
                    file.set_permissions(old.permissions()).map_err(local(&path))?;
                }
                if fsync == Fsync::Wait {
                    file.sync_all().map_err(local(&path))?;
                }
                drop(file);
                temporary.persist(&goal).map_err(|e| local(&path)(e.error))?;
                if fsync == Fsync::Wait { sync_folder(&goal).map_err(local(&path)) } else { Ok(()) }
            }
            Out::InPlace { file, special } => {
                if let (Some(time), false) = (modified, special) {
                    file.set_modified(time).map_err(local(&path))?;
                }
                let wait = fsync == Fsync::Wait && !special;
                if wait { file.sync_all().map_err(local(&path)) } else { Ok(()) }
            }
            Out::Stream(_) => Ok(()),
        }
    }
}

/// A fresh temporary file in the folder of `goal`.
fn beside(goal: PathBuf, announce: &dyn Fn(&Path)) -> io::Result<Out> {
    let name = goal.file_name().ok_or_else(|| io::Error::from(ErrorKind::IsADirectory))?;
    loop {
        let fresh = temporary::name_for(name.as_bytes());
        let path = goal.with_file_name(std::ffi::OsString::from_vec(fresh));
        // What is private must not be readable by others while it is fetched.
        let mode = fs::metadata(&goal).map_or(0o666, |old| old.mode() & 0o777);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).mode(mode);
        announce(&path);
        match options.open(&path) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
            Ok(file) => {
                let temporary = TempPath::try_from_path(path)?;
                return Ok(Out::Temporary { file, temporary, goal });
            }
        }
    }
}

/// How many bytes there is room for beside a file that lies in memory. It is not taken there: that would take the memory
/// itself, 0.35 s a GiB before the first byte.
#[cfg(target_os = "linux")]
fn room_in_memory(file: &File) -> Option<u64> {
    let system = rustix::fs::fstatfs(file).ok().filter(|system| system.f_type == TMPFS)?;
    let block = u64::try_from(system.f_bsize).ok()?;
    // One without a limit says that it has no blocks.
    Some(if system.f_blocks == 0 { u64::MAX } else { system.f_bavail.saturating_mul(block) })
}

#[cfg(not(target_os = "linux"))]
fn room_in_memory(_: &File) -> Option<u64> {
    None
}

/// What taking a file's blocks does to its length.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Kept,
    Set,
}

/// Takes the blocks of a file of that size. Not every file system can give them at once.
fn take_blocks(file: &File, size: u64, length: Length) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{FallocateFlags, fallocate};
        let flags = match length {
            Length::Kept => FallocateFlags::KEEP_SIZE,
            Length::Set => FallocateFlags::empty(),
        };
        let taken = fallocate(file, flags, 0, size);
        if let Err(full @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG)) = taken {
            return Err(full.into());
        }
    }
    if length == Length::Set { file.set_len(size) } else { Ok(()) }
}

/// As many links in a row as Linux follows.
const MOST_LINKS: usize = 40;

/// A link is followed, as cp does: what it points to is replaced, or made, not the link.
fn goal_of(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let mut goal = path.to_owned();
        for _ in 0..MOST_LINKS {
            let Ok(to) = fs::read_link(&goal) else { break };
            goal = goal.parent().unwrap_or(Path::new("")).join(to);
        }
        goal
    })
}

/// A pipe without a reader keeps `open` waiting: that must not keep us from being interrupted.
fn open_in_place(goal: PathBuf, special: bool, cancel: &Cancel, path: &Path) -> Result<File> {
    let opened = cancel.apart(None, move || {
        let mut options = OpenOptions::new();
        options.write(true).read(!special).create(true).truncate(!special).open(goal)
    })?;
    match opened {
        Some(file) => file.map_err(local(path)),
        None => Err(timed_out(format!("opening {}", path.display()))),
    }
}

/// A rename is on the disk only when its folder is.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Writes to a stream on a thread of its own, so that a reader who has stopped reading
/// cannot keep us from being interrupted.
fn print(stream: &Stream, bytes: Vec<u8>, cancel: &Cancel) -> Result<()> {
    let stream = stream.clone();
    let written = cancel.apart(None, move || stream.write(&bytes))?;
    written.unwrap_or(Ok(())).map_err(local(STREAM))
}
