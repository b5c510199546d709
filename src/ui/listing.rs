//! The entries of a folder as `ls` shows them: names, columns, the long form, or events.

use serde_json::Value;
use term_grid::{Direction, Filling, Grid, GridOptions};

use super::changes::SizeForm;
use super::entries::object;
use super::event::insert_name;
use super::names::{Names, mark};
use super::times::{TimeForm, to_the_minute};
use super::{Ui, columns};
use crate::error::{Result, printable};
use crate::ftp::listing::{Entry, Kind};

/// How entries are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A name a line.
    Names,
    /// Names in columns, as many as the terminal has room for.
    Columns,
    /// Kind and mode, owner, group, size, time and name.
    Long,
    /// The exact bytes of the names, each ended by NUL.
    Null,
}

/// Whether marks behind the names show their kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// `/`, `@` and `*`, as `ls -F` has them.
    Shown,
    /// None.
    Hidden,
}

/// How `ls` shows entries.
#[derive(Clone, Copy, Debug)]
pub struct ListingForm {
    /// Their layout.
    pub layout: Layout,
    /// How sizes are written.
    pub sizes: SizeForm,
    /// In which zone times are.
    pub times: TimeForm,
    /// Marks behind the names.
    pub marks: Marks,
}

impl Ui {
    /// Shows entries of a folder in their order.
    pub fn entries(&self, folder: &[u8], entries: &[Entry], form: ListingForm) -> Result<()> {
        self.together(|| {
            if self.output.json {
                return entries.iter().try_for_each(|entry| {
                    let mut fields = object(entry);
                    insert_name(&mut fields, "folder", folder);
                    self.print(&Value::Object(fields).to_string())
                });
            }
            match form.layout {
                Layout::Null => {
                    entries.iter().try_for_each(|entry| self.print_bytes(&entry.name, b"\0"))
                }
                Layout::Names => {
                    entries.iter().try_for_each(|entry| self.print(&self.shown(entry, form)))
                }
                Layout::Columns => self.grid(entries, form),
                Layout::Long => self.table(entries, form),
            }
        })
    }

    /// Whether names can be laid out in columns: somebody reads them at a terminal.
    pub fn has_columns(&self) -> bool {
        self.is_for_people() && !self.output.json
    }

    fn shown(&self, entry: &Entry, form: ListingForm) -> String {
        let name = Names::new(self.output).painted(entry);
        match form.marks {
            Marks::Shown => format!("{name}{}", mark(entry)),
            Marks::Hidden => name,
        }
    }

    fn grid(&self, entries: &[Entry], form: ListingForm) -> Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let names = entries.iter().map(|entry| self.shown(entry, form)).collect();
        let (direction, filling) = (Direction::TopToBottom, Filling::Spaces(2));
        let options = GridOptions { direction, filling, width: columns() };
        self.print(Grid::new(names, options).to_string().trim_end_matches('\n'))
    }

    fn table(&self, entries: &[Entry], form: ListingForm) -> Result<()> {
        let rows: Vec<Row> = entries.iter().map(|entry| Row::of(entry, form)).collect();
        let widths = Widths::of(&rows);
        let mut lines = rows.iter().zip(entries);
        lines.try_for_each(|(row, entry)| {
            let link = match &entry.link {
                Some(link) if entry.kind == Kind::Symlink => format!(" -> {}", printable(link)),
                _ => String::new(),
            };
            // A link is marked by its letter already.
            let form = match entry.kind {
                Kind::Symlink => ListingForm { marks: Marks::Hidden, ..form },
                _ => form,
            };
            self.print(&format!("{}{}{link}", widths.line(row), self.shown(entry, form)))
        })
    }
}

/// The columns of the long form before the name.
struct Row {
    mode: String,
    owner: String,
    group: String,
    size: String,
    time: String,
}

impl Row {
    fn of(entry: &Entry, form: ListingForm) -> Self {
        let text = |name: &Option<Vec<u8>>| name.as_deref().map(printable).unwrap_or_default();
        Self {
            mode: mode(entry),
            owner: text(&entry.owner),
            group: text(&entry.group),
            size: size(entry, form.sizes),
            time: entry.modified.map_or_else(String::new, |at| to_the_minute(at, form.times)),
        }
    }
}

/// The widths of the columns. One that no entry fills is left out.
struct Widths {
    mode: usize,
    owner: usize,
    group: usize,
    size: usize,
    time: usize,
}

impl Widths {
    fn of(rows: &[Row]) -> Self {
        let widest = |column: fn(&Row) -> &String| {
            rows.iter().map(|row| console::measure_text_width(column(row))).max().unwrap_or(0)
        };
        Self {
            mode: widest(|row| &row.mode),
            owner: widest(|row| &row.owner),
            group: widest(|row| &row.group),
            size: widest(|row| &row.size),
            time: widest(|row| &row.time),
        }
    }

    fn line(&self, row: &Row) -> String {
        let left = |text: &str, width: usize| match width {
            0 => String::new(),
            _ => format!("{text}{:1$}", "", width + 1 - console::measure_text_width(text)),
        };
        let size = format!("{:>1$} ", row.size, self.size);
        [
            left(&row.mode, self.mode),
            left(&row.owner, self.owner),
            left(&row.group, self.group),
            size,
            left(&row.time, self.time),
        ]
        .concat()
    }
}

/// `-rw-r--r--`, or the letter alone where the server reports no permissions.
fn mode(entry: &Entry) -> String {
    let letter = match entry.kind {
        Kind::File => '-',
        Kind::Dir => 'd',
        Kind::Symlink => 'l',
        Kind::Other => '?',
    };
    let Some(mode) = entry.mode else { return letter.to_string() };
    let mut text = String::from(letter);
    for (shift, special, set) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift;
        text.push(if bits & 0o4 != 0 { 'r' } else { '-' });
        text.push(if bits & 0o2 != 0 { 'w' } else { '-' });
        text.push(match (bits & 0o1 != 0, mode & special != 0) {
            (true, true) => set,
            (false, true) => set.to_ascii_uppercase(),
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    text
}

fn size(entry: &Entry, form: SizeForm) -> String {
    match (entry.kind, entry.size) {
        (Kind::File, Some(size)) => form.written(size),
        _ => "-".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_written_as_ls_writes_them() {
        let text = |kind, bits| mode(&Entry { mode: bits, ..Entry::new(b"x", kind) });
        assert_eq!(text(Kind::File, Some(0o644)), "-rw-r--r--");
        assert_eq!(text(Kind::Dir, Some(0o1777)), "drwxrwxrwt");
        assert_eq!(text(Kind::File, Some(0o6750)), "-rwsr-s---");
        assert_eq!(text(Kind::File, Some(0o4644)), "-rwSr--r--");
        assert_eq!(text(Kind::Symlink, None), "l");
    }
}
