//! How a shell moves about: logging in at a server, changing the folder, looking for a name.

use std::ffi::OsStr;

use super::connections::{Connections, enter};
use super::context::Location;
use super::env::{Env, not_remote};
use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::ops::query::Facts;
use crate::ftp::path::RemotePath;
use crate::settings::target::{Operand, Place};

/// Logs in at the server that `text` names, and changes to the folder in it.
pub fn open(env: &Env<'_>, text: &OsStr) -> Result<Location> {
    let mut target = match env.parse(text, Place::Target)? {
        Operand::Remote(target) => target,
        Operand::Local(path) => return Err(not_remote(&path)),
    };
    let mut client = enter(env, &target)?;
    let typed = client.absolute(&target.path)?;
    let home = client.session()?.home().cloned();
    let login = home.clone().filter(|home| !home.is_absolute());
    target.path = match home.filter(RemotePath::is_absolute) {
        Some(home) if typed.is_empty() || typed == home => home,
        _ if typed.is_empty() => typed,
        _ => change_folder(&mut client, &typed)?,
    };
    Ok(Location::new(target, login, client))
}

/// Changes to the folder that `text` names; returns the server's name for it.
pub fn folder(env: &Env<'_>, text: &OsStr) -> Result<RemotePath> {
    let target = env.remote(text, Place::Operand)?;
    change_folder(Connections::new(env, 0).client(&target)?, &target.path)
}

/// Whether a remote name exists.
pub fn exists(env: &Env<'_>, text: &OsStr) -> Result<bool> {
    facts(env, text).map(|found| found.is_some())
}

/// Size and time of a remote name, as far as the server reports them; `None` if it does not exist.
pub fn facts(env: &Env<'_>, text: &OsStr) -> Result<Option<Facts>> {
    let target = env.remote(text, Place::Operand)?;
    let mut servers = Connections::new(env, 0);
    let client = servers.client(&target)?;
    let path = client.absolute(&target.path)?;
    let shown = printable(path.as_bytes());
    let found = client.with(|session| session.lookup(&path));
    found.map_err(|error| error.during(format!("looking for {shown}")))
}

fn change_folder(client: &mut Client, folder: &RemotePath) -> Result<RemotePath> {
    let entered = client.with(|session| session.enter(folder));
    entered.map_err(|error| error.during(format!("cd {}", printable(folder.as_bytes()))))
}
