//! Servers of other systems: their words, their paths and their listings, over the same served folder.
//!
//! z/OS has data sets (files) and partitioned data sets (folders) side by side in the served folder: `USER1.IN.CSV`,
//! `USER1.SRC/MEMBER`. OpenVMS has `DKA100:[ANNA.SUB]` for `/ANNA/SUB`. NonStop has one subvolume. IBM i, IIS and EPLF
//! have paths with slashes. Lines and replies are those of public transcripts.

use std::fs::Metadata;

use jiff::Timestamp;

use super::listing::Entry;
use super::session::Session;

/// Which system a server plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// Unix.
    #[default]
    Unix,
    /// z/OS, logged in as USER1.
    Zos,
    /// IBM i with paths (NAMEFMT 1).
    Ibmi,
    /// OpenVMS, logged in as ANNA.
    Vms,
    /// Windows with IIS.
    Iis,
    /// NonStop: the subvolume `\SYS.$DATA1.PAYROLL`.
    Nonstop,
    /// publicfile and its kin.
    Eplf,
}

impl System {
    /// Where a login begins, as a served path.
    pub(super) fn home(self) -> Option<&'static str> {
        match self {
            Self::Zos => Some("/USER1."),
            Self::Vms => Some("/ANNA"),
            _ => None,
        }
    }

    pub(super) fn syst(self) -> &'static str {
        match self {
            Self::Unix | Self::Eplf => "215 UNIX Type: L8",
            Self::Zos => {
                "215 MVS is the operating system of this server. FTP Server is running on z/OS."
            }
            Self::Ibmi => {
                "215  OS/400 is the remote operating system. The TCP/IP version is \"V7R4M0\"."
            }
            Self::Vms => "215 VMS V8.4",
            Self::Iis => "215 Windows_NT",
            Self::Nonstop => "215 Nonstop Kernel",
        }
    }

    /// The served path of a client's path; a refusal for what is no name here.
    pub(super) fn served(self, cwd: &[u8], path: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
        match self {
            Self::Zos => {
                data_set(cwd, path).map(|name| [b"/", &served_data_set(&name)[..]].concat())
            }
            Self::Vms => Ok(vms_path(cwd, path)),
            Self::Nonstop if !is_guardian(path) => Err(b"553 Invalid file name.".to_vec()),
            _ => Ok(path.to_vec()),
        }
    }

    /// A line of LIST.
    fn line(self, name: &[u8], entry: &Entry) -> Vec<u8> {
        let (about, at) = (&entry.about, modified(&entry.about));
        let (name, size) = (String::from_utf8_lossy(name), about.len());
        match (self, about.is_dir()) {
            (Self::Zos, is_dir) => {
                let dsorg = if is_dir { "PO" } else { "PS" };
                format!("PRD001 3390   2026/11/20  1   15  FB      80 27920  {dsorg}  {name}")
            }
            (Self::Ibmi, is_dir) => {
                let (kind, mark) = if is_dir { ("*DIR", "/") } else { ("*STMF", "") };
                let at = at.strftime("%m/%d/%y %H:%M:%S");
                format!("ANNA       {size:>10} {at} {kind:<10} {name}{mark}")
            }
            (Self::Vms, is_dir) => {
                let (mark, blocks) = (if is_dir { ".DIR;1" } else { ";1" }, size.div_ceil(512));
                let at = at.strftime("%d-%b-%Y %H:%M:%S.00").to_string().to_uppercase();
                format!("{name}{mark}  {blocks}/{}  {at}  [GRP,ANNA]  (RWED,RWED,RE,)", blocks + 2)
            }
            (Self::Nonstop, _) => {
                let at = at.strftime("%d-%b-%y %H:%M:%S");
                format!("{name:<9}     101 {size:>15} {at}  12, 34 \"oooo\"")
            }
            (Self::Eplf, is_dir) => {
                let kind = if is_dir { "/".to_owned() } else { format!("r,s{size}") };
                format!("+m{},{kind},\t{name}", at.as_second())
            }
            _ => String::new(),
        }
        .into_bytes()
    }
}

fn modified(about: &Metadata) -> Timestamp {
    about.modified().ok().and_then(|at| Timestamp::try_from(at).ok()).unwrap_or_default()
}

