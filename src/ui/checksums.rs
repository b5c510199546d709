//! Digests of remote files, in the form of `sha256sum`, and whether they are as they should be.

use serde_json::{Value, json};

use super::Ui;
use super::event::{event, insert_name};
use crate::error::{Result, printable};
use crate::ftp::ops::digest::Digest;

/// Whether a file has the digest that it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It has.
    Same,
    /// It has another.
    Differs,
}

impl Ui {
    /// Shows a digest.
    pub fn checksum(&self, path: &[u8], digest: &Digest) -> Result<()> {
        if self.output.json {
            let mut event = event("checksum");
            insert_name(&mut event, "path", path);
            event.insert("algorithm".into(), json!(digest.algorithm.to_string()));
            event.insert("digest".into(), json!(digest.hex));
            return self.print(&Value::Object(event).to_string());
        }
        self.print(&format!("{}  {}", digest.hex, printable(path)))
    }

    /// Shows what comparing a file's digest came to.
    pub fn compared(&self, name: &[u8], compared: Compared) -> Result<()> {
        let same = compared == Compared::Same;
        if self.output.json {
            let mut event = event("checksum");
            insert_name(&mut event, "path", name);
            event.insert("state".into(), json!(if same { "same" } else { "differs" }));
            return self.print(&Value::Object(event).to_string());
        }
        self.print(&format!("{}: {}", printable(name), if same { "OK" } else { "FAILED" }))
    }
}
