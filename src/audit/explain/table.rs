//! The known troubles of FTPS and the signs by which a log shows each: replies of servers, and the words of the TLS
//! libraries that clients use (OpenSSL, GnuTLS, rustls).

use super::Trouble;

/// How a line shows a trouble.
pub(super) enum Sign {
    /// A reply with one of these codes, and one of these words in it; no words: any text.
    Reply(&'static [u16], &'static [&'static str]),
    /// One of these phrases in a line that is no command, in small letters.
    Phrase(&'static [&'static str]),
    /// A 227 reply with a private address, in a log that names a public peer.
    PrivateAddress,
    /// The time ran out on a connection on which nothing had come.
    SilentPort,
    /// TLS ended without close_notify before the client took its leave.
    NoCloseNotify(&'static [&'static str]),
}

/// All that is known, the most specific first: a line counts for the first that it shows.
pub(super) const KNOWN: &[(Sign, Trouble)] = &[
    (
        Sign::Reply(&[522], &["reuse"]),
        Trouble {
            id: "reuse-required",
            meaning: "The server takes data connections only if they resume the TLS session of their control connection, \
                      and the client did not.",
            cure: "Use a client that resumes sessions (ftps and curl do; Python's ftplib and many libraries do not), or \
                   set require_ssl_reuse=NO in vsftpd, TLSOptions NoSessionReuseRequired in ProFTPD.",
        },
    ),
    (
        Sign::Reply(
            &[425, 450],
            &["session", "operation not permitted", "unable to build data connection"],
        ),
        Trouble {
            id: "reuse-required",
            meaning: "The server refused a data connection after its TLS handshake; ProFTPD and FileZilla Server do so \
                      where the TLS session of the control connection was not resumed.",
            cure: "Use a client that resumes sessions, with TLS 1.2 where the tickets of 1.3 run out (ftps does both by \
                   itself); or set TLSOptions NoSessionReuseRequired in ProFTPD.",
        },
    ),
    (
        Sign::Phrase(&["500 oops: vsftpd: refusing to run with writable root"]),
        Trouble {
            id: "vsftpd-writable-root",
            meaning: "vsftpd ends the session since the user may write to the root of the chroot.",
            cure: "Make the home folder not writable and give the user a folder in it, or set allow_writeable_chroot=YES.",
        },
    ),
    (
        Sign::Phrase(&["500 oops: cannot change directory"]),
        Trouble {
            id: "vsftpd-no-home",
            meaning: "vsftpd cannot enter the user's home folder: it is missing, or not readable.",
            cure: "Make the folder and give it to the user, or set local_root.",
        },
    ),
    (
        Sign::Reply(&[421], &["too many", "connections", "maximum", "limit"]),
        Trouble {
            id: "too-many-connections",
            meaning: "The server takes no more connections from this user or address.",
            cure: "Use fewer at a time (ftps --jobs 1; lftp: set net:connection-limit 1; rclone: --ftp-concurrency 1), \
                   or raise max_per_ip, MaxClientsPerHost or MaxInstances at the server.",
        },
    ),
    (
        Sign::Reply(&[530], &["too many", "maximum", "connection"]),
        Trouble {
            id: "too-many-connections",
            meaning: "The server takes no more logins of this user.",
            cure: "Use fewer at a time (ftps --jobs 1), or raise the limit at the server.",
        },
    ),
    (
        Sign::Reply(&[421], &["timeout", "timed out", "time out", "idle", "no transfer"]),
        Trouble {
            id: "idle-timeout",
            meaning: "The server ended a session that stood idle too long for it.",
            cure: "Log in for each batch instead of holding a session open, or raise idle_session_timeout (vsftpd), \
                   TimeoutIdle and TimeoutNoTransfer (ProFTPD).",
        },
    ),
    (
        Sign::Reply(
            &[530, 331, 421, 550, 503],
            &["tls", "ssl", "encryption", "secure", "auth tls", "auth first", "cleartext"],
        ),
        Trouble {
            id: "tls-required",
            meaning: "The server wants TLS before the login, and the client logged in without.",
            cure: "Turn explicit TLS on: ftps does it always; curl --ssl-reqd; lftp: set ftp:ssl-force true; FileZilla: \
                   Require explicit FTP over TLS.",
        },
    ),
    (
        Sign::Reply(
            &[530, 430],
            &[
                "incorrect",
                "denied",
                "failed",
                "invalid",
                "unable",
                "not allowed",
                "cannot",
                "wrong",
                "disabled",
                "locked",
                "expired",
            ],
        ),
        Trouble {
            id: "login-refused",
            meaning: "The server refused the login: user, password, or the user's right to log in by FTP.",
            cure: "Check user and password; at the server the list of users who may log in (userlist_file, \
                   /etc/ftpusers), the shell (/etc/shells) and PAM.",
        },
    ),
    (
        Sign::Reply(&[534, 536], &[]),
        Trouble {
            id: "protection-refused",
            meaning: "The server does not take the level of protection that PROT asked for.",
            cure: "Ask for PROT P (ftps always does); lftp: set ftp:ssl-protect-data true.",
        },
    ),
    (
        Sign::Reply(&[500, 502, 504], &["auth"]),
        Trouble {
            id: "no-auth-tls",
            meaning: "The server does not know AUTH TLS: TLS is not set up there, or this port speaks implicit TLS only.",
            cure: "Set ssl_enable=YES (vsftpd) or TLSEngine on (ProFTPD), or connect to port 990 with ftps://.",
        },
    ),
    (
        Sign::Phrase(&["bad ip connecting", "425 security:"]),
        Trouble {
            id: "data-peer-differs",
            meaning: "The data connection reached the server from another address than the control connection.",
            cure: "Send both by the same way: one proxy, one NAT address, not one of them over IPv6 only.",
        },
    ),
    (Sign::PrivateAddress, PRIVATE_ADDRESS),
    (
        Sign::Phrase(&[
            "server sent passive reply with unroutable address",
            "using host address",
            "for data connection, uses",
        ]),
        PRIVATE_ADDRESS,
    ),
    (
        Sign::Reply(&[425], &["connect", "connection", "data"]),
        Trouble {
            id: "data-connection-failed",
            meaning: "No data connection came about: the passive ports do not reach the server, or the client waited for \
                      the server's reply before the TLS handshake of the data connection.",
            cure: "Open the passive ports in the firewall (pasv_min_port and pasv_max_port, PassivePorts) and forward them \
                   in the NAT. ftp-srv behaves so to clients that wait for 150 first.",
        },
    ),
    (
        Sign::Reply(&[426], &["ssl", "tls", "network stream", "shutdown"]),
        Trouble {
            id: "close-notify",
            meaning: "The server missed the close_notify at the end of an upload, or unread tickets made the client's \
                      system reset the connection.",
            cure: "Use a client that reads the data connection to its end after an upload (ftps does; curl from 8.12 on); \
                   strict_ssl_read_eof=NO hides the fault at vsftpd, and cut uploads with it.",
        },
    ),
    (
        Sign::NoCloseNotify(&[
            "gnutls_e_premature_termination",
            "tls connection was non-properly terminated",
            "unexpected eof while reading",
            "unexpected tls packet",
            "close_notify",
        ]),
        Trouble {
            id: "close-notify",
            meaning: "A TLS connection ended without close_notify: the transfer may have been cut.",
            cure: "Compare sizes before the file is used. Update the server; if it never sends close_notify, ftps \
                   --allow-missing-close-notify takes a file whose size is right.",
        },
    ),
    (
        Sign::Phrase(&[
            "alert certificate required",
            "certificate_required",
            "certificaterequired",
            "certificate is required",
        ]),
        Trouble {
            id: "client-certificate",
            meaning: "The server wants a client certificate, and the client showed none.",
            cure: "Give the certificate and the key that the partner knows: ftps --cert FILE --key FILE; curl --cert, --key; \
                   lftp: set ssl:cert-file, ssl:key-file. At the server: require_cert (vsftpd), TLSVerifyClient (ProFTPD).",
        },
    ),
    (
        Sign::Phrase(&[
            "no cipher",
            "no shared cipher",
            "handshake failure",
            "handshake_failure",
            "no common encryption",
            "no cipher suites in common",
        ]),
        Trouble {
            id: "no-common-cipher",
            meaning: "Client and server found no cipher suite, group or signature in common, or the server wants a client \
                      certificate and cannot say so under TLS 1.2.",
            cure: "Look with `ftps doctor` which suites the server has; update the older side; give --cert and --key where \
                   the partner demands a client certificate.",
        },
    ),
    (
        Sign::Phrase(&[
            "protocol version",
            "protocol_version",
            "unsupported protocol",
            "wrong version number",
            "unknown protocol",
        ]),
        Trouble {
            id: "tls-version",
            meaning: "The two sides have no TLS version in common, or one of them does not speak TLS on this port.",
            cure: "Port 21 wants explicit TLS, port 990 implicit. Servers that end at TLS 1.1 must be updated: ftps speaks \
                   1.2 and 1.3.",
        },
    ),
    (
        Sign::Phrase(&[
            "certificate has expired",
            "certificate expired",
            "expired certificate",
            "not yet valid",
            "not yet activated",
        ]),
        Trouble {
            id: "certificate-dates",
            meaning: "The certificate is outside of its dates, or a clock is wrong.",
            cure: "Renew the certificate at the server; compare the clocks.",
        },
    ),
    (
        Sign::Phrase(&[
            "does not match",
            "match requested host name",
            "hostname mismatch",
            "no alternative certificate subject name",
            "notvalidforname",
            "not valid for name",
        ]),
        Trouble {
            id: "certificate-name",
            meaning: "The certificate is for another name than the one that was typed.",
            cure: "Use the name in the certificate, or have it issued for this one too.",
        },
    ),
    (
        Sign::Phrase(&[
            "self signed",
            "self-signed",
            "unable to get local issuer",
            "unable to get issuer",
            "certificate verification",
            "certificate verify failed",
            "unknown ca",
            "unknownissuer",
            "signer not found",
            "not trusted",
        ]),
        Trouble {
            id: "certificate-unknown",
            meaning: "The client does not know who issued the certificate: it is self-signed, of a private authority, or \
                      the server does not send the intermediate certificate.",
            cure: "Let the server send the whole chain; give the authority by --ca-file, or trust the one certificate with \
                   `ftps trust add HOST` after its fingerprint was compared.",
        },
    ),
    (
        Sign::Reply(&[552, 452], &[]),
        Trouble {
            id: "no-space",
            meaning: "The server has no room, or the user's quota is used up.",
            cure: "Remove files there, or have the quota raised.",
        },
    ),
    (
        Sign::Reply(&[501], &["utf8", "utf-8"]),
        Trouble {
            id: "no-utf8",
            meaning: "The server does not know OPTS UTF8. Names with other letters than ASCII may be stored in another \
                      character set.",
            cure: "Say which one with --remote-charset, or keep to ASCII.",
        },
    ),
    (
        Sign::Phrase(&["connection refused"]),
        Trouble {
            id: "connection-refused",
            meaning: "Nothing listens at that address and port, or a firewall refuses.",
            cure: "Check the port (21 explicit, 990 implicit), whether the server runs, and the firewall.",
        },
    ),
    (
        Sign::Phrase(&[
            "name or service not known",
            "could not resolve",
            "no address associated",
            "nodename nor servname",
        ]),
        Trouble {
            id: "name-unknown",
            meaning: "The name of the host has no address.",
            cure: "Check the spelling and the resolver.",
        },
    ),
    (
        Sign::SilentPort,
        Trouble {
            id: "silent-port",
            meaning: "The connection was made, and no greeting came: the port speaks implicit TLS, where the client must \
                      begin, or the server is stuck.",
            cure: "Say ftps://HOST:PORT/ (ftps, curl, lftp), in FileZilla: Require implicit FTP over TLS. `ftps doctor \
                   HOST --port PORT` finds which of both the port speaks.",
        },
    ),
    (
        Sign::Phrase(TIMED_OUT),
        Trouble {
            id: "timed-out",
            meaning: "Nothing answered in time. On the control connection that is a firewall that drops; at the beginning \
                      of a transfer the passive ports are closed; behind a long transfer a NAT forgot the idle control \
                      connection.",
            cure: "Open the passive ports in the firewall; keep the control connection alive (ftps sends TCP keepalives).",
        },
    ),
    (
        Sign::Phrase(&["connection reset by peer", "econnreset"]),
        Trouble {
            id: "connection-reset",
            meaning: "The other side, or a firewall between, ended the connection at once.",
            cure: "Look into the server's log at that moment; firewalls that inspect FTP cannot follow it under TLS and \
                   must let it pass.",
        },
    ),
];

/// The words for a time that ran out.
pub(super) const TIMED_OUT: &[&str] = &["timed out", "etimedout", "timeout"];

const PRIVATE_ADDRESS: Trouble = Trouble {
    id: "passive-address",
    meaning: "The server's reply to PASV names an address that cannot be reached from outside: it is behind a NAT and does \
              not know its public address.",
    cure: "Set pasv_address (vsftpd), MasqueradeAddress (ProFTPD), ForcePassiveIP (pure-ftpd). ftps uses EPSV, or the \
           address of the control connection, and is not disturbed.",
};

/// A password that was sent without TLS.
pub(super) const CLEAR_PASSWORD: Trouble = Trouble {
    id: "password-in-clear",
    meaning: "The client sent a password on a connection without TLS: whoever listened on the way has it.",
    cure: "Change the password. Require TLS at the client (ftps does always; curl --ssl-reqd; lftp: set ftp:ssl-force true; \
           FileZilla: Require explicit FTP over TLS) and at the server (ftps doctor HOST names the line).",
};
