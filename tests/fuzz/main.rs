//! Mutated inputs for every parser: none may panic, take long, or take much memory.
//!
//! Plain `cargo test` tries a few; `FTPS_FUZZ=3000000` tries that many (`tests/run` does), `FTPS_SEED` begins elsewhere.
//! It is a program of its own since it counts all memory that is allocated.

mod budget;
#[path = "../support/dice.rs"]
#[allow(dead_code, unreachable_pub)] // the rest of the tests uses the rest
mod dice;
mod mutate;
mod targets;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use budget::{Cost, cost};
use dice::{Dice, wanted_seed};
use mutate::mutate;
use targets::{Origin, TARGETS, Target};

#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Inputs that plain `cargo test` tries: a few seconds.
const FEW: u64 = 100_000;

/// The inputs of a budget, in bytes.
const TEN_KIB: usize = 10 * 1024;

/// Longest time for [`TEN_KIB`]; longer inputs may take so much more.
const TIME: Duration = Duration::from_millis(50);

/// Memory for each byte of [`TEN_KIB`] and more, of text that a server sends.
const SERVER_MEMORY: usize = 4;

/// The same for the user's own text, which becomes structures of the libraries for TOML, JSON and options.
const USER_MEMORY: usize = 256;

/// Memory for each line: replies are kept line by line, and a listing becomes entries.
const LINE_MEMORY: usize = 1024;

/// A cost beyond the budget is measured again so often: the machine may have been busy.
const AGAIN: u32 = 5;

#[test]
fn every_parser_stands_mutated_input_and_keeps_within_its_budget() {
    let count = env::var("FTPS_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(FEW);
    // Tables that a parser builds once are no cost of an input.
    for target in TARGETS {
        target.seeds.iter().for_each(|seed| (target.feed)(seed));
    }
    let mut dice = Dice(wanted_seed().unwrap_or(1));
    for _ in 0..count {
        let target = &TARGETS[dice.pick(TARGETS.len())];
        let input = mutate(&mut dice, target.seeds);
        check(target, &input);
    }
    // Inputs of one piece again and again show what grows faster than the input.
    for target in TARGETS {
        let pieces = target.seeds.iter().copied().chain(mutate::PIECES);
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            for size in [TEN_KIB, 4 * TEN_KIB] {
                let input: Vec<u8> = piece.iter().copied().cycle().take(size).collect();
                check(target, &input);
            }
        }
    }
}

/// Fails the test if the parser panics or costs too much.
fn check(target: &Target, input: &[u8]) {
    let run = || catch_unwind(AssertUnwindSafe(|| cost(|| (target.feed)(input))));
    let mut found = run().unwrap_or_else(|_| panic!("{}: panic\n{}", target.name, shown(input)));
    let allowed = allowed(target.origin, input);
    for _ in 0..AGAIN {
        if found.time <= allowed.time {
            break;
        }
        found.time = found.time.min(run().expect("as before").time);
    }
    let fits = found.time <= allowed.time && found.memory <= allowed.memory;
    assert!(fits, "{}: {found:?}, allowed {allowed:?}\n{}", target.name, shown(input));
}

fn allowed(origin: Origin, input: &[u8]) -> Cost {
    let size = input.len();
    let lines = input.split(|byte| *byte == b'\n').count();
    let memory = if origin == Origin::Server { SERVER_MEMORY } else { USER_MEMORY };
    let tens = u32::try_from(size.div_ceil(TEN_KIB).max(1)).expect("a short input");
    Cost { time: TIME * tens, memory: memory * size.max(TEN_KIB) + LINE_MEMORY * lines }
}

/// Enough of an input to repeat it.
fn shown(input: &[u8]) -> String {
    let begin = &input[..input.len().min(2000)];
    format!("{} bytes: {}", input.len(), begin.escape_ascii())
}
