//! The forms that options have.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, value_parser};

use super::values::duration;

/// The heading of the options for the login.
pub const LOGIN: &str = "Login";
/// The heading of the options for TLS.
pub const TLS: &str = "TLS and trust";
/// The heading of the options for the network.
pub const NETWORK: &str = "Network";
/// The heading of the options for output.
pub const OUTPUT: &str = "Output";

pub(super) fn valued(
    name: &'static str,
    value: &'static str,
    heading: &'static str,
    help: &'static str,
) -> Arg {
    Arg::new(name).long(name).value_name(value).help_heading(heading).help(help)
}

pub(super) fn switch(name: &'static str, heading: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help_heading(heading).help(help)
}

pub(super) fn file(name: &'static str, heading: &'static str, help: &'static str) -> Arg {
    valued(name, "FILE", heading, help).value_parser(value_parser!(PathBuf))
}

pub(super) fn time(name: &'static str, default: &'static str, help: &'static str) -> Arg {
    valued(name, "TIME", NETWORK, help).default_value(default).value_parser(duration)
}

pub(super) fn choice<const N: usize>(
    name: &'static str,
    heading: &'static str,
    values: [&'static str; N],
    default: &'static str,
    help: &'static str,
) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("WHICH")
        .value_parser(PossibleValuesParser::new(values))
        .default_value(default)
        .help_heading(heading)
        .help(help)
}
