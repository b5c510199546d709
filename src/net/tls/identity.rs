//! The client certificate: read from files in any usual form, and checked before anything is sent.
//!
//! Certificates are PEM (with their chain) or PKCS#12. Keys are PKCS#8, PKCS#1 or SEC1 in PEM or DER; PKCS#8
//! may be encrypted (RFC 5958), and so may PKCS#12 (RFC 7292). Where passphrases come from is left to
//! `settings`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use p12_keystore::Pkcs12Archive;
use pkcs8::EncryptedPrivateKeyInfoRef;
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use rustls::{Error as TlsError, InconsistentKeys, SignatureScheme};
use zeroize::Zeroizing;

use crate::error::{Result, local, tls, usage};
use crate::net::cancel::Cancel;
use crate::net::trust::{Certificate, date, is_der};

/// The PEM label of an encrypted key (RFC 7468 section 11).
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// The mark of a key that OpenSSL encrypted in its own old way, which no standard describes.
const OLD_ENCRYPTION: &str = "Proc-Type: 4,ENCRYPTED";

/// How often a person is asked for the passphrase of a file, as for a password.
const MOST_TRIES: usize = 3;

/// Gives the passphrase of a file; called only where one is needed, and once more where a person mistyped it.
pub type Passphrase = dyn Fn(&Path, &Cancel) -> Result<PassphraseFrom> + Send + Sync;

/// A passphrase, by its origin.
pub enum PassphraseFrom {
    /// A person typed it, and may have mistyped it.
    Person(Zeroizing<Vec<u8>>),
    /// An option says where it is.
    Option(Zeroizing<Vec<u8>>),
}

/// The files of a client certificate.
#[derive(Clone)]
pub struct IdentityFiles {
    /// The certificate and its chain.
    pub certificate: PathBuf,
    /// The key; none where it stands in the file of the certificate.
    pub key: Option<PathBuf>,
    /// Gives the passphrase, if the key has one.
    pub passphrase: Arc<Passphrase>,
}

impl fmt::Debug for IdentityFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { certificate, key, .. } = self;
        f.debug_struct("IdentityFiles").field("certificate", certificate).field("key", key).finish()
    }
}

/// The answer to a server that asks for a certificate, and whether it asked.
#[derive(Debug)]
pub(super) struct ClientIdentity {
    key: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl ClientIdentity {
    /// Presents this certificate, or none.
    pub(super) fn new(key: Option<Arc<CertifiedKey>>) -> Self {
        Self { key, asked: AtomicBool::new(false) }
    }

    /// Whether the server asked for a certificate and got none.
    pub(super) fn was_missing(&self) -> bool {
        self.asked.load(Ordering::Relaxed) && self.key.is_none()
    }

    /// Whether the server asked for a certificate and got one.
    pub(super) fn was_shown(&self) -> bool {
        self.asked.load(Ordering::Relaxed) && self.key.is_some()
    }
}

impl ResolvesClientCert for ClientIdentity {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Relaxed);
        let key = self.key.as_ref()?;
        key.key.choose_scheme(schemes).map(|_| Arc::clone(key))
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}

