//! Transfers survive anything: the power of the process, the line, the server and the disk go at any
//! moment, and there is never a wrong file under a name, and the right one after the next run.
//!
//! `FTPS_LONG=1` kills a hundred times instead of twelve and moves more; `FTPS_SEED` repeats a run's
//! moments.

mod disk;
mod kill;
mod lines;
mod memory;

/// Bytes that differ from place to place, so that a wrong offset shows.
fn content(seed: u64, size: usize) -> Vec<u8> {
    let mut dice = Dice(seed);
    std::iter::repeat_with(|| dice.next().to_be_bytes()[0]).take(size).collect()
}

/// Numbers that look random and come again with the same seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    /// Below `end`, which is not 0. The high bits are the random ones.
    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }
}

/// A command with short pauses between its tries.
fn quickly<'a>(command: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    [&[command, "--retry-delay", "10ms", "--timeout", "2s"], rest].concat()
}

fn is_long() -> bool {
    std::env::var_os("FTPS_LONG").is_some()
}
