//! What protects a connection, and for how long: lines under `-v`, warnings about certificates that end
//! soon, fields of the summary, and the table of policies.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::PoisonError;
use std::time::Duration;

use rustls::CipherSuite;
use serde_json::{Value, json};

use super::Ui;
use crate::error::printable;
use crate::ftp::wire::trace::Protection;
use crate::net::tls::{POLICIES, Version};
use crate::net::trust::{Certificate, date, remaining};

/// The certificates that were seen in a run.
#[derive(Default)]
pub(super) struct Seen {
    /// The least days left of servers' certificates.
    server: Option<i64>,
    /// Those of the client's.
    client: Option<i64>,
    /// Who was warned about.
    warned: BTreeSet<String>,
}

impl Ui {
    /// Tells of a connection that is protected now; of a certificate that ends soon once.
    pub(super) fn protected_by(&self, protection: &Protection) {
        let now = jiff::Timestamp::now().as_second();
        let host = printable(protection.host.as_bytes());
        let server = protection.server.as_ref();
        if self.output.verbose >= 1 {
            let facts = &protection.facts;
            let mut line = format!("= TLS {} {}, {}", facts.version, facts.suite, facts.group);
            let _ = write!(line, "; policy {}", protection.policy.rules().name);
            for (whose, one) in [("certificate", server), ("own", protection.client.as_ref())] {
                if let Some(one) = one {
                    let _ = write!(line, "; {whose}: {}", remaining(one.days_left(now)));
                }
            }
            self.say(&line);
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = server {
            seen.server = Some(least(seen.server, own.days_left(now)));
            let limit = protection.warn_expiry;
            self.warn_of(&mut seen, &format!("the certificate of {host}"), own, (limit, now));
        }
        if let Some(own) = &protection.client {
            seen.client = Some(least(seen.client, own.days_left(now)));
            let limit = protection.warn_expiry;
            self.warn_of(&mut seen, "the client certificate", own, (limit, now));
        }
    }

    fn warn_of(
        &self,
        seen: &mut Seen,
        whose: &str,
        own: &Certificate,
        (limit, now): (Option<Duration>, i64),
    ) {
        let Some(limit) = limit else { return };
        let days = own.days_left(now);
        let limit = i64::try_from(limit.as_secs()).unwrap_or(i64::MAX);
        if own.not_after.saturating_sub(now) < limit && seen.warned.insert(whose.to_owned()) {
            let ends = if days < 0 { "ended" } else { "ends" };
            self.warn(&format!("{whose} {ends} on {}: {}", date(own.not_after), remaining(days)));
        }
    }

    /// Adds the certificates that were seen to the summary of a run.
    pub(super) fn with_certificates(&self, mut summary: Value) -> Value {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fields) = summary.as_object_mut() {
            let days =
                [("certificate_days", seen.server), ("client_certificate_days", seen.client)];
            fields.extend(
                days.into_iter().filter_map(|(key, days)| Some((key.into(), json!(days?)))),
            );
        }
        summary
    }
}

fn least(before: Option<i64>, days: i64) -> i64 {
    before.map_or(days, |before| before.min(days))
}

/// The table of policies, as `help tls` shows it.
pub fn policies() -> String {
    let mut text = String::from(
        "What is offered in TLS handshakes, by --tls-policy. --tls-min and --tls-max narrow it further.\n",
    );
    for rules in &POLICIES {
        let versions = if rules.min == Version::Tls13 { "1.3" } else { "1.2, 1.3" };
        let _ = write!(text, "\n{}: {}\n  versions  {versions}\n", rules.name, rules.about);
        let groups: Vec<String> = rules.groups.iter().map(|group| format!("{group:?}")).collect();
        let _ = writeln!(text, "  groups    {}", groups.join(", "));
        let suites = rules.suites.iter().filter_map(CipherSuite::as_str);
        for (place, suite) in suites.enumerate() {
            let _ = writeln!(text, "  {:<9} {suite}", if place == 0 { "suites" } else { "" });
        }
        let _ =
            writeln!(text, "  keys      RSA of {} bits, EC of 256 bits, Ed25519", rules.least_rsa);
    }
    text.push_str(
        "\nThe lengths of keys are the least that a server's certificate may have. SHA-1 and MD5 sign nothing \
         in any policy.",
    );
    text
}
