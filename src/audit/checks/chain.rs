//! The checks of certificates.

use super::{Check, Section};

const RENEW: [&str; 5] = [
    "rsa_cert_file=NEW, rsa_private_key_file=NEW",
    "TLSRSACertificateFile NEW, TLSRSACertificateKeyFile NEW",
    "CertFile NEW",
    "Connection Security: choose the new certificate, or let it use ACME",
    "FTP SSL Settings: choose the new certificate",
];

const WHOLE: [&str; 5] = [
    "rsa_cert_file: append the intermediate certificates behind the own one",
    "TLSCertificateChainFile FILE with the intermediate certificates",
    "CertFile: append the intermediate certificates behind the own one",
    "Connection Security: a certificate file with the whole chain",
    "install the intermediate certificates in the store Intermediate Certification Authorities",
];

pub(super) const CHECKS: [Check; 9] = [
    Check {
        id: "cert-trusted",
        section: Section::Chain,
        title: "trust",
        meaning: "The rules in force (roots, pins, records) refuse the certificate.",
        hurts: "Every client that checks certificates: it refuses to connect, or people learn to ignore the warning.",
        cures: RENEW,
    },
    Check {
        id: "cert-public",
        section: Section::Chain,
        title: "public authorities",
        meaning: "The authorities of this system and of Mozilla do not vouch for the certificate.",
        hurts: "Partners without --ca-file or a record (ftps trust add).",
        cures: RENEW,
    },
    Check {
        id: "cert-dates",
        section: Section::Chain,
        title: "dates",
        meaning: "The certificate has ended, has not begun, or ends soon.",
        hurts: "Every client that checks certificates, from that day on.",
        cures: RENEW,
    },
    Check {
        id: "cert-name",
        section: Section::Chain,
        title: "names",
        meaning: "The certificate is for other names than the one that was connected to.",
        hurts: "Every client that connects by this name and checks certificates.",
        cures: RENEW,
    },
    Check {
        id: "cert-chain",
        section: Section::Chain,
        title: "chain",
        meaning: "The certificate of the issuer is neither shown nor a trusted authority: an intermediate certificate is \
                  missing at the server, or the authority is private.",
        hurts: "Clients that have not met the intermediate elsewhere: browsers fetch it, FTPS clients do not.",
        cures: WHOLE,
    },
    Check {
        id: "cert-key",
        section: Section::Chain,
        title: "key",
        meaning: "A key of the chain is shorter than RSA 2048 or EC 256 bits.",
        hurts: "Everybody: such keys can be computed with effort; many clients refuse them.",
        cures: RENEW,
    },
    Check {
        id: "cert-signature",
        section: Section::Chain,
        title: "signature",
        meaning: "A certificate of the chain is signed with SHA-1, MD5 or MD2, for which forgeries are known.",
        hurts: "Everybody: somebody may have a certificate with the same signature; most clients refuse it.",
        cures: RENEW,
    },
    Check {
        id: "cert-purpose",
        section: Section::Chain,
        title: "purpose",
        meaning: "The certificate is limited to other purposes than TLS servers.",
        hurts: "Every client that checks certificates.",
        cures: RENEW,
    },
    Check {
        id: "cert-lifetime",
        section: Section::Chain,
        title: "validity",
        meaning: "The certificate is valid for longer than 398 days: public authorities issue none such.",
        hurts: "Renewal is rare and made by hand: it is made late or wrong.",
        cures: RENEW,
    },
];
