//! The configuration file: TOML, `config.toml` in the user's configuration folder unless named.

use std::path::PathBuf;

use super::files;
use crate::error::{Result, usage};
use crate::net::cancel::Cancel;

/// Reads the configuration. A default file that does not exist is an empty one; a named one must
/// exist. What it holds must be known: a misspelt key that is passed over would be a surprise.
pub fn read(named: Option<&PathBuf>, cancel: &Cancel) -> Result<()> {
    let path = match named {
        Some(path) => path.clone(),
        None => match dirs::config_dir() {
            Some(folder) => folder.join("ftps").join("config.toml"),
            None => return Ok(()),
        },
    };
    if named.is_none() && !path.exists() {
        return Ok(());
    }
    let shown = path.display();
    let text = String::from_utf8(files::read(&path, cancel)?);
    let text = text.map_err(|_| usage(format!("{shown}: not UTF-8")))?;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|e| usage(format!("{shown}: {}", e.to_string().trim_end())))?;
    match table.keys().next() {
        Some(key) => Err(usage(format!("{shown}: unknown key {key:?}"))),
        None => Ok(()),
    }
}
