//! The findings of an audit on a terminal: a line each, and below what should be set right its meaning and its cure.

use clap::builder::styling::{AnsiColor, Style};
use serde_json::json;

use super::wrap::wrapped;
use super::{Ui, columns, paint};
use crate::audit::checks::Section;
use crate::audit::explain::Found;
use crate::audit::finding::{Cure, Finding, Report, Verdict};
use crate::error::Result;

/// Columns before the text of a finding: the verdict and the id.
const INDENT: usize = 2;
const VERDICT: usize = 8;
const ID: usize = 18;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// Evidence longer than this is cut on a terminal; JSON has it whole.
const MOST_EVIDENCE: usize = 400;

impl Ui {
    /// Prints a report: findings by section, then the grade. With `--json` an event each.
    pub fn audited(&self, place: &str, report: &Report) -> Result<()> {
        if self.output.json {
            self.audited_as_json(place, report)
        } else {
            self.audited_as_text(place, report)
        }
    }

    fn audited_as_text(&self, place: &str, report: &Report) -> Result<()> {
        let banner = report.facts.reach.banner.as_deref().unwrap_or_default();
        for section in Section::ALL {
            let of_section = report.findings.iter().filter(|one| one.check.section == section);
            let gaps = report.gaps.iter().filter(|gap| gap.section == section);
            let mut lines = Vec::new();
            for finding in of_section {
                self.finding(finding, banner, &mut lines);
            }
            for gap in gaps {
                let text = format!("not examined: {}", gap.reason);
                lines.extend(indented(&text, INDENT));
            }
            if !lines.is_empty() {
                self.print(&paint(
                    &section.to_string(),
                    AnsiColor::White.on_default().bold(),
                    self.output.color_out,
                ))?;
                lines.iter().try_for_each(|line| self.print(line))?;
                self.print("")?;
            }
        }
        self.print(&verdict_line(place, report))
    }

    fn finding(&self, finding: &Finding, banner: &str, lines: &mut Vec<String>) {
        let check = finding.check;
        let verdict = format!("{:VERDICT$}", finding.verdict.to_string());
        let verdict = paint(&verdict, style(finding.verdict), self.output.color_out);
        let head = format!("{:INDENT$}{verdict} {:ID$}", "", check.id);
        let evidence: String = finding.evidence.chars().take(MOST_EVIDENCE).collect();
        let text = if evidence.is_empty() {
            check.title.to_owned()
        } else {
            format!("{}: {evidence}", check.title)
        };
        let at = INDENT + VERDICT + ID + 2;
        let mut wrapped = wrapped(&text, width().saturating_sub(at)).into_iter();
        lines.push(format!("{head} {}", wrapped.next().unwrap_or_default()));
        lines.extend(wrapped.map(|line| format!("{:at$}{line}", "")));
        if finding.verdict < Verdict::Warning && self.output.verbose == 0
            || finding.verdict == Verdict::Ok
        {
            return;
        }
        let below = INDENT + VERDICT + 1;
        lines.extend(indented(check.meaning, below));
        lines.extend(indented(&format!("Hurts: {}", check.hurts), below));
        for Cure { who, line } in finding.cures_for(banner) {
            lines.extend(indented(&format!("{who}: {line}"), below));
        }
    }

    /// Prints a trouble that a log shows.
    pub fn explained(&self, found: &Found) -> Result<()> {
        let Found { trouble, line, text, count } = found;
        let more = if *count > 1 { format!(" and {} more", count - 1) } else { String::new() };
        let head = format!("{} (line {line}{more})", trouble.id);
        self.print(&paint(&head, AnsiColor::Yellow.on_default().bold(), self.output.color_out))?;
        let text: String = text.chars().take(MOST_EVIDENCE).collect();
        for part in [text.as_str(), trouble.meaning, &format!("Cure: {}", trouble.cure)] {
            indented(part, INDENT).iter().try_for_each(|line| self.print(line))?;
        }
        self.print("")
    }

    fn audited_as_json(&self, place: &str, report: &Report) -> Result<()> {
        for finding in &report.findings {
            let check = finding.check;
            let cures: serde_json::Map<String, serde_json::Value> =
                finding.cures.iter().map(|cure| (cure.who.to_owned(), json!(cure.line))).collect();
            let fields = json!({
                "server": place, "id": check.id, "section": check.section, "verdict": finding.verdict,
                "title": check.title, "evidence": finding.evidence, "meaning": check.meaning,
                "hurts": check.hurts, "cures": cures,
            });
            self.record("", "finding", fields)?;
        }
        for gap in &report.gaps {
            let fields = json!({"server": place, "section": gap.section, "reason": gap.reason});
            self.record("", "gap", fields)?;
        }
        let grade = report.grade().map(|grade| grade.to_string());
        let fields = json!({
            "server": place, "grade": grade, "ok": report.count(Verdict::Ok), "notes": report.count(Verdict::Note),
            "warnings": report.count(Verdict::Warning), "bad": report.count(Verdict::Bad), "facts": report.facts,
        });
        self.record("", "audit", fields)
    }
}

/// `ftp.example.com:21: grade B (20 ok, 4 notes, 1 warning, 0 bad)`.
fn verdict_line(place: &str, report: &Report) -> String {
    use crate::error::counted;
    let count = |verdict| report.count(verdict);
    let counts = format!(
        "{} ok, {}, {}, {} bad",
        count(Verdict::Ok),
        counted(count(Verdict::Note), "note", "notes"),
        counted(count(Verdict::Warning), "warning", "warnings"),
        count(Verdict::Bad),
    );
    match report.grade() {
        Some(grade) => format!("{place}: grade {grade} ({counts})"),
        None => format!("{place}: no grade ({counts})"),
    }
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Ok => AnsiColor::Green.on_default(),
        Verdict::Note => AnsiColor::Cyan.on_default(),
        Verdict::Warning => AnsiColor::Yellow.on_default().bold(),
        Verdict::Bad => AnsiColor::Red.on_default().bold(),
    }
}

fn width() -> usize {
    columns().min(WIDEST)
}

/// Text in lines that begin with so many blanks.
pub(super) fn indented(text: &str, blanks: usize) -> Vec<String> {
    let lines = wrapped(text, width().saturating_sub(blanks));
    lines.into_iter().map(|line| format!("{:blanks$}{line}", "")).collect()
}
