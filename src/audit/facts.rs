//! Facts of a server, as an audit measured them: plain data for JSON, for the report, and for policies.

use serde::Serialize;

/// All facts of a server.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// How it is reached.
    pub reach: Reach,
    /// What TLS it speaks.
    pub tls: TlsOffer,
    /// The certificates that it shows, its own first.
    pub chain: Vec<CertificateFacts>,
    /// How data connections behave.
    pub data: DataFacts,
    /// Its abilities.
    pub abilities: Abilities,
}

/// How a server is reached.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reach {
    /// Its addresses.
    pub addresses: Vec<AddressFacts>,
    /// The greeting, its lines joined by blanks.
    pub banner: Option<String>,
    /// The ports that were tried, and the flavour of FTPS that each speaks.
    pub ports: Vec<PortFacts>,
}

/// One address.
#[derive(Clone, Debug, Serialize)]
pub struct AddressFacts {
    /// The address.
    pub address: String,
    /// Milliseconds until the TCP connection stood; none where it failed.
    pub connect_ms: Option<u64>,
    /// Why it failed.
    pub error: Option<String>,
}

/// One port.
#[derive(Clone, Debug, Serialize)]
pub struct PortFacts {
    /// The port.
    pub port: u16,
    /// `explicit`, `implicit`, `clear` (FTP without TLS), `other`, `refused` or `silent`.
    pub speaks: String,
}

/// The TLS that a server offers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TlsOffer {
    /// Versions that it takes, the oldest first: `SSL 3`, `TLS 1.0` and so on.
    pub versions: Vec<String>,
    /// Suites that it takes up to TLS 1.2, in its own order where it has one.
    pub suites12: Vec<String>,
    /// Suites that it takes under TLS 1.3.
    pub suites13: Vec<String>,
    /// Whether its own order of suites counts; none where it has fewer than two.
    pub own_order: Option<bool>,
    /// Key exchange groups.
    pub groups: Vec<String>,
    /// The size of the prime of its finite-field key exchange, in bits.
    pub dh_bits: Option<usize>,
    /// The protocol that it chose by ALPN.
    pub alpn: Option<String>,
    /// Tickets that came with a TLS 1.3 control connection.
    pub tickets: Option<usize>,
    /// Whether it asks for a client certificate.
    pub asks_certificate: Option<bool>,
}

/// One certificate.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateFacts {
    /// The subject's distinguished name.
    pub subject: String,
    /// The issuer's.
    pub issuer: String,
    /// Host names and addresses.
    pub names: Vec<String>,
    /// When it begins (RFC 3339).
    pub not_before: String,
    /// When it ends (RFC 3339).
    pub not_after: String,
    /// Whole days until then.
    pub days_left: i64,
    /// Its key, in words.
    pub key: String,
    /// The algorithm that it is signed with.
    pub signature: String,
    /// Its fingerprint.
    pub sha256: String,
}

/// How data connections behave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DataFacts {
    /// Listings over data connections under TLS 1.2.
    pub tls12: Option<Resumed>,
    /// The same under TLS 1.3.
    pub tls13: Option<Resumed>,
    /// Uploads under TLS 1.2, where `--write` allowed them.
    pub upload12: Option<Resumed>,
    /// The same under TLS 1.3.
    pub upload13: Option<Resumed>,
    /// Whether a data connection must resume its control connection's session.
    pub reuse_required: Option<bool>,
    /// Whether the server ends its downloads with close_notify.
    pub sends_close_notify: Option<bool>,
    /// The ports in replies to EPSV, or PASV, that was sent several times in a row.
    pub passive_ports: Vec<u16>,
}

/// Data connections in a row on one control connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Resumed {
    /// How many were tried.
    pub tried: usize,
    /// How many resumed the session.
    pub resumed: usize,
    /// How many the server took.
    pub taken: usize,
}

/// The abilities of a server.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Abilities {
    /// The lines of FEAT.
    pub features: Vec<String>,
    /// Milliseconds of a round trip on the control connection, the median of several.
    pub round_trip_ms: Option<f64>,
    /// Seconds by which the server's clock is ahead.
    pub clock_offset_s: Option<i64>,
    /// Seconds by which the times in LIST are ahead of UTC.
    pub list_zone_s: Option<i64>,
    /// Bytes a second of an upload.
    pub upload_rate: Option<u64>,
    /// Bytes a second of a download.
    pub download_rate: Option<u64>,
}
