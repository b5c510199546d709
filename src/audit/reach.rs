//! How a server is reached: addresses, ports, the greeting, and the flavour of FTPS that each port speaks.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::examiner::{Examiner, auth, one_line};
use super::facts::{AddressFacts, PortFacts};
use super::finding::Verdict;
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::probe::Probe;
use crate::net::hello::{Answer, Compression, Group, Offer, Protocol, Suite, ask};
use crate::net::{Family, Waits, addresses};

/// How long one address of several may take.
const ADDRESS: Duration = Duration::from_secs(5);

/// How long a greeting is waited for before a port is taken to speak TLS first.
const GREETING: Duration = Duration::from_secs(3);

/// Looks at all addresses and ports. An error ends the audit: the server cannot be reached, or not by TLS.
pub(super) fn examine(run: &mut Examiner<'_>) -> Result<()> {
    look_at_addresses(run)?;
    look_at_other_ports(run)?;
    if run.connector().implicit { implicit(run) } else { explicit(run) }
}

/// Connects to every address once. By a proxy only the name is known.
fn look_at_addresses(run: &mut Examiner<'_>) -> Result<()> {
    let connector = run.connector();
    if connector.route.proxy.is_some() {
        return Ok(());
    }
    let found =
        addresses(&connector.host, connector.port, connector.route.family, &connector.waits)?;
    for address in found {
        run.pause()?;
        let facts = time_to(connector, address)?;
        run.report.facts.reach.addresses.push(facts);
    }
    let all = &run.report.facts.reach.addresses;
    let dead: Vec<String> = all
        .iter()
        .filter_map(|one| Some(format!("{}: {}", one.address, one.error.as_ref()?)))
        .collect();
    let times: Vec<String> = all
        .iter()
        .filter_map(|one| Some(format!("{} in {} ms", one.address, one.connect_ms?)))
        .collect();
    if dead.is_empty() {
        run.add("address", Verdict::Ok, times.join(", "));
    } else {
        let verdict = if times.is_empty() { Verdict::Bad } else { Verdict::Warning };
        run.add("address", verdict, dead.join("; "));
    }
    Ok(())
}

fn time_to(connector: &Connector, address: SocketAddr) -> Result<AddressFacts> {
    let waits = Waits { connect: connector.waits.connect.min(ADDRESS), ..connector.waits.clone() };
    let mut one = connector.clone();
    (one.host, one.port) = (address.ip().to_string(), address.port());
    one.waits = waits;
    one.route.family = Family::Any;
    let began = Instant::now();
    let (connect_ms, error) = match Probe::connect(&one) {
        Ok(_) => (u64::try_from(began.elapsed().as_millis()).ok(), None),
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => (None, Some(one_line(error.root()))),
    };
    Ok(AddressFacts { address: address.to_string(), connect_ms, error })
}

/// The flavour of each standard port that was not asked for.
fn look_at_other_ports(run: &mut Examiner<'_>) -> Result<()> {
    for port in run.order.other_ports.clone() {
        run.pause()?;
        let mut one = run.connector().clone();
        one.port = port;
        one.waits.connect = one.waits.connect.min(ADDRESS);
        let speaks = flavour(&one)?.to_owned();
        run.report.facts.reach.ports.push(PortFacts { port, speaks });
    }
    Ok(())
}

/// The flavour that a port speaks.
fn flavour(connector: &Connector) -> Result<&'static str> {
    let mut probe = match Probe::connect(connector) {
        Ok(probe) => probe,
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) if matches!(error.root(), Error::TimedOut(_)) => return Ok("silent"),
        Err(_) => return Ok("refused"),
    };
    probe.wait_at_most(GREETING);
    match probe.greeting() {
        Ok(reply) if reply.is_done() => Ok(match auth(&mut probe) {
            Ok(reply) if matches!(reply.code(), 234 | 200) => "explicit",
            Ok(_) => "clear",
            Err(stop @ Error::Stopped(_)) => return Err(stop),
            Err(_) => "other",
        }),
        Err(stop @ Error::Stopped(_)) => Err(stop),
        Err(error) if matches!(error.root(), Error::TimedOut(_)) => {
            if answers_hello(connector)? {
                Ok("implicit")
            } else {
                Ok("silent")
            }
        }
        _ => Ok("other"),
    }
}

