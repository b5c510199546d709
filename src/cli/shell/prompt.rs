//! The prompt: where one is, and how safely. Its form is set by `set prompt`.

use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};

use super::state::Shell;
use crate::error::printable;

/// Fewer columns than this no folder is cut to.
const LEAST: usize = 8;

/// Text in two forms of the same width.
pub(super) struct Prompt {
    /// Without colours.
    pub(super) plain: String,
    /// With them.
    pub(super) styled: String,
}

/// What stands for a percent sign and a letter.
struct Facts {
    lock: String,
    user: String,
    host: String,
    folder: String,
    local: String,
    jobs: usize,
}

impl Shell {
    /// The prompt for a terminal of so many columns.
    pub(super) fn prompt(&self, columns: usize) -> Prompt {
        let facts = self.facts();
        let form = match &facts {
            Some(_) => self.own.prompt.as_str(),
            None => "ftps> ",
        };
        let facts = facts.unwrap_or_else(Facts::nowhere);
        let facts = Facts { jobs: self.jobs.running().len(), ..facts };
        let color = self.output().color_err;
        // Half of the line stays for the typed text.
        for room in [columns / 2, columns / 3, LEAST] {
            let made = facts.fill(form, room, color);
            if console::measure_text_width(&made.plain) <= columns * 2 / 3 {
                return made;
            }
        }
        facts.fill("%l%d> ", LEAST, color)
    }

    fn facts(&self) -> Option<Facts> {
        let location = self.location.as_ref()?;
        let known = location.with_client(|client| {
            let (user, host) = (client.connector().user.clone(), client.connector().host.clone());
            (user, host, client.tls_facts().map(|facts| facts.version.to_string()))
        });
        let (user, host, version) = known?;
        let lock = match version {
            Some(version) => format!("{} ", locked(&version)),
            None => String::new(),
        };
        let local = std::env::current_dir().unwrap_or_default();
        Some(Facts {
            lock,
            user: printable(user.as_bytes()),
            host: printable(host.as_bytes()),
            folder: location.shown_folder(),
            local: printable(local.as_os_str().as_encoded_bytes()),
            jobs: 0,
        })
    }
}

/// The lock sign where the terminal can show it.
fn locked(version: &str) -> String {
    let number = version.trim_start_matches("TLS ");
    if speaks_utf8() { format!("\u{1f512}{number}") } else { format!("TLS{number}") }
}

fn speaks_utf8() -> bool {
    let set =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let first = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let first = first.to_ascii_lowercase();
    // The console of Linux has no such letter in its font.
    let console = std::env::var("TERM").is_ok_and(|term| term == "linux");
    (first.contains("utf-8") || first.contains("utf8")) && !console
}

impl Facts {
    fn nowhere() -> Self {
        let none = String::new;
        Self { lock: none(), user: none(), host: none(), folder: none(), local: none(), jobs: 0 }
    }

    fn fill(&self, form: &str, room: usize, color: bool) -> Prompt {
        let mut made = Prompt { plain: String::new(), styled: String::new() };
        let mut letters = form.chars();
        while let Some(letter) = letters.next() {
            let (text, style) = match letter {
                '%' => self.meaning(letters.next(), room),
                other => (other.to_string(), Style::new()),
            };
            made.plain.push_str(&text);
            let plain = !color || style == Style::new();
            let text = if plain { text } else { format!("{style}{text}{style:#}") };
            made.styled.push_str(&text);
        }
        made
    }

    fn meaning(&self, letter: Option<char>, room: usize) -> (String, Style) {
        let dir = AnsiColor::Blue.on_default().bold();
        match letter {
            Some('l') => (self.lock.clone(), AnsiColor::Green.on_default()),
            Some('u') => (self.user.clone(), Style::new()),
            Some('h') => (end_of(&self.host, room, '.'), Style::new().bold()),
            Some('d') => (end_of(&self.folder, room, '/'), dir),
            Some('D') => (self.folder.clone(), dir),
            Some('L') => (end_of(&self.local, room, '/'), Style::new()),
            Some('j') => (self.jobs.to_string(), Style::new()),
            Some('%') | None => ("%".into(), Style::new()),
            Some(other) => (format!("%{other}"), Style::new()),
        }
    }
}

/// What fits of a text: of a path its end, of a host its beginning.
fn end_of(text: &str, room: usize, separator: char) -> String {
    let width = console::measure_text_width(text);
    let room = room.max(LEAST);
    if width <= room {
        return text.to_owned();
    }
    if separator == '.' {
        return console::truncate_str(text, room, "\u{2026}").into_owned();
    }
    // Whole components if one fits, else what fits of the last.
    let mut kept = String::new();
    for part in text.rsplit(separator) {
        let longer = format!("{separator}{part}{kept}");
        if console::measure_text_width(&longer) + 1 > room {
            break;
        }
        kept = longer;
    }
    if !kept.is_empty() {
        return format!("\u{2026}{kept}");
    }
    let skip = text.chars().count().saturating_sub(room.saturating_sub(1));
    format!("\u{2026}{}", text.chars().skip(skip).collect::<String>())
}

/// How often the keepalive may be, at most.
pub(super) const OFTENEST: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_folder_keeps_its_end() {
        assert_eq!(end_of("/in", 20, '/'), "/in");
        assert_eq!(end_of("/data/customers/acme/2026/invoices", 19, '/'), "\u{2026}/2026/invoices");
        assert_eq!(end_of("/a-name-that-is-much-too-long", 10, '/'), "\u{2026}-too-long");
        assert_eq!(end_of("ftp.example.com", 10, '.'), "ftp.examp\u{2026}");
    }

    #[test]
    fn a_form_is_filled_and_both_texts_are_as_wide() {
        let mut facts = Facts::nowhere();
        (facts.host, facts.folder, facts.jobs) = ("h".into(), "/in".into(), 2);
        let made = facts.fill("%h:%d (%j) 100%% %x> ", 20, true);
        assert_eq!(made.plain, "h:/in (2) 100% %x> ");
        assert_eq!(console::strip_ansi_codes(&made.styled), made.plain);
    }
}
