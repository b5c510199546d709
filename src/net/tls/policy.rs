//! What is offered in handshakes: one fixed table of policies.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{CipherSuite, NamedGroup};

use crate::net::trust::LEAST_RSA;
use crate::net::version::Version;

/// A choice of versions, cipher suites, key exchange groups and least key sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// All that is safe today.
    #[default]
    Default,
    /// TLS 1.3 only.
    Modern,
    /// Suites and groups of NIST SP 800-52r2.
    Nist,
    /// A key exchange that a quantum computer does not break, required.
    Pq,
}

/// What a policy allows.
#[derive(Debug)]
pub struct Rules {
    /// The policy.
    pub policy: Policy,
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The lowest version; the highest is 1.3.
    pub min: Version,
    /// Cipher suites.
    pub suites: &'static [CipherSuite],
    /// Key exchange groups.
    pub groups: &'static [NamedGroup],
    /// The shortest RSA key of a server, in bits.
    pub least_rsa: usize,
}

const TLS13: [CipherSuite; 3] = [
    CipherSuite::TLS13_AES_256_GCM_SHA384,
    CipherSuite::TLS13_AES_128_GCM_SHA256,
    CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
];

const ALL: [CipherSuite; 9] = [
    CipherSuite::TLS13_AES_256_GCM_SHA384,
    CipherSuite::TLS13_AES_128_GCM_SHA256,
    CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
];

/// SP 800-52r2 section 3.3.1, as far as the suites keep past sessions secret.
const NIST: [CipherSuite; 6] = [
    CipherSuite::TLS13_AES_256_GCM_SHA384,
    CipherSuite::TLS13_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
];

const GROUPS: [NamedGroup; 4] =
    [NamedGroup::X25519MLKEM768, NamedGroup::X25519, NamedGroup::secp256r1, NamedGroup::secp384r1];

/// The table.
pub static POLICIES: [Rules; 4] = [
    Rules {
        policy: Policy::Default,
        name: "default",
        about: "all that is safe today",
        min: Version::Tls12,
        suites: &ALL,
        groups: &GROUPS,
        least_rsa: LEAST_RSA,
    },
    Rules {
        policy: Policy::Modern,
        name: "modern",
        about: "TLS 1.3 only",
        min: Version::Tls13,
        suites: &TLS13,
        groups: &GROUPS,
        least_rsa: LEAST_RSA,
    },
    Rules {
        policy: Policy::Nist,
        name: "nist",
        about: "suites and groups of NIST SP 800-52r2",
        min: Version::Tls12,
        suites: &NIST,
        groups: &[NamedGroup::secp256r1, NamedGroup::secp384r1],
        least_rsa: LEAST_RSA,
    },
    Rules {
        policy: Policy::Pq,
        name: "pq",
        about: "a key exchange that withstands quantum computers, required",
        min: Version::Tls13,
        suites: &TLS13,
        groups: &[NamedGroup::X25519MLKEM768],
        least_rsa: LEAST_RSA,
    },
];

impl Policy {
    /// The policy of that name.
    pub fn named(name: &str) -> Option<Self> {
        POLICIES.iter().find(|rules| rules.name == name).map(|rules| rules.policy)
    }

    /// What it allows.
    pub fn rules(self) -> &'static Rules {
        // Every policy has a line; the first is the weakest assumption.
        POLICIES.iter().find(|rules| rules.policy == self).unwrap_or(&POLICIES[0])
    }

    /// The algorithms for rustls, in its order of preference.
    pub(super) fn provider(self) -> Arc<CryptoProvider> {
        let rules = self.rules();
        let mut provider = aws_lc_rs::default_provider();
        provider.cipher_suites.retain(|suite| rules.suites.contains(&suite.suite()));
        provider.kx_groups.retain(|group| rules.groups.contains(&group.name()));
        Arc::new(provider)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suite_and_group_of_the_table_is_offered() {
        for rules in &POLICIES {
            let provider = rules.policy.provider();
            assert_eq!(provider.cipher_suites.len(), rules.suites.len(), "{}", rules.name);
            assert_eq!(provider.kx_groups.len(), rules.groups.len(), "{}", rules.name);
            assert_eq!(Policy::named(rules.name), Some(rules.policy));
        }
    }

    #[test]
    fn the_default_leaves_nothing_out_that_the_library_offers() {
        let whole = aws_lc_rs::default_provider();
        let own = Policy::Default.provider();
        assert_eq!(own.cipher_suites.len(), whole.cipher_suites.len());
        assert_eq!(own.kx_groups.len(), whole.kx_groups.len());
    }
}
