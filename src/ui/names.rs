//! Names of remote entries, safe to show, in the colours that LS_COLORS gives them.

use std::sync::LazyLock;

use lscolors::{Indicator, LsColors, Style};

use crate::error::printable;
use crate::ftp::listing::{Entry, Kind};
use crate::settings::Output;

/// What the environment says, else the defaults of `ls`.
static COLORS: LazyLock<LsColors> = LazyLock::new(|| LsColors::from_env().unwrap_or_default());

/// Paints names, or leaves them plain where no colours are wanted.
#[derive(Clone, Copy)]
pub(super) struct Names {
    painted: bool,
}

impl Names {
    /// Names for this output.
    pub(super) fn new(output: Output) -> Self {
        Self { painted: output.color_out }
    }

    /// The name of an entry.
    pub(super) fn painted(self, entry: &Entry) -> String {
        let name = printable(&entry.name);
        match style(entry, &name).filter(|_| self.painted) {
            Some(style) => style.to_nu_ansi_term_style().paint(name).to_string(),
            None => name,
        }
    }
}

/// The mark that `ls -F` puts behind a name.
pub(super) fn mark(entry: &Entry) -> &'static str {
    match entry.kind {
        Kind::Dir => "/",
        Kind::Symlink => "@",
        Kind::File if entry.mode.is_some_and(|mode| mode & 0o111 != 0) => "*",
        Kind::File | Kind::Other => "",
    }
}

fn style(entry: &Entry, name: &str) -> Option<&'static Style> {
    let indicator = match entry.kind {
        Kind::Dir => Some(Indicator::Directory),
        Kind::Symlink => Some(Indicator::SymbolicLink),
        Kind::File if mark(entry) == "*" => Some(Indicator::ExecutableFile),
        Kind::File | Kind::Other => None,
    };
    let of_kind = indicator.and_then(|indicator| COLORS.style_for_indicator(indicator));
    of_kind.or_else(|| COLORS.style_for_str(name).filter(|_| entry.kind == Kind::File))
}
