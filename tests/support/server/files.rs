//! The commands about files and folders that need no data connection.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::digest::Digest;
use super::listing::{Entry, parse_stamp, stamp};
use super::plan::Plan;
use super::session::Session;

impl Session {
    /// The served path that a client's path means: absolute, without `.`, `..` and doubled slashes.
    pub(super) fn absolute(&self, path: &[u8]) -> Vec<u8> {
        let options = &self.shared.options;
        let below_home = options.home_name.and_then(|name| path.strip_prefix(name.as_bytes()));
        let (base, path) = match below_home {
            Some(rest) => (options.home.as_bytes(), rest),
            None if path.starts_with(b"/") => (&b""[..], path),
            None => (&self.cwd[..], path),
        };
        let whole = [base, b"/", path].concat();
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for part in whole.split(|byte| *byte == b'/') {
            match part {
                b"" | b"." => {}
                b".." => {
                    parts.pop();
                }
                name => parts.push((options.keeps_names)(name)),
            }
        }
        let mut absolute = vec![b'/'];
        absolute.extend(parts.join(&b'/'));
        absolute
    }

    /// The folder that the session stands in, as PWD has it.
    fn shown_folder(&self) -> Vec<u8> {
        let options = &self.shared.options;
        let below = self.cwd.strip_prefix(options.home.trim_end_matches('/').as_bytes());
        match (options.home_name, below) {
            (Some(name), Some(b"/")) => name.as_bytes().to_vec(),
            (Some(name), Some(below)) => [name.as_bytes(), below].concat(),
            _ => self.cwd.clone(),
        }
    }

    /// The local path that a client's path means.
    pub(super) fn local(&self, path: &[u8]) -> PathBuf {
        let absolute = self.absolute(path);
        let below = std::ffi::OsStr::from_bytes(&absolute[1..]);
        self.shared.root.join(below)
    }

    /// Whether a name may be created here.
    pub(super) fn may_create(&self, path: &[u8]) -> bool {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
        self.shared.options.leading_dots || !name.starts_with(b".")
    }

    /// Does a command about files and returns its reply; none if it is not one of these.
    pub(super) fn file_command(
        &mut self,
        verb: &str,
        argument: &[u8],
        plan: &Plan,
    ) -> Option<Vec<u8>> {
        let path = self.local(argument);
        Some(match verb {
            "PWD" | "XPWD" => quoted(b"257 ", &self.shown_folder(), b" is here"),
            "CWD" | "XCWD" => self.change_folder(argument),
            "CDUP" | "XCUP" => self.change_folder(b".."),
            "SIZE" => size(&path, plan),
            "MDTM" => self.modification_time(argument, plan),
            "MFMT" => self.set_time(argument),
            "MLST" => self.facts_of(argument),
            "STAT" => self.status_of(argument),
            "DELE" => done(fs::remove_file(path), "250 deleted"),
            "RMD" | "XRMD" => done(fs::remove_dir(path), "250 removed"),
            "MKD" | "XMKD" if !self.may_create(argument) => b"553 not that name".to_vec(),
            "MKD" | "XMKD" => match fs::create_dir(path) {
                Ok(()) => quoted(b"257 ", &self.absolute(argument), b" created"),
                Err(error) => refusal(&error),
            },
            "RNFR" => self.rename_from(path),
            "RNTO" => self.rename_to(argument),
            "SITE" => self.site(argument),
            "HASH" => self.hash(argument, plan),
            _ => {
                let digest = Digest::of_verb(verb)?;
                self.digest_command(verb, digest, argument, plan)
            }
        })
    }

    fn change_folder(&mut self, argument: &[u8]) -> Vec<u8> {
        if !self.local(argument).is_dir() {
            return b"550 no such folder".to_vec();
        }
        self.cwd = self.absolute(argument);
        b"250 you are there".to_vec()
    }

    fn modification_time(&self, argument: &[u8], plan: &Plan) -> Vec<u8> {
        if let (Some(time), Some(b' ')) = (parse_stamp(argument), argument.get(14)) {
            return if self.shared.options.has("MDTM SET") {
                let set = set_modified(&self.local(&argument[15..]), time);
                done(set, "213 time set")
            } else {
                b"550 no such file".to_vec()
            };
        }
        let about = fs::metadata(self.local(argument));
        match about.and_then(|about| about.modified()) {
            Ok(time) => {
                let lie = Duration::from_secs(if plan.lie { 3600 } else { 0 });
                format!("213 {}", stamp(time + lie)).into_bytes()
            }
            Err(error) => refusal(&error),
        }
    }

