//! The end of an upload that failed: a partial file that the next run can resume stays, another is removed.

use super::sending::{Sending, UploadStage};
use crate::error::{Error, printable};
use crate::ftp::client::Client;

impl Sending<'_> {
    /// After the last try. Returns the error to report.
    pub(super) fn give_up(&mut self, client: &mut Client, error: Error) -> Error {
        let name = match &self.stage {
            UploadStage::Partial(name) | UploadStage::Whole(name) => name.clone(),
            UploadStage::Fresh => {
                self.put_back(client, &error);
                // After a lost connection there may be a file under the name that was sent last.
                if self.looked_back && !error.breaks_session() {
                    self.recorded.forget();
                }
                return error;
            }
            // Whole and checked: the message says under which name it is kept.
            UploadStage::Checked(..) => {
                self.put_back(client, &error);
                return error;
            }
        };
        if name == *self.remote {
            return error;
        }
        let shown = printable(name.as_bytes());
        let trace = client.connector().trace.clone();
        let stopped = matches!(error.root(), Error::Stopped(_));
        let worth = error.is_transient() || stopped;
        if self.refused {
            self.recorded.announce_refused(&name);
        }
        if worth && self.recorded.is_kept() && self.is_large() {
            trace.note(&format!("the partial file {shown} is kept; --continue resumes it"));
        } else if error.breaks_session() || stopped {
            if self.recorded.is_kept() {
                trace.note(&format!(
                    "the partial file {shown} stays on the server; the next upload of this file \
                     removes or resumes it"
                ));
            } else {
                trace.note(&format!("the partial file {shown} stays on the server"));
            }
        } else if self.remove(client, &name).is_ok() {
            self.recorded.forget();
        }
        error
    }
}
