//! Digests of local bytes, to be compared with those that a server computed.
//!
//! Asking the server is left to `ftp::ops::digest`, and the meaning of a difference to the callers.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA512};
use md5::{Digest as _, Md5};

use crate::error::{Result, local};
use crate::ftp::ops::digest::{Algorithm, Digest};
use crate::net::cancel::Cancel;

/// Bytes read from a file at a time.
const BUFFER: usize = 256 * 1024;

/// A digest in the making.
pub struct Hasher {
    algorithm: Algorithm,
    state: State,
}

enum State {
    Sha(Context),
    Md5(Md5),
    Crc32(crc32fast::Hasher),
}

impl Hasher {
    /// Of no bytes yet.
    pub fn new(algorithm: Algorithm) -> Self {
        let state = match algorithm {
            Algorithm::Sha512 => State::Sha(Context::new(&SHA512)),
            Algorithm::Sha256 => State::Sha(Context::new(&SHA256)),
            Algorithm::Sha1 => State::Sha(Context::new(&SHA1_FOR_LEGACY_USE_ONLY)),
            Algorithm::Md5 => State::Md5(Md5::new()),
            Algorithm::Crc32 => State::Crc32(crc32fast::Hasher::new()),
        };
        Self { algorithm, state }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Sha(context) => context.update(bytes),
            State::Md5(hasher) => hasher.update(bytes),
            State::Crc32(hasher) => hasher.update(bytes),
        }
    }

    /// The digest of all that was taken.
    pub fn finish(self) -> Digest {
        let hex = match self.state {
            State::Sha(context) => hex(context.finish().as_ref()),
            State::Md5(hasher) => hex(&hasher.finalize()),
            State::Crc32(hasher) => hex(&hasher.finalize().to_be_bytes()),
        };
        Digest { algorithm: self.algorithm, hex }
    }
}

/// The digest of a local file, or of its bytes from the first offset to before the second. A file that ends before
/// the range does is an error. A run that is stopped ends it between two reads.
pub fn of_file(
    path: &Path,
    algorithm: Algorithm,
    range: Option<(u64, u64)>,
    cancel: &Cancel,
) -> Result<Digest> {
    let mut file = File::open(path).map_err(local(path))?;
    let (from, to) = range.unwrap_or((0, u64::MAX));
    if from > 0 {
        file.seek(SeekFrom::Start(from)).map_err(local(path))?;
    }
    let mut source = file.take(to.saturating_sub(from));
    let digest = of_rest(&mut source, path, algorithm, cancel)?;
    if range.is_some() && source.limit() > 0 {
        let short = io::Error::new(
            io::ErrorKind::UnexpectedEof,
            format!("ends {} bytes before offset {to}", source.limit()),
        );
        return Err(local(path)(short));
    }
    Ok(digest)
}

/// The digest of a whole open file, from its first byte on.
pub fn of_open(
    file: &mut File,
    path: &Path,
    algorithm: Algorithm,
    cancel: &Cancel,
) -> Result<Digest> {
    file.rewind().map_err(local(path))?;
    of_rest(file, path, algorithm, cancel)
}

/// The digest of the bytes that are still to be read; a run that is stopped ends it between two reads.
fn of_rest(
    source: &mut impl Read,
    path: &Path,
    algorithm: Algorithm,
    cancel: &Cancel,
) -> Result<Digest> {
    let mut sum = Hasher::new(algorithm);
    let mut buffer = vec![0; BUFFER];
    loop {
        cancel.check()?;
        match source.read(&mut buffer) {
            Ok(0) => return Ok(sum.finish()),
            Ok(count) => sum.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(local(path)(error)),
        }
    }
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Class;

    fn of(algorithm: Algorithm, bytes: &[u8]) -> String {
        let mut sum = Hasher::new(algorithm);
        sum.update(bytes);
        sum.finish().hex
    }

    /// FIPS 180-4, RFC 1321 appendix A.5, and the check value of CRC-32.
    #[test]
    fn known_bytes_have_their_known_digests() {
        for (algorithm, bytes, hex) in [
            (
                Algorithm::Sha512,
                "abc",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                 2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
            (
                Algorithm::Sha256,
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                Algorithm::Sha256,
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (Algorithm::Sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (Algorithm::Md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
            (Algorithm::Md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
            (Algorithm::Crc32, "123456789", "cbf43926"),
            (Algorithm::Crc32, "665", "00081566"),
            (Algorithm::Crc32, "", "00000000"),
        ] {
            assert_eq!(of(algorithm, bytes.as_bytes()), hex, "{algorithm} of {bytes:?}");
        }
    }

    #[test]
    fn a_file_gives_what_its_bytes_give_whole_or_in_part() {
        let bytes: Vec<u8> = (0..2 * BUFFER + 17).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        std::fs::write(&path, &bytes).expect("a file");
        let cancel = Cancel::new(None).expect("a pipe");
        let whole = bytes.len() as u64;
        for algorithm in Algorithm::ALL {
            for (range, expected) in [
                (None, &bytes[..]),
                (Some((0, whole)), &bytes[..]),
                (Some((3, 7)), &bytes[3..7]),
                (Some((whole - 65_536, whole)), &bytes[bytes.len() - 65_536..]),
                (Some((5, 5)), &[]),
            ] {
                let found = of_file(&path, algorithm, range, &cancel).expect("a digest");
                assert_eq!(found.hex, of(algorithm, expected), "{algorithm} {range:?}");
            }
        }
    }

    #[test]
    fn a_file_that_ends_before_the_range_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        std::fs::write(&path, b"123").expect("a file");
        let cancel = Cancel::new(None).expect("a pipe");
        let error = of_file(&path, Algorithm::Md5, Some((1, 9)), &cancel).expect_err("too short");
        assert_eq!(error.class(), Class::Local);
        assert!(error.to_string().ends_with("ends 6 bytes before offset 9"), "{error}");
    }
}
