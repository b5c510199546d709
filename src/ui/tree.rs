//! Remote folders as a tree: each entry behind the branches that lead to it.

use serde_json::Value;

use super::Ui;
use super::entries::with_path;
use super::names::Names;
use crate::error::{Result, printable};
use crate::ftp::listing::{Entry, Kind};

/// The branches that lead to an entry: for each level whether its entry is the last one.
#[derive(Clone, Debug, Default)]
pub struct Branches(Vec<bool>);

impl Branches {
    /// The branches to an entry of this folder.
    #[must_use]
    pub fn below(&self, is_last: bool) -> Self {
        Self(self.0.iter().copied().chain([is_last]).collect())
    }

    /// How many levels lie above.
    pub fn depth(&self) -> usize {
        self.0.len()
    }

    fn drawn(&self) -> String {
        let Some((last, above)) = self.0.split_last() else { return String::new() };
        let mut text: String =
            above.iter().map(|is_last| if *is_last { "    " } else { "\u{2502}   " }).collect();
        text.push_str(if *last {
            "\u{2514}\u{2500}\u{2500} "
        } else {
            "\u{251c}\u{2500}\u{2500} "
        });
        text
    }
}

/// How many entries a tree has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    folders: u64,
    files: u64,
}

impl Counts {
    /// Counts an entry.
    pub fn count(&mut self, entry: &Entry) {
        if entry.kind == Kind::Dir {
            self.folders += 1;
        } else {
            self.files += 1;
        }
    }
}

impl Ui {
    /// Shows the root of a tree.
    pub fn root(&self, shown: &[u8], path: &[u8], entry: &Entry) -> Result<()> {
        if self.output.json {
            return self.print(&Value::Object(with_path(entry, path)).to_string());
        }
        let named = Entry { name: shown.to_vec(), ..entry.clone() };
        self.print(&Names::new(self.output).painted(&named))
    }

    /// Shows an entry behind its branches.
    pub fn branch(&self, branches: &Branches, path: &[u8], entry: &Entry) -> Result<()> {
        if self.output.json {
            return self.print(&Value::Object(with_path(entry, path)).to_string());
        }
        let link = entry.link.as_deref().map(|link| format!(" -> {}", printable(link)));
        let name = Names::new(self.output).painted(entry);
        self.print(&format!("{}{name}{}", branches.drawn(), link.unwrap_or_default()))
    }

    /// The last line of a tree.
    pub fn tree_counts(&self, counts: Counts) -> Result<()> {
        if self.output.json {
            return Ok(());
        }
        let of = |count: u64, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        let folders = of(counts.folders, "folder", "folders");
        self.print(&format!("\n{folders}, {}", of(counts.files, "file", "files")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_end_with_the_last_entry_of_each_level() {
        let root = Branches::default();
        assert_eq!(root.below(false).drawn(), "├── ");
        assert_eq!(root.below(false).below(true).drawn(), "│   └── ");
        assert_eq!(root.below(true).below(false).drawn(), "    ├── ");
    }
}