impl Session {
    /// What another system answers in its own words; `None` for what it does like all others, with the served path.
    pub(super) fn natively(&mut self, verb: &str, argument: &mut Vec<u8>) -> Option<Vec<u8>> {
        let system = self.shared.options.system;
        let names_path = matches!(
            verb,
            "RETR"
                | "STOR"
                | "APPE"
                | "DELE"
                | "RNFR"
                | "RNTO"
                | "MKD"
                | "RMD"
                | "CWD"
                | "LIST"
                | "NLST"
                | "SIZE"
                | "MDTM"
        );
        match (system, verb) {
            (System::Zos | System::Vms | System::Nonstop, "PWD") => Some(self.native_pwd()),
            (System::Zos, "CWD") => Some(self.zos_cwd(argument)),
            // Only files of z/OS UNIX have them.
            (System::Zos, "SIZE" | "MDTM") => {
                Some(format!("550 {verb} is not supported for data sets.").into_bytes())
            }
            (System::Vms, "CWD" | "MKD" | "RMD") if !is_vms_folder(argument) => {
                Some(b"501 Invalid directory specification.".to_vec())
            }
            (System::Vms, _) if names_path && argument.contains(&b'/') => {
                Some(b"501 Syntax error in file specification.".to_vec())
            }
            (System::Zos, "LIST") => self.zos_list(argument),
            _ if names_path && !(argument.is_empty() || argument.starts_with(b"-")) => {
                match system.served(&self.cwd, argument) {
                    Ok(served) => *argument = served,
                    Err(refusal) => return Some(refusal),
                }
                None
            }
            _ => None,
        }
    }

    fn native_pwd(&self) -> Vec<u8> {
        let cwd = String::from_utf8_lossy(&self.cwd[1..]).into_owned();
        match self.shared.options.system {
            System::Zos if cwd.ends_with('.') => format!("257 \"'{cwd}'\" is working directory."),
            System::Zos => format!("257 \"'{cwd}'\" partitioned data set is working directory."),
            System::Vms => {
                format!("257 \"DKA100:[{}]\" is current directory.", cwd.replace('/', "."))
            }
            _ => "257 \"\\SYS.$DATA1.PAYROLL\" is current directory.".to_owned(),
        }
        .into_bytes()
    }

    /// Any name is a prefix; that of a partitioned data set is entered.
    fn zos_cwd(&mut self, argument: &[u8]) -> Vec<u8> {
        let name = match data_set(&self.cwd, argument) {
            Ok(name) => name,
            Err(refusal) => return refusal,
        };
        let shown = String::from_utf8_lossy(&name).trim_end_matches('.').to_owned();
        if self.local(&[b"/", &name[..]].concat()).is_dir() {
            self.cwd = format!("/{shown}").into_bytes();
            return format!("250 The working directory \"{shown}\" is a partitioned data set")
                .into_bytes();
        }
        self.cwd = format!("/{shown}.").into_bytes();
        format!("250 \"{shown}.\" is the working directory name prefix.").into_bytes()
    }

    /// Refuses a listing that shows nothing; the lines are made by [`Session::native_lines`].
    fn zos_list(&self, argument: &[u8]) -> Option<Vec<u8>> {
        let is_empty = self.native_lines(argument).is_some_and(|lines| lines.is_empty());
        (argument.starts_with(b"-") || is_empty).then(|| b"550 No data sets found.".to_vec())
    }

    /// The lines of LIST in the system's own form, if it has one.
    pub(super) fn native_lines(&self, argument: &[u8]) -> Option<Vec<u8>> {
        let system = self.shared.options.system;
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let entries = |path: &[u8]| Entry::read_folder(&self.local(path), false);
        match system {
            System::Unix | System::Iis => return None,
            System::Zos if argument.is_empty() && !self.cwd.ends_with(b".") => {
                lines.push(
                    b" Name     VV.MM   Created       Changed      Size  Init   Mod   Id".to_vec(),
                );
                lines.extend(entries(&self.cwd).into_iter().map(|entry| entry.name));
            }
            System::Zos => {
                let whole = data_set(&self.cwd, argument).unwrap_or_default();
                let prefix = if argument.is_empty() { &self.cwd[1..] } else { &whole[..] };
                let cut = self.cwd.len() - 1;
                let fits = |name: &[u8]| {
                    if argument.is_empty() { name.starts_with(prefix) } else { name == prefix }
                };
                for entry in entries(b"/").iter().filter(|entry| fits(&entry.name)) {
                    if lines.is_empty() {
                        lines.push(
                            b"Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname"
                                .to_vec(),
                        );
                    }
                    lines.push(system.line(entry.name.get(cut..).unwrap_or_default(), entry));
                }
            }
            _ => {
                let path = argument.strip_prefix(b"-a").unwrap_or(argument).trim_ascii();
                let folder = if path.is_empty() { self.cwd.clone() } else { path.to_vec() };
                let mut shown = entries(&folder);
                if !self.local(&folder).is_dir() {
                    shown = Entry::read(&self.local(&folder), path).into_iter().collect();
                }
                lines.extend(shown.iter().map(|entry| system.line(&entry.name, entry)));
                around(system, &self.cwd, &mut lines);
            }
        }
        Some(lines.into_iter().flat_map(|line| [line, b"\r\n".to_vec()].concat()).collect())
    }
}

