//! Why TLS failed, in words: rustls gives many reasons as the names of its own types.

use std::fmt::Debug;
use std::sync::Arc;

use rustls::{AlertDescription, Error, PeerIncompatible};

use super::identity::ClientIdentity;
use super::policy::Policy;

/// How a server that wants a client certificate gets one.
pub(super) const MISSING: &str =
    "the server wants a client certificate, and none was given: name it by --cert FILE --key FILE";

/// The versions that are spoken here.
const VERSIONS: &str = "ftps speaks TLS 1.2 and 1.3 only (--tls-min and --tls-max narrow that)";

/// Whom the handshake was with, and what it was offered.
pub(super) struct Peer {
    /// The server's name.
    pub(super) name: String,
    /// What was shown to it.
    pub(super) client: Arc<ClientIdentity>,
    /// What was offered.
    pub(super) policy: Policy,
}

/// What an error of rustls means.
pub(super) fn describe(error: &Error, peer: &Peer) -> String {
    let client = &peer.client;
    match error {
        Error::AlertReceived(alert) if is_about_certificate(*alert) && client.was_missing() => {
            format!("{MISSING} ({})", spoken(alert))
        }
        Error::AlertReceived(alert) if is_about_certificate(*alert) && client.was_shown() => {
            format!("the server refuses the client certificate: {}", spoken(alert))
        }
        Error::AlertReceived(alert) => alerted(*alert, peer),
        Error::InvalidMessage(_) => {
            format!("the peer does not speak TLS here (corrupt record: {})", spoken(error))
        }
        Error::PeerIncompatible(why) => incompatible(why, peer),
        Error::PeerMisbehaved(why) => {
            format!("the server breaks the rules of TLS: {}", spoken(why))
        }
        Error::InappropriateMessage { got_type, .. } => {
            format!("the server sent a TLS message out of turn: {}", spoken(got_type))
        }
        Error::InappropriateHandshakeMessage { got_type, .. } => {
            format!("the server sent a message of the handshake out of turn: {}", spoken(got_type))
        }
        Error::NoCertificatesPresented => "the server shows no certificate".into(),
        Error::DecryptError => "a record cannot be decrypted: it was damaged or forged".into(),
        Error::PeerSentOversizedRecord => "the server sent a record longer than TLS allows".into(),
        Error::InvalidCertRevocationList(_) => "the list of revoked certificates is invalid".into(),
        Error::InvalidCertificate(_) => "the server's certificate is invalid".into(),
        // The others are this side's; their texts are sentences.
        other => other.to_string(),
    }
}

/// Whether an alert may answer a client certificate, or that there is none. Under TLS 1.2 OpenSSL has
/// but one for all failures.
fn is_about_certificate(alert: AlertDescription) -> bool {
    use AlertDescription as A;
    matches!(
        alert,
        A::CertificateRequired
            | A::BadCertificate
            | A::UnsupportedCertificate
            | A::CertificateRevoked
            | A::CertificateExpired
            | A::CertificateUnknown
            | A::UnknownCA
            | A::AccessDenied
            | A::DecryptError
            | A::HandshakeFailure
    )
}

fn alerted(alert: AlertDescription, peer: &Peer) -> String {
    use AlertDescription as A;
    let name = &peer.name;
    let words = spoken(&alert);
    match alert {
        A::CertificateRequired => MISSING.into(),
        A::HandshakeFailure => format!(
            "the server found no cipher, key or key exchange in common: {words}{}",
            offered(peer)
        ),
        A::ProtocolVersion => {
            format!(
                "the server speaks none of the TLS versions offered: {words}; {VERSIONS}{}",
                offered(peer)
            )
        }
        A::InsufficientSecurity => {
            format!("the server wants stronger ciphers or keys than were offered: {words}")
        }
        A::UnrecognisedName => format!(
            "the server does not know the name {name}: {words}; the name matters, connect by the one \
             in its certificate"
        ),
        _ => format!("the server ended TLS with an alert: {words}"),
    }
}

fn incompatible(why: &PeerIncompatible, peer: &Peer) -> String {
    use PeerIncompatible as P;
    match why {
        P::ServerTlsVersionIsDisabledByOurConfig
        | P::ServerDoesNotSupportTls12Or13
        | P::Tls12NotOfferedOrEnabled
        | P::Tls12NotOffered
        | P::SupportedVersionsExtensionRequired => {
            format!("the server chose a TLS version that was not offered; {VERSIONS}")
        }
        P::NoCipherSuitesInCommon | P::NoKxGroupsInCommon | P::NoEcPointFormatsInCommon => {
            format!(
                "the server and ftps have no algorithms in common: {}{}",
                spoken(why),
                offered(peer)
            )
        }
        P::NoCertificateRequestSignatureSchemesInCommon
        | P::NoSignatureSchemesInCommon
        | P::ServerRejectedEncryptedClientHello(_) => {
            format!("the server and ftps have no signature algorithm in common: {}", spoken(why))
        }
        _ => format!("the server cannot do what ftps needs of TLS: {}", spoken(why)),
    }
}

/// That a policy narrows what is offered, if it does.
pub(super) fn offered(peer: &Peer) -> String {
    match peer.policy {
        Policy::Default => String::new(),
        policy => format!("; --tls-policy {} allows no more (ftps help tls)", policy.rules().name),
    }
}

/// The name of a variant as words: `UnrecognisedName` becomes `unrecognised name`.
fn spoken(value: &impl Debug) -> String {
    let name = format!("{value:?}");
    // Of `Variant(Inner)` the inner name says more.
    let name = name.rsplit('(').next().unwrap_or(&name);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let mut words = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            words.push(' ');
        }
        before = letter;
        words.push(letter.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{InvalidMessage, PeerMisbehaved};

    #[test]
    fn names_of_types_become_words() {
        assert_eq!(spoken(&AlertDescription::UnrecognisedName), "unrecognised name");
        assert_eq!(
            spoken(&Error::InvalidMessage(InvalidMessage::InvalidContentType)),
            "invalid content type"
        );
    }

    #[test]
    fn no_text_shows_the_inside_of_the_program() {
        let errors = [
            Error::AlertReceived(AlertDescription::UnrecognisedName),
            Error::AlertReceived(AlertDescription::Unknown(200)),
            Error::InvalidMessage(InvalidMessage::InvalidContentType),
            Error::PeerIncompatible(PeerIncompatible::NoCipherSuitesInCommon),
            Error::PeerIncompatible(PeerIncompatible::Tls12NotOffered),
            Error::PeerMisbehaved(PeerMisbehaved::SelectedUnofferedKxGroup),
            Error::NoCertificatesPresented,
            Error::DecryptError,
        ];
        let client = Arc::new(ClientIdentity::new(None));
        let peer = Peer { name: "ftp.example.com".into(), client, policy: Policy::Default };
        for error in errors {
            let text = describe(&error, &peer);
            let is_code =
                |word: &str| word.chars().skip(1).any(|c| c.is_ascii_uppercase()) && word != "TLS";
            assert!(!text.split([' ', ':', ';']).any(is_code), "{text}");
            assert!(!text.contains('{'), "{text}");
        }
    }
}
