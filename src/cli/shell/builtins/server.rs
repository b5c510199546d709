//! To a server, from it, and where it is noted.

use std::path::PathBuf;

use clap::Command;

use super::super::options;
use super::super::state::{Builtin, Call, Shell};
use super::args::{operand, plain};
use crate::commands::spec::Side;
use crate::error::{Class, Result, usage};
use crate::settings::config::Config;
use crate::settings::config::draft;
use crate::settings::config::edit::Editor;
use crate::settings::given::given;
use crate::settings::target::{Endpoint, Security};

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
Writes [site.NAME] into config.toml: host, user, folder, and every option of the session. A password
is never written: password-command, password-file or a netrc file give it.

  bookmark bank
  open bank",
    side: Side::Neither,
    define: |command: Command| {
        command.arg(operand("name", "NAME", "The site's name").required(true))
    },
    run: bookmark,
};

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
    let keys = keys(shell, call)?;
    let path = Config::file(call.settled.get_one::<PathBuf>("config"));
    let path = path.ok_or_else(|| usage("there is no configuration folder; say --config FILE"))?;
    let mut editor = Editor::open(&path)?;
    let path = path.display();
    if editor.has(name) {
        let text = format!("{path} has a site {name} already; ftps sites remove {name} removes it");
        return Err(usage(text).into());
    }
    editor.set(name, &keys)?;
    editor.save()?;
    call.ui.remark(&format!("{name} is saved in {path}; open {name} comes back here"));
    Ok(Class::Done)
}

/// The keys of the server that the shell is at: where it is, who is logged in, the folder, and every option that the
/// session had, be it from the command line, from set, from open or from the site that was opened.
fn keys(shell: &Shell, call: &Call) -> Result<toml::Table> {
    let nothing = || usage("not at a server: there is nothing to save");
    let here = shell.location.as_ref().ok_or_else(nothing)?;
    let told = here.with_client(|client| {
        let connector = client.connector();
        let security = if connector.implicit { Security::Implicit } else { Security::Explicit };
        let endpoint = Endpoint { host: connector.host.clone(), port: connector.port, security };
        (endpoint, connector.user.clone())
    });
    let (endpoint, user) = told.ok_or_else(nothing)?;
    let config = Config::read(call.settled.get_one::<PathBuf>("config"), &shell.limit()?)?;
    let mut keys = draft::options(&call.settled, &config, config.site(here.target()));
    keys.extend(draft::place(&endpoint));
    if !keys.contains_key("anonymous") {
        keys.insert("user".into(), user.into());
    }
    if let Ok(folder) = std::str::from_utf8(here.folder().as_bytes())
        && !folder.is_empty()
    {
        keys.insert("path".into(), folder.into());
    }
    Ok(keys)
}
