//! The steps of `ftps sites add` on a terminal.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use toml::Table;

use crate::commands::env::Env;
use crate::error::{Result, local, usage};
use crate::settings::login::question::{ask, ask_secret};
use crate::settings::target::{Endpoint, Operand, Place, Security, Target};

/// What the user answered.
pub(super) struct Answers {
    /// Where the server is.
    pub(super) endpoint: Endpoint,
    /// User, password and folder, as keys.
    pub(super) keys: Table,
}

impl Answers {
    /// Asks for everything that it takes to get in at a server that is to be called `name`.
    pub(super) fn ask(env: &Env<'_>, name: &str) -> Result<Self> {
        let target = server(env)?;
        let endpoint = endpoint(env, &target)?;
        let mut keys = Table::new();
        let user = match &target.user {
            Some(user) => user.clone(),
            None => ask("User (empty: anonymous): ", &env.cancel)?,
        };
        if user.is_empty() {
            keys.insert("anonymous".into(), true.into());
        } else {
            keys.extend(password(env, name, &endpoint.host, &user)?);
            keys.insert("user".into(), user.into());
        }
        let typed = String::from_utf8_lossy(target.path.as_bytes()).into_owned();
        let folder = match typed {
            typed if !typed.is_empty() => typed,
            _ => ask("Folder to begin in (empty: where the login leads): ", &env.cancel)?,
        };
        if !folder.is_empty() {
            keys.insert("path".into(), folder.into());
        }
        Ok(Self { endpoint, keys })
    }
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

fn server(env: &Env<'_>) -> Result<Target> {
    let prompt = "Host (or a URL such as ftps://user@host/folder): ";
    let typed = until(env, prompt, |text| parse(env, text).map(drop))?;
    parse(env, &typed)
}

/// Where the server is. A URL says all of it; of a host the port is asked for.
fn endpoint(env: &Env<'_>, target: &Target) -> Result<Endpoint> {
    if target.scheme.is_some() {
        return target.settle(None, None).map_err(usage);
    }
    let number = |text: &str| match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| usage("want a number from 1 to 65535")),
    };
    let prompt = "Port (empty: 21; 990 means TLS from the first byte): ";
    let port = number(&until(env, prompt, |text| number(text).map(drop))?)?;
    let security = super::add::usual_security(port);
    target.settle(port, Some(security)).map_err(usage).map(|endpoint| Endpoint {
        security: if port.is_none() { Security::Explicit } else { security },
        ..endpoint
    })
}

/// Asks how the password is kept; returns the keys that say so.
fn password(env: &Env<'_>, name: &str, host: &str, user: &str) -> Result<Table> {
    env.ui.remark(&format!(
        "How is the password kept?\n  \
         1  not at all: I am asked for it\n  \
         2  a command prints it (pass show {name}; secret-tool lookup ftps {name})\n  \
         3  in a file that only I can read\n  \
         4  in my netrc file"
    ));
    let choice = until(env, "Number (empty: 1): ", |text| match text {
        "" | "1" | "2" | "3" | "4" => Ok(()),
        _ => Err(usage("want a number from 1 to 4")),
    })?;
    let mut keys = Table::new();
    match choice.as_str() {
        "2" => {
            let wanted = |text: &str| if text.is_empty() { Err(usage("want a command")) } else { Ok(()) };
            let command = until(env, "Command: ", wanted)?;
            keys.insert("password-command".into(), command.into());
        }
        "3" => {
            let file = file(env, name, user, host)?;
            keys.insert("password-file".into(), file.to_string_lossy().into_owned().into());
        }
        "4" => env.ui.remark(&format!(
            "A line such as this must stand in ~/.netrc:\n  machine {host} login {user} password ..."
        )),
        _ => {}
    }
    Ok(keys)
}

/// The file of a password; where there is none yet the password is asked for and kept in it.
fn file(env: &Env<'_>, name: &str, user: &str, host: &str) -> Result<PathBuf> {
    let folder = env.config.path().parent().unwrap_or(Path::new(""));
    let usual = folder.join(format!("{name}.password"));
    let typed = ask(&format!("File (empty: {}): ", usual.display()), &env.cancel)?;
    let path = if typed.is_empty() { usual } else { PathBuf::from(typed) };
    let path = std::path::absolute(&path).map_err(local(&path))?;
    if path.exists() {
        return Ok(path);
    }
    let secret = ask_secret(&format!("Password for {user} at {host}: "), &env.cancel)?;
    write_private(&path, &secret)?;
    Ok(path)
}

/// Writes a new file that only the user can read.
pub(super) fn write_private(path: &Path, secret: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(local(folder))?;
    }
    let mut options = OpenOptions::new();
    let mut file =
        options.write(true).create_new(true).mode(0o600).open(path).map_err(local(path))?;
    file.write_all(secret).and_then(|()| file.write_all(b"\n")).map_err(local(path))
}
