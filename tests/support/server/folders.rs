//! What LIST, NLST and MLSD show of a folder, whose lines `listing` writes.

use super::listing::Entry;
use super::options::ShownLinks;
use super::session::Session;

impl Session {
    /// The lines of LIST. Flags are skipped; `-a` among them shows dot-files, `.` and `..`.
    pub(super) fn list_lines(&self, argument: &[u8]) -> Vec<u8> {
        if let Some(lines) = self.native_lines(argument) {
            return lines;
        }
        let options = &self.shared.options;
        let mut lines = Vec::new();
        for entry in self.shown(argument) {
            lines.extend(entry.line(options.style, options.clock_offset));
        }
        lines
    }

    /// The lines of NLST.
    pub(super) fn name_lines(&self, argument: &[u8]) -> Vec<u8> {
        let mut lines = Vec::new();
        for entry in self.shown(argument) {
            lines.extend_from_slice(&entry.name);
            lines.extend_from_slice(b"\r\n");
        }
        lines
    }

    fn shown(&self, argument: &[u8]) -> Vec<Entry> {
        let options = &self.shared.options;
        let mut path = argument;
        let mut dots = Vec::new();
        while path.starts_with(b"-") && options.has("LIST -a") {
            let end = path.iter().position(|byte| *byte == b' ');
            let (flags, rest) = path.split_at(end.unwrap_or(path.len()));
            if flags.contains(&b'a') {
                dots = vec![&b"."[..], b".."];
            }
            path = rest.trim_ascii_start();
        }
        let local = self.local(path);
        if !local.is_dir() {
            return Entry::read(&local, path).into_iter().collect();
        }
        let all = options.dotfiles_in_list || !dots.is_empty();
        let dots = dots.into_iter().filter_map(|name| Entry::read(&local, name));
        let goals = options.links == ShownLinks::Goals;
        let entries = Entry::read_folder(&local, goals).into_iter();
        dots.chain(entries.filter(|entry| all || !entry.name.starts_with(b"."))).collect()
    }

    /// The lines of MLSD; none where the path is no folder.
    pub(super) fn fact_lines(&self, argument: &[u8]) -> Option<Vec<u8>> {
        let local = self.local(argument);
        let off = &self.shared.options.off;
        let mut lines = Vec::new();
        let mut add = |entry: &Entry, kind| {
            lines.extend(entry.facts(kind, off));
            lines.extend_from_slice(&entry.name);
            lines.extend_from_slice(b"\r\n");
        };
        if !local.is_dir() {
            return None;
        }
        add(&Entry::read(&local, b".")?, Some("cdir"));
        add(&Entry::read(&local, b"..")?, Some("pdir"));
        let goals = self.shared.options.links != ShownLinks::Links;
        for entry in Entry::read_folder(&local, goals) {
            add(&entry, None);
        }
        Some(lines)
    }
}
