//! Where each setting of a site comes from: the command line, the site, the defaults of the configuration, or the
//! program itself.

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::{Config, Options, Site, known};
use crate::settings::flags::PASSWORD;

/// Options of which one source answers all: a site that names a CA file says nothing of the pins on the command line.
pub const ONE_QUESTION: [&[&str]; 7] = [
    &["user", "anonymous"],
    &PASSWORD,
    &["netrc-file", "no-netrc"],
    &["implicit", "explicit"],
    &["ipv4", "ipv6"],
    &["passive", "active"],
    &["insecure", "pin", "ca-file", "roots"],
];

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    CommandLine,
    /// The site, in this line of the configuration file.
    Site(usize),
    /// The defaults of the configuration, in this line.
    Defaults(usize),
    /// The program: nobody else does.
    BuiltIn,
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The option's long name.
    pub name: String,
    /// Its values; a switch has none.
    pub values: Vec<String>,
    /// Who says so.
    pub origin: Origin,
}

/// The settings that hold for a site, those that only the program itself gives last.
pub fn explain(matches: &ArgMatches, config: &Config, site: &Site) -> Vec<Setting> {
    let line = |options: &Options, key: &str| options.lines.get(key).copied().unwrap_or(0);
    let mut settings = vec![Setting {
        name: "host".into(),
        values: vec![site.host.clone()],
        origin: match site.options.lines.get("host") {
            Some(line) => Origin::Site(*line),
            None => Origin::BuiltIn,
        },
    }];
    if let Some(folder) = &site.folder {
        let origin = Origin::Site(line(&site.options, "path"));
        settings.push(Setting { name: "path".into(), values: vec![folder.to_string()], origin });
    }
    let mut built_in = Vec::new();
    for option in known().get_arguments() {
        let id = option.get_id().as_str();
        let question: &[&str] =
            ONE_QUESTION.iter().find(|all| all.contains(&id)).copied().unwrap_or(&[]);
        let asked: Vec<&str> = question.iter().copied().chain([id]).collect();
        let layers = [
            (Some(matches), Origin::CommandLine),
            (Some(site.options()), Origin::Site(line(&site.options, id))),
            (
                config.defaults(),
                Origin::Defaults(config.defaults.as_ref().map_or(0, |own| line(own, id))),
            ),
        ];
        let found = layers.into_iter().find_map(|(layer, origin)| {
            layer
                .filter(|layer| asked.iter().any(|id| is_given(layer, id)))
                .map(|layer| (layer, origin))
        });
        match found {
            Some((layer, origin)) if is_given(layer, id) => {
                let values =
                    if option.get_action().takes_values() { raw(layer, id) } else { Vec::new() };
                settings.push(Setting { name: id.to_owned(), values, origin });
            }
            Some(_) => {}
            None => {
                let values: Vec<String> = option
                    .get_default_values()
                    .iter()
                    .filter(|_| option.get_action().takes_values())
                    .map(|value| value.to_string_lossy().into_owned())
                    .collect();
                if !values.is_empty() {
                    built_in.push(Setting { name: id.to_owned(), values, origin: Origin::BuiltIn });
                }
            }
        }
    }
    settings.extend(built_in);
    settings
}

pub(super) fn is_given(matches: &ArgMatches, id: &str) -> bool {
    matches.try_contains_id(id).unwrap_or(false)
        && matches.value_source(id) == Some(ValueSource::CommandLine)
}

pub(super) fn raw(matches: &ArgMatches, id: &str) -> Vec<String> {
    let values = matches.try_get_raw(id).ok().flatten().into_iter().flatten();
    values.map(|value| value.to_string_lossy().into_owned()).collect()
}
