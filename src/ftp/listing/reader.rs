//! How one form of listing is read: a [`Reader`] takes the lines, and [`Found`] what they hold. Which reader a listing
//! gets is left to `parser`.

use super::{Entry, MAX_NAME};

/// How many of the lines that were not understood are kept as text; all are counted.
const UNKNOWN_KEPT: usize = 16;
/// How many bytes of each such line are kept: enough to recognise the form in a message.
const UNKNOWN_BYTES: usize = 512;

/// The system that a server reports in its reply to SYST, where that decides how a listing is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// Unix, something that lists like it, or a system that was not asked for.
    #[default]
    Unknown,
    /// Windows.
    Windows,
    /// z/OS: data sets.
    Zos,
    /// IBM i: libraries.
    Ibmi,
    /// OpenVMS.
    Vms,
    /// z/VM: minidisks.
    Zvm,
    /// HP NonStop: subvolumes.
    Nonstop,
    /// OS/2.
    Os2,
}

impl System {
    /// The system in a reply to SYST, without its code.
    pub fn of(reply: &[u8]) -> Self {
        let text = String::from_utf8_lossy(reply.get(..UNKNOWN_BYTES).unwrap_or(reply))
            .to_ascii_uppercase();
        let known = [
            ("MVS", Self::Zos),
            ("Z/OS", Self::Zos),
            ("OS/400", Self::Ibmi),
            ("VMS", Self::Vms),
            ("Z/VM", Self::Zvm),
            ("VM IS THE OPERATING SYSTEM", Self::Zvm),
            ("NONSTOP", Self::Nonstop),
            ("TANDEM", Self::Nonstop),
            ("OS/2", Self::Os2),
            ("WINDOWS", Self::Windows),
        ];
        // z/OS says so too where a folder of its Unix is the working directory: then it lists like Unix.
        if text.trim_start().starts_with("UNIX") {
            return Self::Unknown;
        }
        known
            .into_iter()
            .find(|(word, _)| text.contains(word))
            .map_or(Self::Unknown, |(_, system)| system)
    }
}

/// One form of listing at work.
pub(super) trait Reader {
    /// Takes one line, without its end; never a blank one.
    fn line(&mut self, line: &[u8], found: &mut Found);

    /// Takes the end of the listing: what only all lines together tell is settled now.
    fn end(&mut self, _found: &mut Found) {}
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    /// Lines are kept beside their entries.
    pub(super) raw: bool,
    /// The end of the listing may still change entries.
    pub(super) open: bool,
    /// Headers, totals and other lines that a form knows and that name no entry.
    pub(super) headings: usize,
    pub(super) unknown: Vec<Vec<u8>>,
    pub(super) unknown_count: usize,
    pub(super) dots: bool,
}

impl Found {
    /// An entry; the folder itself and its parent are none.
    fn entry(&mut self, entry: Entry) {
        if entry.name == b"." || entry.name == b".." {
            self.own_folder();
        } else {
            self.entries.push(entry);
        }
    }

    /// The folder itself or its parent was listed.
    pub(super) fn own_folder(&mut self) {
        self.dots = true;
        self.headings += 1;
    }

    /// A line that the form knows and that names no entry.
    pub(super) fn heading(&mut self) {
        self.headings += 1;
    }

    /// A line that the form does not know.
    pub(super) fn unknown(&mut self, line: &[u8]) {
        self.unknown_count = self.unknown_count.saturating_add(1);
        if self.unknown.len() < UNKNOWN_KEPT {
            self.unknown.push(line.get(..UNKNOWN_BYTES).unwrap_or(line).to_vec());
        }
    }

    /// The entry, or a line that the form does not know.
    pub(super) fn row(&mut self, line: &[u8], entry: Option<Entry>) {
        match entry {
            Some(entry) if entry.name.len() <= MAX_NAME => {
                let raw = self.raw.then(|| line.to_vec());
                self.entry(Entry { raw, ..entry });
            }
            _ => self.unknown(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_known_by_its_words() {
        for (text, system) in [
            ("UNIX Type: L8", System::Unknown),
            ("Windows_NT", System::Windows),
            (
                "MVS is the operating system of this server. FTP Server is running on z/OS.",
                System::Zos,
            ),
            (
                "UNIX is the operating system of this server. FTP Server is running on z/OS.",
                System::Unknown,
            ),
            (
                " OS/400 is the remote operating system. The TCP/IP version is \"V7R4M0\".",
                System::Ibmi,
            ),
            ("VMS V8.4", System::Vms),
            ("VM is the operating system of this server.", System::Zvm),
            ("Nonstop Kernel", System::Nonstop),
            ("OS/2 operating system", System::Os2),
        ] {
            assert_eq!(System::of(text.as_bytes()), system, "{text}");
        }
    }
}
