//! The profile of a host: facts learned by sessions, each with its day and the evidence it rests on. `settings`
//! keeps them between runs.
//!
//! A fact that one session only suspects holds for the rest of the run and is not kept: something on the way may have
//! caused it. It is confirmed when another login bears it out. All facts are tried again after 30 days.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long a fact is believed: servers are updated, and lines change.
const LASTS_DAYS: i32 = 30;

/// The most letters of a server's words that are kept as evidence.
const EVIDENCE_LENGTH: usize = 120;

/// Whether a server takes data connections whose TLS session it has not seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reuse {
    /// It refused full handshakes and took a resumed one.
    Required,
    /// It took a full handshake.
    Free,
}

/// How many steps of a login leave at once; the later ones say more.
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

/// How a server that announces MLSD is listed, where it refuses MLSD with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MlsdUse {
    /// By MLSD without an argument, from inside the folder.
    Inside,
    /// By LIST.
    Refused,
}

/// A value, the day on which it was seen, and what showed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Fact<T>(T, String, String);

/// One thing that may be known of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    fact: Option<Fact<T>>,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// For this run only.
    Suspected,
    /// To be kept.
    Confirmed,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { fact: None, standing: Standing::Suspected }
    }
}

impl<T: Copy + PartialEq> Known<T> {
    /// The value, as far as anything is known or suspected.
    pub fn get(&self) -> Option<T> {
        self.fact.as_ref().map(|Fact(value, ..)| *value)
    }

    /// Whether this value is known or suspected.
    pub fn is(&self, value: T) -> bool {
        self.get() == Some(value)
    }

    /// Learns a value that is proven. The day of one that is known already stays: what is built on it does not prove it
    /// anew.
    pub fn learn(&mut self, value: T, evidence: &str) {
        if !self.is(value) || self.standing == Standing::Suspected {
            self.set(value, evidence, Standing::Confirmed);
        }
    }

    /// Takes a value to be so for this run.
    pub fn suspect(&mut self, value: T, evidence: &str) {
        if !self.is(value) {
            self.set(value, evidence, Standing::Suspected);
        }
    }

    /// Another login confirmed the suspicion.
    pub fn confirm(&mut self) {
        if self.fact.is_some() {
            self.standing = Standing::Confirmed;
        }
    }

    /// Takes it to be unknown again.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Takes it to be unknown again, unless it is confirmed.
    fn drop_suspicion(&mut self) {
        if self.standing == Standing::Suspected {
            self.forget();
        }
    }

    fn set(&mut self, value: T, evidence: &str, standing: Standing) {
        let evidence = evidence.chars().take(EVIDENCE_LENGTH).collect();
        self.fact = Some(Fact(value, today().to_string(), evidence));
        self.standing = standing;
    }

    /// Takes over what another session learned, unless this one knows better.
    fn merge(&mut self, other: &Self) {
        let better = other.standing == Standing::Confirmed || self.standing == Standing::Suspected;
        if other.fact.is_some() && better {
            self.clone_from(other);
        }
    }

    fn is_kept(&self) -> bool {
        self.fact.is_some() && self.standing == Standing::Confirmed
    }

    fn forget_old(&mut self, today: Date) {
        let age = |fact: &Fact<T>| Some(today - fact.1.parse::<Date>().ok()?);
        let is_new = |fact: &Fact<T>| {
            age(fact).is_some_and(|age| (-1..LASTS_DAYS).contains(&age.get_days()))
        };
        if !self.fact.as_ref().is_some_and(is_new) {
            self.forget();
        }
    }
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn is_not_kept<T: Copy + PartialEq>(known: &Known<T>) -> bool {
    !known.is_kept()
}

impl<T: Serialize> Serialize for Known<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fact.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Known<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fact = Some(Fact::deserialize(deserializer)?);
        Ok(Self { fact, standing: Standing::Confirmed })
    }
}

