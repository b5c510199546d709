//! Temporary names: `.NAME.ftps-xxxxxxxx`, the same on both sides, so that a mirror recognizes them.

use aws_lc_rs::rand;

/// NAME is cut to this many bytes: with the mark and the digits the whole stays far below the 255 that
/// file systems allow.
const LONGEST_STEM: usize = 100;

const MARK: &[u8] = b".ftps-";

/// A fresh temporary name for a file called `name`. It never ends in the original extension, so
/// that nothing that looks for that takes it up.
pub fn name_for(name: &[u8]) -> Vec<u8> {
    let mut random = [0; 4];
    // Without randomness the name is still unused in all likelihood; creating it checks.
    if rand::fill(&mut random).is_err() {
        random = std::process::id().to_be_bytes();
    }
    let mut fresh = vec![b'.'];
    fresh.extend_from_slice(stem(name));
    fresh.extend_from_slice(MARK);
    fresh.extend_from_slice(format!("{:08x}", u32::from_be_bytes(random)).as_bytes());
    fresh
}

/// The first bytes of a name, cut where no character of UTF-8 is split.
fn stem(name: &[u8]) -> &[u8] {
    let mut end = name.len().min(LONGEST_STEM);
    while end > 0 && name.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

/// Whether a name is one that [`name_for`] makes, with or without the leading dot.
pub fn is_temporary(name: &[u8]) -> bool {
    let Some(begin) = name.len().checked_sub(MARK.len() + 8) else { return false };
    let (head, tail) = name.split_at(begin);
    let digits = tail.strip_prefix(MARK).unwrap_or_default();
    !head.is_empty() && digits.len() == 8 && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Whether `name` is a temporary one for a file called `goal`.
pub fn is_temporary_for(name: &[u8], goal: &[u8]) -> bool {
    let bare = name.strip_prefix(b".").unwrap_or(name);
    let kept = bare.len().checked_sub(MARK.len() + 8).and_then(|end| bare.get(..end));
    // Without its dot a name keeps all of its stem, which may begin with a dot of its own.
    let whole = name.len().checked_sub(MARK.len() + 8).and_then(|end| name.get(..end));
    is_temporary(name) && (kept == Some(stem(goal)) || whole == Some(stem(goal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_name_is_known_again_and_hides_its_extension() {
        let name = name_for(b"report.csv");
        assert!(is_temporary(&name) && is_temporary(&name[1..]));
        assert!(name.starts_with(b".report.csv.ftps-"));
        assert!(
            is_temporary_for(&name, b"report.csv") && is_temporary_for(&name[1..], b"report.csv")
        );
        assert!(
            !is_temporary_for(&name, b"report") && !is_temporary_for(b"report.csv", b"report.csv")
        );
        assert!(!is_temporary(b"report.csv") && !is_temporary(b".ftps-12345678"));
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let name = name_for("ü".repeat(120).as_bytes());
        assert!(name.len() <= 1 + LONGEST_STEM + MARK.len() + 8);
        assert!(std::str::from_utf8(&name).is_ok());
    }
}
