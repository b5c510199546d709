//! The configuration file: TOML, `config.toml` in the user's configuration folder unless named.
//!
//! ```toml
//! [defaults]
//! timeout = "1m"
//!
//! [site.bank]
//! host = "ftp.bank.example"
//! user = "acme"
//! password-command = "pass show bank"
//! ```
//!
//! Keys are the options of the command line, and are read by the same parsers. What it holds must be
//! known: a misspelt key that is passed over would be a surprise.

pub mod draft;
pub mod edit;
pub mod origin;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::ValueHint;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use super::target::{Target, host_name, is_site_name};
use super::{files, flags};
use crate::error::{Error, Result, usage};
use crate::ftp::path::RemotePath;
use crate::ftp::wire::command::Command as Sent;
use crate::net::cancel::Cancel;

/// What belongs to a run and not to a server.
const OF_A_RUN: [&str; 8] =
    ["config", "deadline", "quiet", "verbose", "json", "progress", "color", "password-stdin"];

/// What belongs to one server, so that it cannot be a default: a URL says by itself how to connect, and
/// a password sent to another server is no secret any more.
const OF_A_SITE: [&str; 9] = [
    "host",
    "path",
    "port",
    "implicit",
    "explicit",
    "password-file",
    "password-command",
    "password-credential",
    "account-file",
];

/// The contents that a file must not have where anybody may read it.
const SECRETS: [&str; 5] = ["password", "pass", "passwd", "passphrase", "account"];

/// The configuration.
#[derive(Debug, Default)]
pub struct Config {
    path: PathBuf,
    defaults: Option<Options>,
    sites: BTreeMap<String, Site>,
}

/// The options in a table, and the line of each key.
#[derive(Debug)]
struct Options {
    matches: ArgMatches,
    lines: BTreeMap<String, usize>,
}

/// A saved site.
#[derive(Debug)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its host; its name, where none is given.
    pub host: String,
    /// The folder in which relative paths begin.
    pub folder: Option<RemotePath>,
    options: Options,
}

impl Site {
    /// Its address, as a URL, without the defaults of the configuration.
    pub fn url(&self) -> String {
        let options = self.options();
        let scheme = if options.get_flag("implicit") { "ftps" } else { "ftp" };
        let user = options.get_one::<String>("user").map(|user| format!("{user}@"));
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let port = options.get_one::<u16>("port").map(|port| format!(":{port}"));
        let folder = self.folder.as_ref().map(ToString::to_string).unwrap_or_default();
        format!(
            "{scheme}://{}{host}{}/{folder}",
            user.unwrap_or_default(),
            port.unwrap_or_default()
        )
    }

    /// Its options, as the command line would give them.
    pub(super) fn options(&self) -> &ArgMatches {
        &self.options.matches
    }
}

impl Config {
    /// A file that the configuration names: from the home folder by `~/`, else beside it.
    pub fn named_file(&self, name: &str) -> PathBuf {
        file_beside(self.path(), name)
    }

    /// Reads the configuration. A default file that does not exist is an empty one; a named one must
    /// exist.
    pub fn read(named: Option<&PathBuf>, cancel: &Cancel) -> Result<Self> {
        let Some(path) = Self::file(named) else { return Ok(Self::default()) };
        if named.is_none() && !path.exists() {
            return Ok(Self { path, ..Self::default() });
        }
        let text = String::from_utf8(files::read(&path, cancel)?);
        let text = text.map_err(|_| usage(format!("{}: not UTF-8", path.display())))?;
        Self::parse(&text, &path)
    }

    /// The file that is read: the named one, or that of the user's configuration folder if there is such a folder.
    pub fn file(named: Option<&PathBuf>) -> Option<PathBuf> {
        let usual = || dirs::config_dir().map(|folder| folder.join("ftps").join("config.toml"));
        named.cloned().or_else(usual)
    }

