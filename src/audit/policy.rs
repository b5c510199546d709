//! Policies: what a server may offer, and which checks must be ok. The built-in ones are written in the same form as a
//! file of the user's (TOML).

use serde::{Deserialize, Serialize};

use super::finding::{Report, Verdict};
use crate::error::{Result, usage};

/// The built-in policies.
const BUILT_IN: [(&str, &str); 4] = [
    ("default", include_str!("policies/default.toml")),
    ("modern", include_str!("policies/modern.toml")),
    ("nist", include_str!("policies/nist.toml")),
    ("pci", include_str!("policies/pci.toml")),
];

/// A policy. A list that is absent allows everything; `*` in the name of a suite or group stands for any letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// Its name, for messages.
    pub name: String,
    /// Versions that may be taken: `TLS 1.2` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<String>>,
    /// Versions that must be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub want_versions: Vec<String>,
    /// Suites that may be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suites: Option<Vec<String>>,
    /// Groups that may be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// Groups of which one must be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub want_groups: Vec<String>,
    /// The least bits of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rsa_bits: Option<u32>,
    /// The least bits of an EC key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec_bits: Option<u32>,
    /// The least days that the certificate must have left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// Checks that must be ok, or no worse than a note.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
}

impl Policy {
    /// The names of the built-in policies.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// The built-in policy of that name.
    ///
    /// # Errors
    /// A test sees to it that all are in form.
    pub fn built_in(name: &str) -> Option<Result<Self>> {
        let (_, text) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
        Some(Self::parse(text, name))
    }

    /// Reads a policy; `name` is for messages.
    ///
    /// # Errors
    /// The text is no TOML, has an unknown key, or names an unknown check.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let read: Self = toml::from_str(text).map_err(|error| usage(format!("{name}: {error}")))?;
        let unknown = read.checks.iter().find(|id| super::checks::Check::named(id).is_none());
        match unknown {
            Some(id) => Err(usage(format!("{name}: there is no check {id}"))),
            None if read.name.is_empty() => Ok(Self { name: name.to_owned(), ..read }),
            None => Ok(read),
        }
    }

    /// The policy that this server keeps and nothing weaker would: made from its facts.
    pub fn of(report: &Report, name: &str) -> Self {
        let tls = &report.facts.tls;
        let ok = report.findings.iter().filter(|finding| finding.verdict <= Verdict::Note);
        let bits = |kind: &str| {
            let all = report.facts.chain.iter().filter_map(|one| key_bits(&one.key, kind));
            all.min()
        };
        let mut checks: Vec<String> = ok
            .filter(|finding| finding.verdict == Verdict::Ok && !is_measured(finding.check.id))
            .map(|finding| finding.check.id.to_owned())
            .collect();
        checks.dedup();
        Self {
            name: name.to_owned(),
            versions: Some(tls.versions.clone()),
            want_versions: tls.versions.last().cloned().into_iter().collect(),
            suites: Some([tls.suites12.clone(), tls.suites13.clone()].concat()),
            groups: Some(tls.groups.clone()),
            want_groups: tls.groups.clone(),
            rsa_bits: bits("RSA"),
            ec_bits: bits("EC"),
            days_left: None,
            checks,
        }
    }

    /// Adds the findings of this policy to a report.
    pub fn judge(&self, report: &mut Report) {
        let tls = report.facts.tls.clone();
        let mut versions = outside(&tls.versions, self.versions.as_deref());
        let missing = self.want_versions.iter().filter(|wanted| !tls.versions.contains(wanted));
        versions.extend(missing.map(|wanted| format!("{wanted} is missing")));
        self.result(report, "policy-versions", &versions);
        let all = [tls.suites12, tls.suites13].concat();
        self.result(report, "policy-suites", &outside(&all, self.suites.as_deref()));
        let mut groups = outside(&tls.groups, self.groups.as_deref());
        let fits = |wanted: &String| tls.groups.iter().any(|group| matches(wanted, group));
        if !self.want_groups.is_empty() && !self.want_groups.iter().any(fits) {
            groups.push(format!("none of {}", self.want_groups.join(", ")));
        }
        self.result(report, "policy-groups", &groups);
        self.judge_certificates(report);
        self.judge_checks(report);
    }

    fn judge_certificates(&self, report: &mut Report) {
        let mut short = Vec::new();
        for one in &report.facts.chain {
            for (kind, least) in [("RSA", self.rsa_bits), ("EC", self.ec_bits)] {
                if key_bits(&one.key, kind).zip(least).is_some_and(|(bits, least)| bits < least) {
                    short.push(format!("{}: {}", one.subject, one.key));
                }
            }
        }
        self.result(report, "policy-keys", &short);
        let own = report.facts.chain.first().map(|own| own.days_left);
        if let (Some(days), Some(least)) = (own, self.days_left) {
            let early =
                (days < least).then(|| format!("{days} days left, at least {least} are wanted"));
            self.result(report, "policy-days", early.as_slice());
        }
    }

    fn judge_checks(&self, report: &mut Report) {
        let mut failed = Vec::new();
        for id in &self.checks {
            let of_check = report.findings.iter().filter(|finding| finding.check.id == id);
            match of_check.map(|finding| finding.verdict).max() {
                Some(Verdict::Ok | Verdict::Note) => {}
                Some(verdict) => failed.push(format!("{id}: {verdict}")),
                None => failed.push(format!("{id}: not examined")),
            }
        }
        self.result(report, "policy-findings", &failed);
    }

    fn result(&self, report: &mut Report, id: &str, breaches: &[String]) {
        if breaches.is_empty() {
            report.add(id, Verdict::Ok, format!("as {} wants it", self.name));
        } else {
            report.add(id, Verdict::Bad, format!("{}: {}", self.name, breaches.join(", ")));
        }
    }
}

