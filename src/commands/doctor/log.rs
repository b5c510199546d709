//! `ftps doctor --explain`: the known trouble in a log.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::json;

use crate::audit::explain::{Found, MOST_BYTES, explain as read_log};
use crate::commands::env::Env;
use crate::error::{Class, Result, local};

/// Explains a log; exit 0 where it was read, whether trouble is in it or not.
pub(super) fn explain(env: &Env<'_>, name: &OsStr) -> Result<Class> {
    let path = Path::new(name);
    let bytes = match name.to_str() {
        Some("-") => read(io::stdin().lock()),
        _ => File::open(path).and_then(read),
    };
    let bytes = bytes.map_err(local(path))?;
    let found = read_log(&bytes);
    for one in &found {
        show(env, one)?;
    }
    if found.is_empty() {
        env.ui.remark(
            "no known trouble is in this log; that does not mean that there is none. A trace of ftps -vv shows most",
        );
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

fn read(file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MOST_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn show(env: &Env<'_>, found: &Found) -> Result<()> {
    let Found { trouble, line, text, count } = found;
    let fields = json!({
        "id": trouble.id, "line": line, "text": text, "count": count, "meaning": trouble.meaning, "cure": trouble.cure,
    });
    if env.output().json {
        return env.ui.record("", "trouble", fields);
    }
    env.ui.explained(found)
}
