//! The report of an audit as one HTML page: no script, nothing from elsewhere; for screens wide and narrow, light and
//! dark, and for paper.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::audit::checks::Section;
use crate::audit::facts::Facts;
use crate::audit::finding::{Cure, Finding, Report, Verdict};

/// The frame with its styles.
const TEMPLATE: &str = include_str!("page.html");

/// The page for a server, made at `now`.
pub fn of(place: &str, report: &Report, now: Timestamp) -> String {
    let grade = report.grade().map_or_else(|| "-".to_owned(), |grade| grade.to_string());
    let parts = [
        ("{{SERVER}}", escaped(place)),
        ("{{GRADE}}", grade),
        ("{{DATE}}", now.strftime("%Y-%m-%d %H:%M UTC").to_string()),
        ("{{PROGRAM}}", format!("ftps {}", env!("CARGO_PKG_VERSION"))),
        ("{{COUNTS}}", counts(report)),
        ("{{URGENT}}", urgent(report)),
        ("{{FINDINGS}}", findings(report)),
        ("{{FACTS}}", facts(&report.facts)),
    ];
    // The template is cut at its marks first, so that no mark in a server's words is taken for one.
    let mut html = String::new();
    let mut rest = TEMPLATE;
    while let Some(at) = rest.find("{{") {
        let (before, mark) = rest.split_at(at);
        html.push_str(before);
        match parts.iter().find(|(name, _)| mark.starts_with(name)) {
            Some((name, text)) => {
                html.push_str(text);
                rest = mark.strip_prefix(name).unwrap_or_default();
            }
            None => {
                html.push_str("{{");
                rest = mark.strip_prefix("{{").unwrap_or_default();
            }
        }
    }
    html.push_str(rest);
    html
}

fn counts(report: &Report) -> String {
    let mut text = String::new();
    for (verdict, one, many) in [
        (Verdict::Bad, "bad", "bad"),
        (Verdict::Warning, "warning", "warnings"),
        (Verdict::Note, "note", "notes"),
        (Verdict::Ok, "ok", "ok"),
    ] {
        let count = report.count(verdict);
        let name = if count == 1 { one } else { many };
        let _ = write!(text, "<li class=\"{verdict}\"><b>{count}</b> {name}</li>");
    }
    text
}

/// The findings that should be set right, the worst first, in a line each.
fn urgent(report: &Report) -> String {
    let mut all: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.verdict >= Verdict::Warning).collect();
    if all.is_empty() {
        return String::new();
    }
    all.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let mut text = String::from("<section><h2>To be set right</h2><ol>");
    for finding in all {
        let (verdict, title) = (finding.verdict, escaped(finding.check.title));
        let evidence = escaped(&finding.evidence);
        let _ = write!(
            text,
            "<li class=\"{verdict}\"><span class=\"verdict\">{verdict}</span> <b>{title}</b> \
             <span class=\"evidence\">{evidence}</span></li>"
        );
    }
    text.push_str("</ol></section>");
    text
}

fn findings(report: &Report) -> String {
    let banner = report.facts.reach.banner.as_deref().unwrap_or_default();
    let mut text = String::new();
    for section in Section::ALL {
        let mut of_section: Vec<&Finding> =
            report.findings.iter().filter(|finding| finding.check.section == section).collect();
        let gaps: Vec<&str> = report
            .gaps
            .iter()
            .filter(|gap| gap.section == section)
            .map(|gap| gap.reason.as_str())
            .collect();
        if of_section.is_empty() && gaps.is_empty() {
            continue;
        }
        // The worst first; the order of the checks within.
        of_section.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
        let _ = write!(text, "<section><h2>{section}</h2>");
        for finding in of_section {
            text.push_str(&one(finding, banner));
        }
        for gap in gaps {
            let _ = write!(text, "<p class=\"gap\">Not examined: {}</p>", escaped(gap));
        }
        text.push_str("</section>");
    }
    text
}

fn one(finding: &Finding, banner: &str) -> String {
    let (check, verdict) = (finding.check, finding.verdict);
    let mut text = format!(
        "<article class=\"{verdict}\"><h3><span class=\"verdict\">{verdict}</span> {} <code>{}</code></h3>",
        escaped(check.title),
        check.id
    );
    if !finding.evidence.is_empty() {
        let _ = write!(text, "<p class=\"evidence\">{}</p>", escaped(&finding.evidence));
    }
    if verdict >= Verdict::Note {
        let _ = write!(
            text,
            "<p>{}</p><p><b>Hurts:</b> {}</p>",
            escaped(check.meaning),
            escaped(check.hurts)
        );
        let mut cures = finding.cures_for(banner).peekable();
        if cures.peek().is_some() {
            text.push_str("<dl>");
            for Cure { who, line } in cures {
                let _ = write!(
                    text,
                    "<dt>{}</dt><dd><code>{}</code></dd>",
                    escaped(who),
                    escaped(line)
                );
            }
            text.push_str("</dl>");
        }
    }
    text.push_str("</article>");
    text
}

fn facts(facts: &Facts) -> String {
    let mut rows: Vec<(&str, String)> = vec![
        (
            "Addresses",
            facts
                .reach
                .addresses
                .iter()
                .map(|one| one.address.clone())
                .collect::<Vec<_>>()
                .join(", "),
        ),
        ("Greeting", facts.reach.banner.clone().unwrap_or_default()),
        ("Versions", facts.tls.versions.join(", ")),
        ("Suites, TLS 1.3", facts.tls.suites13.join(", ")),
        ("Suites, up to TLS 1.2", facts.tls.suites12.join(", ")),
        ("Groups", facts.tls.groups.join(", ")),
        ("Features", facts.abilities.features.join(", ")),
    ];
    for one in &facts.chain {
        let text = format!(
            "{}; issuer {}; {} to {}; {}; {}; {}",
            one.subject,
            one.issuer,
            one.not_before,
            one.not_after,
            one.key,
            one.signature,
            one.sha256
        );
        rows.push(("Certificate", text));
    }
    rows.retain(|(_, text)| !text.is_empty());
    let row = |(name, text): (&str, String)| {
        format!("<tr><th>{name}</th><td>{}</td></tr>", escaped(&text))
    };
    rows.into_iter().map(row).collect()
}

/// Text as HTML shows it.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            other => shown.push(other),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_server_are_text_and_no_markup() {
        let mut report = Report::default();
        report.facts.reach.banner = Some("<script>alert(1)</script> {{GRADE}} & \"x\"".into());
        let html = of("h:21", &report, Timestamp::UNIX_EPOCH);
        assert!(!html.contains("<script"), "{html}");
        assert!(
            html.contains("&lt;script&gt;alert(1)&lt;/script&gt; {{GRADE}} &amp; &quot;x&quot;"),
            "{html}"
        );
    }

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        for part in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!TEMPLATE.contains(part), "{part}");
        }
    }
}
