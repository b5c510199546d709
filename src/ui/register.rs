//! The register of an inventory: a table for people, CSV for spreadsheets, an event a server for programs.

use serde_json::json;

use super::Ui;
use super::wrap::wrapped;
use crate::audit::facts::CertificateFacts;
use crate::audit::finding::{Report, Verdict};
use crate::error::{Class, Error, Result};
use crate::net::trust::{Certificate, date};

/// The columns of the CSV.
const COLUMNS: [&str; 16] = [
    "server",
    "state",
    "subject",
    "names",
    "issuer",
    "not_before",
    "not_after",
    "days_left",
    "key",
    "signature",
    "sha256",
    "trusted",
    "versions",
    "policy",
    "client_subject",
    "client_not_after",
];

/// One server of the register.
#[derive(Clone, Debug)]
pub struct Row {
    server: String,
    certificate: Option<CertificateFacts>,
    versions: Vec<String>,
    trusted: bool,
    /// Breaches of the policy; none where there is no policy.
    policy: Option<Vec<String>>,
    client: Option<(String, String)>,
    /// It ends within the time that the user wants to be warned of.
    ends_soon: bool,
    /// Why the server could not be looked at.
    pub failure: Option<(Class, String)>,
}

impl Row {
    /// A server that could not be looked at.
    pub fn failed(server: &str, error: &Error) -> Self {
        let first = error.to_string().lines().next().unwrap_or_default().to_owned();
        Self {
            server: server.to_owned(),
            certificate: None,
            versions: Vec::new(),
            trusted: false,
            policy: None,
            client: None,
            ends_soon: false,
            failure: Some((error.class(), first)),
        }
    }

    /// A server with its report; `limit` is the number of days that certificates must have left.
    pub fn of(
        server: &str,
        report: &Report,
        client: Option<&Certificate>,
        limit: Option<i64>,
    ) -> Self {
        let certificate = report.facts.chain.first().cloned();
        let now = jiff::Timestamp::now().as_second();
        let is_soon = |days: i64| limit.is_some_and(|limit| days < limit);
        let ends_soon = certificate.as_ref().is_some_and(|own| is_soon(own.days_left))
            || client.is_some_and(|client| is_soon(client.days_left(now)));
        let of_id = |id: &str| report.findings.iter().find(|finding| finding.check.id == id);
        let broken =
            report.findings.iter().filter(|finding| finding.check.id.starts_with("policy-"));
        let judged = broken.clone().next().is_some();
        let broken = broken.filter(|finding| finding.verdict == Verdict::Bad);
        Self {
            server: server.to_owned(),
            versions: report.facts.tls.versions.clone(),
            trusted: of_id("cert-trusted").is_some_and(|finding| finding.verdict == Verdict::Ok),
            policy: judged.then(|| broken.map(|finding| finding.evidence.clone()).collect()),
            client: client.map(|client| (client.subject.clone(), date(client.not_after))),
            ends_soon,
            failure: None,
            certificate,
        }
    }

    /// Whether it ends soon or breaks the policy.
    pub fn is_at_fault(&self) -> bool {
        self.ends_soon || self.policy.as_ref().is_some_and(|breaches| !breaches.is_empty())
    }

