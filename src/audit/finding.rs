//! The results of an audit as plain data: verdicts, findings, the report and its grade. How they are shown is left to
//! the layers above.

use std::fmt;

use serde::Serialize;

use super::checks::{Check, Section};
use super::facts::Facts;
use crate::error::Error;

/// How good or bad a finding is, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// To know; nobody is harmed.
    Note,
    /// Should be set right.
    Warning,
    /// Somebody can be harmed, or a client cannot work.
    Bad,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Ok => "ok",
            Verdict::Note => "note",
            Verdict::Warning => "warning",
            Verdict::Bad => "bad",
        })
    }
}

/// The result of one check.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check, with its stable id and its explanations.
    pub check: &'static Check,
    /// The verdict.
    pub verdict: Verdict,
    /// What the server showed, safe to print.
    pub evidence: String,
    /// The cures that fit the evidence.
    pub cures: Vec<Cure>,
}

/// A cure, and who applies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cure {
    /// One of [`super::checks::SERVERS`], or [`CLIENT`].
    pub who: &'static str,
    /// The line of configuration, or the change.
    pub line: String,
}

/// Who applies a cure that is not made at the server: the user of this program.
pub const CLIENT: &str = "ftps";

impl Cure {
    /// A change to the command line.
    pub(super) fn client(line: impl Into<String>) -> Self {
        Self { who: CLIENT, line: line.into() }
    }
}

impl Finding {
    /// The cures to show where the server greets so: those of another server are left out where the server is known.
    pub fn cures_for(&self, banner: &str) -> impl Iterator<Item = &Cure> {
        let known = super::checks::server_of(banner);
        let fits =
            move |cure: &&Cure| cure.who == CLIENT || known.is_none_or(|server| server == cure.who);
        self.cures.iter().filter(fits)
    }
}

/// A part of the audit that could not be done.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The section.
    pub section: Section,
    /// Why, safe to print.
    pub reason: String,
}

/// How a server is set up, in one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Nothing worse than notes.
    A,
    /// One or two warnings.
    B,
    /// More warnings.
    C,
    /// One bad finding.
    D,
    /// Several bad findings.
    F,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// Warnings up to which a server still has a B.
const FEW_WARNINGS: usize = 2;

/// All that an audit found.
#[derive(Debug, Default)]
pub struct Report {
    /// Measured facts.
    pub facts: Facts,
    /// The findings, in the order of the checks.
    pub findings: Vec<Finding>,
    /// What could not be examined.
    pub gaps: Vec<Gap>,
    /// Why the audit ended early, if it did.
    pub failure: Option<Error>,
}

impl Report {
    /// Adds the result of the check with this id. Ids that no check has are dropped: a test sees to it that there are
    /// none.
    pub(super) fn add(&mut self, id: &str, verdict: Verdict, evidence: impl Into<String>) {
        let own = Check::named(id).into_iter().flat_map(Check::cures);
        let cures = own.map(|(who, line)| Cure { who, line: line.to_owned() }).collect();
        self.add_with(id, verdict, evidence, cures);
    }

    /// The same with these cures in place of the check's.
    pub(super) fn add_with(
        &mut self,
        id: &str,
        verdict: Verdict,
        evidence: impl Into<String>,
        cures: Vec<Cure>,
    ) {
        if let Some(check) = Check::named(id) {
            self.findings.push(Finding { check, verdict, evidence: evidence.into(), cures });
        }
    }

    /// Notes that a part could not be examined.
    pub(super) fn skip(&mut self, section: Section, reason: impl Into<String>) {
        self.gaps.push(Gap { section, reason: reason.into() });
    }

    /// How many findings have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }

    /// The worst verdict.
    pub fn worst(&self) -> Verdict {
        self.findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Ok)
    }

    /// The grade; none where nothing but the reach was examined.
    pub fn grade(&self) -> Option<Grade> {
        let examined = self.findings.iter().any(|finding| finding.check.section != Section::Reach);
        examined.then(|| match (self.count(Verdict::Bad), self.count(Verdict::Warning)) {
            (0, 0) => Grade::A,
            (0, few) if few <= FEW_WARNINGS => Grade::B,
            (0, _) => Grade::C,
            (1, _) => Grade::D,
            _ => Grade::F,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grade_falls_with_every_bad_finding_and_not_with_notes() {
        let mut report = Report::default();
        assert_eq!(report.grade(), None);
        report.add("tls-12", Verdict::Note, "");
        assert_eq!(report.grade(), Some(Grade::A));
        report.add("tls-13", Verdict::Warning, "");
        assert_eq!(report.grade(), Some(Grade::B));
        report.add("clear-login", Verdict::Bad, "");
        assert_eq!((report.grade(), report.worst()), (Some(Grade::D), Verdict::Bad));
        report.add("prot-clear", Verdict::Bad, "");
        assert_eq!(report.grade(), Some(Grade::F));
    }
}
