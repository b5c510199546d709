//! What `ftps sites add` and `ftps sites edit` do step by step on a terminal, around their questions.

use super::{questions, test};
use crate::commands::env::Env;
use crate::error::{Result, printable, usage};
use crate::settings::Questions;
use crate::settings::config::edit::Editor;

/// A usage error with this text where there is no terminal to ask on.
pub(super) fn check_terminal(without: impl Into<String>) -> Result<()> {
    if Questions::Asked.can_be_asked() { Ok(()) } else { Err(usage(without)) }
}

/// Logs in as the site would after `change`. Where that fails the user decides whether to save it all the same.
///
/// # Errors
/// The user does not want it to be saved.
pub(super) fn try_out(
    env: &Env<'_>,
    name: &str,
    change: impl FnOnce(&mut Editor) -> Result<()>,
) -> Result<()> {
    let Err(error) = log_in(env, name, change) else { return Ok(()) };
    // A stop is no answer of the server's.
    env.cancel.check()?;
    env.ui.error(&error.to_string());
    if questions::yes(env, "It did not work. Save it all the same? [y/N] ")? {
        return Ok(());
    }
    Err(usage(format!("{name} is not saved")))
}

fn log_in(env: &Env<'_>, name: &str, change: impl FnOnce(&mut Editor) -> Result<()>) -> Result<()> {
    let mut editor = Editor::open(env.config.path())?;
    change(&mut editor)?;
    let config = editor.preview()?;
    // Others may change the file while a question is open.
    drop(editor);
    let host = config.named(name).map_or(name, |site| site.host.as_str());
    env.ui.remark(&format!("Logging in at {} ...", printable(host.as_bytes())));
    let line = test::log_in(env, config, name)?;
    env.ui.remark(&line);
    Ok(())
}
