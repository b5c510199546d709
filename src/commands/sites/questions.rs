//! The questions of `ftps sites add` and `ftps sites edit` on a terminal.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use toml::Table;

use super::password_file::PasswordFile;
use crate::commands::env::Env;
use crate::error::{Result, local, printable, usage};
use crate::settings::config::Site;
use crate::settings::config::draft::{self, present};
use crate::settings::flags::PASSWORD;
use crate::settings::login::question::{ask, ask_secret};
use crate::settings::target::{
    EXPLICIT_PORT, Endpoint, IMPLICIT_PORT, Operand, Place, Security, Target,
};

/// The keys that the questions are about, but for those of the password.
const ASKED: [&str; 7] = ["host", "port", "implicit", "explicit", "user", "anonymous", "path"];

/// The answer that takes a value away.
const NONE: &str = "-";

/// The answers of the user.
pub(super) struct Answers {
    /// The keys that they come to.
    pub(super) keys: Table,
    /// Keys of a present site that are no longer true.
    pub(super) gone: Vec<&'static str>,
    /// A file that a password was written to, which goes unless it is kept.
    pub(super) password_file: Option<PasswordFile>,
}

impl Answers {
    /// The site is saved: a password's file stays.
    pub(super) fn keep(self) {
        if let Some(file) = self.password_file {
            file.keep();
        }
    }
}

impl Answers {
    /// Asks for everything that it takes to get in at a server that is to be called `name`. The values of a site that
    /// exists are the answers of a user who types none.
    pub(super) fn ask(env: &Env<'_>, name: &str, site: Option<&Site>) -> Result<Self> {
        let target = server(env, site)?;
        let endpoint = endpoint(env, target.as_ref(), site)?;
        let mut keys = draft::place(&endpoint);
        let typed = target.as_ref().and_then(|target| target.user.clone());
        let mut password = Some((Table::new(), None));
        match typed.map_or_else(|| user(env, site), |user| Ok(User::Named(user)))? {
            User::Anonymous => drop(keys.insert("anonymous".into(), true.into())),
            User::Open => password = None,
            User::Named(user) => {
                password = self::password(env, name, &endpoint.host, &user, site)?;
                keys.insert("user".into(), user.into());
            }
        }
        let folder = folder(env, target.as_ref(), site)?;
        if !folder.is_empty() {
            keys.insert("path".into(), folder.into());
        }
        let rivals = if password.is_some() { &PASSWORD[..] } else { &[] };
        let (of_password, password_file) = password.unwrap_or_default();
        keys.extend(of_password);
        let gone = ASKED.iter().chain(rivals).filter(|key| !keys.contains_key(**key)).copied();
        Ok(Self { gone: gone.collect(), keys, password_file })
    }
}

/// Who logs in.
enum User {
    Named(String),
    Anonymous,
    /// Whoever the configuration, a netrc file or the command line names.
    Open,
}

fn user(env: &Env<'_>, site: Option<&Site>) -> Result<User> {
    let value = |key| site.and_then(|site| present(site, key));
    let Some(named) = value("user") else {
        let is_open = site.is_some() && value("anonymous").is_none();
        let prompt = if is_open {
            "User (empty: as netrc or the command line says; - for anonymous): "
        } else {
            "User (empty: anonymous): "
        };
        return Ok(match ask(prompt, &env.cancel)?.as_str() {
            "" if is_open => User::Open,
            "" | NONE => User::Anonymous,
            typed => User::Named(typed.to_owned()),
        });
    };
    let prompt = format!("User (empty: {}; - for anonymous): ", shown(&named));
    Ok(match ask(&prompt, &env.cancel)?.as_str() {
        "" => User::Named(named),
        NONE => User::Anonymous,
        typed => User::Named(typed.to_owned()),
    })
}

fn folder(env: &Env<'_>, target: Option<&Target>, site: Option<&Site>) -> Result<String> {
    let typed = target.map(|target| String::from_utf8_lossy(target.path.as_bytes()).into_owned());
    if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
        return Ok(typed);
    }
    let folder = site.and_then(|site| site.folder.as_ref());
    let Some(folder) = folder.map(|folder| String::from_utf8_lossy(folder.as_bytes())) else {
        return ask("Folder to begin in (empty: where the login leads): ", &env.cancel);
    };
    let prompt =
        format!("Folder to begin in (empty: {}; - for where the login leads): ", shown(&folder));
    Ok(match ask(&prompt, &env.cancel)?.as_str() {
        "" => folder.into_owned(),
        NONE => String::new(),
        typed => typed.to_owned(),
    })
}

fn shown(text: &str) -> String {
    printable(text.as_bytes())
}

/// Asks until the answer is one that `check` takes.
pub(super) fn until(
    env: &Env<'_>,
    prompt: &str,
    check: impl Fn(&str) -> Result<()>,
) -> Result<String> {
    loop {
        let answer = ask(prompt, &env.cancel)?;
        match check(&answer) {
            Ok(()) => return Ok(answer),
            Err(error) => env.ui.remark(&error.to_string()),
        }
    }
}

/// Asks for yes or no; anything else is no.
pub(super) fn yes(env: &Env<'_>, prompt: &str) -> Result<bool> {
    let answer = ask(prompt, &env.cancel)?.to_ascii_lowercase();
    Ok(["y", "yes"].contains(&answer.as_str()))
}

