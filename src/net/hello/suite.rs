//! Cipher suites and key exchange groups: which there are, their names, and how strong each is.

use std::fmt;

use rustls::{CipherSuite, NamedGroup};

/// Parts of the names of suites that no FTP server can use: keys agreed on before, Kerberos, drafts.
const OF_NO_USE: [&str; 8] =
    ["PSK", "KRB5", "SRP", "draft", "FORTEZZA", "GOST", "SCSV", "NULL_WITH_NULL"];

/// Parts of the names of suites that protect nothing: no encryption, no authentication, keys that can be searched
/// (RFC 7465, RFC 9325 section 4.2).
const BROKEN: [&str; 7] = ["_NULL_", "_anon_", "EXPORT", "_RC4_", "_RC2_", "_DES_CBC_", "DES40"];

/// Blocks of 64 bits (SWEET32), or a cipher that nobody reviews any more.
const WEAK: [&str; 4] = ["3DES", "IDEA", "SEED", "_MD5"];

/// A cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite(pub u16);

/// How much a suite protects, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing, or nothing that withstands an attack.
    Broken,
    /// A cipher that is attacked with effort.
    Weak,
    /// Whoever gets the server's key can read old recordings.
    NoForwardSecrecy,
    /// CBC with a MAC: sound where implemented with care.
    Cbc,
    /// Forward secrecy and authenticated encryption.
    Strong,
}

impl Suite {
    /// All suites of TLS 1.2 and older that a server of files might take, in no order.
    pub fn all() -> Vec<u16> {
        let numbers = (0x0001..=0x00c5).chain(0xc001..=0xc0ff).chain(0xcca8..=0xccae);
        numbers.filter(|number| Suite(*number).is_of_use()).collect()
    }

    /// The suites of TLS 1.3 (RFC 8446 appendix B.4).
    pub const TLS13: [u16; 5] = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305];

    fn is_of_use(self) -> bool {
        let known = CipherSuite::from(self.0);
        known.as_str().is_some_and(|name| !OF_NO_USE.iter().any(|part| name.contains(part)))
    }

    /// How much it protects.
    pub fn strength(self) -> Strength {
        let name = self.to_string();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let ephemeral = ["TLS13_", "TLS_ECDHE_", "TLS_DHE_"];
        if has(&BROKEN) {
            Strength::Broken
        } else if has(&WEAK) {
            Strength::Weak
        } else if !ephemeral.iter().any(|start| name.starts_with(start)) {
            Strength::NoForwardSecrecy
        } else if name.contains("_CBC_") {
            Strength::Cbc
        } else {
            Strength::Strong
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match CipherSuite::from(self.0).as_str() {
            Some(name) => f.write_str(name),
            None => write!(f, "suite {:#06x}", self.0),
        }
    }
}

/// Key exchange groups that rustls has no name for (the registry of TLS supported groups).
const MORE_GROUPS: [(u16, &str); 10] = [
    (0x0013, "secp192r1"),
    (0x0015, "secp224r1"),
    (0x0016, "secp256k1"),
    (0x001a, "brainpoolP256r1"),
    (0x001b, "brainpoolP384r1"),
    (0x001c, "brainpoolP512r1"),
    (0x001f, "brainpoolP256r1tls13"),
    (0x0020, "brainpoolP384r1tls13"),
    (0x0021, "brainpoolP512r1tls13"),
    (0x11ed, "secp384r1MLKEM1024"),
];

/// A key exchange group (RFC 8446 section 4.2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group(pub u16);

impl Group {
    /// All that a server might take, in no order.
    pub const ALL: [u16; 23] = [
        0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x11ec, 0x11eb, 0x11ed, 0x0201, 0x0202, 0x0100,
        0x0101, 0x0102, 0x0103, 0x0104, 0x0016, 0x001a, 0x001b, 0x001c, 0x001f, 0x0020, 0x0015,
        0x0013,
    ];

    /// Whether it withstands quantum computers, as far as is known.
    pub fn is_post_quantum(self) -> bool {
        matches!(self.0, 0x0200..=0x0202 | 0x11eb..=0x11ed)
    }

    /// Whether it is smaller than 128 bits of strength ask for.
    pub fn is_weak(self) -> bool {
        matches!(self.0, 0x0001..=0x0015)
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = MORE_GROUPS.iter().find(|(number, _)| *number == self.0);
        match (NamedGroup::from(self.0), more) {
            (_, Some((_, name))) => f.write_str(name),
            (NamedGroup::Unknown(number), None) => write!(f, "group {number:#06x}"),
            (known, None) => write!(f, "{known:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_as_strong_as_their_weakest_part() {
        let strengths = [
            (0x0002, Strength::Broken),
            (0x0005, Strength::Broken),
            (0x0034, Strength::Broken),
            (0x0009, Strength::Broken),
            (0x000a, Strength::Weak),
            (0x009c, Strength::NoForwardSecrecy),
            (0xc013, Strength::Cbc),
            (0xc02f, Strength::Strong),
            (0x009e, Strength::Strong),
            (0xccaa, Strength::Strong),
            (0x1301, Strength::Strong),
        ];
        for (number, strength) in strengths {
            assert_eq!(Suite(number).strength(), strength, "{}", Suite(number));
        }
    }

    #[test]
    fn every_suite_has_a_name_and_none_needs_a_key_agreed_on_before() {
        let all = Suite::all();
        assert!(all.len() > 100 && all.contains(&0xc030) && all.contains(&0xccaa));
        assert!(all.iter().all(|number| Suite(*number).to_string().starts_with("TLS_")));
    }
}
