//! Who logs in, with which password: the sources in their order, and the question as the last.
//!
//! A password never comes from the command line, where every user of the machine could read it.

mod command;
mod credentials;
pub mod question;
mod source;

use std::path::{Path, PathBuf};

use super::files;
use super::netrc::{Entry, Netrc};
use super::target::Endpoint;
use crate::error::{Result, usage};
use crate::ftp::wire::secret::Secret;
use crate::net::cancel::Cancel;
pub use credentials::{Credentials, PasswordOption, User};
use question::{Question, ask};
use source::Claimed;
pub(super) use source::file as secret_file;
pub use source::{Claims, Source};

/// The password that servers expect of anonymous users (RFC 1635).
const ANONYMOUS: (&str, &str) = ("anonymous", "anonymous@");

/// User, password and account for a login.
#[derive(Clone, Debug)]
pub struct Login {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Password,
    /// The account.
    pub account: Option<Secret>,
    /// Faults of the files that they were in which do not keep them from being used.
    pub warnings: Vec<String>,
}

impl Login {
    /// Nobody's, for a connection that ends before the login.
    pub fn nobody() -> Self {
        let password = Password::Known(Secret::new(Vec::new()));
        Self { user: String::new(), password, account: None, warnings: Vec::new() }
    }
}

/// A password, or the question for it.
#[derive(Clone, Debug)]
pub enum Password {
    /// An option, the environment or a file gave it.
    Known(Secret),
    /// The user must be asked, and not before the server's certificate was accepted.
    Asked(Question),
}

/// Who asks for a login, and whom.
#[derive(Clone, Copy, Debug)]
pub struct Seeker<'a> {
    /// The server.
    pub endpoint: &'a Endpoint,
    /// The user in the target.
    pub typed: Option<&'a str>,
    /// The passwords of this run.
    pub claims: &'a Claims,
}

/// Finds user and password for a server.
///
/// # Errors
/// Users that contradict each other; files that cannot be read, that others can change or that hold no password; a
/// password that is another server's; nobody who could be asked.
pub fn find(given: &Credentials, seeker: Seeker<'_>, cancel: &Cancel) -> Result<Login> {
    let named = match (seeker.typed, given.user.as_deref()) {
        (Some(a), Some(b)) if a != b => {
            return Err(usage(format!("the target says user {a}, and --user says {b}")));
        }
        (a, b) => a.or(b),
    };
    let (named, anybody) = match (named, &given.saved) {
        (None, Some(User::Named(user))) => (Some(user.as_str()), false),
        (None, Some(User::Anonymous)) => (None, true),
        _ => (named, false),
    };
    let mut warnings = Vec::new();
    if given.anonymous || anybody {
        let (user, password) = ANONYMOUS;
        let password = Password::Known(Secret::new(password.as_bytes().to_vec()));
        return Ok(Login { user: user.into(), password, account: None, warnings });
    }
    let host = &seeker.endpoint.host;
    let noted = netrc(given, host, named, &mut warnings, cancel)?;
    let user = match (named, noted.as_ref().and_then(|entry| entry.login.clone())) {
        (Some(user), _) => user.to_owned(),
        (None, Some(user)) => user,
        (None, None) => ask_user(given, host, cancel)?,
    };
    let account = match &given.account_file {
        Some(path) => Some(Secret::new(source::file(path, &mut warnings, cancel)?)),
        None => noted.as_ref().and_then(|entry| entry.account.clone()).map(Secret::new),
    };
    let noted = noted.and_then(|entry| entry.password).map(Secret::new);
    let password = match told(given, seeker, &mut warnings, cancel)? {
        Told::Password(password) => Password::Known(password),
        Told::Nothing(reason) => match (noted, reason) {
            (Some(password), _) => Password::Known(password),
            (None, Some(reason)) if !given.questions.can_be_asked() => return Err(usage(reason)),
            (None, _) => Password::Asked(Question::new(given.questions, &user, host, cancel)?),
        },
    };
    Ok(Login { user, password, account, warnings })
}

/// The same where nobody is asked who logs in: none where neither options nor files name a user.
///
/// # Errors
/// As for [`find`].
pub fn find_if_named(
    given: &Credentials,
    seeker: Seeker<'_>,
    cancel: &Cancel,
) -> Result<Option<Login>> {
    let said = seeker.typed.is_some() || given.user.is_some() || given.saved.is_some();
    if !said && !given.anonymous {
        let noted = netrc(given, &seeker.endpoint.host, None, &mut Vec::new(), cancel)?;
        if noted.and_then(|entry| entry.login).is_none() {
            return Ok(None);
        }
    }
    find(given, seeker, cancel).map(Some)
}

