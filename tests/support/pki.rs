//! Throw-away certificates: one authority, and server certificates with each fault that a client
//! has to notice. All are made once for each process; the files go where the caller wants them.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, PKCS_ED25519, RevocationReason, RevokedCertParams, date_time_ymd,
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
    /// Self-signed, and an authority's by its constraints, as many appliances make theirs.
    SelfSignedAuthority,
    /// Signed by an authority that nobody trusts, which the server does not show.
    UnknownAuthority,
    /// Signed by that authority too, for clients, for `elsewhere.example`, and ran out in 2021.
    ManyFaults,
    /// Signed by an intermediate authority of the authority, which the server does not show.
    MissingIntermediate,
    /// Signed by the authority, for clients.
    WrongUsage,
    /// Signed by the authority, and on its list of revoked certificates.
    Revoked,
    /// Ends in ten days.
    EndsSoon,
    /// Self-signed without an end: 9999-12-31T23:59:59Z (RFC 5280 section 4.1.2.5), as appliances make theirs.
    Endless,
    /// Self-signed, with names in which letters command a terminal.
    Hostile,
    /// Its authority signed it with SHA-1.
    Sha1,
    /// Its authority signed it with MD5.
    Md5,
    /// An RSA key of 1024 bits.
    ShortKey,
    /// X.509 version 1, which knows no extensions.
    VersionOne,
    /// The same with an RSA key.
    VersionOneRsa,
    /// The same certificate, shown by somebody who has not its key.
    VersionOneStolen,
    /// One of a line of certificates of a server whose private authority is shown.
    Private(Private),
}

/// The certificates that a server with an authority of its own shows one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// The first.
    First,
    /// Renewed, with the same key.
    SameKey,
    /// Renewed, with another key.
    OtherKey,
    /// With the same names, by an authority of the same name that is another.
    Impostor,
}

/// What OpenSSL made and rcgen cannot: certificates with their keys. The key beside the short one is
/// another's, since nothing here signs with so short a one.
const ODD: [(Identity, &str, &str); 6] = [
    (Identity::Sha1, include_str!("certificates/sha1.pem"), include_str!("certificates/sha1.pem")),
    (Identity::Md5, include_str!("certificates/md5.pem"), include_str!("certificates/md5.pem")),
    (
        Identity::ShortKey,
        include_str!("certificates/short-key.pem"),
        include_str!("certificates/sha1.pem"),
    ),
    (
        Identity::VersionOne,
        include_str!("certificates/version-one.pem"),
        include_str!("certificates/version-one.pem"),
    ),
    (
        Identity::VersionOneRsa,
        include_str!("certificates/version-one-rsa.pem"),
        include_str!("certificates/version-one-rsa.pem"),
    ),
    (
        Identity::VersionOneStolen,
        include_str!("certificates/version-one.pem"),
        include_str!("certificates/sha1.pem"),
    ),
];

/// The authority that signed the odd ones.
const ODD_AUTHORITY: &str = include_str!("certificates/authority.pem");

/// A certificate and its key.
pub struct Certificate {
    /// The certificate in PEM, and behind it those that a server shows with it.
    pub pem: String,
    /// Its PKCS#8 key in PEM.
    pub key_pem: String,
}

impl Certificate {
    /// The certificates in the form that rustls takes.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        let all = CertificateDer::pem_slice_iter(self.pem.as_bytes());
        all.map(|one| one.expect("our own PEM parses")).collect()
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
    /// The authorities' certificates in PEM, what `--ca-file` wants.
    pub ca_pem: String,
    /// The authority's list of revoked certificates in PEM.
    pub crl_pem: String,
    /// A certificate for a client, signed by the same authority.
    pub client: Certificate,
    /// Authorities of the name of the self-signed server, with keys of two kinds, that signed nothing.
    pub namesakes: [String; 2],
    /// Another one that ran out in 2021.
    pub expired_client: Certificate,
    servers: Vec<(Identity, Certificate)>,
}

impl Pki {
    /// The one set of this process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Pki> = OnceLock::new();
        SHARED.get_or_init(Self::generate)
    }

    fn generate() -> Self {
        let Authority { pem: ca_pem, issuer: authority } = authority("ftps test authority");
        let stranger = self::authority("ftps test stranger");
        let plain = [
            Identity::Good,
            Identity::OtherKey,
            Identity::Expired,
            Identity::NotYetValid,
            Identity::WrongHost,
            Identity::SelfSigned,
            Identity::SelfSignedAuthority,
            Identity::WrongUsage,
            Identity::Revoked,
            Identity::EndsSoon,
            Identity::Endless,
            Identity::Hostile,
        ];
        let plain = plain.map(|identity| (identity, server_certificate(identity, &authority)));
        let unknown = Identity::UnknownAuthority;
        let many = Identity::ManyFaults;
        let missing = Identity::MissingIntermediate;
        let between = intermediate(&authority);
        let odd = ODD.map(|(identity, pem, key)| {
            (identity, Certificate { pem: pem.to_owned(), key_pem: key.to_owned() })
        });
        let servers = plain
            .into_iter()
            .chain([(unknown, server_certificate(unknown, &stranger.issuer))])
            .chain([(many, server_certificate(many, &stranger.issuer))])
            .chain([(missing, server_certificate(missing, &between))])
            .chain(odd)
            .chain(private_line())
            .collect();
        let crl_pem = revocation_list(&authority);
        let client = client_certificate(&authority, 4096);
        let expired_client = client_certificate(&authority, 2021);
        let namesakes = [&PKCS_ECDSA_P256_SHA256, &PKCS_ED25519].map(|kind| {
            let key = KeyPair::generate_for(kind).expect("a key");
            authority_with("ftps test server, SelfSigned", key).pem
        });
        Self { namesakes, ca_pem: ca_pem + ODD_AUTHORITY, crl_pem, client, expired_client, servers }
    }

    /// The certificate and key of one server identity.
    pub fn server(&self, identity: Identity) -> &Certificate {
        let found = self.servers.iter().find(|(known, _)| *known == identity);
        &found.expect("every identity has a certificate").1
    }

    /// The authority as a root store.
    pub fn roots(&self) -> Arc<RootCertStore> {
        let mut roots = RootCertStore::empty();
        for der in CertificateDer::pem_slice_iter(self.ca_pem.as_bytes()) {
            roots.add(der.expect("our own PEM")).expect("our own authority");
        }
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
            client_key: private(write("client.key", &self.client.key_pem)),
        }
    }
}

