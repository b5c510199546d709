//! The certificates that a server shows: whether they are trusted, for this name, in date, complete and strong.

use super::checks::Check;
use super::examiner::{Examiner, one_line};
use super::facts::CertificateFacts;
use super::finding::{Cure, Verdict};
use super::tls::Spoken;
use crate::error::{Error, Result, tls};
use crate::net::trust::{Certificate, Judged, Key, Roots, Trust, date, judge, remaining};

/// Days left below which a certificate counts as ending soon: renewal by ACME is due long before.
const SOON: i64 = 14;

/// The longest life that public authorities give, in days (CA/Browser Forum, since 2020).
const LONGEST: i64 = 398;

/// The shortest keys that are sound (NIST SP 800-57 part 1, 112 bits of strength).
const LEAST_RSA: usize = 2048;
const LEAST_EC: u32 = 256;

/// Names of a certificate that a cure lists; one for many hosts may have hundreds.
const NAMES_SHOWN: usize = 5;

const DAY: i64 = 24 * 60 * 60;

/// A chain as it was shown and read.
struct Chain {
    ders: Vec<Vec<u8>>,
    read: Vec<Certificate>,
    /// Why the rules in force refuse it, if they do.
    refusal: Option<String>,
    now: i64,
}

/// Examines the certificates; returns whether the rules in force take them.
pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<bool> {
    let chain = shown(run, spoken)?;
    let trusted = chain.refusal.is_none();
    run.report.facts.chain = chain.read.iter().map(|one| facts(one, chain.now)).collect();
    let Some(own) = chain.read.first() else {
        return Err(tls("the server shows no certificate that can be read"));
    };
    match &chain.refusal {
        None => run.add("cert-trusted", Verdict::Ok, own.subject.clone()),
        Some(reason) => run.add("cert-trusted", Verdict::Bad, reason.clone()),
    }
    dates(run, own, chain.now);
    strength(run, &chain.read);
    purpose(run, own);
    let judged = by_authorities(run, &chain)?;
    complete(run, &chain, own, judged);
    Ok(trusted)
}

/// The chain under the rules in force. Where these refuse it, the refusal has it; where no version is common, the hello
/// of an older one.
fn shown(run: &Examiner<'_>, spoken: &Spoken) -> Result<Chain> {
    let connector = run.connector();
    let now = jiff::Timestamp::now().as_second();
    run.pause()?;
    let (ders, refusal) = match connector.certificates() {
        Ok(ders) => (ders, None),
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => match (error.root(), spoken.chain()) {
            (Error::Certificate(refused), _) => {
                (refused.chain.clone(), Some(refused.reason.clone()))
            }
            (_, Some(ders)) if !ders.is_empty() => (ders.to_vec(), Some(one_line(&error))),
            _ => return Err(error),
        },
    };
    let read = ders.iter().filter_map(|der| Certificate::read(der)).collect();
    Ok(Chain { ders, read, refusal, now })
}

fn facts(one: &Certificate, now: i64) -> CertificateFacts {
    CertificateFacts {
        subject: one.subject.clone(),
        issuer: one.issuer.clone(),
        names: one.names.clone(),
        not_before: date(one.not_before),
        not_after: date(one.not_after),
        days_left: one.days_left(now),
        key: one.key.to_string(),
        signature: one.signature.clone(),
        sha256: one.pin.to_string(),
    }
}

fn dates(run: &mut Examiner<'_>, own: &Certificate, now: i64) {
    let days = own.days_left(now);
    let verdict = match (own.is_current(now), days) {
        (false, _) => Verdict::Bad,
        (true, ..SOON) => Verdict::Warning,
        (true, _) => Verdict::Ok,
    };
    let text = if own.not_before > now {
        format!("begins on {}", date(own.not_before))
    } else {
        format!("{}, {}", date(own.not_after), remaining(days))
    };
    run.add("cert-dates", verdict, text);
    let life = own.not_after.saturating_sub(own.not_before) / DAY;
    let verdict = if life > LONGEST { Verdict::Note } else { Verdict::Ok };
    run.add("cert-lifetime", verdict, format!("{life} days"));
}

fn strength(run: &mut Examiner<'_>, all: &[Certificate]) {
    let short: Vec<String> = all
        .iter()
        .filter(|one| is_short(&one.key))
        .map(|one| format!("{}: {}", one.subject, one.key))
        .collect();
    let key = all.first().map(|own| own.key.to_string()).unwrap_or_default();
    if short.is_empty() {
        run.add("cert-key", Verdict::Ok, key);
    } else {
        run.add("cert-key", Verdict::Bad, short.join("; "));
    }
    // Nobody checks the signature of a root on itself.
    let weak: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(place, one)| one.has_weak_signature() && (*place == 0 || !one.is_self_issued()))
        .map(|(_, one)| format!("{}: {}", one.subject, one.signature))
        .collect();
    let signature = all.first().map(|own| own.signature.clone()).unwrap_or_default();
    if weak.is_empty() {
        run.add("cert-signature", Verdict::Ok, signature);
    } else {
        run.add("cert-signature", Verdict::Bad, weak.join("; "));
    }
}