/// In words, where the password for a host would come from. Nothing is read but the netrc file.
pub fn whence(given: &Credentials, host: &str, cancel: &Cancel) -> Result<String> {
    let named = match (&given.user, &given.saved) {
        (Some(user), _) | (None, Some(User::Named(user))) => Some(user.as_str()),
        _ => None,
    };
    if given.anonymous || named.is_none() && given.saved == Some(User::Anonymous) {
        return Ok("that of anonymous logins".into());
    }
    if let Some(PasswordOption::OfRun(source) | PasswordOption::OfSite(source)) = &given.password {
        return Ok(format!("from {source}"));
    }
    if std::env::var_os(super::program::PASSWORD_VARIABLE).is_some() {
        return Ok(format!("from {}", Source::Environment));
    }
    let noted = netrc(given, host, named, &mut Vec::new(), cancel)?;
    Ok(match noted.and_then(|entry| entry.password) {
        Some(_) => "from the netrc file".into(),
        None => "asked for on a terminal".into(),
    })
}

/// What options and environment say of a password.
enum Told {
    Password(Secret),
    /// Perhaps with a reason why their words do not count.
    Nothing(Option<String>),
}

/// The password that an option or the environment gives. A site's is the site's; the command line's and the
/// environment's are for one server.
fn told(
    given: &Credentials,
    seeker: Seeker<'_>,
    warnings: &mut Vec<String>,
    cancel: &Cancel,
) -> Result<Told> {
    let environment =
        || std::env::var_os(super::program::PASSWORD_VARIABLE).map(|_| &Source::Environment);
    let source = match &given.password {
        Some(PasswordOption::OfSite(source)) => {
            return source.read(warnings, cancel).map(Told::Password);
        }
        Some(PasswordOption::OfRun(source)) => source,
        None => match environment() {
            Some(source) => source,
            None => return Ok(Told::Nothing(None)),
        },
    };
    let Endpoint { host, port, .. } = seeker.endpoint;
    let server = format!("{}:{port}", host.to_ascii_lowercase());
    let read = || source.read(warnings, cancel);
    Ok(match seeker.claims.claim(source, &server, read)? {
        Claimed::Granted(password) => Told::Password(password),
        Claimed::Taken(other) => Told::Nothing(Some(format!(
            "{source} is for one server, and {other} has it; for {host} save a site with a password of its own \
             (ftps sites add), or name it in a netrc file"
        ))),
    })
}

fn netrc(
    given: &Credentials,
    host: &str,
    user: Option<&str>,
    warnings: &mut Vec<String>,
    cancel: &Cancel,
) -> Result<Option<Entry>> {
    if given.no_netrc {
        return Ok(None);
    }
    let Some(path) = netrc_file(given.netrc_file.as_deref()) else { return Ok(None) };
    let (bytes, others) = files::read_with_permissions(&path, cancel)?;
    let shown = path.display();
    let known = Netrc::parse(&bytes).map_err(|e| usage(format!("{shown}: {e}")))?;
    if known.holds_secrets() {
        warnings.extend(others.warning(&path)?);
    }
    if !known.odd_lines().is_empty() {
        let lines: Vec<String> = known.odd_lines().iter().map(ToString::to_string).collect();
        warnings.push(format!(
            "{shown}: unknown words in line {}; a password with blanks stands in quotes",
            lines.join(", ")
        ));
    }
    Ok(known.lookup(host, user))
}

/// The netrc file to read: the named one, or that of the home folder if there is one.
pub(super) fn netrc_file(named: Option<&Path>) -> Option<PathBuf> {
    let usual = || dirs::home_dir().map(|home| home.join(".netrc")).filter(|path| path.exists());
    named.map(Path::to_owned).or_else(usual)
}

fn ask_user(given: &Credentials, host: &str, cancel: &Cancel) -> Result<String> {
    if !given.questions.can_be_asked() {
        return Err(usage(format!(
            "no user for {host}: say USER@HOST, --user USER or --anonymous, or name one in a netrc file"
        )));
    }
    match ask(&format!("User for {host}: "), cancel)? {
        user if user.is_empty() => Err(usage("no user was given")),
        user => Ok(user),
    }
}
