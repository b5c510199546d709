//! What a host turned out to need; learned by sessions, kept between runs by `settings`.

use serde::{Deserialize, Serialize};

/// Whether a server takes data connections whose TLS session it has not seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reuse {
    /// It refused a full handshake and took a resumed one.
    Required,
    /// It took a full handshake.
    Free,
}

/// What may be said at once on entering; the later ones say more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entering {
    /// USER and PASS are all that a login takes; whether more may come with them was not tried.
    ByPassword,
    /// USER, PASS and the setup were taken in one flight.
    AtOnce,
    /// They were not: each step waits for the one before (libunftp).
    StepByStep,
}

/// The profile of one host and port. A field is set only where the fact was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools)] // facts of one host, each seen or not; no state machine
pub struct HostProfile {
    /// Session reuse on data connections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reuse: Option<Reuse>,
    /// The key exchange group that the server asked for instead of the one offered first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<u16>,
    /// EPSV is refused, or its connections fail while those of PASV do not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_epsv: bool,
    /// Commands sent in one flight get lost (ftp-srv) or are answered out of order (libunftp):
    /// each waits for the answer to the one before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub one_at_a_time: bool,
    /// What may be said at once on entering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entering: Option<Entering>,
    /// TLS 1.2 is refused.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_tls12: bool,
    /// Names with a leading dot are refused.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_dot_names: bool,
    /// Renaming is refused: uploads go to the final name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_rename: bool,
}

impl HostProfile {
    /// Adds what another session of the same host saw.
    pub fn merge(&mut self, other: &Self) {
        // Named one by one, so that a new habit cannot be forgotten here.
        let Self {
            reuse,
            group,
            no_epsv,
            one_at_a_time,
            entering,
            no_tls12,
            no_dot_names,
            no_rename,
        } = other;
        if self.reuse != Some(Reuse::Required) {
            self.reuse = reuse.or(self.reuse);
        }
        self.group = group.or(self.group);
        self.no_epsv |= no_epsv;
        self.one_at_a_time |= one_at_a_time;
        self.entering = self.entering.max(*entering);
        self.no_tls12 |= no_tls12;
        self.no_dot_names |= no_dot_names;
        self.no_rename |= no_rename;
    }
}
