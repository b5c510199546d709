//! The digests that servers offer: SHA by the library that rustls uses, CRC-32 and MD5 by hand.

use aws_lc_rs::digest::{self, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA512};

/// A digest by its FTP name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// CRC-32 of IEEE 802.3.
    Crc32,
    /// RFC 1321.
    Md5,
    /// FIPS 180-4.
    Sha1,
    /// FIPS 180-4.
    Sha256,
    /// FIPS 180-4.
    Sha512,
}

impl Digest {
    /// The names that OPTS HASH and FEAT use.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("CRC32", Self::Crc32),
        ("MD5", Self::Md5),
        ("SHA-1", Self::Sha1),
        ("SHA-256", Self::Sha256),
        ("SHA-512", Self::Sha512),
    ];

    /// The digest that a command of its own asks for: XCRC, XMD5, XSHA and so on.
    pub fn of_verb(verb: &str) -> Option<Self> {
        Some(match verb {
            "XCRC" => Self::Crc32,
            "XMD5" | "MD5" => Self::Md5,
            "XSHA" | "XSHA1" => Self::Sha1,
            "XSHA256" => Self::Sha256,
            "XSHA512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The name that HASH writes into its reply.
    pub fn name(self) -> &'static str {
        let known = Self::NAMES.iter().find(|(_, digest)| *digest == self);
        known.expect("every digest has a name").0
    }

    /// The digest in lower-case hexadecimal digits.
    pub fn hex(self, bytes: &[u8]) -> String {
        let sum = match self {
            Self::Crc32 => crc32(bytes).to_be_bytes().to_vec(),
            Self::Md5 => md5(bytes).to_vec(),
            Self::Sha1 => digest::digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec(),
            Self::Sha256 => digest::digest(&SHA256, bytes).as_ref().to_vec(),
            Self::Sha512 => digest::digest(&SHA512, bytes).as_ref().to_vec(),
        };
        sum.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}

fn md5(bytes: &[u8]) -> [u8; 16] {
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - bytes.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let bits = (bytes.len() as u64).wrapping_mul(8).to_le_bytes();
    let end = padded.len();
    padded[end - 8..].copy_from_slice(&bits);
    for block in padded.chunks_exact(64) {
        md5_block(&mut state, block);
    }
    let mut sum = [0; 16];
    for (place, word) in sum.chunks_exact_mut(4).zip(state) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    sum
}

fn md5_block(state: &mut [u32; 4], block: &[u8]) {
    const SHIFTS: [[u32; 4]; 4] =
        [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let words: Vec<u32> = block
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect();
    let [mut a, mut b, mut c, mut d] = *state;
    for step in 0..64_usize {
        let (mix, word) = match step / 16 {
            0 => ((b & c) | (!b & d), step),
            1 => ((d & b) | (!d & c), (5 * step + 1) % 16),
            2 => (b ^ c ^ d, (3 * step + 5) % 16),
            _ => (c ^ (b | !d), (7 * step) % 16),
        };
        let sum = a.wrapping_add(mix).wrapping_add(sine(step)).wrapping_add(words[word]);
        let turned = sum.rotate_left(SHIFTS[step / 16][step % 4]);
        (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
    }
    for (old, new) in state.iter_mut().zip([a, b, c, d]) {
        *old = old.wrapping_add(new);
    }
}

/// RFC 1321, 3.4: 4294967296 times the sine of the step.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn sine(step: usize) -> u32 {
    (((step + 1) as f64).sin().abs() * 4_294_967_296.0) as u32
}
