//! The checks of the rules of FTPS: what must not be possible.

use super::{Check, Section};

const FORCE_DATA: [&str; 5] = [
    "force_local_data_ssl=YES",
    "TLSRequired on",
    "TLS 3",
    "it always asks for it under TLS",
    "FTP SSL Settings: dataChannelPolicy=SslRequire",
];

const FOREIGN: [&str; 5] = [
    "pasv_promiscuous=NO, port_promiscuous=NO",
    "AllowForeignAddress off",
    "the default",
    "the default",
    "the default",
];

const BEHIND_NAT: [&str; 5] = [
    "pasv_address=PUBLIC",
    "MasqueradeAddress PUBLIC",
    "ForcePassiveIP PUBLIC",
    "Passive mode, Public IP or hostname",
    "FTP Firewall Support: External IP Address of Firewall",
];

pub(super) const CHECKS: [Check; 11] = [
    Check {
        id: "login",
        section: Section::Rules,
        title: "login",
        meaning: "The server refused user or password.",
        hurts: "This user; the checks that need a login were not made.",
        cures: ["", "", "", "", ""],
    },
    Check {
        id: "clear-login",
        section: Section::Rules,
        title: "login in clear",
        meaning: "The server asks for a password on a connection without TLS.",
        hurts: "Every user whose client is set up without TLS: whoever listens on the way has the password.",
        cures: [
            "force_local_logins_ssl=YES",
            "TLSRequired on",
            "TLS 2",
            "Server listeners, Protocol: Require explicit FTP over TLS",
            "FTP SSL Settings: controlChannelPolicy=SslRequire",
        ],
    },
    Check {
        id: "prot-clear",
        section: Section::Rules,
        title: "data in clear",
        meaning: "The server sends a listing in clear under PROT C, or where PROT was not sent at all.",
        hurts: "Users whose clients ask for that or forget PROT P: files travel in clear.",
        cures: FORCE_DATA,
    },
    Check {
        id: "injection",
        section: Section::Rules,
        title: "commands from before TLS",
        meaning: "The server executes, under TLS, a command that came in clear behind AUTH TLS (as CVE-2011-0411).",
        hurts: "Every user: somebody in between can put commands before the login.",
        cures: [
            "a current version",
            "1.3.3d or later",
            "1.0.30 or later",
            "a current version",
            "a current version",
        ],
    },
    Check {
        id: "ccc",
        section: Section::Rules,
        title: "end of TLS (CCC)",
        meaning: "The server goes back to clear text on the control connection when asked to (RFC 4217 section 6).",
        hurts: "Users of clients that do that for the sake of firewalls: names of files and replies travel in clear.",
        // pure-ftpd has no setting for it: it agrees under TLS 2 and TLS 3, too.
        cures: ["", "TLSRequired on; <Limit CCC> DenyAll", "", "", ""],
    },
    Check {
        id: "anonymous",
        section: Section::Rules,
        title: "anonymous login",
        meaning: "Anybody can log in as anonymous.",
        hurts: "The owner of the files, unless they are meant for everybody.",
        cures: [
            "anonymous_enable=NO",
            "remove the <Anonymous> section",
            "NoAnonymous yes",
            "Users: remove the system user anonymous",
            "FTP Authentication: disable Anonymous Authentication",
        ],
    },
    Check {
        id: "pasv-address",
        section: Section::Rules,
        title: "address in the reply to PASV",
        meaning: "The reply to PASV names another address than the one that the control connection leads to, perhaps a \
                  private one.",
        hurts: "Clients that believe it: their data connections fail. ftps uses the control connection's address.",
        cures: BEHIND_NAT,
    },
    Check {
        id: "epsv",
        section: Section::Rules,
        title: "EPSV",
        meaning: "The server does not know EPSV (RFC 2428).",
        hurts: "Clients over IPv6, where nothing else works; clients behind NAT.",
        cures: ["the default", "the default", "the default", "the default", "the default"],
    },
    Check {
        id: "bounce",
        section: Section::Rules,
        title: "PORT to a foreign address",
        meaning: "The server agrees to connect to an address that is not the client's (FTP bounce, RFC 2577).",
        hurts: "Others: the server can be made to scan and attack them.",
        cures: FOREIGN,
    },
    Check {
        id: "passive-ports",
        section: Section::Rules,
        title: "passive ports",
        meaning: "Passive ports follow each other closely: the next one can be guessed.",
        hurts: "Users whose data connections are not bound to their session: another may take them first.",
        cures: ["", "PassivePorts 49152 65534", "PassivePortRange 49152 65534", "", ""],
    },
    Check {
        id: "data-theft",
        section: Section::Rules,
        title: "data connection from elsewhere",
        meaning: "A data connection that came from another address was taken, and the data went there.",
        hurts: "Every user: whoever guesses the port gets the file, or sends one in its place.",
        cures: FOREIGN,
    },
];