/// Certificates and key, as they were read.
struct Material {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl IdentityFiles {
    /// Reads and checks the files at `now` (seconds since 1970).
    ///
    /// # Errors
    /// Files that cannot be read or hold something else, a wrong passphrase, a key that is not the
    /// certificate's; a certificate that servers would refuse: out of date, or not for clients.
    pub(super) fn load(
        &self,
        provider: &CryptoProvider,
        now: i64,
        cancel: &Cancel,
    ) -> Result<CertifiedKey> {
        let Material { chain, key } = self.read(cancel)?;
        let shown = self.certificate.display();
        let own = chain.first().and_then(|own| Certificate::read(own));
        let own = own.ok_or_else(|| usage(format!("{shown}: its certificate cannot be read")))?;
        let pair = CertifiedKey::from_der(chain, key, provider);
        let pair = pair.map_err(|error| match error {
            TlsError::InconsistentKeys(InconsistentKeys::KeyMismatch) => usage(format!(
                "{}: this key is not that of the certificate in {shown}",
                self.keys()
            )),
            TlsError::InvalidCertificate(_) => usage(format!(
                "{shown}: TLS cannot use this certificate (X.509 version {})",
                own.version
            )),
            _ => usage(format!("{}: TLS cannot use this key ({})", self.keys(), own.key)),
        })?;
        let refused = if !own.is_for_clients() {
            format!(
                "it is not for clients, but for {} (extended key usage)",
                own.purposes.join(", ")
            )
        } else if now > own.not_after {
            format!("it has expired: {}", date(own.not_after))
        } else if now < own.not_before {
            format!("it is not valid yet: {}", date(own.not_before))
        } else {
            return Ok(pair);
        };
        Err(tls(format!("client certificate {shown}: {refused}; servers refuse it")))
    }

    /// The file that holds the key, for messages.
    fn keys(&self) -> std::path::Display<'_> {
        self.key.as_ref().unwrap_or(&self.certificate).display()
    }

    fn read(&self, cancel: &Cancel) -> Result<Material> {
        let bytes = read(&self.certificate, cancel)?;
        if is_der(&bytes) && Certificate::read(&bytes).is_none() {
            return self.pkcs12(&bytes, cancel);
        }
        let shown = self.certificate.display();
        let chain = if is_der(&bytes) {
            vec![CertificateDer::from(bytes.to_vec())]
        } else {
            let all = CertificateDer::pem_slice_iter(&bytes).collect::<Result<Vec<_>, _>>();
            all.map_err(|_| usage(format!("{shown}: a certificate in it is damaged")))?
        };
        if chain.is_empty() {
            return Err(usage(format!("{shown}: no certificate in PEM or PKCS#12 in it")));
        }
        let key = match &self.key {
            Some(path) => self.private_key(path, &read(path, cancel)?, cancel)?,
            None => self.private_key(&self.certificate, &bytes, cancel)?,
        };
        Ok(Material { chain, key })
    }

    fn private_key(
        &self,
        path: &Path,
        bytes: &[u8],
        cancel: &Cancel,
    ) -> Result<PrivateKeyDer<'static>> {
        let shown = path.display();
        if is_der(bytes) {
            return match EncryptedPrivateKeyInfoRef::try_from(bytes) {
                Ok(sealed) => self.decrypted(path, &sealed, cancel),
                Err(_) => PrivateKeyDer::try_from(bytes)
                    .map(|key| key.clone_key())
                    .map_err(|_| usage(format!("{shown}: not a private key"))),
            };
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if text.contains(OLD_ENCRYPTION) {
            return Err(usage(format!(
                "{shown}: encrypted in OpenSSL's old way; convert it: openssl pkcs8 -topk8 -in {shown} \
                 -out NEW"
            )));
        }
        if let Some(block) = block(text, ENCRYPTED) {
            let damaged = || usage(format!("{shown}: the encrypted key in it is damaged"));
            let (_, der) = pkcs8::SecretDocument::from_pem(block).map_err(|_| damaged())?;
            let sealed = EncryptedPrivateKeyInfoRef::try_from(der.as_bytes());
            return self.decrypted(path, &sealed.map_err(|_| damaged())?, cancel);
        }
        PrivateKeyDer::from_pem_slice(bytes).map_err(|_| {
            let hint = if self.key.is_none() { "; name its file by --key FILE" } else { "" };
            usage(format!("{shown}: no private key in it{hint}"))
        })
    }

