//! Reads a listing line by line. The form is decided once for a whole listing, by its first lines and by the system
//! that the server reports, and never line by line: a line that the form does not know stays unread.

use jiff::Timestamp;

use super::reader::{Found, Reader, System};
use super::{Entry, Listing, dos, eplf, ibmi, jes, mlsd, names, nonstop, os2, pds, unix};
use super::{vms, vshell, wftpd, zos, zvm};

/// The form is decided from so many lines, or all if there are fewer: headers and the first rows.
const SAMPLE: usize = 64;

/// Which command the listing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// MLSD: facts (RFC 3659 section 7).
    Mlsd,
    /// LIST: whatever the server likes (RFC 959 section 4.1.3).
    List,
    /// NLST: names, and nothing else.
    Names,
}

/// The forms of LIST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Unix,
    Dos,
    Eplf,
    Vms,
    Zos,
    Pds,
    Jes,
    Ibmi,
    Os2,
    Nonstop,
    Zvm,
    Vshell,
    Wftpd,
}

impl Style {
    const ALL: [Self; 13] = [
        Self::Unix,
        Self::Dos,
        Self::Eplf,
        Self::Vms,
        Self::Zos,
        Self::Pds,
        Self::Jes,
        Self::Ibmi,
        Self::Os2,
        Self::Nonstop,
        Self::Zvm,
        Self::Vshell,
        Self::Wftpd,
    ];

    fn reader(self, system: System, now: Timestamp) -> Box<dyn Reader> {
        match self {
            Self::Unix => Box::new(unix::Lines::new(now)),
            Self::Dos => Box::new(dos::Lines::default()),
            Self::Eplf => Box::new(eplf::Lines),
            Self::Vms => Box::new(vms::Lines::default()),
            Self::Zos => Box::new(zos::Lines),
            Self::Pds => Box::new(pds::Lines::new(system)),
            Self::Jes => Box::new(jes::Lines),
            Self::Ibmi => Box::new(ibmi::Lines::default()),
            Self::Os2 => Box::new(os2::Lines),
            Self::Nonstop => Box::new(nonstop::Lines),
            Self::Zvm => Box::new(zvm::Lines),
            Self::Vshell => Box::new(vshell::Lines),
            Self::Wftpd => Box::new(wftpd::Lines::default()),
        }
    }

    /// Whether links, if there are any, show as such whatever the server: these systems mark them or have none.
    /// IIS lists junctions as folders, and EPLF knows no links.
    fn shows_links(self) -> bool {
        use Style::{Ibmi, Jes, Nonstop, Os2, Pds, Vms, Zos, Zvm};
        matches!(self, Ibmi | Jes | Nonstop | Os2 | Pds | Vms | Zos | Zvm)
    }

    /// The forms of a system, which are tried before all others.
    fn of(system: System) -> &'static [Self] {
        match system {
            System::Unknown => &[],
            System::Windows => &[Self::Dos],
            System::Zos => &[Self::Zos, Self::Pds, Self::Jes],
            System::Ibmi => &[Self::Ibmi],
            System::Vms => &[Self::Vms],
            System::Zvm => &[Self::Zvm],
            System::Nonstop => &[Self::Nonstop],
            System::Os2 => &[Self::Os2],
        }
    }

    /// The form that leaves the fewest lines of the sample unread; of several the first.
    fn choose(sample: &[Vec<u8>], system: System, now: Timestamp) -> Option<Self> {
        let mut best: Option<(usize, Self)> = None;
        for style in Self::of(system).iter().copied().chain(Self::ALL) {
            let mut found = Found::default();
            let mut reader = style.reader(system, now);
            for line in sample {
                reader.line(line, &mut found);
            }
            reader.end(&mut found);
            let unread = found.unknown_count;
            if found.entries.is_empty() && found.headings == 0 {
                continue;
            }
            if best.is_none_or(|(fewest, _)| unread < fewest) {
                best = Some((unread, style));
            }
            if unread == 0 {
                break;
            }
        }
        best.map(|(_, style)| style)
    }
}

/// Reads a listing line by line.
pub struct Parser {
    form: Form,
    now: Timestamp,
    system: System,
    /// Decided; before that the lines are kept.
    reader: Option<Box<dyn Reader>>,
    sample: Vec<Vec<u8>>,
    shows_links: bool,
    found: Found,
}

impl Parser {
    /// A parser for the answer of a server to one command. `now` decides the year of dates that come without one.
    pub fn new(form: Form, system: System, now: Timestamp) -> Self {
        let reader: Option<Box<dyn Reader>> = match form {
            Form::Mlsd => Some(Box::new(mlsd::Lines)),
            Form::Names => Some(Box::new(names::Lines)),
            Form::List => None,
        };
        Self {
            form,
            now,
            system,
            reader,
            sample: Vec::new(),
            shows_links: false,
            found: Found::default(),
        }
    }

    /// The same, with each line kept in [`Entry::raw`].
    #[must_use]
    pub fn keeping_lines(mut self) -> Self {
        self.found.raw = true;
        self
    }

    /// Takes a line, which may end in CR, LF or both.
    pub fn line(&mut self, line: &[u8]) {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return;
        }
        // No name holds NUL: printed as it is, it would pass for two.
        if line.contains(&0) {
            self.found.unknown(line);
            return;
        }
        if let Some(reader) = &mut self.reader {
            reader.line(line, &mut self.found);
            return;
        }
        self.sample.push(line.to_vec());
        if self.sample.len() == SAMPLE {
            self.decide();
        }
    }

    /// The entries so far; those of the lines that decide the form come later.
    pub fn entries(&self) -> &[Entry] {
        &self.found.entries
    }

    /// Whether the entries so far are final: some dates and names are settled by the whole listing only.
    pub fn is_settled(&self) -> bool {
        !self.found.open
    }

    /// Whether the folder itself or its parent was listed, so far.
    pub fn has_dots(&self) -> bool {
        self.found.dots
    }

    /// The whole listing.
    pub fn finish(mut self) -> Listing {
        if self.reader.is_none() {
            self.decide();
        }
        if let Some(reader) = &mut self.reader {
            reader.end(&mut self.found);
        }
        let Found { entries, unknown, unknown_count, dots, .. } = self.found;
        Listing {
            entries,
            unknown,
            unknown_count,
            dots,
            shows_links: self.shows_links,
            names_only: self.form == Form::Names,
        }
    }

    fn decide(&mut self) {
        let sample = std::mem::take(&mut self.sample);
        let chosen = Style::choose(&sample, self.system, self.now);
        self.shows_links = chosen.is_some_and(Style::shows_links);
        let mut reader: Box<dyn Reader> = match chosen {
            Some(style) => style.reader(self.system, self.now),
            None => Box::new(Unread),
        };
        for line in &sample {
            reader.line(line, &mut self.found);
        }
        self.reader = Some(reader);
    }
}

/// A listing of which no form knows a line.
struct Unread;

impl Reader for Unread {
    fn line(&mut self, line: &[u8], found: &mut Found) {
        found.unknown(line);
    }
}
