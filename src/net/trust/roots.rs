//! The authorities that are trusted: the system's, the bundled ones, or those in files; and lists of
//! certificates that they revoked.

use std::path::{Path, PathBuf};

use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};
use webpki::OwnedCertRevocationList;

use crate::error::{Class, Error, Result, local, usage};

/// More damaged entries than this are not told one by one.
const MOST_TOLD: usize = 5;

/// Which certificate authorities are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// The system's; `SSL_CERT_FILE` and `SSL_CERT_DIR` replace them.
    Native,
    /// Mozilla's, as bundled with this program.
    Bundled,
    /// The system's and the bundled ones.
    Both,
    /// None: only a pin or a recorded certificate can be right.
    None,
    /// Those in files (PEM or DER), instead of all others.
    Files(Vec<PathBuf>),
}

/// Authorities, ready to check with.
#[derive(Debug)]
pub(super) struct Anchors {
    pub(super) store: RootCertStore,
    /// Certificates from files: a server that shows one of them is trusted by it directly.
    pub(super) named: Vec<CertificateDer<'static>>,
    /// The skipped entries, for the user.
    pub(super) notes: Vec<String>,
}

impl Anchors {
    /// Reads the authorities.
    pub(super) fn load(roots: &Roots) -> Result<Self> {
        let store = RootCertStore::empty();
        let mut anchors = Self { store, named: Vec::new(), notes: Vec::new() };
        if let Roots::Files(paths) = roots {
            for path in paths {
                anchors.add_file(path)?;
            }
        }
        if matches!(roots, Roots::Native | Roots::Both) {
            anchors.add_native(roots)?;
        }
        if matches!(roots, Roots::Bundled | Roots::Both) {
            anchors.store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        Ok(anchors)
    }

    fn add_file(&mut self, path: &Path) -> Result<()> {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(local(path))?;
        let entries: Vec<_> = if is_der(&bytes) {
            vec![Ok(CertificateDer::from(bytes))]
        } else {
            CertificateDer::pem_slice_iter(&bytes).take(bytes.len()).collect()
        };
        let (count, before) = (entries.len(), self.store.len());
        let mut bad = Vec::new();
        for (entry, number) in entries.into_iter().zip(1..) {
            let added = match entry {
                Ok(certificate) => match self.store.add(certificate.clone()) {
                    Ok(()) => {
                        self.named.push(certificate);
                        true
                    }
                    Err(_) => false,
                },
                Err(_) => false,
            };
            if !added {
                bad.push(number);
            }
        }
        if self.store.len() == before {
            return Err(usage(format!("{shown}: no usable CA certificate in it")));
        }
        for number in bad.iter().take(MOST_TOLD) {
            self.notes.push(format!(
                "{shown}: certificate {number} of {count} cannot be read and is not used"
            ));
        }
        if bad.len() > MOST_TOLD {
            let more = bad.len() - MOST_TOLD;
            self.notes.push(format!("{shown}: and {more} more that cannot be read"));
        }
        Ok(())
    }

    /// Without any system store there is nothing to tell where the bundled roots stand beside it.
    fn add_native(&mut self, roots: &Roots) -> Result<()> {
        let found = rustls_native_certs::load_native_certs();
        let (added, _) = self.store.add_parsable_certificates(found.certs);
        match found.errors.first() {
            Some(error) if added == 0 && *roots == Roots::Native => Err(Error::Plain(
                Class::Tls,
                format!("reading the system's certificate authorities: {error}"),
            )),
            _ => Ok(()),
        }
    }
}

/// Reads lists of revoked certificates (PEM or DER).
pub(super) fn revocation_lists(
    paths: &[PathBuf],
) -> Result<Vec<CertificateRevocationListDer<'static>>> {
    let mut all = Vec::new();
    for path in paths {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(local(path))?;
        let damaged = |_| usage(format!("{shown}: not certificate revocation lists in PEM or DER"));
        let lists = if is_der(&bytes) {
            vec![CertificateRevocationListDer::from(bytes)]
        } else {
            let lists = CertificateRevocationListDer::pem_slice_iter(&bytes);
            lists.collect::<Result<Vec<_>, _>>().map_err(damaged)?
        };
        if lists.is_empty() {
            return Err(usage(format!("{shown}: no certificate revocation list in it")));
        }
        for list in &lists {
            OwnedCertRevocationList::from_der(list)
                .map_err(|_| usage(format!("{shown}: a revocation list that cannot be read")))?;
        }
        all.extend(lists);
    }
    Ok(all)
}

/// Whether a file begins as DER does (a SEQUENCE) and not as text.
pub(in crate::net) fn is_der(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x30)
}
