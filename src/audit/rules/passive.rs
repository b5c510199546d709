//! Addresses of data connections: which the server names, which it takes, and whether they can be guessed or taken by
//! another.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::audit::checks::Section;
use crate::audit::data::{place, port};
use crate::audit::examiner::Examiner;
use crate::audit::finding::Verdict;
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::probe::{Ask, Probe, Sending};
use crate::ftp::wire::command::Command;
use crate::net::Destination;
use crate::net::tls::Version;

/// How often a port is asked for, one time directly after the other, so that few other clients take one in between.
const PORTS: usize = 8;

/// The greatest step from one port to the next that a thief reaches by trying all ports between. Where ports are drawn
/// by chance out of as few as 100, a step of at most 4 has a chance of 1 in 25, and four such steps of seven one of 1
/// in 11,000.
const NEAR: u16 = 4;

/// An address that is nobody's (TEST-NET-1, RFC 5737), and one of IPv6 (RFC 3849); nothing is sent there.
const FOREIGN: [(&str, &str); 2] =
    [("PORT", "192,0,2,1,195,80"), ("EPRT", "|2|2001:db8::1|50000|")];

/// EPSV, PASV, PORT and the choice of ports, on one session.
pub(super) fn addresses(
    run: &mut Examiner<'_>,
    connector: &Connector,
    version: Version,
) -> Result<()> {
    let context = connector.context(version)?;
    let mut probe = run.set_up(connector, &context)?;
    let peer = match probe.stream().link().destination() {
        Destination::Address(address) => Some(*address),
        Destination::Name(..) => None,
    };
    let v6 = peer.is_some_and(|peer| peer.is_ipv6());
    epsv(run, &mut probe, v6)?;
    if !v6 {
        pasv(run, &mut probe, peer)?;
    }
    ports(run, &mut probe)?;
    bounce(run, &mut probe, v6)?;
    probe.quit();
    Ok(())
}

fn epsv(run: &mut Examiner<'_>, probe: &mut Probe, v6: bool) -> Result<()> {
    match probe.passive(Ask::Epsv) {
        Ok(_) => run.add("epsv", Verdict::Ok, "taken"),
        Err(error @ (Error::Refused(_) | Error::Protocol(_))) => {
            let verdict = if v6 { Verdict::Bad } else { Verdict::Note };
            run.add("epsv", verdict, error.to_string());
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn pasv(run: &mut Examiner<'_>, probe: &mut Probe, peer: Option<SocketAddr>) -> Result<()> {
    let named = match probe.passive(Ask::Pasv) {
        Ok((named, _)) => named.map(|address| address.ip()),
        Err(error @ (Error::Refused(_) | Error::Protocol(_))) => {
            run.add("pasv-address", Verdict::Note, format!("PASV: {error}"));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let (Some(named), Some(peer)) = (named, peer) else { return Ok(()) };
    let peer = peer.ip();
    let (verdict, text) = if named == peer {
        (Verdict::Ok, format!("{named}"))
    } else if is_unreachable(named) && !is_unreachable(peer) {
        (
            Verdict::Bad,
            format!("{named}, which cannot be reached from outside; connected to {peer}"),
        )
    } else {
        (Verdict::Warning, format!("{named}; connected to {peer}"))
    };
    run.add("pasv-address", verdict, text);
    Ok(())
}

fn is_unreachable(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified()
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unspecified(),
    }
}

/// Whether the server agrees to connect to an address that is not ours. No transfer is asked for, so that it does not.
fn bounce(run: &mut Examiner<'_>, probe: &mut Probe, v6: bool) -> Result<()> {
    let [v4_form, v6_form] = FOREIGN;
    let (verb, argument) = if v6 { v6_form } else { v4_form };
    let reply = probe.call(Command::new(verb, argument)?)?;
    let verdict = if reply.is_done() { Verdict::Bad } else { Verdict::Ok };
    run.add("bounce", verdict, format!("{verb} {argument}: {}", reply.response()));
    Ok(())
}

/// Whether the ports that the server chooses follow each other. Nothing is judged where it refuses to choose that often.
fn ports(run: &mut Examiner<'_>, probe: &mut Probe) -> Result<()> {
    let mut seen = Vec::new();
    for _ in 0..PORTS {
        match place(probe) {
            Ok(link) => seen.push(port(&link)),
            Err(Error::Refused(_) | Error::Protocol(_)) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    let list: Vec<String> = seen.iter().map(ToString::to_string).collect();
    let verdict = if is_guessable(&seen) { Verdict::Warning } else { Verdict::Ok };
    run.add("passive-ports", verdict, list.join(", "));
    run.report.facts.data.passive_ports = seen;
    Ok(())
}

/// Whether most ports follow shortly after the one before. Not all must: other clients take ports in between, and a
/// counter begins anew at its end.
fn is_guessable(ports: &[u16]) -> bool {
    let is_near = |pair: &&[u16]| match pair {
        [before, after] => (1..=NEAR).contains(&after.wrapping_sub(*before)),
        _ => false,
    };
    2 * ports.windows(2).filter(is_near).count() >= ports.len()
}

/// Whether a data connection is taken that comes from another address than the control connection. It presents no
/// session, since a thief has none.
pub(super) fn theft(run: &mut Examiner<'_>, connector: &Connector, version: Version) -> Result<()> {
    let context = connector.context(version)?;
    let mut probe = run.set_up(connector, &context)?;
    let Some(other) = another_address(probe.stream().local_address()?.ip()) else {
        run.report
            .skip(Section::Rules, "data-theft: this machine has no second address to try it from");
        return Ok(());
    };
    if probe.stream().link().is_proxied() {
        return Ok(());
    }
    let link = place(&mut probe)?.from_address(other);
    let thief = context.without_sessions();
    let seen = probe.transfer(Command::bare("LIST"), link, Some(&thief), Sending::Nothing)?;
    let taken = seen.is_done() && seen.tls.is_some();
    let verdict = if taken { Verdict::Bad } else { Verdict::Ok };
    run.add("data-theft", verdict, format!("a connection from {other}: {}", seen.words()));
    Ok(())
}

/// Another address of this machine that reaches the same server: on the loopback there are many.
fn another_address(own: IpAddr) -> Option<IpAddr> {
    match own {
        IpAddr::V4(v4) if v4.is_loopback() => {
            let [a, b, c, d] = v4.octets();
            Some(IpAddr::V4(Ipv4Addr::new(a, b, c, if d == 77 { 78 } else { 77 })))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_that_mostly_count_up_are_guessable() {
        assert!(is_guessable(&[7000, 7001, 7002, 7003, 7004, 7005, 7006, 7007]));
        assert!(is_guessable(&[7000, 7001, 7009, 7011, 7000, 7001, 7004, 7030]));
        assert!(!is_guessable(&[41633, 35487, 6786, 13575, 54764, 9123, 60001, 7]));
        assert!(!is_guessable(&[7007, 7006, 7005, 7004, 7003, 7002, 7001, 7000]));
        assert!(!is_guessable(&[7000, 9100, 9101, 3300, 3301, 51000, 51001, 40]));
    }
}
