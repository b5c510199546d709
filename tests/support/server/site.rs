//! What only some servers have: copies and links by SITE, free space by AVBL.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use super::session::Session;

/// Bytes that AVBL reports.
const AVAILABLE: u64 = 5_000_000;

impl Session {
    /// Does one of these commands and returns its reply; none if it is not one of them.
    pub(super) fn extension(&mut self, verb: &str, argument: &[u8]) -> Option<Vec<u8>> {
        if verb == "AVBL" {
            return Some(match fs::metadata(self.local(argument)) {
                Ok(_) => format!("213 {AVAILABLE}").into_bytes(),
                Err(_) => b"550 no such folder".to_vec(),
            });
        }
        if verb != "SITE" {
            return None;
        }
        let blank = argument.iter().position(|byte| *byte == b' ').unwrap_or(argument.len());
        let (word, rest) = argument.split_at(blank);
        let rest = rest.trim_ascii_start();
        Some(match word.to_ascii_uppercase().as_slice() {
            b"CPFR" => {
                let path = self.local(rest);
                if !path.exists() {
                    return Some(b"550 no such file".to_vec());
                }
                self.rename_from = Some(path);
                b"350 and to where?".to_vec()
            }
            b"CPTO" => match self.rename_from.take() {
                Some(from) => match fs::copy(from, self.local(rest)) {
                    Ok(_) => b"250 copied".to_vec(),
                    Err(_) => b"550 not copied".to_vec(),
                },
                None => b"503 CPFR first".to_vec(),
            },
            b"SYMLINK" => {
                let words: Vec<&[u8]> = rest.split(|byte| *byte == b' ').collect();
                let [goal, link] = words[..] else { return Some(b"501 two names".to_vec()) };
                match symlink(std::ffi::OsStr::from_bytes(goal), self.local(link)) {
                    Ok(()) => b"200 linked".to_vec(),
                    Err(_) => b"550 not linked".to_vec(),
                }
            }
            b"QUOTA" => b"200-Your quota:\r\n  Uploaded: 3 of 10 MB\r\n200 end".to_vec(),
            _ => return None,
        })
    }
}
