//! Throw-away certificates: one authority, and server certificates with each fault that a client
//! has to notice. All are made once for each process; the files go where the caller wants them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Which certificate a server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Identity {
    /// Signed by the authority, for `localhost`, `127.0.0.1` and `::1`.
    #[default]
    Good,
    /// As good as the good one, with a key of its own: what a pin must refuse.
    OtherKey,
    /// Ran out in 2021.
    Expired,
    /// Begins in 2090.
    NotYetValid,
    /// Signed and in date, for `elsewhere.example`.
    WrongHost,
    /// The right names and dates, signed by nobody but itself.
    SelfSigned,
}

/// A certificate and its key.
pub struct Certificate {
    /// The certificate in PEM.
    pub pem: String,
    /// Its PKCS#8 key in PEM.
    pub key_pem: String,
}

impl Certificate {
    /// The certificate in the form that rustls takes, as a chain of one.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![CertificateDer::from_pem_slice(self.pem.as_bytes()).expect("our own PEM parses")]
    }

    /// The key in the form that rustls takes.
    pub fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::from_pem_slice(self.key_pem.as_bytes()).expect("our own PEM parses")
    }
}

/// Where [`Pki::write`] has put its files.
pub struct PkiFiles {
    /// The authority's certificate.
    pub ca: PathBuf,
    /// The client certificate.
    pub client_cert: PathBuf,
    /// The key of the client certificate.
    pub client_key: PathBuf,
}

/// The authority and all that it signed.
pub struct Pki {
    /// The authority's certificate in PEM, what `--ca-file` wants.
    pub ca_pem: String,
    /// A certificate for a client, signed by the same authority.
    pub client: Certificate,
    servers: Vec<(Identity, Certificate)>,
}

impl Pki {
    /// The one set of this process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Pki> = OnceLock::new();
        SHARED.get_or_init(Self::generate)
    }

    fn generate() -> Self {
        let ca_key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.distinguished_name.push(DnType::CommonName, "ftps test authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let ca_pem = params.self_signed(&ca_key).expect("self-signed").pem();
        let authority = Issuer::new(params, ca_key);
        let servers = [
            Identity::Good,
            Identity::OtherKey,
            Identity::Expired,
            Identity::NotYetValid,
            Identity::WrongHost,
            Identity::SelfSigned,
        ]
        .map(|identity| (identity, server_certificate(identity, &authority)))
        .into();
        Self { ca_pem, client: client_certificate(&authority), servers }
    }

    /// The certificate and key of one server identity.
    pub fn server(&self, identity: Identity) -> &Certificate {
        let found = self.servers.iter().find(|(known, _)| *known == identity);
        &found.expect("every identity has a certificate").1
    }

    /// The authority as a root store.
    pub fn roots(&self) -> Arc<RootCertStore> {
        let mut roots = RootCertStore::empty();
        let der = CertificateDer::from_pem_slice(self.ca_pem.as_bytes()).expect("our own PEM");
        roots.add(der).expect("our own authority");
        Arc::new(roots)
    }

    /// Writes `ca.pem`, `client.pem` and `client.key` into `folder`.
    pub fn write(&self, folder: &Path) -> PkiFiles {
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).expect("writing a PEM file");
            path
        };
        PkiFiles {
            ca: write("ca.pem", &self.ca_pem),
            client_cert: write("client.pem", &self.client.pem),
            client_key: write("client.key", &self.client.key_pem),
        }
    }
}

fn server_certificate(identity: Identity, authority: &Issuer<'_, KeyPair>) -> Certificate {
    let names = match identity {
        Identity::WrongHost => vec!["elsewhere.example".to_owned()],
        _ => ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into(),
    };
    let mut params = leaf(names, &format!("ftps test server, {identity:?}"));
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    match identity {
        Identity::Expired => {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        Identity::NotYetValid => {
            params.not_before = date_time_ymd(2090, 1, 1);
            params.not_after = date_time_ymd(2091, 1, 1);
        }
        _ => {}
    }
    let key = KeyPair::generate().expect("a key");
    let signed = match identity {
        Identity::SelfSigned => params.self_signed(&key),
        _ => params.signed_by(&key, authority),
    };
    certificate(&signed.expect("signing"), &key)
}

fn client_certificate(authority: &Issuer<'_, KeyPair>) -> Certificate {
    let mut params = leaf(Vec::new(), "ftps test client");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let key = KeyPair::generate().expect("a key");
    certificate(&params.signed_by(&key, authority).expect("signing"), &key)
}

fn leaf(names: Vec<String>, common_name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(names).expect("valid names");
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.use_authority_key_identifier_extension = true;
    params
}

fn certificate(signed: &rcgen::Certificate, key: &KeyPair) -> Certificate {
    Certificate { pem: signed.pem(), key_pem: key.serialize_pem() }
}
