//! The first column of `ls -l`: the kind of a file and its permissions.

use super::Kind;

/// The meaning of the letter before the permissions, and whether it is a device, whose "size" is two numbers.
pub(super) fn kind(letter: u8) -> Option<(Kind, bool)> {
    match letter {
        // M and m: a file that was moved to tape.
        b'-' | b'M' | b'm' => Some((Kind::File, false)),
        b'd' => Some((Kind::Dir, false)),
        b'l' => Some((Kind::Symlink, false)),
        b'b' | b'c' => Some((Kind::Other, true)),
        b'p' | b's' | b'D' | b'n' | b'P' | b'C' | b'w' | b'h' | b'?' => Some((Kind::Other, false)),
        _ => None,
    }
}

/// Nine letters such as `rwsr-xr-t` as bits.
pub(super) fn mode(bits: &[u8]) -> Option<u32> {
    bits.iter().zip((0..9).rev()).try_fold(0, |sum, (letter, bit)| {
        let special = match bit {
            6 => 0o4000,
            3 => 0o2000,
            _ => 0o1000,
        };
        let plain = 1 << bit;
        Some(
            sum + match (letter, bit % 3) {
                (b'-', _) => 0,
                (b'r', 2) | (b'w', 1) | (b'x', 0) => plain,
                (b's', 0) if bit > 0 => plain + special,
                (b't', 0) if bit == 0 => plain + special,
                (b'S' | b'l' | b'L', 0) if bit > 0 => special,
                (b'T', 0) if bit == 0 => special,
                _ => return None,
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_bits() {
        for (letters, bits) in [
            ("---------", 0),
            ("rwxrwxrwx", 0o777),
            ("rwsr-xr-x", 0o4755),
            ("rwSr--r--", 0o4644),
            ("rwxr-sr-x", 0o2755),
            ("rw-r-lr--", 0o2644),
            ("rwxrwxrwt", 0o1777),
            ("rw-r--r-T", 0o1644),
        ] {
            assert_eq!(mode(letters.as_bytes()), Some(bits), "{letters}");
        }
    }

    #[test]
    fn letters_in_the_wrong_place_are_no_mode() {
        for letters in ["rwtr--r--", "rwxrwxrws", "wrxrwxrwx", "abcdefghi"] {
            assert_eq!(mode(letters.as_bytes()), None, "{letters}");
        }
    }
}
