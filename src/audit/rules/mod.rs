//! The rules of FTPS: what a server must not allow. Each probe stops where the answer is known; no password is sent in
//! clear, and one login at most is refused.

mod clear;
mod login;
mod passive;

use super::data::versions;
use super::examiner::{Examiner, Login};
use super::finding::Verdict;
use super::tls::Spoken;
use crate::error::Result;
use crate::ftp::login::connector::Connector;
use crate::net::tls::Version;

/// A connector for the newest version that both sides speak.
fn newest(run: &Examiner<'_>, spoken: &Spoken) -> Option<(Connector, Version)> {
    let version = *versions(spoken).first()?;
    Some((run.strict(version, version), version))
}

/// The rules that need no login.
pub(super) fn examine_outside(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    if run.connector().implicit {
        for id in ["clear-login", "injection"] {
            run.report.add(id, Verdict::Ok, "nothing travels in clear: TLS from the first byte");
        }
        return Ok(());
    }
    clear::login_in_clear(run)?;
    clear::injection(run, spoken)
}

/// Logs in; returns whether that succeeded.
pub(super) fn enter(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<bool> {
    match (run.order.login, newest(run, spoken)) {
        (Login::User, Some((connector, version))) => login::try_user(run, &connector, version),
        _ => Ok(false),
    }
}

/// The rules that need the user's login.
pub(super) fn examine_inside(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let Some((connector, version)) = newest(run, spoken) else { return Ok(()) };
    clear::data_in_clear(run, &connector, version)?;
    clear::control_in_clear(run, &connector, version)?;
    passive::addresses(run, &connector, version)?;
    passive::theft(run, &connector, version)
}

/// Whether anybody can log in; not tried where a login was refused already.
pub(super) fn anonymous(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    if run.refused.get() { Ok(()) } else { login::try_anonymous(run, spoken) }
}