    /// MFMT, as in draft-somers-ftp-mfxx.
    fn set_time(&self, argument: &[u8]) -> Vec<u8> {
        let (Some(time), Some(b' ')) = (parse_stamp(argument), argument.get(14)) else {
            return b"501 YYYYMMDDHHMMSS name".to_vec();
        };
        let name = &argument[15..];
        match set_modified(&self.local(name), time) {
            Ok(()) => [b"213 Modify=", &argument[..14], b"; ", name].concat(),
            Err(error) => refusal(&error),
        }
    }

    fn facts_of(&self, argument: &[u8]) -> Vec<u8> {
        let absolute = self.absolute(argument);
        let Some(entry) = Entry::read(&self.local(argument), &absolute) else {
            return b"550 no such file or folder".to_vec();
        };
        let facts = entry.facts(None, &self.shared.options.off);
        [b"250-Facts\r\n ", &facts[..], &absolute, b"\r\n250 End"].concat()
    }

    /// STAT with a path: a listing on the control connection.
    fn status_of(&self, argument: &[u8]) -> Vec<u8> {
        let listing = self.list_lines(argument);
        [b"213-Status\r\n", &listing[..], b"213 End"].concat()
    }

    fn rename_from(&mut self, path: PathBuf) -> Vec<u8> {
        if fs::symlink_metadata(&path).is_err() {
            return b"550 no such file or folder".to_vec();
        }
        self.rename_from = Some(path);
        b"350 and to what".to_vec()
    }

    fn rename_to(&mut self, argument: &[u8]) -> Vec<u8> {
        let Some(from) = self.rename_from.take() else {
            return b"503 RNFR first".to_vec();
        };
        let to = self.local(argument);
        if !self.shared.options.replace && fs::symlink_metadata(&to).is_ok() {
            return b"550 Cannot create a file when that file already exists.".to_vec();
        }
        if !self.may_create(argument) {
            return b"553 not that name".to_vec();
        }
        done(fs::rename(from, to), "250 renamed")
    }

    fn site(&self, argument: &[u8]) -> Vec<u8> {
        let mut words = argument.splitn(3, |byte| *byte == b' ');
        let word = words.next().unwrap_or_default().to_ascii_uppercase();
        let first = words.next().unwrap_or_default();
        let name = words.next().unwrap_or_default();
        match &word[..] {
            b"CHMOD" => {
                let mode = std::str::from_utf8(first).ok();
                let Some(mode) = mode.and_then(|mode| u32::from_str_radix(mode, 8).ok()) else {
                    return b"501 an octal mode, please".to_vec();
                };
                let mode = fs::Permissions::from_mode(mode);
                done(fs::set_permissions(self.local(name), mode), "200 mode set")
            }
            b"UTIME" => self.site_utime(&argument[5..]),
            _ => b"500 unknown SITE command".to_vec(),
        }
    }

    /// `SITE UTIME YYYYMMDDhhmm[ss] name`, or `SITE UTIME name atime mtime ctime UTC`.
    fn site_utime(&self, argument: &[u8]) -> Vec<u8> {
        let text = argument.trim_ascii();
        let words: Vec<&[u8]> = text.split(|byte| *byte == b' ').collect();
        if let [name @ .., _, modified, _, b"UTC"] = &words[..] {
            let time = parse_stamp(modified);
            let path = self.local(&name.join(&b' '));
            return match time {
                Some(time) => done(set_modified(&path, time), "200 times set"),
                None => b"501 no time".to_vec(),
            };
        }
        let Some((digits, name)) = words.split_first() else {
            return b"501 a time and a name".to_vec();
        };
        let mut digits = digits.to_vec();
        digits.resize(14.max(digits.len()), b'0');
        match parse_stamp(&digits) {
            Some(time) => {
                let path = self.local(&name.join(&b' '));
                done(set_modified(&path, time), "200 times set")
            }
            None => b"501 no time".to_vec(),
        }
    }

