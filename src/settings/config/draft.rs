//! The keys of a site that is to be saved, in the form of the configuration file.

use clap::builder::ValueHint;
use clap::{Arg, ArgAction, ArgMatches};
use toml::{Table, Value};

use super::origin::{Origin, explain, is_given, raw};
use super::{Config, OF_A_RUN, Site, known};
use crate::settings::target::{Endpoint, Security};

/// The port of each way to begin, which needs no key.
const PORTS: [(Security, u16); 2] = [(Security::Explicit, 21), (Security::Implicit, 990)];

/// The keys that say where a server is.
pub fn place(endpoint: &Endpoint) -> Table {
    let mut keys = Table::new();
    keys.insert("host".into(), endpoint.host.clone().into());
    if !PORTS.contains(&(endpoint.security, endpoint.port)) {
        keys.insert("port".into(), i64::from(endpoint.port).into());
    }
    if endpoint.security == Security::Implicit {
        keys.insert("implicit".into(), true.into());
    }
    keys
}

/// The options that `matches` gives, or else the site that was used, as keys: all that belongs to a server and is no
/// place.
pub fn options(matches: &ArgMatches, config: &Config, used: Option<&Site>) -> Table {
    let mut keys = Table::new();
    for option in known().get_arguments().filter(|option| is_kept(option)) {
        let id = option.get_id().as_str();
        if is_given(matches, id) {
            keys.insert(id.to_owned(), value(option, raw(matches, id)));
        }
    }
    let Some(site) = used else { return keys };
    for setting in explain(matches, config, site) {
        let known = known();
        let option = known.get_arguments().find(|option| option.get_id() == setting.name.as_str());
        if let (Origin::Site(_), Some(option)) =
            (setting.origin, option.filter(|option| is_kept(option)))
        {
            keys.insert(setting.name, value(option, setting.values));
        }
    }
    keys
}

/// The value that a site itself gives an option.
pub fn present(site: &Site, key: &str) -> Option<String> {
    is_given(site.options(), key).then(|| raw(site.options(), key).join(", "))
}

/// Whether an option is kept: no place, nothing of a run, and nothing that trusts blindly.
fn is_kept(option: &Arg) -> bool {
    let id = option.get_id().as_str();
    !OF_A_RUN.contains(&id) && !["port", "implicit", "explicit", "insecure"].contains(&id)
}

/// The value of a key. Names of files that begin in this process's folder become whole.
fn value(option: &Arg, values: Vec<String>) -> Value {
    let is_file = option.get_value_hint() == ValueHint::AnyPath;
    let is_number = option.get_id() == "retries";
    let one = |text: String| match text.parse::<i64>() {
        Ok(number) if is_number => Value::Integer(number),
        _ if is_file => {
            let whole = std::path::absolute(&text);
            Value::String(whole.map_or(text, |path| path.to_string_lossy().into_owned()))
        }
        _ => Value::String(text),
    };
    let mut all: Vec<Value> = values.into_iter().map(one).collect();
    match option.get_action() {
        ArgAction::SetTrue => Value::Boolean(true),
        ArgAction::Append if all.len() > 1 => Value::Array(all),
        _ => all.pop().unwrap_or(Value::Boolean(true)),
    }
}