fn parse(env: &Env<'_>, text: &str) -> Result<Target> {
    match env.parse(OsStr::new(text), Place::Target)? {
        Operand::Remote(target) => Ok(target),
        Operand::Local(_) => Err(usage("want a host name, an address or a URL")),
    }
}

/// The server that was typed; none where the present one stays.
fn server(env: &Env<'_>, site: Option<&Site>) -> Result<Option<Target>> {
    let prompt = match site {
        None => "Host (or a URL such as ftps://user@host/folder): ".into(),
        Some(site) => format!("Host (empty: {}; or a URL): ", shown(&site.host)),
    };
    let stays = |text: &str| site.is_some() && text.is_empty();
    let typed =
        until(env, &prompt, |text| if stays(text) { Ok(()) } else { parse(env, text).map(drop) })?;
    if stays(&typed) { Ok(None) } else { parse(env, &typed).map(Some) }
}

/// Where the server is. A URL says all of it; of a host the port is asked for.
fn endpoint(env: &Env<'_>, target: Option<&Target>, site: Option<&Site>) -> Result<Endpoint> {
    if let Some(target) = target.filter(|target| target.scheme.is_some()) {
        return target.settle(None, None).map_err(usage);
    }
    let is_implicit = site.is_some_and(|site| present(site, "implicit").is_some());
    let before = if is_implicit { Security::Implicit } else { Security::Explicit };
    let usual = site.and_then(|site| present(site, "port")).and_then(|port| port.parse().ok());
    let usual = usual.unwrap_or(if is_implicit { IMPLICIT_PORT } else { EXPLICIT_PORT });
    let number = |text: &str| match text {
        "" => Ok(None),
        text => match text.parse::<u16>() {
            Ok(port @ 1..) => Ok(Some(port)),
            _ => Err(usage("want a number from 1 to 65535")),
        },
    };
    let prompt = format!("Port (empty: {usual}; 990 means TLS from the first byte): ");
    let port = number(&until(env, &prompt, |text| number(text).map(drop))?)?;
    let security = match port {
        Some(IMPLICIT_PORT) => Security::Implicit,
        Some(EXPLICIT_PORT) => Security::Explicit,
        _ => before,
    };
    let host = target.map(|target| &target.host).or(site.map(|site| &site.host));
    let port = port.unwrap_or(usual);
    match target {
        Some(target) => target.settle(Some(port), Some(security)).map_err(usage),
        None => Ok(Endpoint { host: host.cloned().unwrap_or_default(), port, security }),
    }
}

/// Asks how the password is kept; returns the keys that say so and the file that was written for it, and nothing where
/// it stays as it is.
fn password(
    env: &Env<'_>,
    name: &str,
    host: &str,
    user: &str,
    site: Option<&Site>,
) -> Result<Option<(Table, Option<PasswordFile>)>> {
    env.ui.remark(&format!(
        "How is the password kept?\n  \
         1  not at all: I am asked for it\n  \
         2  a command prints it (pass show {name}; secret-tool lookup ftps {name})\n  \
         3  in a file that only I can read\n  \
         4  in my netrc file"
    ));
    let prompt = match site {
        None => "Number (empty: 1): ".into(),
        Some(site) => format!("Number (empty: as it is, {}): ", password_now(site)),
    };
    let choice = until(env, &prompt, |text| match text {
        "" | "1" | "2" | "3" | "4" => Ok(()),
        _ => Err(usage("want a number from 1 to 4")),
    })?;
    if choice.is_empty() && site.is_some() {
        return Ok(None);
    }
    let (mut keys, mut written) = (Table::new(), None);
    match choice.as_str() {
        "2" => {
            let wanted = |text: &str| if text.is_empty() { Err(usage("want a command")) } else { Ok(()) };
            let command = until(env, "Command: ", wanted)?;
            keys.insert("password-command".into(), command.into());
        }
        "3" => {
            let (path, new) = file(env, name, user, host)?;
            keys.insert("password-file".into(), path.to_string_lossy().into_owned().into());
            written = new;
        }
        "4" => env.ui.remark(&format!(
            "A line such as this must stand in ~/.netrc:\n  machine {host} login {user} password ..."
        )),
        _ => {}
    }
    Ok(Some((keys, written)))
}

/// How the password of a site is kept now.
fn password_now(site: &Site) -> String {
    let known = PASSWORD.iter().find_map(|key| Some((key, present(site, key)?)));
    known.map_or("asked for, or from netrc".into(), |(key, value)| {
        format!("{key} {}", shown(&value))
    })
}

/// The file of a password; where there is none yet the password is asked for and kept in it.
fn file(
    env: &Env<'_>,
    name: &str,
    user: &str,
    host: &str,
) -> Result<(PathBuf, Option<PasswordFile>)> {
    let folder = env.config.path().parent().unwrap_or(Path::new(""));
    let usual = folder.join(format!("{name}.password"));
    let typed = ask(&format!("File (empty: {}): ", usual.display()), &env.cancel)?;
    let path = match typed.as_str() {
        "" => usual,
        typed if typed.starts_with("~/") => env.config.named_file(typed),
        typed => PathBuf::from(typed),
    };
    let path = std::path::absolute(&path).map_err(local(&path))?;
    let question = format!("{} exists. Put another password in it? [y/N] ", path.display());
    if path.exists() && !yes(env, &question)? {
        return Ok((path, None));
    }
    let secret = ask_secret(&format!("Password for {user} at {host}: "), &env.cancel)?;
    let written = PasswordFile::write(path.clone(), &secret)?;
    Ok((path, Some(written)))
}
