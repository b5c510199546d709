//! Examining a server: probes, facts, findings. It prints nothing; it makes one connection at a time, sends no password
//! in clear, and tries no login again that was refused.

mod abilities;
mod chain;
pub mod checks;
mod data;
mod examiner;
pub mod explain;
pub mod facts;
pub mod finding;
pub mod policy;
mod reach;
mod rules;
mod tls;
mod write;

pub use examiner::{Depth, Login, Order};

use crate::error::{Error, Result};
use checks::Section;
use examiner::Examiner;
use finding::Report;
use tls::Spoken;

/// Examines a server. A server that cannot be reached, or not by TLS, ends the audit early: [`Report::failure`].
///
/// `watch` hears which section begins.
///
/// # Errors
/// The run was stopped.
pub fn examine(order: &Order, watch: &dyn Fn(Section)) -> Result<Report> {
    let mut run = Examiner::new(order);
    watch(Section::Reach);
    match reach::examine(&mut run) {
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => {
            run.report.failure = Some(error);
            return Ok(run.report);
        }
        Ok(()) => {}
    }
    watch(Section::Tls);
    let mut spoken = None;
    run.section(Section::Tls, |run| {
        spoken = Some(tls::examine(run)?);
        Ok(())
    })?;
    if let Some(spoken) = &spoken {
        behind_tls(&mut run, spoken, watch)?;
    }
    run.report.findings.sort_by_key(|finding| finding.check.place());
    Ok(run.report)
}

/// The sections that need a version of TLS in common.
fn behind_tls(run: &mut Examiner<'_>, spoken: &Spoken, watch: &dyn Fn(Section)) -> Result<()> {
    watch(Section::Chain);
    let mut trusted = false;
    run.section(Section::Chain, |run| {
        trusted = chain::examine(run, spoken)?;
        Ok(())
    })?;
    if run.order.depth == Depth::Certificates {
        return Ok(());
    }
    watch(Section::Rules);
    run.section(Section::Rules, |run| rules::examine_outside(run, spoken))?;
    if run.order.depth == Depth::Outside {
        return Ok(());
    }
    let mut entered = false;
    if trusted {
        run.section(Section::Rules, |run| {
            entered = rules::enter(run, spoken)?;
            Ok(())
        })?;
    } else if run.order.login == Login::User {
        run.report
            .skip(Section::Rules, "no password was sent, since the certificate is not trusted");
    }
    if entered {
        watch(Section::Data);
        run.section(Section::Data, |run| data::examine(run, spoken))?;
    } else if run.order.login == Login::Nobody {
        run.report
            .skip(Section::Data, "it needs a login: USER@HOST, --user, a site or a netrc file");
    }
    if entered {
        run.section(Section::Rules, |run| rules::examine_inside(run, spoken))?;
        watch(Section::Abilities);
        run.section(Section::Abilities, |run| abilities::examine(run, spoken))?;
        run.section(Section::Abilities, |run| write::examine(run, spoken))?;
    }
    // Last, since it may be the one login that is refused.
    run.section(Section::Rules, |run| rules::anonymous(run, spoken))
}