/// Declares the profile with what is done for each of its facts, so that none can be forgotten there.
macro_rules! profile {
    ($($(#[doc = $doc:literal])+ $fact:ident: $kind:ty,)+) => {
        /// The profile of one host and port.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct HostProfile {
            $($(#[doc = $doc])+ #[serde(skip_serializing_if = "is_not_kept")] pub $fact: Known<$kind>,)+
        }

        impl HostProfile {
            fn merge_all(&mut self, other: &Self) {
                $(self.$fact.merge(&other.$fact);)+
            }

            /// Forgets facts that were learned too long ago: they are tried again.
            #[must_use]
            pub fn without_old_facts(mut self) -> Self {
                let today = today();
                $(self.$fact.forget_old(today);)+
                self
            }
        }
    };
}

profile! {
    /// Session reuse on data connections.
    reuse: Reuse,
    /// The key exchange group that the server asked for instead of the one offered first.
    group: u16,
    /// EPSV is refused, or its connections fail while those of PASV do not.
    no_epsv: bool,
    /// Commands sent in one flight get lost (ftp-srv) or are answered out of order (libunftp):
    /// each waits for the answer to the one before.
    one_at_a_time: bool,
    /// How many steps of a login leave at once.
    entering: Entering,
    /// TLS 1.2 is refused.
    no_tls12: bool,
    /// Names with a leading dot are refused.
    no_dot_names: bool,
    /// Renaming is refused: uploads go to the final name.
    no_rename: bool,
    /// Paths from `/` are refused but behind CWD: names are sent bare from within their folder.
    bare_names: bool,
    /// MLSD is announced, and refused with a path.
    mlsd: MlsdUse,
    /// Whether RMD of a folder that is not empty is refused in words that tell a folder from a link.
    rmd_tells_links: bool,
}

impl HostProfile {
    /// EPSV was not answered. That a command got lost because several were sent at once is then no longer suspected.
    pub fn suspect_epsv(&mut self, evidence: &str) {
        self.no_epsv.suspect(true, evidence);
        self.one_at_a_time.drop_suspicion();
    }

    /// Adds what another session of the same host learned. That reuse is required, and the furthest way of logging in,
    /// stay.
    pub fn merge(&mut self, other: &Self) {
        let (reuse, entering) = (self.reuse.clone(), self.entering.clone());
        self.merge_all(other);
        if reuse.is(Reuse::Required) {
            self.reuse = reuse;
        }
        if entering.get() >= other.entering.get() {
            self.entering = entering;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(profile: &HostProfile) -> String {
        toml::to_string(profile).unwrap()
    }

    #[test]
    fn a_fact_is_kept_with_its_day_and_its_evidence_a_line() {
        let mut profile = HostProfile::default();
        profile.no_epsv.learn(true, "EPSV: 500 what");
        let line = format!("no_epsv = [true, \"{}\", \"EPSV: 500 what\"]\n", today());
        assert_eq!(text(&profile), line);
        assert_eq!(toml::from_str::<HostProfile>(&line).unwrap(), profile);
    }

    #[test]
    fn what_is_only_suspected_holds_and_is_not_kept() {
        let mut profile = HostProfile::default();
        profile.reuse.suspect(Reuse::Required, "425 no");
        assert!(profile.reuse.is(Reuse::Required));
        assert_eq!(text(&profile), "");
        profile.reuse.confirm();
        assert!(text(&profile).starts_with("reuse = [\"required\", "));
    }

    #[test]
    fn an_old_fact_is_tried_again() {
        let old =
            "no_epsv = [true, \"2020-01-01\", \"500\"]\nno_rename = [true, \"never\", \"\"]\n";
        let known: HostProfile = toml::from_str(old).unwrap();
        assert!(known.no_epsv.is(true));
        assert_eq!(known.without_old_facts(), HostProfile::default());
        let mut fresh = HostProfile::default();
        fresh.group.learn(23, "another key share asked for");
        assert_eq!(fresh.clone().without_old_facts(), fresh);
    }

    #[test]
    fn a_suspicion_does_not_replace_what_is_confirmed() {
        let (mut known, mut other) = (HostProfile::default(), HostProfile::default());
        known.reuse.learn(Reuse::Free, "a full handshake was taken");
        other.reuse.suspect(Reuse::Required, "425 no");
        known.merge(&other);
        assert!(known.reuse.is(Reuse::Free));
    }
}
