//! Logins under TLS: the user's, once, and an anonymous one.

use crate::audit::data::versions;
use crate::audit::examiner::{Examiner, Login, one_line};
use crate::audit::finding::Verdict;
use crate::audit::tls::Spoken;
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::login::password::Password;
use crate::ftp::wire::secret::Secret;
use crate::net::tls::Version;

/// Logs the user in once; returns whether the server took it.
pub(super) fn try_user(
    run: &mut Examiner<'_>,
    connector: &Connector,
    version: Version,
) -> Result<bool> {
    let context = connector.context(version)?;
    match run.logged_in(connector, &context) {
        Ok(probe) => {
            probe.quit();
            run.add("login", Verdict::Ok, format!("{} under TLS {version}", connector.user));
            Ok(true)
        }
        Err(error) if matches!(error.root(), Error::Login(_)) => {
            run.add("login", Verdict::Bad, one_line(&error));
            run.report.failure = Some(error);
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Tries an anonymous login, as RFC 1635 has it. It carries no secret, so that any certificate will do.
pub(super) fn try_anonymous(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let is_user = run.order.login == Login::User && run.connector().user == "anonymous";
    let Some(version) = versions(spoken).first().copied().filter(|_| !is_user) else {
        return Ok(());
    };
    let mut anybody = run.lax(version, version);
    anybody.user = "anonymous".into();
    anybody.password = Password::known(Secret::new(b"anonymous@".to_vec()));
    anybody.account = None;
    let context = anybody.context(version)?;
    match run.logged_in(&anybody, &context) {
        Ok(probe) => {
            probe.quit();
            run.add("anonymous", Verdict::Warning, "anonymous was let in");
        }
        Err(error) => match error.root() {
            Error::Login(said) => run.add("anonymous", Verdict::Ok, said.to_string()),
            _ => return Err(error),
        },
    }
    Ok(())
}
