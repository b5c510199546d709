//! Events about certificates that are trusted for single servers.

use serde_json::json;

use super::Ui;
use crate::error::Result;
use crate::net::trust::{Follow, date};
use crate::settings::trust_store::Record;

impl Ui {
    /// The event of a record.
    pub fn trusted(&self, record: &Record) -> Result<()> {
        let known = &record.known;
        let event = json!({
            "v": 1, "event": "trusted", "host": record.host, "port": record.port,
            "renewals": known.follow == Follow::Renewals,
            "certificate": known.certificate.to_string(), "key": known.key.to_string(),
            "subject": known.subject, "issuer": known.issuer, "names": known.names,
            "not_before": date(known.not_before), "not_after": date(known.not_after),
            "added": date(known.added),
        });
        self.print(&event.to_string())
    }
}