    /// The file that this was read from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the text of the file at `path`; relative names of files in it begin in its folder.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let reader = Reader { text, path };
        let whole = DeTable::parse(text)
            .map_err(|e| usage(format!("{}: {}", path.display(), e.to_string().trim_end())))?;
        let mut config = Self { path: path.to_owned(), ..Self::default() };
        for (key, value) in whole.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("defaults", DeValue::Table(table)) => {
                    config.defaults = Some(reader.options(table, "[defaults]")?);
                }
                ("site", DeValue::Table(sites)) => {
                    for (name, value) in sites {
                        let site = reader.site(name, value)?;
                        config.sites.insert(site.name.clone(), site);
                    }
                }
                ("defaults" | "site", _) => {
                    return Err(reader.at(key, "want [defaults] and [site.NAME]"));
                }
                (other, _) => {
                    let hint = suggestion(other, ["defaults", "site"].into_iter());
                    let text =
                        format!("unknown key {other:?}{hint}; want [defaults] and [site.NAME]");
                    return Err(reader.at(key, &text));
                }
            }
        }
        Ok(config)
    }

    /// The saved site that a target names.
    pub fn site(&self, target: &Target) -> Option<&Site> {
        if target.scheme.is_some() { None } else { self.sites.get(&target.host) }
    }

    /// The saved site of that name.
    pub fn named(&self, name: &str) -> Option<&Site> {
        self.sites.get(name)
    }

    /// The names of the saved sites, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }

    pub(super) fn defaults(&self) -> Option<&ArgMatches> {
        self.defaults.as_ref().map(|options| &options.matches)
    }
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
}

