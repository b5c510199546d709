//! The keys of a configuration, and how it and the command line become one.

use std::ffi::OsStr;

use super::*;
use crate::settings::Settings;
use crate::settings::login::{PasswordOption, Source, User};
use crate::settings::target::{Operand, Place};

fn parse(text: &str) -> Result<Config> {
    Config::parse(text, Path::new("/etc/ftps/config.toml"))
}

#[track_caller]
fn refused(text: &str, words: &str) {
    let error = parse(text).expect_err(text).to_string();
    assert!(error.starts_with("/etc/ftps/config.toml:"), "{error}");
    assert!(error.contains(words), "{error}");
}

fn target(text: &str) -> Target {
    match Operand::parse(OsStr::new(text), Place::Target) {
        Ok(Operand::Remote(target)) => target,
        other => panic!("{text}: {other:?}"),
    }
}

fn settle(config: &Config, site: &str, arguments: &[&str]) -> Settings {
    let command = flags::networked(Command::new("x")).no_binary_name(true);
    let matches = command.get_matches_from(arguments);
    Settings::settle(&matches, config, config.site(&target(site))).expect("settled")
}

const TWO_SITES: &str = r#"
[defaults]
timeout = "1m"
retries = 7
passive = "pasv"

[site.bank]
host = "ftp.bank.example"
user = "acme"
port = 2121
implicit = true
timeout = "2m"
password-file = "bank.password"
quote = ["SITE A", "SITE B"]
path = "in"

[site.other]
anonymous = true
"#;

#[test]
fn the_command_line_wins_over_the_site_and_the_site_over_the_defaults() {
    let config = parse(TWO_SITES).expect("a configuration");
    let settings = settle(&config, "bank", &["--retries", "9"]);
    let network = settings.network;
    assert_eq!((network.port, network.implicit), (Some(2121), Some(true)));
    assert_eq!((network.stall.as_secs(), network.retries.count), (120, 9));
    assert_eq!(network.passive, crate::ftp::data::passive::Passive::Pasv);
    let settings = settle(&config, "elsewhere", &["--passive", "epsv"]);
    assert_eq!((settings.network.stall.as_secs(), settings.network.port), (60, None));
    assert_eq!(settings.network.passive, crate::ftp::data::passive::Passive::Epsv);
}

#[test]
fn options_that_exclude_each_other_are_one_question() {
    let config = parse(TWO_SITES).expect("a configuration");
    assert_eq!(settle(&config, "bank", &["--explicit"]).network.implicit, Some(false));
    let command = ["--password-command", "pass x"];
    let credentials = settle(&config, "bank", &command).credentials;
    let source = credentials.password;
    assert!(matches!(source, Some(PasswordOption::OfRun(Source::Command(_)))), "{source:?}");
    let credentials = settle(&config, "bank", &["--anonymous"]).credentials;
    assert_eq!((credentials.anonymous, credentials.saved), (true, None));
}

#[test]
fn each_site_has_its_own_user_commands_and_files() {
    let config = parse(TWO_SITES).expect("a configuration");
    let bank = settle(&config, "bank", &[]);
    assert_eq!(bank.credentials.saved, Some(User::Named("acme".into())));
    let file = Source::File("/etc/ftps/bank.password".into());
    assert_eq!(bank.credentials.password, Some(PasswordOption::OfSite(file)));
    assert_eq!(bank.quotes.len(), 2);
    let other = settle(&config, "other", &[]);
    assert_eq!(other.credentials.saved, Some(User::Anonymous));
    assert_eq!((other.credentials.password, other.quotes.len()), (None, 0));
}

#[test]
fn a_site_is_meant_by_its_name_alone_and_not_in_urls() {
    let config = parse(TWO_SITES).expect("a configuration");
    for text in ["bank", "bank:a/b", "me@bank:/a"] {
        let site = config.site(&target(text)).expect(text);
        assert_eq!(site.host, "ftp.bank.example");
        assert_eq!(site.folder, Some(RemotePath::new("in")));
    }
    assert!(config.site(&target("ftp://bank/a")).is_none());
    assert!(config.site(&target("ftp.bank.example:a")).is_none());
    assert_eq!(config.names().collect::<Vec<_>>(), ["bank", "other"]);
}

#[test]
fn what_is_not_known_is_told_with_its_line_and_what_was_meant() {
    refused(
        "[site.a]\nhost = \"h\"\nusr = \"x\"\n",
        ":3: unknown key \"usr\" in [site.a]; did you mean \"user\"?",
    );
    refused("colour = true", ":1: unknown key \"colour\"");
    refused("[sites.a]", "did you mean \"site\"?");
    refused("[site.a]\ntimeout = 0", ":2: invalid value '0' for '--timeout <TIME>'");
    refused("[site.a]\nroots = \"mine\"", "[possible values: native, bundled, both, none]");
    refused("[site.a]\nimplicit = \"yes\"", ":2: implicit: want true or false");
    refused("[site.a]\nuser = true", ":2: user: want a text");
    refused("[site.a]\nimplicit = true\nexplicit = true", "[site.a]: ");
    refused("[site.\"a b\"]\nhost = \"h\"", "a b");
    refused("site = 1", "[site.NAME]");
    refused("[site]\na = 1", "[site.a]");
    refused("[site.a]\nhost = \"h:21\"", "keys of their own");
    refused("[site.a]\npath = \"a\\nb\"", ":2: path: ");
}

#[test]
fn what_does_not_belong_in_a_file_is_refused_with_what_does() {
    for key in ["password", "pass", "passwd"] {
        let error = parse(&format!("[site.a]\n{key} = \"hunter2\"")).expect_err(key).to_string();
        assert!(error.contains("password-command") && !error.contains("hunter2"), "{error}");
    }
    refused("[site.a]\ninsecure = true", "pin");
    refused("[site.a]\njson = true", "command line only");
    refused("[defaults]\npassword-command = \"x\"", "[site.NAME]");
    refused("[defaults]\nport = 990", "[site.NAME]");
    refused("[defaults]\nhost = \"x\"", "[site.NAME]");
}

#[test]
fn hosts_may_be_addresses() {
    for (typed, host) in [("[::1]", "::1"), ("::1", "::1"), ("127.0.0.1", "127.0.0.1")] {
        let config = parse(&format!("[site.a]\nhost = \"{typed}\"")).expect(typed);
        assert_eq!(config.site(&target("a")).expect("a site").host, host);
    }
}

#[test]
fn rates_are_options_of_transfers_only_and_of_sites_too() {
    let config = parse("[site.slow]\nlimit-rate = \"64K\"").expect("a configuration");
    let rate = |command: Command, arguments: &[&str], site: &str| {
        let matches = command.no_binary_name(true).get_matches_from(arguments);
        crate::settings::limit_rate(&matches, &config, config.site(&target(site)))
    };
    let moving = || Command::new("x").arg(flags::limit_rate());
    assert_eq!(rate(moving(), &[], "slow"), Some(65_536));
    assert_eq!(rate(moving(), &["--limit-rate", "1M"], "slow"), Some(1 << 20));
    assert_eq!(rate(moving(), &[], "other"), None);
    assert_eq!(rate(Command::new("ls"), &[], "other"), None);
}