fn is_short(key: &Key) -> bool {
    match key {
        Key::Rsa(bits) => *bits < LEAST_RSA,
        Key::Ec(bits) => *bits < LEAST_EC,
        Key::Ed25519 => false,
        Key::Other(_) => true,
    }
}

fn purpose(run: &mut Examiner<'_>, own: &Certificate) {
    if own.is_for_servers() {
        run.add("cert-purpose", Verdict::Ok, "servers");
    } else {
        run.add("cert-purpose", Verdict::Bad, format!("only for {}", own.purposes.join(", ")));
    }
}

/// The parts of the check, by the rules in force and by the public authorities.
fn by_authorities(run: &mut Examiner<'_>, chain: &Chain) -> Result<Judged> {
    let host = &run.connector().host;
    let mut judged = judge(&Roots::Both, &chain.ders, host, chain.now)?;
    let mut public = Vec::new();
    for (roots, name) in [(Roots::Native, "this system"), (Roots::Bundled, "Mozilla's bundle")] {
        // A system without authorities of its own vouches for nothing.
        if judge(&roots, &chain.ders, host, chain.now).is_ok_and(|judged| judged.is_vouched_for) {
            public.push(name);
        }
    }
    if public.is_empty() {
        run.add("cert-public", Verdict::Note, "neither this system's authorities nor Mozilla's");
    } else {
        run.add("cert-public", Verdict::Ok, format!("by {}", public.join(" and ")));
    }
    if let Trust::Roots { roots, .. } = &run.connector().tls.trust {
        judged.is_vouched_for |= judge(roots, &chain.ders, host, chain.now)?.is_vouched_for;
    }
    let names = chain.read.first().map(|own| own.names.join(", ")).unwrap_or_default();
    let names = if names.is_empty() { "it names no host".to_owned() } else { names };
    if judged.is_for_host {
        run.add("cert-name", Verdict::Ok, names);
        return Ok(judged);
    }
    let host = run.connector().host.clone();
    let own = chain.read.first().map_or(&[][..], |own| &own.names);
    let cures = cures_of_name(&host, own);
    run.report.add_with("cert-name", Verdict::Bad, format!("{host} is not among: {names}"), cures);
    Ok(judged)
}

/// The cures where the certificate does not have the name that was connected to: one of its names, or a new certificate.
fn cures_of_name(host: &str, names: &[String]) -> Vec<Cure> {
    let typed = names.iter().filter(|name| !name.contains('*')).take(NAMES_SHOWN);
    let typed: Vec<&str> = typed.map(String::as_str).collect();
    let mut cures = Vec::new();
    if !typed.is_empty() {
        let line =
            format!("if that is the server that is meant: connect to {}", typed.join(" or "));
        cures.push(Cure::client(line));
    }
    let renewed = Check::named("cert-name").into_iter().flat_map(Check::cures);
    cures.extend(
        renewed.map(|(who, line)| Cure {
            who,
            line: format!("{line}, where NEW has the name {host}"),
        }),
    );
    cures
}

/// Whether the certificates that are shown lead to an authority. Where the check failed for another reason that is
/// reported already, nothing can be said.
fn complete(run: &mut Examiner<'_>, chain: &Chain, own: &Certificate, judged: Judged) {
    if judged.is_vouched_for || chain.refusal.is_none() {
        run.add("cert-chain", Verdict::Ok, format!("{} shown", chain.read.len()));
        return;
    }
    let other_fault = chain.read.iter().any(|one| one.has_weak_signature() || is_short(&one.key));
    if other_fault || !own.is_for_servers() || own.version < 3 {
        return;
    }
    let mut top = own;
    for _ in &chain.read {
        match chain.read.iter().find(|other| other.subject == top.issuer) {
            Some(other) => top = other,
            None => break,
        }
    }
    if top.is_self_issued() {
        let text = if top == own {
            "self-signed".to_owned()
        } else {
            format!("ends at the unknown authority {}", top.subject)
        };
        run.add("cert-chain", Verdict::Note, text);
    } else {
        let text = format!("the certificate of {} is not shown", top.issuer);
        run.add("cert-chain", Verdict::Bad, text);
    }
}
