//! Chance that comes again: numbers and bytes that look random and are the same for the same seed.

use std::env;
use std::iter;

/// Numbers that look random and come again with the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// The index of one of so many, which are not none.
    pub fn pick(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("below the length")
    }

    /// So many bytes of which no stretch is like another: a wrong offset shows, nothing compresses them, and no
    /// conversion of line ends leaves them as they are.
    pub fn bytes(&mut self, size: usize) -> Vec<u8> {
        let words = iter::repeat_with(|| self.next().to_be_bytes()).take(size.div_ceil(8));
        let mut bytes: Vec<u8> = words.flatten().collect();
        bytes.truncate(size);
        bytes
    }
}

/// The same bytes for the same seed; see [`Dice::bytes`].
pub fn content(seed: u64, size: usize) -> Vec<u8> {
    Dice(seed).bytes(size)
}

/// Several records, and not a multiple of anything.
pub fn payload() -> Vec<u8> {
    content(1, 300_007)
}

/// The seed that the developer asks for with `FTPS_SEED`, to repeat a run.
pub fn wanted_seed() -> Option<u64> {
    env::var("FTPS_SEED").ok()?.parse().ok()
}

/// Whether the developer has time for more of everything: `FTPS_LONG` says so.
pub fn is_long() -> bool {
    env::var_os("FTPS_LONG").is_some()
}
