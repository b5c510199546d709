//! From the outcome of a command to its exit class; a failure is printed on the way.

use crate::error::{Class, Error};
use crate::ui::{Ui, is_broken_pipe};

/// The class of an outcome; a failure is printed.
pub(super) fn outcome(ui: &Ui, outcome: anyhow::Result<Class>) -> Class {
    outcome.unwrap_or_else(|error| {
        let class = report(ui, &error);
        // Nobody is left to read it if that fails.
        let _ = ui.stopped(class, &format!("{error:#}"));
        class
    })
}

/// Prints why a command failed; returns its class.
pub(super) fn report(ui: &Ui, error: &anyhow::Error) -> Class {
    let known = error.downcast_ref::<Error>();
    if !known.is_some_and(is_broken_pipe) {
        ui.error(&format!("{error:#}"));
    }
    known.map_or(Class::Other, Error::class)
}
