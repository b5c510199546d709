//! `ftps sites import` and `ftps sites export`.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use serde_json::json;
use toml::Table;

use super::password_file::write_private;
use super::{name_operand, site};
use crate::commands::env::Env;
use crate::commands::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Result, local, printable, usage};
use crate::settings::config::edit::Editor;
use crate::settings::import::{Format, Found, Imported};

pub(super) const IMPORT: Spec = Spec {
    name: "import",
    about: "Save the sites that another program has",
    more: "\
FILE is FileZilla's sitemanager.xml, the bookmarks of lftp, WinSCP.ini or a netrc file; which of them
is seen from its content. Sites of other protocols are passed over. Passwords are left where they are,
but with --passwords each that can be read goes into a file of its own beside config.toml, which only
the user can read. Encrypted ones cannot. A site whose name is taken gets a number behind it.

  ftps sites import ~/.config/filezilla/sitemanager.xml
  ftps sites import --dry-run ~/.local/share/lftp/bookmarks",
    side: Side::Neither,
    effect: Effect::Reads,
    define: define_import,
    run: Run::Offline(import),
};

pub(super) const EXPORT: Spec = Spec {
    name: "export",
    about: "Print sites as they stand in the configuration file",
    more: "\
Without a name: all of them. No secret is among it: config.toml holds none.

  ftps sites export > sites.toml
  ftps sites export bank",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command: Command| command.arg(name_operand("The sites").num_args(0..)),
    run: Run::Offline(export),
};

fn define_import(command: Command) -> Command {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    command.args([
        Arg::new("file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .required(true)
            .help("The file"),
        Arg::new("from")
            .long("from")
            .value_name("PROGRAM")
            .value_parser(PossibleValuesParser::new(["filezilla", "lftp", "winscp", "netrc"]))
            .help("The program whose file it is"),
        switch("passwords", "Keep the passwords too, each in a private file"),
        switch("dry-run", "Show what would be saved, and save nothing").short('n'),
    ])
}

fn import(env: &Env<'_>) -> anyhow::Result<Class> {
    let path = env.matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let content = crate::settings::read_small(&path, &env.cancel)?;
    let shown = path.display();
    let format = format_of(env, &path, &content)?;
    let Found { sites, skipped } =
        format.read(&content).map_err(|error| usage(format!("{shown}: {error}")))?;
    let mut editor = Editor::open(env.config.path())?;
    let (count, mut secrets) = (sites.len(), Vec::new());
    for site in sites {
        let name = free_name(&editor, &site.name);
        let mut keys = keys(&site);
        if format == Format::Netrc && !is_usual_netrc(&path) {
            let whole = std::path::absolute(&path).map_err(local(&path))?;
            keys.insert("netrc-file".into(), whole.to_string_lossy().into_owned().into());
        }
        let mut notes = site.notes.clone();
        match site.password {
            Some(password) if env.matches.get_flag("passwords") => {
                let file = format!("{name}.password");
                secrets.push((env.config.path().with_file_name(&file), password));
                keys.insert("password-file".into(), file.into());
            }
            Some(_) => notes.push("its password was left out (--passwords keeps it)".into()),
            None => {}
        }
        editor.set(&name, &keys)?;
        tell(env, &name, &site.host, &notes)?;
    }
    for line in &skipped {
        env.ui.warn(&format!("passed over: {}", printable(line.as_bytes())));
    }
    if env.matches.get_flag("dry-run") {
        editor.preview()?;
    } else {
        for (file, password) in secrets {
            write_private(&file, &password)?;
        }
        editor.save()?;
        let path = env.config.path().display();
        env.ui.remark(&format!("{count} saved in {path}; ftps sites test tries them"));
    }
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

/// The format that `--from` names, or that the file shows.
fn format_of(env: &Env<'_>, path: &Path, content: &[u8]) -> Result<Format> {
    let shown = path.display();
    match env.matches.get_one::<String>("from").map(String::as_str) {
        Some("filezilla") => Ok(Format::FileZilla),
        Some("lftp") => Ok(Format::Lftp),
        Some("winscp") => Ok(Format::WinScp),
        Some(_) => Ok(Format::Netrc),
        None => Format::guess(&path.to_string_lossy(), content).ok_or_else(|| {
            usage(format!(
                "{shown}: no file of FileZilla, lftp, WinSCP or netrc; say which by --from"
            ))
        }),
    }
}

/// The wanted name, with a number behind it where it is taken.
fn free_name(editor: &Editor, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while editor.has(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}

fn tell(env: &Env<'_>, name: &str, host: &str, notes: &[String]) -> Result<()> {
    let fields = json!({"name": name, "host": host, "notes": notes});
    env.ui.record(&format!("{name}  {}", printable(host.as_bytes())), "site", fields)?;
    for note in notes {
        env.ui.warn(&format!("{name}: {note}"));
    }
    Ok(())
}

fn is_usual_netrc(path: &Path) -> bool {
    let usual = dirs::home_dir().map(|home| home.join(".netrc"));
    usual.and_then(|usual| usual.canonicalize().ok()) == path.canonicalize().ok()
}

fn keys(site: &Imported) -> Table {
    let mut keys = Table::new();
    keys.insert("host".into(), site.host.clone().into());
    let usual = if site.implicit { 990 } else { 21 };
    if let Some(port) = site.port.filter(|port| *port != usual) {
        keys.insert("port".into(), i64::from(port).into());
    }
    let switches =
        [("implicit", site.implicit), ("anonymous", site.anonymous), ("active", site.active)];
    keys.extend(
        switches.into_iter().filter(|(_, on)| *on).map(|(key, _)| (key.into(), true.into())),
    );
    let texts = [("user", &site.user), ("path", &site.folder)];
    for (key, text) in texts {
        if let Some(text) = text {
            keys.insert(key.into(), text.clone().into());
        }
    }
    keys
}

fn export(env: &Env<'_>) -> anyhow::Result<Class> {
    let given = env.matches.get_many::<String>("name").into_iter().flatten();
    let mut names: Vec<&str> = given.map(String::as_str).collect();
    if names.is_empty() {
        names = env.config.names().collect();
    }
    let editor = Editor::open(env.config.path())?;
    let mut texts = Vec::new();
    for name in names {
        site(&env.config, name)?;
        texts.extend(editor.text(name));
    }
    env.ui.print(&texts.join("\n\n"))?;
    Ok(Class::Done)
}