/// Leaves a file to its owner.
fn private(path: PathBuf) -> PathBuf {
    std::fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("our own file");
    path
}

/// An authority that can sign.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

fn authority(name: &str) -> Authority {
    authority_with(name, KeyPair::generate().expect("a key"))
}

fn authority_with(name: &str, key: KeyPair) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let pem = params.self_signed(&key).expect("self-signed").pem();
    Authority { pem, issuer: Issuer::new(params, key) }
}

/// An authority below another one.
fn intermediate(above: &Issuer<'_, KeyPair>) -> Issuer<'static, KeyPair> {
    let key = KeyPair::generate().expect("a key");
    let mut params = leaf(Vec::new(), "ftps test intermediate");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.signed_by(&key, above).expect("signing");
    Issuer::new(params, key)
}

/// The list on which [`Identity::Revoked`] stands.
fn revocation_list(authority: &Issuer<'_, KeyPair>) -> String {
    let revoked = RevokedCertParams {
        serial_number: REVOKED.into(),
        revocation_time: date_time_ymd(2026, 1, 1),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    };
    let list = CertificateRevocationListParams {
        this_update: date_time_ymd(2026, 1, 1),
        next_update: date_time_ymd(2090, 1, 1),
        crl_number: 1.into(),
        issuing_distribution_point: None,
        revoked_certs: vec![revoked],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    list.signed_by(authority).expect("signing").pem().expect("PEM")
}

/// The line of [`Identity::Private`]: each shows its authority.
fn private_line() -> [(Identity, Certificate); 4] {
    let (own, other) = (authority("private authority"), authority("private authority"));
    let key = || KeyPair::generate().expect("a key");
    let (first, second, third) = (key(), key(), key());
    let line = [
        (Private::First, &own, &first, 2040),
        (Private::SameKey, &own, &first, 2050),
        (Private::OtherKey, &own, &second, 2050),
        (Private::Impostor, &other, &third, 2050),
    ];
    line.map(|(private, authority, key, end)| {
        let mut params = leaf(names_here(), "ftps test server, private");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(end, 1, 1);
        let signed = params.signed_by(key, &authority.issuer).expect("signing");
        let shown =
            Certificate { pem: signed.pem() + &authority.pem, key_pem: key.serialize_pem() };
        (Identity::Private(private), shown)
    })
}

/// The serial number of [`Identity::Revoked`].
const REVOKED: u64 = 0x0bad;

fn names_here() -> Vec<String> {
    ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into()
}

fn server_certificate(identity: Identity, authority: &Issuer<'_, KeyPair>) -> Certificate {
    let names = match identity {
        Identity::WrongHost | Identity::ManyFaults => vec!["elsewhere.example".to_owned()],
        _ => names_here(),
    };
    let mut params = leaf(names, &format!("ftps test server, {identity:?}"));
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    match identity {
        Identity::ManyFaults => {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        }
        Identity::Expired => {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        Identity::NotYetValid => {
            params.not_before = date_time_ymd(2090, 1, 1);
            params.not_after = date_time_ymd(2091, 1, 1);
        }
        Identity::EndsSoon => {
            let days = 10 * 24 * 3600 + 3600;
            let end = std::time::SystemTime::now() + std::time::Duration::from_secs(days);
            params.not_after = end.into();
        }
        Identity::WrongUsage => {
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        }
        Identity::Endless => {
            params.not_after = date_time_ymd(9999, 12, 31) + std::time::Duration::from_secs(86_399);
        }
        Identity::Hostile => {
            let name = "a\x1b[2Jb\x07\r\n\u{202e}c \"d\" \\";
            params.distinguished_name.push(DnType::CommonName, name);
        }
        Identity::Revoked => params.serial_number = Some(REVOKED.into()),
        Identity::SelfSignedAuthority => {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        _ => {}
    }
    let key = KeyPair::generate().expect("a key");
    let signed = match identity {
        Identity::SelfSigned
        | Identity::SelfSignedAuthority
        | Identity::Endless
        | Identity::Hostile => params.self_signed(&key),
        _ => params.signed_by(&key, authority),
    };
    certificate(&signed.expect("signing"), &key)
}

/// A client's certificate that ends with that year.
fn client_certificate(authority: &Issuer<'_, KeyPair>, end: i32) -> Certificate {
    let mut params = leaf(Vec::new(), "ftps test client");
    params.not_after = date_time_ymd(end, 1, 1);
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
