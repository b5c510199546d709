//! What becomes of a server whose certificate the rules refuse: the user is asked, or it is recorded
//! (`--trust-new`), or the refusal stands.

use std::sync::{Arc, Mutex, PoisonError};

use super::env::Env;
use crate::error::{RefusedCertificate, Result, Standing, usage};
use crate::ftp::login::consent::{Consent, Decision};
use crate::net::cancel::Cancel;
use crate::net::trust::{Follow, Known, Pin};
use crate::settings::Settings;
use crate::settings::target::{Endpoint, Security};
use crate::settings::trust_store::{Added, Existing, Record, TrustStore};
use crate::ui::Ui;

/// The port of explicit TLS, which need not be said.
const EXPLICIT_PORT: u16 = 21;

/// What is done about a server that nothing is known of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stranger {
    /// The user is asked.
    Asked,
    /// Its certificate is recorded (`--trust-new`).
    Recorded,
    /// It is refused.
    Refused,
}

#[derive(Clone, Copy)]
enum Answer {
    Always,
    Once,
    No,
}

/// Decides for one server.
pub(super) struct ServerConsent {
    ui: Arc<Ui>,
    cancel: Cancel,
    endpoint: Endpoint,
    stranger: Stranger,
    /// Trusted by an answer; held while it is asked for, so that one question is put at a time.
    trusted: Mutex<Vec<Pin>>,
}

impl ServerConsent {
    /// Decides as the options say.
    pub(super) fn new(env: &Env<'_>, settings: &Settings, endpoint: &Endpoint) -> Self {
        let stranger = if settings.trust_new {
            Stranger::Recorded
        } else if settings.credentials.questions.can_be_asked() {
            Stranger::Asked
        } else {
            Stranger::Refused
        };
        let (ui, cancel) = (Arc::clone(&env.ui), env.cancel.clone());
        Self { ui, cancel, endpoint: endpoint.clone(), stranger, trusted: Mutex::default() }
    }

    /// Records the first certificate of a new server, and no other; nor one with a fault beside that nobody trusted
    /// vouches for it, which somebody must have seen.
    fn record(&self, refused: &RefusedCertificate) -> Result<Decision> {
        if !refused.faults.is_empty() {
            let text = format!(
                "{}\n--trust-new does not record a certificate with such a fault: {}",
                refused.text,
                refused.faults.join("; ")
            );
            let refused = RefusedCertificate { text, ..refused.clone() };
            return Err(crate::error::Error::Certificate(Box::new(refused)));
        }
        let record = record(&self.endpoint, &refused.chain, Follow::Certificate)?;
        match store()?.add(&record, Existing::Keep)? {
            Added::Written => {
                let (server, pin) = (server_name(&self.endpoint), record.known.certificate);
                self.ui.warn(&format!("{server}: its certificate is trusted from now on ({pin})"));
                Ok(Decision::Trusted)
            }
            // A run beside this one was first.
            Added::Kept(known) => {
                let same = known.iter().any(|one| one.certificate == record.known.certificate);
                Ok(if same { Decision::Trusted } else { Decision::Refused })
            }
        }
    }

    fn ask(&self, refused: &RefusedCertificate) -> Result<Decision> {
        let text = format!(
            "The certificate of {} is not trusted: {}\n{}\nCompare the sha-256 with the one that the \
             server's owner tells.",
            server_name(&self.endpoint),
            refused.reason,
            refused.shown
        );
        let answers = [("yes", Answer::Always), ("once", Answer::Once), ("no", Answer::No)];
        let question = "Trust it? [y]es always, [o]nce, [n]o:";
        match self.ui.choose(&text, question, &answers, &self.cancel)? {
            Some(Answer::Always) => {
                let record = record(&self.endpoint, &refused.chain, Follow::Certificate)?;
                store()?.add(&record, Existing::Replace)?;
                Ok(Decision::Trusted)
            }
            Some(Answer::Once) => Ok(Decision::Trusted),
            Some(Answer::No) | None => {
                let text = format!("certificate not trusted: {}", refused.reason);
                let short = RefusedCertificate { text, ..refused.clone() };
                Err(crate::error::Error::Certificate(Box::new(short)))
            }
        }
    }
}

impl Consent for ServerConsent {
    fn decide(&self, refused: &RefusedCertificate) -> Result<Decision> {
        let Some(own) = refused.chain.first() else { return Ok(Decision::Refused) };
        if refused.standing != Standing::Unknown {
            return Ok(Decision::Refused);
        }
        let mut trusted = self.trusted.lock().unwrap_or_else(PoisonError::into_inner);
        if trusted.contains(&Pin::of(own)) {
            return Ok(Decision::Trusted);
        }
        let decision = match self.stranger {
            Stranger::Asked => self.ask(refused)?,
            Stranger::Recorded => self.record(refused)?,
            Stranger::Refused => Decision::Refused,
        };
        if decision == Decision::Trusted {
            trusted.push(Pin::of(own));
        }
        Ok(decision)
    }
}

/// A server as `ftps trust` takes it.
pub(super) fn server_name(endpoint: &Endpoint) -> String {
    let Endpoint { host, port, security } = endpoint;
    let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
    match (security, *port) {
        (Security::Implicit, port) => format!("ftps://{host}:{port}/"),
        (Security::Explicit, EXPLICIT_PORT) => host,
        (Security::Explicit, port) => format!("{host}:{port}"),
    }
}

/// The user's records.
pub(super) fn store() -> Result<TrustStore> {
    TrustStore::standard().ok_or_else(|| usage("there is no configuration folder: set HOME"))
}

/// The record of what a server showed.
pub(super) fn record(endpoint: &Endpoint, chain: &[Vec<u8>], follow: Follow) -> Result<Record> {
    let now = jiff::Timestamp::now().as_second();
    let known = Known::of(chain, follow, now).ok_or_else(|| {
        crate::error::tls("the certificate cannot be read, and so not be trusted")
    })?;
    Ok(Record { host: endpoint.host.to_ascii_lowercase(), port: endpoint.port, known })
}