/// Whether a port answers a TLS hello that comes first.
fn answers_hello(connector: &Connector) -> Result<bool> {
    let mut stream = Probe::connect(connector)?.into_stream();
    let suites = Suite::all();
    let answer =
        ask(&mut stream, &any_offer(Protocol::TLS12, &suites), &connector.waits, GREETING)?;
    Ok(matches!(answer, Answer::Chosen(_) | Answer::Alert(_)))
}

/// An offer of everything under one version, without a name.
fn any_offer(protocol: Protocol, suites: &[u16]) -> Offer<'_> {
    let compression = Compression::No;
    Offer { protocol, name: None, suites, groups: &Group::ALL, compression, alpn: &[] }
}

fn explicit(run: &mut Examiner<'_>) -> Result<()> {
    let port = run.connector().port;
    let greeted = run.greeted();
    let (mut probe, banner) = match greeted {
        Ok(greeted) => greeted,
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => return Err(wrong_flavour(run, error)?),
    };
    let text = banner.response().text;
    note_banner(run, &text);
    let reply = auth(&mut probe)?;
    if matches!(reply.code(), 234 | 200) {
        run.add(
            "flavour",
            Verdict::Ok,
            format!("port {port} speaks explicit TLS: {}", reply.response()),
        );
        run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "explicit".into() });
        return Ok(());
    }
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "clear".into() });
    run.add("no-tls", Verdict::Bad, format!("AUTH TLS: {}", reply.response()));
    let text = format!("the server will not protect the control channel: {}", reply.response());
    Err(crate::error::tls(text))
}

/// The error to end with, where a port did not greet as explicit TLS wants.
fn wrong_flavour(run: &mut Examiner<'_>, error: Error) -> Result<Error> {
    let (host, port) = (&run.connector().host, run.connector().port);
    let silent = matches!(error.root(), Error::TimedOut(_));
    if silent && answers_hello(run.connector())? {
        let text =
            format!("port {port} speaks implicit TLS: say ftps://{host}:{port}/ or --implicit");
        run.add("flavour", Verdict::Bad, text.clone());
        return Ok(crate::error::tls(text));
    }
    run.add("flavour", Verdict::Bad, format!("port {port}: {}", one_line(&error)));
    Ok(error)
}

fn implicit(run: &mut Examiner<'_>) -> Result<()> {
    let (host, port) = (&run.connector().host, run.connector().port);
    let suites = Suite::all();
    let answer = match run.hello(&any_offer(Protocol::TLS12, &suites))? {
        Answer::NoTls => answer_in_13(run)?,
        other => other,
    };
    if answer == Answer::NoTls {
        let text =
            format!("port {port} greets in clear: it wants explicit TLS, ftp://{host}:{port}/");
        run.add("flavour", Verdict::Bad, text.clone());
        return Err(crate::error::tls(text));
    }
    run.add("flavour", Verdict::Ok, format!("port {port} speaks implicit TLS"));
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "implicit".into() });
    let lax = run.lax(crate::net::tls::Version::Tls12, crate::net::tls::Version::Tls13);
    let mut probe = run.ready()?;
    // Without a common version there is no greeting to read; the section on TLS says so.
    if let Ok(reply) = lax.context(lax.tls.max).and_then(|context| {
        probe.secure(&context)?;
        probe.greeting()
    }) {
        note_banner(run, &reply.response().text);
    }
    Ok(())
}

/// The same question under TLS 1.3, for a server that knows nothing older.
fn answer_in_13(run: &Examiner<'_>) -> Result<Answer> {
    run.hello(&any_offer(Protocol::TLS13, &Suite::TLS13))
}

fn note_banner(run: &mut Examiner<'_>, text: &str) {
    let versioned = text.split(['.', ' ', '(', ')', '/']).any(|word| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 3
    });
    let known = ["ftpd", "ftp server", "filezilla", "microsoft", "libunftp", "aioftp"];
    let named = known.iter().any(|name| text.to_ascii_lowercase().contains(name));
    let verdict = if versioned && named { Verdict::Note } else { Verdict::Ok };
    run.add("banner", verdict, text);
    run.report.facts.reach.banner = Some(text.to_owned());
}
