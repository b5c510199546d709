//! The lists of a server: suites and groups, by elimination. All are offered, the one that is chosen is left out of the
//! next offer, until nothing is taken any more. ALPN and the size of a finite field are asked by one hello each.

use super::{Spoken, offer, sni};
use crate::audit::examiner::Examiner;
use crate::audit::finding::Verdict;
use crate::error::Result;
use crate::net::hello::{Answer, Choice, Compression, Group, Offer, Protocol, Strength, Suite};

/// More suites or groups than any server takes: a broken one must not keep the audit for ever.
const MOST_CHOSEN: usize = 64;

/// The smallest prime of a finite field that is sound, in bits (RFC 9325 section 4.1).
const LEAST_DH: usize = 2048;

pub(super) fn examine(run: &mut Examiner<'_>, spoken: &Spoken) -> Result<()> {
    let mut groups = Vec::new();
    if spoken.has(Protocol::TLS13) {
        let suites = suites(run, Protocol::TLS13, &Suite::TLS13)?;
        run.report.facts.tls.suites13 = names(&suites);
        groups = self::groups(run, Protocol::TLS13, &Suite::TLS13)?;
    }
    let mut old = Vec::new();
    if let Some((protocol, _)) = spoken.newest_in_clear() {
        old = suites(run, protocol, &Suite::all())?;
        run.report.facts.tls.suites12 = names(&old);
        server_order(run, protocol, &old)?;
        field(run, protocol, &old)?;
        let curves =
            old.iter().copied().filter(|suite| Suite(*suite).to_string().contains("_ECDHE_"));
        let curves: Vec<u16> = curves.collect();
        for group in self::groups(run, protocol, &curves)? {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        alpn(run, protocol)?;
    }
    judge_suites(run, &old);
    judge_groups(run, &groups);
    Ok(())
}

fn names(suites: &[u16]) -> Vec<String> {
    suites.iter().map(|suite| Suite(*suite).to_string()).collect()
}

/// The choice from one offer, if the server made one under this version.
fn chosen(run: &Examiner<'_>, offer: &Offer<'_>) -> Result<Option<Choice>> {
    Ok(match run.hello(offer)? {
        Answer::Chosen(choice) if choice.protocol == offer.protocol.0 => Some(choice),
        _ => None,
    })
}

/// The suites that the server takes, in the order in which it chose them.
fn suites(run: &Examiner<'_>, protocol: Protocol, all: &[u16]) -> Result<Vec<u16>> {
    let mut left = all.to_vec();
    let mut taken = Vec::new();
    while !left.is_empty() && taken.len() < MOST_CHOSEN {
        let Some(choice) = chosen(run, &offer(run, protocol, &left, &Group::ALL))? else { break };
        let before = left.len();
        left.retain(|suite| *suite != choice.suite);
        if left.len() == before {
            break;
        }
        taken.push(choice.suite);
    }
    Ok(taken)
}

/// The groups that the server takes with these suites.
fn groups(run: &Examiner<'_>, protocol: Protocol, suites: &[u16]) -> Result<Vec<u16>> {
    let mut left = Group::ALL.to_vec();
    let mut taken = Vec::new();
    while !suites.is_empty() && !left.is_empty() && taken.len() < MOST_CHOSEN {
        let choice = chosen(run, &offer(run, protocol, suites, &left))?;
        let Some(group) = choice.and_then(|choice| choice.group) else { break };
        let before = left.len();
        left.retain(|other| *other != group);
        if left.len() == before {
            break;
        }
        taken.push(group);
    }
    Ok(taken)
}

/// Whether the server's own order counts: the same offer the other way round changes nothing then.
fn server_order(run: &mut Examiner<'_>, protocol: Protocol, taken: &[u16]) -> Result<()> {
    let [first, .., last] = taken else { return Ok(()) };
    let pairs = [[*first, *last], [*last, *first]];
    let mut chosen_suites = Vec::new();
    for pair in &pairs {
        let choice = chosen(run, &offer(run, protocol, pair, &Group::ALL))?;
        chosen_suites.extend(choice.map(|choice| choice.suite));
    }
    let [one, other] = chosen_suites[..] else { return Ok(()) };
    run.report.facts.tls.own_order = Some(one == other);
    let weak = taken.iter().any(|suite| Suite(*suite).strength() < Strength::Cbc);
    let (verdict, text) = match (one == other, weak) {
        (true, _) => (Verdict::Ok, "the server's order counts"),
        (false, false) => (Verdict::Ok, "the client's order counts, and no weak suite is taken"),
        (false, true) => (Verdict::Note, "the client's order counts"),
    };
    run.add("tls-order", verdict, text);
    Ok(())
}

/// The size of the finite field, where one is used.
fn field(run: &mut Examiner<'_>, protocol: Protocol, taken: &[u16]) -> Result<()> {
    let suites = taken.iter().copied().filter(|suite| Suite(*suite).to_string().contains("_DHE_"));
    let suites: Vec<u16> = suites.collect();
    if suites.is_empty() {
        return Ok(());
    }
    let choice = chosen(run, &offer(run, protocol, &suites, &Group::ALL))?;
    run.report.facts.tls.dh_bits = choice.and_then(|choice| choice.prime_bits);
    Ok(())
}

fn alpn(run: &mut Examiner<'_>, protocol: Protocol) -> Result<()> {
    let (suites, name) = (Suite::all(), sni(&run.connector().host));
    let (groups, compression) = (&Group::ALL[..], Compression::No);
    let offer = Offer { protocol, name, suites: &suites, groups, compression, alpn: &["ftp"] };
    match run.hello(&offer)? {
        Answer::Chosen(Choice { alpn: Some(alpn), .. }) => {
            run.add(
                "tls-alpn",
                Verdict::Ok,
                format!("chose {}", crate::error::printable(alpn.as_bytes())),
            );
            run.report.facts.tls.alpn = Some(alpn);
        }
        Answer::Chosen(_) => run.add("tls-alpn", Verdict::Note, "no answer to it"),
        _ => run.add("tls-alpn", Verdict::Note, "the handshake is refused with it"),
    }
    Ok(())
}

fn judge_suites(run: &mut Examiner<'_>, old: &[u16]) {
    let with = |wanted: &[Strength]| {
        let fit = old.iter().filter(|suite| wanted.contains(&Suite(**suite).strength()));
        fit.map(|suite| Suite(*suite).to_string()).collect::<Vec<_>>()
    };
    let judged = [
        (&[Strength::Broken][..], Verdict::Bad, "that protect nothing"),
        (
            &[Strength::Weak, Strength::NoForwardSecrecy],
            Verdict::Warning,
            "without forward secrecy or with a weak cipher",
        ),
        (&[Strength::Cbc], Verdict::Note, "with CBC"),
    ];
    for (strengths, verdict, words) in judged {
        let found = with(strengths);
        if !found.is_empty() {
            let count = found.len();
            run.add("tls-suites", verdict, format!("{count} {words}: {}", found.join(", ")));
            return;
        }
    }
    let count = old.len() + run.report.facts.tls.suites13.len();
    run.add(
        "tls-suites",
        Verdict::Ok,
        format!("{count}, all with forward secrecy and authenticated encryption"),
    );
}

fn judge_groups(run: &mut Examiner<'_>, groups: &[u16]) {
    let names: Vec<String> = groups.iter().map(|group| Group(*group).to_string()).collect();
    run.report.facts.tls.groups.clone_from(&names);
    let list = names.join(", ");
    let weak = groups.iter().any(|group| Group(*group).is_weak());
    match run.report.facts.tls.dh_bits {
        Some(bits) if bits < LEAST_DH => {
            run.add(
                "tls-groups",
                Verdict::Warning,
                format!("a finite field of {bits} bits; {list}"),
            );
        }
        _ if weak => run.add("tls-groups", Verdict::Warning, list),
        _ if groups.iter().any(|group| Group(*group).is_post_quantum()) => {
            run.add("tls-groups", Verdict::Ok, list);
        }
        _ => run.add("tls-groups", Verdict::Note, format!("no post-quantum group; {list}")),
    }
}