impl Reader<'_> {
    fn site(&self, name: &Key<'_>, value: &Spanned<DeValue<'_>>) -> Result<Site> {
        let shown = name.get_ref().as_ref();
        if !is_site_name(shown) {
            let text = format!("site {shown:?}: want a name of letters, digits, '.', '-' and '_'");
            return Err(self.at(name, &text));
        }
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.at(name, &format!("want a table, as in [site.{shown}]")));
        };
        let mut site = Site {
            name: shown.to_owned(),
            host: shown.to_owned(),
            folder: None,
            options: self.options(table, &format!("[site.{shown}]"))?,
        };
        for (key, value) in table {
            let text = value.get_ref().as_str();
            match (key.get_ref().as_ref(), text) {
                ("host", Some(host)) => {
                    site.host = host_name(host).map_err(|e| self.at(key, &format!("host: {e}")))?;
                }
                ("path", Some(path)) => {
                    Sent::new("CWD", path).map_err(|e| self.at(key, &format!("path: {e}")))?;
                    site.folder = (!path.is_empty()).then(|| RemotePath::new(path));
                }
                ("host" | "path", None) => return Err(self.at(key, "want a text in quotes")),
                _ => {}
            }
        }
        Ok(site)
    }

    /// The options in a table, read as the command line would be.
    fn options(&self, table: &DeTable<'_>, section: &str) -> Result<Options> {
        let command = known();
        let mut arguments: Vec<(&Key<'_>, Vec<OsString>)> = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            self.refuse(key, section)?;
            if matches!(name, "host" | "path") {
                continue;
            }
            let Some(option) = command.get_arguments().find(|arg| arg.get_id() == name) else {
                let ids = command.get_arguments().map(|arg| arg.get_id().as_str());
                let hint = suggestion(name, ids.chain(["host", "path"]));
                return Err(self.at(key, &format!("unknown key {name:?} in {section}{hint}")));
            };
            let given = self.arguments(option, value.get_ref());
            let given = given.map_err(|want| self.at(key, &format!("{name}: want {want}")))?;
            arguments.push((key, given));
        }
        let all = arguments.iter().flat_map(|(_, given)| given);
        let lines = table.keys().map(|key| (key.get_ref().to_string(), self.line(key)));
        let matches = command.clone().try_get_matches_from(all).map_err(|error| {
            // Of a value that is wrong by itself the line is told, of others the section.
            let alone = |(key, given): &(&Key<'_>, Vec<OsString>)| {
                let error = command.clone().try_get_matches_from(given).err()?;
                let own = [ErrorKind::InvalidValue, ErrorKind::ValueValidation];
                own.contains(&error.kind()).then(|| self.at(key, &said(&error)))
            };
            let whole = || usage(format!("{}: {section}: {}", self.path.display(), said(&error)));
            arguments.iter().find_map(alone).unwrap_or_else(whole)
        })?;
        Ok(Options { matches, lines: lines.collect() })
    }

    /// Refuses keys that are known, and do not belong here.
    fn refuse(&self, key: &Key<'_>, section: &str) -> Result<()> {
        let name = key.get_ref().as_ref();
        let why = match name {
            _ if SECRETS.contains(&name) => {
                "a secret in clear; give it by password-command, password-file, a netrc file or the prompt"
            }
            "insecure" => {
                "what is not checked is not saved: pin the certificate (pin = \"sha256//...\")"
            }
            _ if OF_A_RUN.contains(&name) => "an option of the command line only",
            _ if OF_A_SITE.contains(&name) && section == "[defaults]" => {
                "this is one server's: it belongs in a [site.NAME]"
            }
            _ => return Ok(()),
        };
        Err(self.at(key, &format!("{name}: {why}")))
    }

    /// A value as arguments; else a description of the value that is wanted.
    fn arguments(&self, option: &Arg, value: &DeValue<'_>) -> Result<Vec<OsString>, &'static str> {
        let name = option.get_id().as_str();
        let is_switch = matches!(option.get_action(), ArgAction::SetTrue);
        let is_list = matches!(option.get_action(), ArgAction::Append);
        let one = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Ok(self.argument(option, text)),
            DeValue::Integer(number) => Ok(self.argument(option, number.as_str())),
            _ => Err("a text in quotes, or a number"),
        };
        match value {
            DeValue::Boolean(true) if is_switch => Ok(vec![format!("--{name}").into()]),
            DeValue::Boolean(false) if is_switch => Ok(Vec::new()),
            _ if is_switch => Err("true or false"),
            DeValue::Array(values) if is_list => {
                values.iter().map(|value| one(value.get_ref())).collect()
            }
            other => Ok(vec![one(other)?]),
        }
    }

    fn argument(&self, option: &Arg, value: &str) -> OsString {
        let mut argument = OsString::from(format!("--{}=", option.get_id()));
        if option.get_value_hint() == ValueHint::AnyPath {
            argument.push(file_beside(self.path, value));
        } else {
            argument.push(value);
        }
        argument
    }

    fn line(&self, key: &Key<'_>) -> usize {
        let before = self.text.get(..key.span().start).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    /// An error with the line of a key.
    fn at(&self, key: &Key<'_>, text: &str) -> Error {
        usage(format!("{}:{}: {text}", self.path.display(), self.line(key)))
    }
}

/// A file that a configuration names: from the home folder by `~/`, else beside it.
fn file_beside(config: &Path, name: &str) -> PathBuf {
    let home = name.strip_prefix("~/").and_then(|rest| Some(dirs::home_dir()?.join(rest)));
    home.unwrap_or_else(|| config.parent().unwrap_or(Path::new("")).join(name))
}

/// The options of a server, without those that only have a short form or none.
fn known() -> Command {
    flags::quotes(flags::networked(Command::new("site")))
        .arg(flags::limit_rate())
        .no_binary_name(true)
        .disable_help_flag(true)
}

/// The message of clap, on one line and without its part about the command line.
fn said(error: &clap::Error) -> String {
    let text = error.to_string();
    let lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join(" ");
    text.strip_prefix("error: ").unwrap_or(&text).to_owned()
}

/// `; did you mean "user"?`, if one of the known words is near.
fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |known| format!("; did you mean {known:?}?"))
}

#[cfg(test)]
mod tests;