/// Whether the result of a check is a measure that changes from day to day.
fn is_measured(id: &str) -> bool {
    matches!(id, "speed" | "clock" | "cert-dates" | "idle" | "anonymous")
        || id.starts_with("policy-")
}

/// Those that no pattern of the list allows; none where there is no list.
fn outside(all: &[String], allowed: Option<&[String]>) -> Vec<String> {
    let Some(allowed) = allowed else { return Vec::new() };
    let free = |name: &&String| !allowed.iter().any(|pattern| matches(pattern, name));
    all.iter().filter(free).cloned().collect()
}

/// Whether a name fits a pattern in which `*` stands for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|left| {
            left.char_indices()
                .map(|(at, _)| at)
                .chain([left.len()])
                .any(|at| left.get(at..).is_some_and(|left| matches(rest, left)))
        }),
    }
}

/// The bits of a key of that kind, as `RSA, 2048 bits` has them.
fn key_bits(key: &str, kind: &str) -> Option<u32> {
    let rest = key.strip_prefix(kind)?.strip_prefix(", ")?;
    rest.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_policy_is_in_form() {
        for name in Policy::names() {
            let policy = Policy::built_in(name).unwrap().unwrap();
            assert_eq!(policy.name, name);
            assert!(policy.versions.is_some());
        }
        assert!(Policy::built_in("none").is_none());
    }

    #[test]
    fn a_misspelt_key_or_check_is_an_error() {
        assert!(Policy::parse("version = [\"TLS 1.2\"]", "p").is_err());
        assert!(Policy::parse("checks = [\"clear-logon\"]", "p").is_err());
    }

    #[test]
    fn stars_stand_for_any_letters() {
        assert!(matches("TLS_ECDHE_*_GCM_*", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        assert!(!matches("TLS_ECDHE_*_GCM_*", "TLS_RSA_WITH_AES_128_GCM_SHA256"));
        assert!(matches("*", "") && matches("a*", "a") && !matches("a*b", "a"));
    }
}
