//! From words to arguments: patterns stand for the names that they match, on the side where a
//! command looks for its operands.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::lexer::Word;
use crate::commands::env::Env;
use crate::commands::globs;
use crate::error::{Class, Error, Result, printable};
use crate::settings::target::{Operand, Place};

/// Arguments for clap.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// As texts.
    pub(super) list: Vec<OsString>,
    /// The pattern form of each argument that contained quotes.
    pub(super) patterns: HashMap<OsString, Vec<u8>>,
}

impl Arguments {
    fn push(&mut self, word: &Word) {
        if word.text != word.pattern {
            self.patterns.insert(word.to_os(), word.pattern.clone());
        }
        self.list.push(word.to_os());
    }
}

/// The words as they are.
pub(super) fn as_typed(words: &[Word]) -> Arguments {
    let mut arguments = Arguments::default();
    for word in words {
        arguments.push(word);
    }
    arguments
}

/// The words with local patterns replaced by their matches.
pub(super) fn here(words: &[Word]) -> Result<Arguments> {
    let mut arguments = Arguments::default();
    for word in words {
        if word.is_pattern && !word.text.starts_with(b"-") {
            let found = globs::local(&home(&word.pattern, word.is_home))?;
            none_is_an_error(&found, word)?;
            arguments.list.extend(found.into_iter().map(option_proof));
        } else if word.is_home {
            arguments.list.push(local_path(word).into_os_string());
        } else {
            arguments.push(word);
        }
    }
    Ok(arguments)
}

/// The words with remote patterns replaced by their matches.
pub(super) fn there(
    words: &[Word],
    env: impl FnOnce() -> Result<Vec<Vec<OsString>>>,
) -> Result<Arguments> {
    let mut arguments = Arguments::default();
    let mut matched =
        if words.iter().any(is_remote_pattern) { env()? } else { Vec::new() }.into_iter();
    for word in words {
        if !is_remote_pattern(word) {
            arguments.push(word);
            continue;
        }
        let found = matched.next().unwrap_or_default();
        none_is_an_error(&found, word)?;
        for name in found {
            let name = name_proof(name);
            let literally = globs::literally(name.as_bytes());
            if literally != name.as_bytes() {
                arguments.patterns.insert(name.clone(), literally);
            }
            arguments.list.push(name);
        }
    }
    Ok(arguments)
}

/// The matches of the remote patterns among the words, in their order.
pub(super) fn matches(words: &[Word], env: &Env<'_>) -> Result<Vec<Vec<OsString>>> {
    let patterns = words.iter().filter(|word| is_remote_pattern(word));
    patterns.map(|word| globs::remote(env, &word.text, &word.pattern)).collect()
}

/// Whether a word is a pattern for names where the shell stands.
fn is_remote_pattern(word: &Word) -> bool {
    word.is_pattern && !word.text.starts_with(b"-") && is_here(&word.to_os())
}

/// Whether a word names something where the shell stands, and no other server.
fn is_here(text: &OsStr) -> bool {
    matches!(Operand::parse(text, Place::Operand), Ok(Operand::Local(_)))
}

fn none_is_an_error(found: &[OsString], word: &Word) -> Result<()> {
    if !found.is_empty() {
        return Ok(());
    }
    let shown = printable(&word.text);
    Err(Error::Plain(Class::NoMatch, format!("nothing matches {shown} (quotes take it literally)")))
}

/// A file named `-x` is no option.
fn option_proof(name: OsString) -> OsString {
    if name.as_bytes().starts_with(b"-") { below_here(name) } else { name }
}

/// Nor is one that a server named `host:path` another server: a password would be sent there, and
/// things removed.
pub(super) fn name_proof(name: OsString) -> OsString {
    if is_here(&name) { option_proof(name) } else { below_here(name) }
}

fn below_here(name: OsString) -> OsString {
    let mut safe = OsString::from("./");
    safe.push(name);
    safe
}

/// A word as a local path.
pub(super) fn local_path(word: &Word) -> PathBuf {
    Path::new(&OsString::from_vec(home(&word.text, word.is_home))).to_owned()
}

/// `~` and `~/x`; the homes of others are not known.
fn home(text: &[u8], is_home: bool) -> Vec<u8> {
    let rest = text.strip_prefix(b"~").filter(|rest| rest.is_empty() || rest.starts_with(b"/"));
    match (is_home, rest, dirs::home_dir()) {
        (true, Some(rest), Some(home)) => [home.as_os_str().as_bytes(), rest].concat(),
        _ => text.to_vec(),
    }
}