    /// HASH, as in draft-bryan-ftpext-hash.
    fn hash(&mut self, argument: &[u8], plan: &Plan) -> Vec<u8> {
        let range = self.range.take();
        match part_of(&self.local(argument), range) {
            Ok((bytes, start)) => {
                let end = (start + bytes.len() as u64).saturating_sub(1);
                let name = self.digest.name();
                let sum = told(self.digest.hex(&bytes), plan);
                let head = format!("213 {name} {start}-{end} {sum} ");
                [head.as_bytes(), argument].concat()
            }
            Err(error) => refusal(&error),
        }
    }

    /// XCRC and its kin: `name`, `"name"`, with `start end` behind.
    fn digest_command(&self, verb: &str, digest: Digest, argument: &[u8], plan: &Plan) -> Vec<u8> {
        let (name, range) = self.name_and_range(argument);
        match part_of(&self.local(&name), range) {
            Ok((bytes, _)) if verb == "MD5" => {
                let sum = told(digest.hex(&bytes), plan);
                [b"251 ", &name[..], b" ", sum.to_uppercase().as_bytes()].concat()
            }
            Ok((bytes, _)) => {
                let sum = told(digest.hex(&bytes), plan);
                format!("250 {}", sum.to_uppercase()).into_bytes()
            }
            Err(error) => refusal(&error),
        }
    }

    fn name_and_range(&self, argument: &[u8]) -> (Vec<u8>, Option<(u64, u64)>) {
        if self.local(argument).is_file() {
            return (argument.to_vec(), None);
        }
        let place = |text: &[u8], wanted| text.iter().position(|byte| *byte == wanted);
        let (name, rest) = if let Some(quoted) = argument.strip_prefix(b"\"") {
            let end = place(quoted, b'"').unwrap_or(quoted.len());
            (&quoted[..end], quoted.get(end + 1..).unwrap_or_default())
        } else {
            argument.split_at(place(argument, b' ').unwrap_or(argument.len()))
        };
        let rest = String::from_utf8_lossy(rest);
        let numbers: Vec<u64> = rest.split(' ').filter_map(|n| n.parse().ok()).collect();
        let range = match numbers[..] {
            [start, end] => Some((start, end)),
            [start] => Some((start, u64::MAX)),
            _ => None,
        };
        (name.to_vec(), range)
    }
}

fn size(path: &Path, plan: &Plan) -> Vec<u8> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => {
            format!("213 {}", about.len() + u64::from(plan.lie)).into_bytes()
        }
        _ => b"550 no such file".to_vec(),
    }
}

/// A part of a file, from the first offset to before the second, and where it begins.
fn part_of(path: &Path, range: Option<(u64, u64)>) -> io::Result<(Vec<u8>, u64)> {
    let whole = fs::read(path)?;
    let length = whole.len() as u64;
    let (start, end) = range.unwrap_or((0, length));
    let (start, end) = (start.min(length), end.min(length));
    let bounds = |at: u64| usize::try_from(at).expect("within the file");
    Ok((whole[bounds(start)..bounds(end)].to_vec(), start))
}

/// The digest, or a lie.
fn told(sum: String, plan: &Plan) -> String {
    if !plan.lie {
        return sum;
    }
    let other = if sum.starts_with('0') { "1" } else { "0" };
    format!("{other}{}", &sum[1..])
}

fn set_modified(path: &Path, time: SystemTime) -> io::Result<()> {
    fs::File::open(path)?.set_modified(time)
}

fn done(result: io::Result<()>, reply: &str) -> Vec<u8> {
    match result {
        Ok(()) => reply.as_bytes().to_vec(),
        Err(error) => refusal(&error),
    }
}

/// 550 with the system's words.
pub(super) fn refusal(error: &io::Error) -> Vec<u8> {
    format!("550 {error}").into_bytes()
}

/// A path in quotes, its own quotes doubled (RFC 959, appendix II).
fn quoted(before: &[u8], path: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut text = before.to_vec();
    text.push(b'"');
    for byte in path {
        text.push(*byte);
        if *byte == b'"' {
            text.push(*byte);
        }
    }
    text.push(b'"');
    text.extend_from_slice(behind);
    text
}
