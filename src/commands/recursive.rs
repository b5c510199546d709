//! `get -r` and `put -r`: a folder is moved as `mirror` moves it, without deletion.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::context::{Context, ShellContext};
use super::env::Env;
use super::mirror;
use super::spec::{Run, Spec};
use crate::error::{Class, Result, usage};
use crate::ftp::path::RemotePath;
use crate::mirror::Direction;
use crate::settings::config::Config;
use crate::settings::given::{Given, given, written};
use crate::settings::target::{Scheme, Target};

/// Options of `get` and `put` that mean the same to `mirror`, beside those of the connection.
const SHARED: [&str; 9] = [
    "jobs",
    "verify",
    "fsync",
    "no-times",
    "limit-rate",
    "mkdir",
    "newer",
    "remove-source",
    "quote",
];

/// Options that `mirror` has no use for, or has in force anyway.
const IDLE: [&str; 8] =
    ["operands", "name", "into", "recursive", "continue", "overwrite", "literal", "quote-after"];

/// Letters that stand for themselves in the path of a URL.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// Moves one folder; `spec` is the command that was typed.
pub(super) fn folder(
    env: &Env<'_>,
    spec: &Spec,
    way: Direction,
    (source, dest): (&OsStr, &OsStr),
) -> anyhow::Result<Class> {
    let own = if env.is_shell() { mirror::SPEC.command_in_shell() } else { mirror::SPEC.command() };
    let own = own.no_binary_name(true);
    let known = |id: &str| own.get_arguments().any(|arg| arg.get_id() == id);
    let typed: Given = given(&spec.command(), env.matches);
    let mut words: Vec<OsString> = Vec::new();
    for (id, value) in &typed {
        let is_shared = SHARED.contains(&id.as_str());
        let is_of_connection = !IDLE.contains(&id.as_str()) && known(id);
        match () {
            () if is_shared || is_of_connection => words.extend(written(id, value)),
            () if IDLE.contains(&id.as_str()) => {}
            () => {
                return Err(
                    usage(format!("-r moves folders as mirror does: not with --{id}")).into()
                );
            }
        }
    }
    if env.is_shell() && way == Direction::Up {
        words.push("--reverse".into());
    }
    words.extend(["--".into(), source.to_owned(), dest.to_owned()]);
    let matches = own.try_get_matches_from(words).map_err(|error| {
        let text = error.to_string();
        usage(format!("-r: {}", text.lines().next().unwrap_or_default()))
    })?;
    let Run::Networked(run) = mirror::SPEC.run else { return Ok(Class::Other) };
    let config = Config::read(matches.get_one("config"), &env.cancel)?;
    let (ui, cancel) = (Arc::clone(&env.ui), env.cancel.clone());
    let claims = env.claims.clone();
    run(&Env { matches: &matches, ui, cancel, config, claims, context: env.context })
}

/// A path on the server of `target`, as it would be typed.
pub(super) fn typed(env: &Env<'_>, target: &Target, path: &RemotePath) -> OsString {
    if let Context::Shell(ShellContext { location: Some(location), .. }) = env.context {
        let own = location.target();
        if (&own.host, &own.user, own.port) == (&target.host, &target.user, target.port) {
            return OsString::from_vec(path.as_bytes().to_vec());
        }
    }
    let host =
        if target.host.contains(':') { format!("[{}]", target.host) } else { target.host.clone() };
    let Some(scheme) = target.scheme else {
        let user = target.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        let mut text = OsString::from(format!("{user}{host}:"));
        text.push(OsStr::from_bytes(path.as_bytes()));
        return text;
    };
    let scheme = match scheme {
        Scheme::Ftp => "ftp",
        Scheme::Ftpes => "ftpes",
        Scheme::Ftps => "ftps",
    };
    let user = target
        .user
        .as_ref()
        .map(|user| format!("{}@", percent_encode(user.as_bytes(), NON_ALPHANUMERIC)));
    let port = target.port.map(|port| format!(":{port}")).unwrap_or_default();
    let path = percent_encode(path.as_bytes(), PATH);
    format!("{scheme}://{}{host}{port}/{path}", user.unwrap_or_default()).into()
}

/// The name under which a folder lands in another one.
pub(super) fn name_of(path: &RemotePath) -> Result<&OsStr> {
    let name = path.name().unwrap_or_default();
    crate::ftp::listing::safe_name(name).map_err(|why| {
        usage(format!("-r: this folder has no name to land under ({why}): name it by -o"))
    })?;
    Ok(OsStr::from_bytes(name))
}
