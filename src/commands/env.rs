//! The environment of a networked command: its arguments, the configuration, the user's terminal; and
//! how its operands are read, at a command line or in a shell.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::context::{Context, ShellContext};
use crate::error::{Error, Result, printable, usage};
use crate::net::cancel::Cancel;
use crate::settings::config::Config;
use crate::settings::login::Claims;
use crate::settings::target::{Operand, Place, Target, TransferType};
use crate::settings::{Output, Settings, flags};
use crate::ui::Ui;

/// The environment of a networked command.
pub struct Env<'a> {
    /// Its arguments.
    pub matches: &'a ArgMatches,
    /// Prints results and messages.
    pub ui: Arc<Ui>,
    /// Ends every wait.
    pub cancel: Cancel,
    /// The configuration file.
    pub config: Config,
    /// The passwords of the run, each with the server that it is for.
    pub claims: Claims,
    /// From where the command runs.
    pub context: Context<'a>,
}

impl<'a> Env<'a> {
    /// Settles the options and prepares to be interrupted.
    pub fn new(matches: &'a ArgMatches, ui: Arc<Ui>) -> Result<Self> {
        let cancel = Cancel::new(flags::deadline(matches))?;
        cancel.on_signals()?;
        Self::within(matches, ui, cancel, Context::OneShot)
    }

    /// The same for a command that needs no server, and takes no options for one.
    pub fn offline(matches: &'a ArgMatches, ui: Arc<Ui>) -> Result<Self> {
        let cancel = Cancel::new(None)?;
        cancel.on_signals()?;
        let config = Config::read(matches.get_one::<PathBuf>("config"), &cancel)?;
        let (claims, context) = (Claims::default(), Context::OneShot);
        Ok(Self { matches, ui, cancel, config, claims, context })
    }

    /// The same as `new` for a command of a shell, which has prepared to be interrupted itself.
    pub fn within(
        matches: &'a ArgMatches,
        ui: Arc<Ui>,
        cancel: Cancel,
        context: Context<'a>,
    ) -> Result<Self> {
        ui.end_with(&cancel);
        let config = Config::read(matches.get_one::<PathBuf>("config"), &cancel)?;
        // Options that contradict each other are refused before anything is sent.
        Settings::settle(matches, &config, None)?;
        let claims = match context {
            Context::OneShot => Claims::default(),
            Context::Shell(shell) => shell.claims.clone(),
        };
        Ok(Self { matches, ui, cancel, config, claims, context })
    }

    /// An error if files and JSON Lines would both go to standard output.
    pub fn keep_json_apart(&self) -> Result<()> {
        if self.output().json {
            return Err(usage("--json and a file cannot both go to standard output"));
        }
        Ok(())
    }

    /// How results and messages are printed.
    pub fn output(&self) -> Output {
        self.ui.output()
    }

    /// Whether a shell runs the command: nothing distinguishes local and remote names there, so all
    /// operands of `get` are remote and all of `put` are local.
    pub(super) fn is_shell(&self) -> bool {
        matches!(self.context, Context::Shell(_))
    }

    /// Whether it runs in the background, where nobody can be asked.
    pub(super) fn is_job(&self) -> bool {
        matches!(self.context, Context::Shell(ShellContext { local: Some(_), .. }))
    }

    /// Reads a name as typed. A number where other programs have a port is refused, since a connection to another port
    /// than the one that was meant helps nobody; but at a saved site, which has its port, and beside `--port` it is a path.
    pub(super) fn parse(&self, text: &OsStr, place: Place) -> Result<Operand> {
        let operand = Operand::parse(text, place).map_err(usage)?;
        let has_port = matches!(self.matches.try_get_raw("port"), Ok(Some(_)));
        match &operand {
            Operand::Remote(target) if !has_port && self.config.site(target).is_none() => {
                match target.port_advice() {
                    None => Ok(operand),
                    Some(advice) => Err(usage(format!(
                        "{}: a path stands behind this colon, not a port; {advice}",
                        printable(text.as_encoded_bytes())
                    ))),
                }
            }
            _ => Ok(operand),
        }
    }

    /// Reads an operand that may be local; in a shell it is remote.
    pub(super) fn operand(&self, text: &OsStr) -> Result<Operand> {
        let operand = self.parse(text, Place::Operand)?;
        let Context::Shell(shell) = self.context else { return Ok(operand) };
        let pattern = shell.patterns.get(text).map_or(text.as_encoded_bytes(), Vec::as_slice);
        match operand {
            Operand::Local(_) => {
                let target = self.context.location()?.below(text.as_encoded_bytes(), pattern);
                Ok(Operand::Remote(target))
            }
            Operand::Remote(target) => {
                // Quotes have their meaning in a full target too.
                let quoted = Operand::parse(OsStr::from_bytes(pattern), Place::Operand);
                let pattern = match quoted {
                    Ok(Operand::Remote(as_pattern)) => as_pattern.pattern,
                    _ => target.pattern,
                };
                Ok(Operand::Remote(Target { pattern, ..target }))
            }
        }
    }

    /// A local name as typed, which a job looks for where it was started.
    pub(super) fn local(&self, name: PathBuf) -> PathBuf {
        match self.context {
            Context::Shell(ShellContext { local: Some(folder), .. }) => folder.join(name),
            _ => name,
        }
    }

    /// Reads an operand that must be remote; `place` says whether a bare word is a host, which in a
    /// shell it never is.
    pub(super) fn remote(&self, text: &OsStr, place: Place) -> Result<Target> {
        match self.remote_or_text(text, place)? {
            target if target.transfer_type == Some(TransferType::Ascii) => Err(usage(
                ";type=a asks for text with line ends converted, which only get and put do",
            )),
            target => Ok(target),
        }
    }

    /// The same, where `;type=a` has a meaning.
    pub(super) fn remote_or_text(&self, text: &OsStr, place: Place) -> Result<Target> {
        let operand = if self.is_shell() { self.operand(text)? } else { self.parse(text, place)? };
        match operand {
            Operand::Remote(target) => Ok(target),
            Operand::Local(path) => Err(not_remote(&path)),
        }
    }

    /// The folder that the shell is in.
    pub(super) fn here(&self) -> Result<Target> {
        Ok(self.context.location()?.below(b"", b""))
    }

    /// The targets that the operands called `target` name. In a shell there may be none: then it is
    /// the folder that the shell is in.
    pub(super) fn targets(&self) -> Result<Vec<Target>> {
        let given = self.matches.get_many::<OsString>("target").into_iter().flatten();
        let targets =
            given.map(|text| self.remote(text, Place::Target)).collect::<Result<Vec<_>>>()?;
        if targets.is_empty() { Ok(vec![self.here()?]) } else { Ok(targets) }
    }
}

/// The error for a local name where a remote one is due.
pub(super) fn not_remote(path: &Path) -> Error {
    let path = path.display();
    usage(format!("{path} is a local file; a remote one is ftp://HOST/{path} or HOST:{path}"))
}
