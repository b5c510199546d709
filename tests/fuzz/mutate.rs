//! Inputs that are nearly right: a seed with a few changes, of the kinds that break parsers.

use super::dice::Dice;

/// Bytes that mean something to one parser or another.
pub(crate) const PIECES: [&[u8]; 46] = [
    b"\0",
    b"\r\n",
    b"\n",
    b"\t",
    b" ",
    b"\"",
    b"\"\"",
    b"'",
    b"\\",
    b"/",
    b"//",
    b"/../",
    b"%",
    b"%00",
    b"*",
    b"**/",
    b"{a,b}",
    b"{",
    b"[",
    b"[!",
    b"]",
    b"(",
    b"(|||",
    b"|",
    b",",
    b"1,",
    b";",
    b"; ",
    b"=",
    b"a=b;",
    b":",
    b"@",
    b".",
    b"-",
    b" -> ",
    b"->",
    b"#",
    b"9",
    b"99999999999999999999",
    b"-1",
    b"Jan 31 ",
    b"2026-01-31 ",
    b"\xff",
    b"\xe2\x82",
    "月".as_bytes(),
    b"211-",
];

/// Few inputs are so long as this; most are as long as their seed.
const LONG: usize = 10 * 1024;

/// One of the seeds, changed.
pub(crate) fn mutate(dice: &mut Dice, seeds: &[&[u8]]) -> Vec<u8> {
    let mut input = seeds[dice.pick(seeds.len())].to_vec();
    let changes = 1 + dice.below(4);
    for _ in 0..changes {
        change(dice, &mut input, seeds);
    }
    input.truncate(LONG);
    input
}

fn change(dice: &mut Dice, input: &mut Vec<u8>, seeds: &[&[u8]]) {
    let at = dice.pick(input.len() + 1);
    let until = at + dice.pick(input.len() - at + 1);
    match dice.below(8) {
        0 => set(input, at, u8::try_from(dice.below(256)).expect("a byte")),
        1 => flip(input, at, 1 << dice.below(8)),
        2 => drop(input.drain(at..until)),
        3 => drop(input.splice(at..at, PIECES[dice.pick(PIECES.len())].iter().copied())),
        4 => {
            let piece: Vec<u8> = input[at..until].to_vec();
            input.splice(at..at, piece);
        }
        5 => {
            let other = seeds[dice.pick(seeds.len())];
            input.truncate(at);
            input.extend_from_slice(&other[dice.pick(other.len() + 1)..]);
        }
        6 => input.truncate(at),
        _ => repeat(dice, input, at, until),
    }
}

fn set(input: &mut [u8], at: usize, value: u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte = value;
    }
}

fn flip(input: &mut [u8], at: usize, bits: u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte ^= bits;
    }
}

/// Repeats a part; seldom so often that the input becomes long.
fn repeat(dice: &mut Dice, input: &mut Vec<u8>, at: usize, until: usize) {
    let piece: Vec<u8> = input[at..until].to_vec();
    let most = if dice.below(64) == 0 { LONG } else { 256 };
    let times = dice.pick(most) / piece.len().max(1);
    input.splice(at..at, piece.repeat(times));
}
