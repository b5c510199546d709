//! What a test server can and cannot do, and the words to say so.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::pki::Identity;
use super::Server;
use super::fault::Fault;
use super::listing::Style;
use super::script::{Script, When};
use super::systems::System;

/// How a server refuses a data connection whose TLS session was not resumed from its own control
/// connection. All do it after `150` and a finished handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refuse {
    /// vsftpd, which has by then opened (and emptied) the file of an upload.
    With522,
    /// `ProFTPD`.
    With425,
    /// What some others say.
    With426,
    /// And others again.
    With450,
    /// RST on the data connection, and 425.
    ByDropping,
}

/// Which versions of TLS a server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versions {
    /// 1.2 and 1.3.
    #[default]
    Both,
    /// 1.2 only.
    Tls12,
    /// 1.3 only.
    Tls13,
}

/// How listings show symbolic links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownLinks {
    /// As links.
    #[default]
    Links,
    /// MLSD shows what they lead to (pyftpdlib).
    GoalsInMlsd,
    /// Every listing does (ftp-srv).
    Goals,
}

/// All settings of a server, and its builder: `Server::build().without("MLSD").start()`.
///
/// Without further words it speaks TLS 1.2 and 1.3, wants AUTH TLS first, knows user `u` with
/// password `p`, can do all that the RFCs have and none of what only some servers have
/// ([`Options::with`]), and serves an empty folder.
#[allow(clippy::struct_excessive_bools)] // Each is one habit of a server, and they are independent.
pub struct Options {
    pub(super) users: Vec<(String, String)>,
    pub(super) off: BTreeSet<String>,
    pub(super) unlisted: BTreeSet<String>,
    pub(super) extra_features: Vec<String>,
    pub(super) script: Script,
    pub(super) implicit: bool,
    pub(super) ipv6: bool,
    pub(super) home: String,
    pub(super) home_name: Option<&'static str>,
    pub(super) keeps_names: fn(&[u8]) -> Vec<u8>,
    pub(super) style: Style,
    pub(super) system: System,
    pub(super) links: ShownLinks,
    pub(super) clock_offset: i64,
    pub(super) dotfiles_in_list: bool,
    pub(super) replace: bool,
    pub(super) leading_dots: bool,
    pub(super) clear_data: bool,
    pub(super) keeps_clear_text: bool,
    pub(super) data_from_anybody: bool,
    pub(super) strict_eof: bool,
    pub(super) fin_first: bool,
    pub(super) waits_for_close: bool,
    pub(super) max_logins: usize,
    pub(super) idle: Option<Duration>,
    pub(super) count_round_trips: bool,
    pub(super) names_only: bool,
    pub(super) versions: Versions,
    pub(super) identity: Identity,
    pub(super) client_certificate: bool,
    pub(super) only_p256: bool,
    pub(super) alpn: Option<(&'static str, &'static str)>,
    pub(super) resumption: bool,
    pub(super) refuse: Option<Refuse>,
    pub(super) tickets: usize,
    pub(super) data_tickets: usize,
    pub(super) upload_tickets: usize,
    pub(super) late_tickets: bool,
}

/// What only some servers have; [`Options::with`] switches it on.
const OPTIONAL: [&str; 19] = [
    "EPRT",
    "PORT",
    "HASH",
    "RANG",
    "XCRC",
    "XMD5",
    "MD5",
    "XSHA",
    "XSHA1",
    "XSHA256",
    "XSHA512",
    "MDTM SET",
    "MFF",
    "PRET",
    "HOST",
    "SITE CPFR",
    "SITE SYMLINK",
    "SITE QUOTA",
    "AVBL",
];

impl Default for Options {
    fn default() -> Self {
        Self {
            users: Vec::new(),
            off: OPTIONAL.map(str::to_owned).into(),
            unlisted: BTreeSet::new(),
            extra_features: Vec::new(),
            script: Script::default(),
            implicit: false,
            ipv6: false,
            home: "/".to_owned(),
            home_name: None,
            keeps_names: <[u8]>::to_vec,
            style: Style::Unix,
            system: System::Unix,
            links: ShownLinks::Links,
            clock_offset: 0,
            dotfiles_in_list: false,
            replace: true,
            leading_dots: true,
            clear_data: false,
            keeps_clear_text: false,
            data_from_anybody: false,
            strict_eof: true,
            fin_first: false,
            waits_for_close: false,
            max_logins: usize::MAX,
            idle: None,
            count_round_trips: false,
            names_only: false,
            versions: Versions::Both,
            identity: Identity::Good,
            client_certificate: false,
            only_p256: false,
            alpn: None,
            resumption: true,
            refuse: None,
            tickets: 2,
            data_tickets: 2,
            upload_tickets: 2,
            late_tickets: false,
        }
    }
}

