//! The algorithms of digests, and their results.

use std::fmt;

/// The algorithms of digests, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// FIPS 180-4.
    Sha512,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4; finds accidents, not forgeries.
    Sha1,
    /// RFC 1321; finds accidents, not forgeries.
    Md5,
    /// CRC-32 of IEEE 802.3; finds accidents, not forgeries.
    Crc32,
}

impl Algorithm {
    /// All of them, the strongest first.
    pub const ALL: [Self; 5] = [Self::Sha512, Self::Sha256, Self::Sha1, Self::Md5, Self::Crc32];

    /// The algorithm of this name, written as HASH does it or without the hyphen.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_uppercase().replace('-', "").as_str() {
            "SHA512" => Some(Self::Sha512),
            "SHA256" => Some(Self::Sha256),
            "SHA1" | "SHA" => Some(Self::Sha1),
            "MD5" => Some(Self::Md5),
            "CRC32" => Some(Self::Crc32),
            _ => None,
        }
    }

    /// How many hexadecimal digits its digests have.
    pub(super) fn digits(self) -> usize {
        match self {
            Self::Sha512 => 128,
            Self::Sha256 => 64,
            Self::Sha1 => 40,
            Self::Md5 => 32,
            Self::Crc32 => 8,
        }
    }
}

/// The names that HASH uses (draft-bryan-ftpext-hash section 3.1).
impl fmt::Display for Algorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sha512 => "SHA-512",
            Self::Sha256 => "SHA-256",
            Self::Sha1 => "SHA-1",
            Self::Md5 => "MD5",
            Self::Crc32 => "CRC32",
        })
    }
}

/// A digest of some bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digest {
    /// The algorithm that computed it.
    pub algorithm: Algorithm,
    /// Hexadecimal digits in lower case, as many as the algorithm gives.
    pub hex: String,
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.algorithm, self.hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_algorithms_are_read_as_they_are_written() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::named(&algorithm.to_string()), Some(algorithm));
        }
        assert_eq!(Algorithm::named("sha256"), Some(Algorithm::Sha256));
        assert_eq!(Algorithm::named("SHA-384"), None);
    }
}
