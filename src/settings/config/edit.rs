//! Changes to the configuration file. Comments, order and everything else that is not changed stay as they are.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml_edit::{Document, DocumentMut, Item, Table};

use super::Config;
use crate::error::{Result, local, printable, usage};
use crate::settings::lock::{Lock, replace};

/// The configuration file, locked against other runs until this is saved or dropped.
#[derive(Debug)]
pub struct Editor {
    path: PathBuf,
    document: DocumentMut,
    _lock: Lock,
}

impl Editor {
    /// Opens the file at `path`; one that does not exist is empty.
    pub fn open(path: &Path) -> Result<Self> {
        // The lock of a file that is a link belongs to where it leads.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let lock = Lock::for_changing(&path).map_err(local(&path))?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(local(&path)(error)),
        };
        // An error in it is reported in the words of the reader, with its line.
        Config::parse(&text, &path)?;
        let document = text.parse::<Document<String>>().map(Document::into_mut);
        let document = document.map_err(|error| {
            usage(format!("{}: {}", path.display(), printable(error.to_string().trim().as_bytes())))
        })?;
        Ok(Self { path, document, _lock: lock })
    }

    /// Whether there is a site of that name.
    pub fn has(&self, name: &str) -> bool {
        self.sites().is_some_and(|sites| sites.contains_key(name))
    }

    /// Sets keys of a site, which is made where there is none.
    pub fn set(&mut self, name: &str, keys: &toml::Table) -> Result<()> {
        let fresh = toml::to_string(keys).map_err(|e| usage(format!("site {name}: {e}")))?;
        let fresh = fresh.parse::<DocumentMut>();
        let fresh = fresh.map_err(|e| usage(format!("site {name}: {e}")))?;
        let sites = self.document.entry("site").or_insert_with(|| {
            let mut sites = Table::new();
            sites.set_implicit(true);
            Item::Table(sites)
        });
        let sites = sites.as_table_like_mut().ok_or_else(|| usage("site is no table"))?;
        let site = sites.entry(name).or_insert_with(|| Item::Table(Table::new()));
        let site =
            site.as_table_like_mut().ok_or_else(|| usage(format!("site {name} is no table")))?;
        for (key, value) in fresh.as_table() {
            let mut value = value.clone();
            // A comment behind the old value stays behind the new one.
            if let (Some(old), Some(new)) =
                (site.get(key).and_then(Item::as_value), value.as_value_mut())
            {
                *new.decor_mut() = old.decor().clone();
            }
            site.insert(key, value);
        }
        Ok(())
    }

    /// Removes a key of a site; returns whether it was there.
    pub fn unset(&mut self, name: &str, key: &str) -> bool {
        let site = self.sites_mut().and_then(|sites| sites.get_mut(name));
        site.and_then(Item::as_table_like_mut).is_some_and(|site| site.remove(key).is_some())
    }

    /// Removes a site; returns whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        self.sites_mut().is_some_and(|sites| sites.remove(name).is_some())
    }

    /// The future contents of the file, as the reader understands them.
    ///
    /// # Errors
    /// The reader would refuse it.
    pub fn preview(&self) -> Result<Config> {
        Config::parse(&self.document.to_string(), &self.path)
    }

    /// Writes the file, whole or not at all; nothing is written that the reader would refuse.
    pub fn save(self) -> Result<()> {
        self.preview()?;
        replace(&self.path, &self.document.to_string()).map_err(local(&self.path))
    }

    /// The site as it stands in the file, with its heading.
    pub fn text(&self, name: &str) -> Option<String> {
        let site = self.sites()?.get(name)?.clone();
        let mut sites = Table::new();
        sites.set_implicit(true);
        sites.insert(name, site);
        let mut alone = DocumentMut::new();
        alone.insert("site", Item::Table(sites));
        Some(alone.to_string().trim().to_owned())
    }

    fn sites(&self) -> Option<&dyn toml_edit::TableLike> {
        self.document.get("site").and_then(Item::as_table_like)
    }

    fn sites_mut(&mut self) -> Option<&mut dyn toml_edit::TableLike> {
        self.document.get_mut("site").and_then(Item::as_table_like_mut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# mine\n[site.a]\nhost = \"h\" # the old one\nport = 2121\n\n[defaults]\ntimeout = \"1m\"\n";

    fn edited(change: impl FnOnce(&mut Editor)) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, FILE).expect("a file");
        let mut editor = Editor::open(&path).expect("a configuration");
        change(&mut editor);
        editor.save().expect("saved");
        fs::read_to_string(path).expect("the file")
    }

    fn keys(text: &str) -> toml::Table {
        toml::from_str(text).expect("toml")
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        let added = edited(|editor| editor.set("b.c", &keys("host = \"x\"")).expect("set"));
        let fresh = "port = 2121\n\n[site.\"b.c\"]\nhost = \"x\"\n";
        assert_eq!(added, FILE.replace("port = 2121\n", fresh));
        let changed =
            edited(|editor| editor.set("a", &keys("port = 990\nuser = \"u\"")).expect("set"));
        assert_eq!(changed, FILE.replace("port = 2121\n", "port = 990\nuser = \"u\"\n"));
        let less = edited(|editor| assert!(editor.unset("a", "port") && !editor.unset("a", "x")));
        assert_eq!(less, FILE.replace("port = 2121\n", ""));
        let gone = edited(|editor| assert!(editor.remove("a") && !editor.remove("none")));
        assert!(!gone.contains("[site.a]") && gone.contains("timeout = \"1m\""), "{gone}");
    }

    #[test]
    fn what_the_reader_would_refuse_is_not_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        let mut editor = Editor::open(&path).expect("an empty configuration");
        editor.set("a", &keys("hots = \"x\"")).expect("set");
        assert!(editor.save().is_err() && !path.exists());
    }

    #[test]
    fn a_site_is_shown_as_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, FILE).expect("a file");
        let text = Editor::open(&path).expect("a configuration").text("a");
        assert_eq!(
            text.as_deref(),
            Some("# mine\n[site.a]\nhost = \"h\" # the old one\nport = 2121")
        );
    }
}
