//! `ftps doctor --explain`: the known trouble in a log.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use serde_json::json;

use crate::audit::explain::{Found, MOST_BYTES, explain as read_log};
use crate::commands::env::Env;
use crate::error::{Class, Result, local};

/// Explains a log; exit 0 where it was read, whether trouble is in it or not.
pub(super) fn explain(env: &Env<'_>, name: &OsStr) -> Result<Class> {
    let path = Path::new(name);
    let explained = match name.to_str() {
        Some("-") => read_log(io::stdin().lock()),
        _ => File::open(path).and_then(|file| read_log(BufReader::new(file))),
    };
    let explained = explained.map_err(local(path))?;
    for one in &explained.troubles {
        show(env, one)?;
    }
    if !explained.is_whole {
        let limit = MOST_BYTES / (1024 * 1024);
        env.ui.warn(&format!("the log is longer than {limit} MiB: the rest was not read"));
    }
    if explained.troubles.is_empty() {
        env.ui.remark(
            "no known trouble is in this log; that does not mean that there is none. A trace of ftps -vv shows most",
        );
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
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
