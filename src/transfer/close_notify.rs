//! Whether a data connection may end without TLS's own end (RFC 8446 section 6.1).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::ftp::wire::trace::Trace;

/// Whether close_notify may be missing where the reported size proves that nothing else is. Clones share one note.
#[derive(Clone, Debug, Default)]
pub struct CloseNotify {
    /// Whether the note was made, if it may be missing.
    noted: Option<Arc<AtomicBool>>,
}

impl CloseNotify {
    /// It may be missing (`--allow-missing-close-notify`); by default it may not.
    pub fn may_be_missing() -> Self {
        Self { noted: Some(Arc::default()) }
    }

    /// Whether an end without it is good enough where something else proves the bytes whole.
    pub(super) fn forgives(&self, trace: &dyn Trace) -> bool {
        let Some(noted) = &self.noted else { return false };
        if !noted.swap(true, Ordering::Relaxed) {
            trace.note("the server ends data connections without close_notify, which was allowed");
        }
        true
    }
}