    fn decrypted(
        &self,
        path: &Path,
        sealed: &EncryptedPrivateKeyInfoRef<'_>,
        cancel: &Cancel,
    ) -> Result<PrivateKeyDer<'static>> {
        let opened = self.open(path, cancel, |passphrase| {
            sealed.decrypt(passphrase).map_err(|_| wrong_passphrase(path))
        })?;
        Ok(PrivatePkcs8KeyDer::from(opened.as_bytes().to_vec()).into())
    }

    /// Opens a file by its passphrase; a person may try several times.
    fn open<T>(
        &self,
        path: &Path,
        cancel: &Cancel,
        open: impl Fn(&[u8]) -> Result<T>,
    ) -> Result<T> {
        for _ in 1..MOST_TRIES {
            match (self.passphrase)(path, cancel)? {
                PassphraseFrom::Option(given) => return open(&given),
                PassphraseFrom::Person(typed) => {
                    if let Ok(opened) = open(&typed) {
                        return Ok(opened);
                    }
                }
            }
        }
        let (PassphraseFrom::Option(last) | PassphraseFrom::Person(last)) =
            (self.passphrase)(path, cancel)?;
        open(&last)
    }

    /// PKCS#12: the key, its certificate, and the others from issuer to issuer.
    fn pkcs12(&self, bytes: &[u8], cancel: &Cancel) -> Result<Material> {
        let (path, shown) = (&self.certificate, self.certificate.display());
        // Many are made without a passphrase.
        let archive = match Pkcs12Archive::from_pkcs12(bytes, "") {
            Ok(open) => open,
            Err(_) => self.open(path, cancel, |passphrase| {
                let text = std::str::from_utf8(passphrase).map_err(|_| {
                    usage(format!(
                        "{shown}: passphrases of PKCS#12 are text, this one is not UTF-8"
                    ))
                })?;
                Pkcs12Archive::from_pkcs12(bytes, text).map_err(|_| {
                    usage(format!("{shown}: the passphrase is wrong, or this is no PKCS#12 file"))
                })
            })?,
        };
        let key = archive.keys.first().map(|bag| bag.key.as_der().to_vec());
        let key = key.ok_or_else(|| usage(format!("{shown}: no private key in it")))?;
        let mut rest: Vec<Vec<u8>> =
            archive.certs.iter().map(|bag| bag.cert.as_der().to_vec()).collect();
        let id = archive.keys.first().and_then(|bag| bag.local_key_id.as_ref());
        let is_own = |bag: &p12_keystore::CertificateBag| {
            id.is_some_and(|id| bag.local_key_id.as_deref() == Some(id.0.as_slice()))
        };
        let own = archive.certs.iter().position(is_own).unwrap_or(0);
        let mut chain = Vec::new();
        let mut next = (own < rest.len()).then_some(own);
        while let Some(place) = next {
            let der = rest.remove(place);
            let issuer = Certificate::read(&der).map(|read| read.issuer);
            chain.push(CertificateDer::from(der));
            next = rest.iter().position(|other| {
                Certificate::read(other).map(|read| read.subject) == issuer && issuer.is_some()
            });
        }
        if chain.is_empty() {
            return Err(usage(format!("{shown}: no certificate in it")));
        }
        Ok(Material { chain, key: PrivatePkcs8KeyDer::from(key).into() })
    }
}

/// Reads a file; a stop of the run ends that: a name may lead to a pipe.
fn read(path: &Path, cancel: &Cancel) -> Result<Zeroizing<Vec<u8>>> {
    let name = path.to_owned();
    let bytes = cancel.apart(None, move || std::fs::read(name))?;
    bytes.unwrap_or_else(|| Ok(Vec::new())).map(Zeroizing::new).map_err(local(path))
}

fn wrong_passphrase(path: &Path) -> crate::error::Error {
    usage(format!(
        "{}: the passphrase is wrong, or its encryption is not known here",
        path.display()
    ))
}

/// The first PEM block with this label.
fn block<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let from = text.find(&begin)?;
    let rest = text.get(from..)?;
    rest.get(..rest.find(&end)? + end.len())
}
