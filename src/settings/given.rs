//! Options as a command line gave them: values that can be kept, and written as they would be typed.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A switch, given so many times.
    Switch(u8),
    /// Its values.
    Text(Vec<OsString>),
}

/// Options and their values, by their names.
pub type Given = BTreeMap<String, Value>;

/// The options of a command that its command line gave.
pub fn given(command: &Command, matches: &ArgMatches) -> Given {
    let typed =
        |arg: &&Arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
    let value = |arg: &Arg| {
        let id = arg.get_id().as_str();
        match arg.get_action() {
            ArgAction::SetTrue => Value::Switch(1),
            ArgAction::Count => Value::Switch(matches.get_count(id)),
            _ => {
                let raw = matches.get_raw(id).into_iter().flatten();
                Value::Text(raw.map(|value| lasting(arg, value.to_owned())).collect())
            }
        }
    };
    let arguments = command.get_arguments().filter(typed);
    arguments.map(|arg| (arg.get_id().to_string(), value(arg))).collect()
}

/// A file's name that still means the same after `lcd`.
fn lasting(arg: &Arg, value: OsString) -> OsString {
    let is_file =
        arg.get_value_names().is_some_and(|names| names.iter().any(|name| name == "FILE"));
    let whole = is_file.then(|| std::path::absolute(&value).ok()).flatten();
    whole.map_or(value, OsString::from)
}

/// An option as it would be typed.
pub fn written(id: &str, value: &Value) -> Vec<OsString> {
    match value {
        Value::Switch(times) => vec![format!("--{id}").into(); usize::from(*times)],
        Value::Text(values) => values
            .iter()
            .map(|value| {
                let mut whole = OsString::from(format!("--{id}="));
                whole.push(value);
                whole
            })
            .collect(),
    }
}
