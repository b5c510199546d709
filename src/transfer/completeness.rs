//! Whether a download came whole: its end as TLS has it, and its size as the server told it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Completion, Rules, Verify};
use crate::error::{Error, Result, integrity};
use crate::ftp::wire::trace::Trace;
use crate::net::End;

/// Whether close_notify may be missing where the size that the server told proves that nothing else is.
/// Clones tell of it once together.
#[derive(Clone, Debug, Default)]
pub struct CloseNotify {
    told: Option<Arc<AtomicBool>>,
}

impl CloseNotify {
    /// It may be missing (`--allow-missing-close-notify`); by default it may not.
    pub fn may_be_missing() -> Self {
        Self { told: Some(Arc::default()) }
    }

    /// Whether an end without it is good enough where something else proves the bytes whole.
    pub(super) fn forgives(&self, trace: &dyn Trace) -> bool {
        let Some(told) = &self.told else { return false };
        if !told.swap(true, Ordering::Relaxed) {
            trace.note("the server ends data connections without close_notify, which was allowed");
        }
        true
    }
}

/// How sure it is that `bytes` are the whole file of which the server told `size`.
pub(super) fn check(
    bytes: u64,
    end: End,
    size: Option<u64>,
    rules: &Rules,
    trace: &dyn Trace,
) -> Result<Completion> {
    // The size came over the control channel, which nobody in between can cut unseen.
    if end == End::Cut && !(size == Some(bytes) && rules.close_notify.forgives(trace)) {
        let text = format!("the data connection ended without close_notify after {bytes} bytes");
        return Err(match size {
            Some(size) if size == bytes => integrity(format!(
                "{text}, which are all that were told (--allow-missing-close-notify takes them)"
            )),
            Some(size) if size < bytes => {
                integrity(format!("{text}, and {size} were all that were told"))
            }
            _ => Error::Cut(format!("{text}: some are missing")),
        });
    }
    match size {
        Some(size) if rules.verify != Verify::None && size != bytes => {
            Err(integrity(format!("the server told {size} bytes and sent {bytes}")))
        }
        Some(_) if rules.verify != Verify::None => Ok(Completion::Verified),
        _ => Ok(Completion::Acknowledged),
    }
}
