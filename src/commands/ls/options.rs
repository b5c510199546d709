//! The options of `ls`, settled.

use super::super::env::Env;
use super::order::Order;
use crate::ui::changes::SizeForm;
use crate::ui::listing::{Layout, ListingForm, Marks};
use crate::ui::times::TimeForm;

/// What of a target is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The target itself.
    Itself,
    /// The entries of a folder.
    Entries,
    /// The entries of the folders below it too.
    All,
}

/// The options of `ls`.
pub(super) struct Options {
    pub(super) form: ListingForm,
    pub(super) order: Order,
    pub(super) depth: Depth,
    /// Whether names may be patterns.
    pub(super) patterns: bool,
    /// Whether the server's own text is printed.
    pub(super) raw: bool,
}

impl Options {
    /// Reads the options.
    pub(super) fn read(env: &Env<'_>) -> Self {
        let flag = |name| env.matches.get_flag(name);
        let layout = match () {
            () if flag("null") => Layout::Null,
            () if flag("long") => Layout::Long,
            () if env.ui.has_columns() && !flag("one-per-line") => Layout::Columns,
            () => Layout::Names,
        };
        Self {
            form: ListingForm {
                layout,
                sizes: if flag("human-readable") { SizeForm::Human } else { SizeForm::Exact },
                times: if flag("utc") { TimeForm::Utc } else { TimeForm::Local },
                marks: if flag("classify") { Marks::Shown } else { Marks::Hidden },
            },
            order: Order::read(env.matches),
            depth: match () {
                () if flag("directory") => Depth::Itself,
                () if flag("recursive") => Depth::All,
                () => Depth::Entries,
            },
            patterns: !flag("literal"),
            raw: flag("raw"),
        }
    }
}