/// One builder method for each switch that takes no argument.
macro_rules! switches {
    ($($(#[$doc:meta])* $name:ident: $field:ident = $value:expr;)*) => {
        impl Options {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(mut self) -> Self {
                self.$field = $value;
                self
            }
        )*}
    };
}

switches! {
    /// TLS from the first byte, as on port 990.
    implicit: implicit = true;
    /// Listens on `::1` and not on `127.0.0.1`.
    ipv6: ipv6 = true;
    /// Speaks TLS 1.2 only.
    tls12_only: versions = Versions::Tls12;
    /// Speaks TLS 1.3 only.
    tls13_only: versions = Versions::Tls13;
    /// Wants a client certificate that the authority signed.
    require_client_certificate: client_certificate = true;
    /// Has the group P-256 only, so that a client that guesses X25519 gets a `HelloRetryRequest`.
    only_p256: only_p256 = true;
    /// Never resumes and sends no tickets (pure-ftpd under TLS 1.3).
    no_resumption: resumption = false;
    /// Sends TLS 1.3 tickets with the first bytes that follow the handshake, at the latest with
    /// `close_notify`, instead of at once.
    late_tickets: late_tickets = true;
    /// LIST in the form of `dir`.
    dos_listing: style = Style::Dos;
    /// MLSD shows links as what they lead to, and those that lead nowhere not at all (pyftpdlib).
    links_as_goals_in_mlsd: links = ShownLinks::GoalsInMlsd;
    /// So does every listing (ftp-srv). LIST takes no `-a` then.
    links_as_goals: links = ShownLinks::Goals;
    /// LIST and NLST show dot-files without being asked by `-a`.
    dotfiles_in_list: dotfiles_in_list = true;
    /// RNTO refuses an existing file (IIS).
    no_replace: replace = false;
    /// Names with a leading dot are refused.
    no_leading_dots: leading_dots = false;
    /// Takes `PROT C`.
    clear_data: clear_data = true;
    /// Executes under TLS the commands that came in clear behind AUTH TLS.
    keeps_clear_text: keeps_clear_text = true;
    /// Takes data connections from other addresses than that of the control connection.
    data_from_anybody: data_from_anybody = true;
    /// An upload that ends with FIN and no `close_notify` is stored like any other.
    lenient_eof: strict_eof = false;
    /// After an upload, waits for FIN before it sends its own `close_notify` (IIS).
    fin_first: fin_first = true;
    /// After a download, says its last word only when it has the client's `close_notify` (vsftpd's
    /// `strict_ssl_write_shutdown`).
    waits_for_close: waits_for_close = true;
    /// A path from `/` is refused with 550 behind any command but CWD.
    names_only: names_only = true;
    /// Counts round trips; see the module `turns`.
    count_round_trips: count_round_trips = true;
}

impl Options {
    /// Adds a user. The first added replaces the default one, `u` with `p`.
    #[must_use]
    pub fn user(mut self, name: &str, password: &str) -> Self {
        self.users.push((name.to_owned(), password.to_owned()));
        self
    }

    /// Switches a command or feature off: a verb, `AUTH TLS`, `AUTH SSL`, `SITE UTIME`, `SITE CHMOD`,
    /// `MDTM SET`, `LIST -a`, `UTF8`, or a fact of MLSD (`modify`).
    #[must_use]
    pub fn without(mut self, feature: &str) -> Self {
        self.off.insert(feature.to_owned());
        self
    }

    /// Switches on what only some servers have: `EPRT`, `PORT`, `HASH`, `RANG`, `XCRC`, `XMD5`, `MD5`,
    /// `XSHA`, `XSHA1`, `XSHA256`, `XSHA512`, `MDTM SET` (MDTM with 14 digits sets the time).
    #[must_use]
    pub fn with(mut self, feature: &str) -> Self {
        assert!(OPTIONAL.contains(&feature), "{feature} is not optional");
        self.off.remove(feature);
        self
    }

    /// Leaves a feature out of FEAT; the command itself works.
    #[must_use]
    pub fn unlisted(mut self, feature: &str) -> Self {
        self.unlisted.insert(feature.to_owned());
        self
    }

    /// Adds a line to FEAT.
    #[must_use]
    pub fn feature_line(mut self, line: &str) -> Self {
        self.extra_features.push(line.to_owned());
        self
    }

    /// The folder where a login begins, `/` without this.
    #[must_use]
    pub fn home(mut self, path: &str) -> Self {
        path.clone_into(&mut self.home);
        self
    }

    /// PWD gives the login folder this name, which is no path with slashes (`C:\Users\ftp`, `'USER1.'`), and CWD takes
    /// it. Other paths are relative to the folder that the session stands in.
    #[must_use]
    pub fn home_name(mut self, name: &'static str) -> Self {
        self.home_name = Some(name);
        self
    }

    /// Stores every name as this makes of it, and answers as if it were the name that was given.
    #[must_use]
    pub fn keeps_names(mut self, change: fn(&[u8]) -> Vec<u8>) -> Self {
        self.keeps_names = change;
        self
    }

    /// LIST shows times of a clock so many seconds ahead of UTC.
    #[must_use]
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        self.clock_offset = seconds;
        self
    }

    /// More logins at one time than this get `530 too many connections`.
    #[must_use]
    pub fn max_logins(mut self, logins: usize) -> Self {
        self.max_logins = logins;
        self
    }

    /// 421 and the end after so long without a command.
    #[must_use]
    pub fn idle_limit(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
        self
    }

    /// Which certificate the server shows.
    #[must_use]
    pub fn certificate(mut self, identity: Identity) -> Self {
        self.identity = identity;
        self
    }

    /// Refuses data connections that do not resume a session of their own control connection.
    #[must_use]
    pub fn require_reuse(mut self, refuse: Refuse) -> Self {
        self.refuse = Some(refuse);
        self
    }

    /// How many TLS 1.3 tickets are sent on control and on data connections; 2 and 2 without this.
    #[must_use]
    pub fn tickets(mut self, control: usize, data: usize) -> Self {
        (self.tickets, self.data_tickets, self.upload_tickets) = (control, data, data);
        self
    }

    /// How many TLS 1.3 tickets are sent on the data connection of an upload. Say it after
    /// [`Options::tickets`].
    #[must_use]
    pub fn upload_tickets(mut self, tickets: usize) -> Self {
        self.upload_tickets = tickets;
        self
    }

    /// Adds a step to the script.
    #[must_use]
    pub fn on(mut self, when: impl Into<When>, fault: Fault) -> Self {
        self.script.add(when.into(), fault);
        self
    }

    /// `ProFTPD` 1.3.8: insists on reuse with 425, two tickets, one a download, none an upload.
    #[must_use]
    pub fn like_proftpd(self) -> Self {
        self.require_reuse(Refuse::With425).tickets(2, 1).upload_tickets(0)
    }

    /// vsftpd 3.0.3: insists on reuse with 522, no MLSD, no MFMT, MDTM sets times, P-256 only.
    #[must_use]
    pub fn like_vsftpd(self) -> Self {
        self.require_reuse(Refuse::With522)
            .without("MLSD")
            .without("MLST")
            .without("MFMT")
            .without("SITE UTIME")
            .with("MDTM SET")
            .only_p256()
    }

    /// Knows these protocols (ALPN) on control and on data connections, and refuses others.
    #[must_use]
    pub fn alpn(mut self, control: &'static str, data: &'static str) -> Self {
        self.alpn = Some((control, data));
        self
    }

    /// Another system: no MLSD and what else it lacks, its words, its paths and its listing.
    #[must_use]
    pub fn of(mut self, system: System) -> Self {
        for off in ["MLSD", "MLST", "MFMT", "SITE UTIME", "SITE CHMOD", "LIST -a", "TVFS"] {
            self = self.without(off);
        }
        self.system = system;
        if let Some(home) = system.home() {
            self = self.home(home);
        }
        match system {
            System::Iis => self.dos_listing().no_replace(),
            System::Zos | System::Vms | System::Nonstop => {
                self.without("SIZE").without("MDTM").without("UTF8")
            }
            _ => self,
        }
    }

    /// Starts the server.
    ///
    /// # Panics
    /// Where the machine gives no folder, port or thread.
    pub fn start(mut self) -> Server {
        if self.links == ShownLinks::Goals {
            self.off.insert("LIST -a".to_owned());
        }
        if self.users.is_empty() {
            self.users.push(("u".to_owned(), "p".to_owned()));
        }
        Server::start(self)
    }

    /// Whether a verb or feature is on.
    pub(super) fn has(&self, feature: &str) -> bool {
        !self.off.contains(feature)
    }

    /// The lines of FEAT, without their leading space.
    pub(super) fn features(&self) -> Vec<String> {
        let facts = ["type", "size", "modify", "perm", "UNIX.mode", "unique"];
        let facts = facts.into_iter().filter(|fact| self.has(fact));
        let mlst = facts.fold("MLST ".to_owned(), |line, fact| line + fact + "*;");
        let known = [
            ("AUTH TLS", "AUTH TLS"),
            ("EPRT", "EPRT"),
            ("EPSV", "EPSV"),
            ("HASH", "HASH SHA-256*;SHA-512;SHA-1;MD5;CRC32"),
            ("MDTM", "MDTM"),
            ("MFMT", "MFMT"),
            ("MLST", mlst.as_str()),
            ("MLSD", "MLSD"),
            ("PASV", "PASV"),
            ("PBSZ", "PBSZ"),
            ("PROT", "PROT"),
            ("RANG", "RANG STREAM"),
            ("REST", "REST STREAM"),
            ("SITE UTIME", "SITE UTIME"),
            ("SIZE", "SIZE"),
            ("TVFS", "TVFS"),
            ("UTF8", "UTF8"),
            ("MD5", "MD5"),
            ("XCRC", "XCRC"),
            ("XMD5", "XMD5"),
            ("XSHA", "XSHA"),
            ("XSHA1", "XSHA1"),
            ("XSHA256", "XSHA256"),
            ("XSHA512", "XSHA512"),
        ];
        let shown = known
            .into_iter()
            .filter(|(feature, _)| self.has(feature) && !self.unlisted.contains(*feature));
        let extra = self.extra_features.iter().cloned();
        shown.map(|(_, line)| line.to_owned()).chain(extra).collect()
    }
}
