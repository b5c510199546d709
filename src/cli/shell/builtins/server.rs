//! To a server, from it, and where it is noted.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use clap::Command;

use super::super::expand::Side;
use super::super::options::{self, is_of_login};
use super::super::state::{Builtin, Call, Shell};
use super::args::{operand, plain};
use crate::error::{Class, Result, local, printable, usage};
use crate::settings::given::{Given, Value, given};

pub(super) const OPEN: Builtin = Builtin {
    name: "open",
    about: "Log in at a server",
    more: "\
The server that was open is closed. Options hold as long as this one is open.

  open user@ftp.example.com
  open --tls-max 1.2 ftps://user@ftp.example.com/out
  open bank",
    side: Side::Neither,
    define: |command: Command| {
        let help = "The server, and perhaps a folder on it";
        command.arg(operand("target", "TARGET", help).required(true))
    },
    run: open,
};

pub(super) const CLOSE: Builtin = Builtin {
    name: "close",
    about: "Leave the server",
    more: "  close",
    side: Side::Neither,
    define: plain,
    run: |shell, _| {
        shell.close();
        Ok(Class::Done)
    },
};

pub(super) const BOOKMARK: Builtin = Builtin {
    name: "bookmark",
    about: "Save the server and folder as a site",
    more: "\
Writes [site.NAME] into config.toml: host, user, folder, and the options of the login. A password is
never written: password-command, password-file or a netrc file give it.

  bookmark bank
  open bank",
    side: Side::Neither,
    define: |command: Command| {
        command.arg(operand("name", "NAME", "The site's name").required(true))
    },
    run: bookmark,
};

/// What belongs to a server besides the options of a login.
const OF_A_SERVER: [&str; 6] =
    ["passive", "pasv-address", "connect-timeout", "timeout", "retries", "retry-delay"];

/// What a site tells in words of its own, or not at all: a configuration trusts nobody blindly.
const TOLD_OTHERWISE: [&str; 6] = ["user", "port", "implicit", "explicit", "config", "insecure"];

fn open(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let target = call.text("target").cloned().unwrap_or_default();
    shell.open(&call.matches, &target)?;
    let given = given(&options::all(), &call.matches);
    let own = given.into_iter().filter(|(id, value)| shell.options.lasting.get(id) != Some(value));
    shell.options.of_server = own.collect();
    Ok(Class::Done)
}

fn bookmark(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let name = call.text("name").and_then(|name| name.to_str()).unwrap_or_default();
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if name.is_empty() || !fits {
        return Err(usage("a site's name is made of letters, digits, '.', '-' and '_'").into());
    }
    let site = site(shell)?;
    let path = config_file(call)?;
    write(&path, name, &site)?;
    let path = path.display();
    call.ui.remark(&format!("{name} is saved in {path}; open {name} comes back here"));
    Ok(Class::Done)
}

/// What a site's table holds.
fn site(shell: &Shell) -> Result<toml::Table> {
    let nothing = || usage("not at a server: there is nothing to save");
    let here = shell.location.as_ref().ok_or_else(nothing)?;
    let told = here.with_client(|client| {
        let connector = client.connector();
        (connector.host.clone(), connector.port, connector.implicit, connector.user.clone())
    });
    let (host, port, implicit, user) = told.ok_or_else(nothing)?;
    let mut table = toml::Table::new();
    table.insert("host".into(), host.into());
    let set = shell.options.in_force();
    if !set.contains_key("anonymous") {
        table.insert("user".into(), user.into());
    }
    if port != if implicit { 990 } else { 21 } {
        table.insert("port".into(), i64::from(port).into());
    }
    if implicit {
        table.insert("implicit".into(), true.into());
    }
    if let Ok(folder) = std::str::from_utf8(here.folder().as_bytes())
        && !folder.is_empty()
    {
        table.insert("path".into(), folder.into());
    }
    table.extend(kept(set));
    Ok(table)
}

/// The options that belong to a server, as they stand in the configuration.
fn kept(given: Given) -> impl Iterator<Item = (String, toml::Value)> {
    let belongs = |id: &str| is_of_login(id) || OF_A_SERVER.contains(&id);
    let told = |id: &str| TOLD_OTHERWISE.contains(&id);
    given.into_iter().filter(move |(id, _)| belongs(id) && !told(id)).map(|(id, value)| {
        let value = written(&id, &value);
        (id, value)
    })
}

fn written(id: &str, value: &Value) -> toml::Value {
    let text = |value: &OsString| toml::Value::from(value.to_string_lossy().into_owned());
    match value {
        Value::Switch(_) => true.into(),
        Value::Text(values) => match values.as_slice() {
            [one] if id == "retries" => {
                let number = one.to_str().and_then(|text| text.parse::<i64>().ok());
                number.map_or_else(|| text(one), Into::into)
            }
            [one] if id != "pin" => text(one),
            several => toml::Value::Array(several.iter().map(text).collect()),
        },
    }
}

fn config_file(call: &Call) -> Result<PathBuf> {
    let named = call.settled.get_one::<PathBuf>("config").cloned();
    let usual = || dirs::config_dir().map(|folder| folder.join("ftps").join("config.toml"));
    named.or_else(usual).ok_or_else(|| usage("there is no configuration folder; say --config FILE"))
}

/// Adds a table to the end of the file, whose other lines stay as they are.
fn write(path: &Path, name: &str, site: &toml::Table) -> Result<()> {
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(local(path)(error)),
    };
    let shown = path.display();
    let known: toml::Table = toml::from_str(&before)
        .map_err(|e| usage(format!("{shown}: {}", printable(e.to_string().as_bytes()))))?;
    if known.get("site").and_then(|sites| sites.get(name)).is_some() {
        return Err(usage(format!("{shown} has a site {name} already; remove it there first")));
    }
    let body = toml::to_string(site).map_err(|e| usage(format!("site {name}: {e}")))?;
    let dotted = name.contains('.');
    let heading = if dotted { format!("[site.\"{name}\"]") } else { format!("[site.{name}]") };
    let gap = match before.as_str() {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    replace(path, &format!("{before}{gap}{heading}\n{body}")).map_err(local(path))
}

/// Whole or not at all.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    // A configuration that is a link stays one.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let private = fs::Permissions::from_mode(0o600);
    let mut fresh = tempfile::Builder::new().permissions(private).tempfile_in(folder)?;
    if let Ok(old) = fs::metadata(&path) {
        fresh.as_file().set_permissions(old.permissions())?;
    }
    fresh.write_all(text.as_bytes())?;
    fresh.persist(path).map(drop).map_err(|e| e.error)
}
