//! `ftps df`: how much can still be stored in remote folders.

use clap::{Arg, ArgAction, Command};

use super::env::Env;
use super::inspect::Inspection;
use super::remote_change;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, printable};
use crate::ftp::session::Session;
use crate::ui::changes::{SizeForm, Space};

pub(super) const SPEC: Spec = Spec {
    name: "df",
    about: "Show how much can still be stored in remote folders",
    more: "\
The bytes that are free as AVBL reports them, and the user's quota by SITE QUOTA, each where the server
knows it. A server that knows neither is an error (7): FTP has no other way. -h shows sizes for people;
help is --help.

  ftps df -h user@ftp.example.com:in",
    side: Side::Remote,
    effect: Effect::Reads,
    define,
    run: Run::Networked(run),
};

fn define(command: Command) -> Command {
    let command = remote_change::targets(command, "The folders");
    command.disable_help_flag(true).args([
        Arg::new("help").long("help").action(ArgAction::Help).help("Print help"),
        Arg::new("human")
            .short('h')
            .long("human-readable")
            .action(ArgAction::SetTrue)
            .help("Show sizes as 1.20 MiB"),
    ])
}

fn run(env: &Env<'_>) -> anyhow::Result<Class> {
    let targets = env.targets()?;
    let form = if env.matches.get_flag("human") { SizeForm::Human } else { SizeForm::Exact };
    let class = Inspection::new(env, "df").run(&targets, |run, client, _, name| {
        let path = &name.path;
        let available = client.with(|session| session.available(path))?;
        let quota = client.with(Session::quota)?;
        if available.is_none() && quota.is_none() {
            let shown = printable(client.connector().host.as_bytes());
            return Err(remote_change::refused(format!(
                "{shown} reports no free space: it knows neither AVBL nor SITE QUOTA"
            )));
        }
        env.ui.space(
            path.as_bytes(),
            &Space { available, quota: quota.unwrap_or_default() },
            form,
        )?;
        run.shown();
        Ok(())
    });
    Ok(class?)
}
