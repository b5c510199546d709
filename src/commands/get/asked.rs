//! What `get` is asked to fetch: its operands, and the names of a list.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;

use super::super::connections::Connections;
use super::super::env::Env;
use super::super::names;
use super::super::operands::{self, Goal};
use crate::error::{Result, usage};
use crate::ftp::path::RemotePath;
use crate::ftp::pattern::is_special;
use crate::settings::target::{Operand, Place, Target};

/// The files to fetch.
pub(super) struct Asked {
    pub(super) targets: Vec<Target>,
    /// Whether names may be patterns.
    pub(super) patterns: bool,
    /// Whether they come from a list.
    pub(super) listed: bool,
}

impl Asked {
    fn has_patterns(&self) -> bool {
        self.patterns && self.targets.iter().any(|target| is_special(&target.pattern))
    }

    /// Whether there may be more than one file.
    pub(super) fn is_several(&self) -> bool {
        self.targets.len() > 1 || self.listed || self.has_patterns()
    }

    /// Data connections that are to come, as far as that is known.
    pub(super) fn expected(&self) -> usize {
        if self.has_patterns() { usize::MAX } else { self.targets.len() }
    }
}

/// Reads the operands, and where the files go.
pub(super) fn asked(env: &Env<'_>) -> Result<(Asked, Goal)> {
    let is_local = |text: &OsString| matches!(env.operand(text), Ok(Operand::Local(_)));
    let names = names::read(env)?;
    let least = if names.is_some() { 1 } else { 2 };
    let (given, goal) = operands::split(env.matches, least, is_local)?;
    let given = given
        .iter()
        .map(|text| env.remote_or_text(text, Place::Operand))
        .collect::<Result<Vec<_>>>()?;
    let literal = env.matches.get_flag("literal");
    let Some(names) = names else {
        return Ok((Asked { targets: given, patterns: !literal, listed: false }, goal));
    };
    let targets = match given.as_slice() {
        [] => names
            .iter()
            .map(|name| env.remote_or_text(name, Place::Operand))
            .collect::<Result<_>>()?,
        [base] => names.iter().map(|name| below(base, name)).collect(),
        _ => {
            return Err(usage(
                "with --from-file there is one REMOTE at most: the folder of its names",
            ));
        }
    };
    Ok((Asked { targets, patterns: false, listed: true }, goal))
}

/// A name of a list as a target in the folder that was given.
fn below(base: &Target, name: &OsStr) -> Target {
    let path = RemotePath::absolute(&base.path, name.as_bytes());
    Target { path, ..base.clone() }
}

/// Refuses `get A B` of a shell where B does not exist: other shells take it for the new name of A.
pub(super) fn refuse_a_new_name(env: &Env<'_>, asked: &Asked) -> Result<()> {
    let [_, second] = asked.targets.as_slice() else { return Ok(()) };
    if asked.listed || asked.has_patterns() {
        return Ok(());
    }
    let mut servers = Connections::new(env, 2);
    let client = servers.client(second)?;
    let path = client.absolute(&second.path)?;
    if client.with(|session| session.lookup(&path))?.is_some() {
        return Ok(());
    }
    Err(operands::refused_new_name(env, "get", "on the server"))
}
