//! Whether a download is whole: by the end of its data connection, and by the size that the server reported.

use super::outcome::Completion;
use super::rules::{Rules, Verify};
use crate::error::{Error, Result, integrity};
use crate::ftp::wire::trace::Trace;
use crate::net::End;

/// How sure it is that `bytes` are the whole file of which the server reported `size`.
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
                "{text}, which is the size that the server reported (--allow-missing-close-notify takes them)"
            )),
            Some(size) if size < bytes => {
                integrity(format!("{text}, and the server reported {size}"))
            }
            _ => Error::Cut(format!("{text}: some are missing")),
        });
    }
    match size {
        Some(size) if rules.verify != Verify::None && size != bytes => {
            Err(integrity(format!("the server reported {size} bytes and sent {bytes}")))
        }
        Some(_) if rules.verify != Verify::None => Ok(Completion::Verified),
        _ => Ok(Completion::Acknowledged),
    }
}
