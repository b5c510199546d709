//! The options about TLS: whom to trust, which versions, which client certificate.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::files::{self, Others};
use super::flags::Notice;
use super::layers::{Layers, is_given};
use super::login::Source;
use super::login::question::{Questions, ask_secret};
use super::text;
use crate::error::{Result, usage};
use crate::net::cancel::Cancel;
use crate::net::tls::{
    Alpn, IdentityFiles, Passphrase, PassphraseFrom, Policy, Resumption, TlsSettings, Version,
};
use crate::net::trust::{Certificate, Pin, Roots, Trust};

/// The options that say which certificates are trusted: one question, answered by one source.
pub(super) const TRUST: [&str; 4] = ["insecure", "pin", "ca-file", "roots"];

/// The options for the client certificate: one question too.
const IDENTITY: [&str; 4] = ["cert", "key", "key-password-file", "key-password-command"];

/// The end of the label of every private key in PEM (RFC 7468 section 10, RFC 5915, PKCS#1).
const PEM_KEY: &[u8] = b"PRIVATE KEY-----";

/// The first byte of what is DER and no text.
const DER_SEQUENCE: u8 = 0x30;

/// Settles the options; `warnings` takes those about the files.
pub(super) fn settle(layers: &Layers<'_>, warnings: &mut Vec<String>) -> Result<TlsSettings> {
    let trust = trust(layers)?;
    let version = |name| match text(layers.saying(&[name]), name) {
        "1.2" => Version::Tls12,
        _ => Version::Tls13,
    };
    let (min, max) = (version("tls-min"), version("tls-max"));
    if min > max {
        return Err(usage(format!("--tls-min {min} is above --tls-max {max}")));
    }
    let policy = Policy::named(text(layers.saying(&["tls-policy"]), "tls-policy"));
    let policy = policy.unwrap_or_default();
    let rules = policy.rules();
    if rules.min > max {
        let (name, least) = (rules.name, rules.min);
        return Err(usage(format!("--tls-policy {name} wants TLS {least}, --tls-max is {max}")));
    }
    let mut settled = TlsSettings::new(trust, policy, min.max(rules.min), max);
    let notice = layers.saying(&["warn-expiry"]).get_one::<Notice>("warn-expiry");
    settled.warn_expiry = notice.and_then(|notice| notice.0);
    if layers.saying(&["require-resumption"]).get_flag("require-resumption") {
        settled.resumption = Resumption::Required;
    }
    settled.identity = identity(layers, warnings)?;
    if layers.saying(&["alpn"]).get_flag("alpn") {
        settled.alpn = Alpn::Ftp;
    }
    Ok(settled)
}

/// The place of the passphrase of the client certificate's key, if an option names it.
pub(super) fn passphrase_source(layers: &Layers<'_>) -> Option<Source> {
    let matches = layers.saying(&IDENTITY);
    let file = matches.get_one::<PathBuf>("key-password-file").cloned().map(Source::File);
    let command = matches.get_one::<OsString>("key-password-command").cloned();
    file.or(command.map(Source::Command))
}

/// Which certificates are trusted. Lists of revoked ones narrow that, and are a question of their own.
fn trust(layers: &Layers<'_>) -> Result<Trust> {
    let matches = layers.saying(&TRUST);
    let authorities = paths(matches, "ca-file");
    let revoked = paths(layers.saying(&["crl-file"]), "crl-file");
    for path in authorities.iter().chain(&revoked) {
        refuse_writable(path, "says whom to trust")?;
    }
    let roots = match text(matches, "roots") {
        _ if !authorities.is_empty() => Roots::Files(authorities),
        "native" => Roots::Native,
        "bundled" => Roots::Bundled,
        "none" => Roots::None,
        // Who names authorities to all programs wants those and no others.
        "both" if !is_given(matches, "roots") && names_authorities() => Roots::Native,
        _ => Roots::Both,
    };
    let pins = matches.get_many::<String>("pin").into_iter().flatten();
    let pins = pins.map(|pin| Pin::parse(pin)).collect::<Result<Vec<_>>>()?;
    Ok(match pins.is_empty() {
        _ if matches.get_flag("insecure") => Trust::Nothing,
        false => Trust::Pins { pins, roots, revoked },
        true => Trust::Roots { roots, revoked },
    })
}

fn paths(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).into_iter().flatten().cloned().collect()
}

/// Whether the environment names certificate authorities, as OpenSSL and curl take them; they are read
/// with the system's.
fn names_authorities() -> bool {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some())
}

/// The client certificate. Its key is a secret file, wherever it stands.
fn identity(layers: &Layers<'_>, warnings: &mut Vec<String>) -> Result<Option<IdentityFiles>> {
    let matches = layers.saying(&IDENTITY);
    let Some(certificate) = matches.get_one::<PathBuf>("cert").cloned() else { return Ok(None) };
    let key = matches.get_one::<PathBuf>("key").cloned();
    refuse_writable(&certificate, "says who you are")?;
    if let Some(secret) = key.as_ref().or(holds_key(&certificate).then_some(&certificate)) {
        warnings.extend(files::others_of(secret).warning(secret)?);
    }
    let passphrase = passphrase(passphrase_source(layers), Questions::Asked);
    Ok(Some(IdentityFiles { certificate, key, passphrase }))
}

/// Whether a private key stands in the file of a certificate: in PEM, or in what is DER and no certificate (PKCS#12).
fn holds_key(certificate: &Path) -> bool {
    let bytes = files::start_of(certificate);
    let is_pem = bytes.windows(PEM_KEY.len()).any(|part| part == PEM_KEY);
    is_pem || bytes.first() == Some(&DER_SEQUENCE) && Certificate::read(&bytes).is_none()
}

/// Gives the passphrase of a key: from where an option says, else the user is asked.
pub(super) fn passphrase(source: Option<Source>, questions: Questions) -> Arc<Passphrase> {
    Arc::new(move |path: &Path, cancel: &Cancel| {
        let shown = path.display();
        match &source {
            Some(source) => source.passphrase(cancel).map(PassphraseFrom::Option),
            None if questions.can_be_asked() => {
                let answer = ask_secret(&format!("Passphrase of {shown}: "), cancel);
                answer.map(PassphraseFrom::Person)
            }
            None => Err(usage(format!(
                "{shown}: it has a passphrase: give it by --key-password-file FILE or \
                 --key-password-command COMMAND"
            ))),
        }
    })
}

/// Refuses a file that anybody may write.
fn refuse_writable(path: &Path, role: &str) -> Result<()> {
    match files::others_of(path) {
        Others::Write(mode) if mode & 0o002 != 0 => {
            let path = path.display();
            Err(usage(format!(
                "{path}: other users can change this file (its mode is {mode:o}), which {role}: chmod o-w {path}"
            )))
        }
        _ => Ok(()),
    }
}