    fn state(&self) -> &'static str {
        match (&self.failure, self.ends_soon) {
            (Some(_), _) => "failed",
            (None, true) => "ends soon",
            (None, false) => "ok",
        }
    }

    fn policy_word(&self) -> String {
        match &self.policy {
            None => String::new(),
            Some(breaches) if breaches.is_empty() => "kept".to_owned(),
            Some(breaches) => format!("broken: {}", breaches.join("; ")),
        }
    }

    fn cells(&self) -> Vec<String> {
        let own = self.certificate.as_ref();
        let part = |read: fn(&CertificateFacts) -> String| own.map(read).unwrap_or_default();
        let state = match &self.failure {
            Some((_, why)) => format!("failed: {why}"),
            None => self.state().to_owned(),
        };
        let (client, client_end) = self.client.clone().unwrap_or_default();
        vec![
            self.server.clone(),
            state,
            part(|own| own.subject.clone()),
            part(|own| own.names.join(" ")),
            part(|own| own.issuer.clone()),
            part(|own| own.not_before.clone()),
            part(|own| own.not_after.clone()),
            part(|own| own.days_left.to_string()),
            part(|own| own.key.clone()),
            part(|own| own.signature.clone()),
            part(|own| own.sha256.clone()),
            own.map_or_else(String::new, |_| if self.trusted { "yes" } else { "no" }.to_owned()),
            self.versions.join(" "),
            self.policy_word(),
            client,
            client_end,
        ]
    }
}

/// The form of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people, or as `--json` says.
    Table,
    /// RFC 4180.
    Csv,
}

impl Ui {
    /// Prints the register.
    pub fn registered(&self, rows: &[Row], form: Form) -> Result<()> {
        if form == Form::Csv {
            self.print_bytes(COLUMNS.join(",").as_bytes(), b"\r\n")?;
            return rows.iter().try_for_each(|row| {
                let cells: Vec<String> = row.cells().iter().map(|cell| quoted(cell)).collect();
                self.print_bytes(cells.join(",").as_bytes(), b"\r\n")
            });
        }
        if self.output.json {
            return rows.iter().try_for_each(|row| self.registered_as_json(row));
        }
        rows.iter().try_for_each(|row| self.registered_as_text(row))
    }

    fn registered_as_json(&self, row: &Row) -> Result<()> {
        let client =
            row.client.as_ref().map(|(subject, end)| json!({"subject": subject, "not_after": end}));
        let fields = json!({
            "server": row.server, "state": row.state(), "certificate": row.certificate, "trusted": row.trusted,
            "versions": row.versions, "policy": row.policy, "client_certificate": client,
            "exit": row.failure.as_ref().map(|(class, _)| class.code()),
            "error": row.failure.as_ref().map(|(_, why)| why),
        });
        self.record("", "server", fields)
    }

    /// Two or three lines a server: no table of that many columns fits a terminal.
    fn registered_as_text(&self, row: &Row) -> Result<()> {
        let indented = |text: &str| {
            let lines = wrapped(text, super::columns().min(100).saturating_sub(2));
            lines.into_iter().try_for_each(|line| self.print(&format!("  {line}")))
        };
        if let Some((_, why)) = &row.failure {
            self.print(&format!("{}  failed", row.server))?;
            return indented(why);
        }
        let Some(own) = &row.certificate else {
            return self.print(&format!("{}  no certificate", row.server));
        };
        let trusted = if row.trusted { "trusted" } else { "NOT trusted" };
        let soon = if row.ends_soon { ", ENDS SOON" } else { "" };
        self.print(&format!("{}  {} days left{soon}, {trusted}", row.server, own.days_left))?;
        indented(&format!(
            "{}, until {}, {}, {}",
            own.subject, own.not_after, own.key, own.signature
        ))?;
        indented(&format!("issuer {}; {}", own.issuer, row.versions.join(", ")))?;
        if let Some((subject, end)) = &row.client {
            indented(&format!("client certificate {subject}, until {end}"))?;
        }
        match &row.policy {
            None => Ok(()),
            Some(_) => indented(&format!("policy {}", row.policy_word())),
        }
    }
}

/// A cell in quotes where it needs them. One that a spreadsheet would take for a formula gets a quote of its own.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '-']) && cell.parse::<i64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_one_cell_and_no_formula() {
        assert_eq!(quoted("CN=a, O=b"), "\"CN=a, O=b\"");
        assert_eq!(quoted("say \"x\""), "\"say \"\"x\"\"\"");
        assert_eq!(
            (quoted("=1+1"), quoted("-3"), quoted("a")),
            ("'=1+1".into(), "-3".into(), "a".into())
        );
    }
}