/// Headers and trailers.
fn around(system: System, cwd: &[u8], lines: &mut Vec<Vec<u8>>) {
    let count = lines.len();
    match system {
        System::Nonstop => lines.insert(
            0,
            b"File         Code             EOF  Last Modification    Owner  RWEP".to_vec(),
        ),
        System::Vms if count > 0 => {
            let folder = String::from_utf8_lossy(&cwd[1..]).replace('/', ".");
            lines.insert(0, format!("\r\nDirectory DKA100:[{folder}]\r\n").into_bytes());
            lines.push(
                format!("\r\nTotal of {count} files, {count}/{} blocks.", 3 * count).into_bytes(),
            );
        }
        _ => {}
    }
}

/// The name of a data set or member: `A.B`, `A.B(MEMBER)`, or a prefix that ends in a point.
fn data_set(cwd: &[u8], path: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let path = path.to_ascii_uppercase();
    let quoted = path.strip_prefix(b"'").and_then(|path| path.strip_suffix(b"'"));
    let name = match quoted {
        Some(quoted) => quoted.to_vec(),
        None if cwd.ends_with(b".") => [&cwd[1..], &path].concat(),
        None => [&cwd[1..], b"(", &path, b")"].concat(),
    };
    let (set, member) = match name.iter().position(|byte| *byte == b'(') {
        Some(at) => (&name[..at], name[at + 1..].strip_suffix(b")").unwrap_or(b"")),
        None => (&name[..], &b"X"[..]),
    };
    let word = |word: &[u8]| {
        (1..=8).contains(&word.len())
            && word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"@#$".contains(byte))
    };
    let set = set.strip_suffix(b".").unwrap_or(set);
    if set.split(|byte| *byte == b'.').all(word) && word(member) {
        return Ok(name);
    }
    let shown = String::from_utf8_lossy(&name).into_owned();
    Err(format!("501 Invalid data set name \"{shown}\".  Use MVS Dsname conventions.").into_bytes())
}

/// `A.B(MEMBER)` is served as `A.B/MEMBER`.
fn served_data_set(name: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(name).replace('(', "/").replace(')', "");
    text.into_bytes()
}

/// `DKA100:[A.B]X.Y;1`, `[.B]X.Y`, `X.Y`, and a name of a folder alone.
fn vms_path(cwd: &[u8], path: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(path).to_uppercase();
    let text = text.split_once(':').map_or(text.as_str(), |(_, rest)| rest);
    let text = text.split_once(';').map_or(text, |(name, _)| name);
    let cwd = String::from_utf8_lossy(cwd).into_owned();
    let (folder, name) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((folder, name)) if folder.starts_with('.') => {
            (format!("{cwd}{}", folder.replace('.', "/")), name)
        }
        Some((folder, name)) => (format!("/{}", folder.replace('.', "/")), name),
        None => (cwd, text),
    };
    format!("{folder}/{name}").into_bytes()
}

/// A name of Guardian: a letter, and letters and digits, eight at most.
fn is_guardian(path: &[u8]) -> bool {
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
    (1..=8).contains(&name.len())
        && name.iter().all(u8::is_ascii_alphanumeric)
        && !name[0].is_ascii_digit()
}

/// `DKA100:[A.B]`, `[.B]`, or the name of a folder in the current one.
fn is_vms_folder(argument: &[u8]) -> bool {
    argument.ends_with(b"]") || argument.iter().all(u8::is_ascii_alphanumeric)
}
