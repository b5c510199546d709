//! How a server is reached: addresses, ports, the greeting, and the flavour of FTPS that each port speaks.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::examiner::{Examiner, auth, one_line};
use super::facts::{AddressFacts, PortFacts};
use super::finding::{Cure, Verdict};
use crate::error::{Error, Result};
use crate::ftp::login::connector::Connector;
use crate::ftp::probe::Probe;
use crate::ftp::wire::reply::Reply;
use crate::net::hello::{Answer, Compression, Group, Offer, Protocol, Suite, ask};
use crate::net::{Family, Waits, addresses};

/// How long one address of several may take.
const ADDRESS: Duration = Duration::from_secs(5);

/// How long a greeting is waited for before a port is taken to speak TLS first.
const GREETING: Duration = Duration::from_secs(3);

/// Looks at all addresses and ports. An error ends the audit: the server cannot be reached, or not by TLS.
pub(super) fn examine(run: &mut Examiner<'_>) -> Result<()> {
    let unreachable = look_at_addresses(run)?;
    look_at_other_ports(run)?;
    match unreachable {
        // A slow one may still answer within the user's own limit.
        Some(error) if !matches!(error.root(), Error::TimedOut(_)) => Err(error),
        _ if run.connector().implicit => implicit(run),
        _ => explicit(run),
    }
}

/// Connects to every address once. Returns the last error where none answers. By a proxy only the name is known.
fn look_at_addresses(run: &mut Examiner<'_>) -> Result<Option<Error>> {
    let connector = run.connector();
    if connector.route.proxy.is_some() {
        return Ok(None);
    }
    let (host, port) = (&connector.host, connector.port);
    let found = match addresses(host, port, connector.route.family, &connector.waits) {
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => {
            let cure =
                Cure::client("check the spelling of the name, and the resolver of this machine");
            run.report.add_with("address", Verdict::Bad, one_line(&error), vec![cure]);
            return Err(error);
        }
        Ok(found) => found,
    };
    let (mut alive, mut dead, mut last) = (Vec::new(), Vec::new(), None);
    for address in found {
        run.pause()?;
        let (facts, error) = time_to(connector, address)?;
        run.report.facts.reach.addresses.push(facts);
        match error {
            Some(error) => {
                dead.push((address, one_line(error.root())));
                last = Some(error);
            }
            None => alive.push(address),
        }
    }
    if dead.is_empty() {
        let all = &run.report.facts.reach.addresses;
        let times = all.iter().filter_map(|one| Some((&one.address, one.connect_ms?)));
        let times: Vec<String> =
            times.map(|(address, time)| format!("{address} in {time} ms")).collect();
        run.add("address", Verdict::Ok, times.join(", "));
        return Ok(None);
    }
    report_dead(run, &alive, &dead);
    Ok(last.filter(|_| alive.is_empty()))
}

/// Addresses at which nothing answers, each with the reason.
fn report_dead(run: &mut Examiner<'_>, alive: &[SocketAddr], dead: &[(SocketAddr, String)]) {
    let verdict = if alive.is_empty() { Verdict::Bad } else { Verdict::Warning };
    let texts: Vec<String> =
        dead.iter().map(|(address, error)| format!("{address}: {error}")).collect();
    let text = texts.join("; ");
    if alive.is_empty() {
        let port = run.connector().port;
        let line = format!(
            "check the port {port} (21 is the usual one for ftp://, 990 for ftps://), whether the server runs, and the \
             firewalls on the way"
        );
        run.report.add_with("address", verdict, text, vec![Cure::client(line)]);
    } else if dead.iter().any(|(one, _)| alive.iter().any(|other| other.is_ipv4() == one.is_ipv4()))
    {
        let line = "take the address that does not answer out of the DNS records of the name";
        run.report.add_with("address", verdict, text, vec![Cure::client(line)]);
    } else {
        // The server listens on one of IPv4 and IPv6 only.
        run.add("address", verdict, text);
    }
}

/// One connection to an address; the error where it failed.
fn time_to(connector: &Connector, address: SocketAddr) -> Result<(AddressFacts, Option<Error>)> {
    let waits = Waits { connect: connector.waits.connect.min(ADDRESS), ..connector.waits.clone() };
    let mut one = connector.clone();
    (one.host, one.port) = (address.ip().to_string(), address.port());
    one.waits = waits;
    one.route.family = Family::Any;
    let began = Instant::now();
    let (connect_ms, error) = match Probe::connect(&one) {
        Ok(_) => (u64::try_from(began.elapsed().as_millis()).ok(), None),
        Err(stop @ Error::Stopped(_)) => return Err(stop),
        Err(error) => (None, Some(error)),
    };
    let text = error.as_ref().map(|error| one_line(error.root()));
    Ok((AddressFacts { address: address.to_string(), connect_ms, error: text }, error))
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
    let (mut probe, banner) = match early_greeting(run)? {
        Early::Greeted(probe, banner) => (*probe, banner),
        Early::Silent if answers_hello(run.connector())? => return Err(wants_implicit(run)),
        // It has no room, or takes longer.
        Early::Silent | Early::Ended => match run.greeted() {
            Ok(greeted) => greeted,
            Err(error) => return Err(no_greeting(run, error)),
        },
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

/// The beginning of the first connection.
enum Early {
    Greeted(Box<Probe>, Reply),
    /// Nothing came within [`GREETING`].
    Silent,
    /// The server refused it or ended it.
    Ended,
}

fn early_greeting(run: &Examiner<'_>) -> Result<Early> {
    run.pause()?;
    let mut probe = Probe::connect(run.connector())?;
    probe.wait_at_most(GREETING);
    match probe.greeting() {
        Ok(reply) if !reply.is_refusal() => {
            probe.wait_at_most(Duration::MAX);
            Ok(Early::Greeted(Box::new(probe), reply))
        }
        Err(stop @ Error::Stopped(_)) => Err(stop),
        Err(error) if matches!(error.root(), Error::TimedOut(_)) => Ok(Early::Silent),
        _ => Ok(Early::Ended),
    }
}

/// The finding and the error for a port that was asked for explicit TLS and speaks implicit TLS.
fn wants_implicit(run: &mut Examiner<'_>) -> Error {
    let (port, url) = (run.connector().port, url(run.connector(), "ftps"));
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "implicit".into() });
    wrong_flavour(run, &format!("port {port} speaks implicit TLS"), &url)
}

/// The same for a port that greets in clear.
fn wants_explicit(run: &mut Examiner<'_>) -> Error {
    let (port, url) = (run.connector().port, url(run.connector(), "ftp"));
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "explicit".into() });
    wrong_flavour(run, &format!("port {port} greets in clear and wants explicit TLS"), &url)
}

/// The server is right, and the URL is wrong.
fn wrong_flavour(run: &mut Examiner<'_>, fault: &str, url: &str) -> Error {
    let cure = Cure::client(format!("say {url}"));
    run.report.add_with("flavour", Verdict::Bad, fault, vec![cure]);
    crate::error::tls(format!("{fault}: say {url}"))
}

/// A URL with another scheme for the same host and port.
fn url(connector: &Connector, scheme: &str) -> String {
    let (host, port) = (&connector.host, connector.port);
    if host.contains(':') {
        format!("{scheme}://[{host}]:{port}/")
    } else {
        format!("{scheme}://{host}:{port}/")
    }
}

/// The error of a port that did not greet. A finding about its flavour is made only where its bytes show it: a port that
/// refuses, ends the connection or keeps silent may speak either.
fn no_greeting(run: &mut Examiner<'_>, error: Error) -> Error {
    if matches!(error.root(), Error::Protocol(_)) {
        not_ftp(run, &one_line(&error));
    }
    error
}

fn not_ftp(run: &mut Examiner<'_>, evidence: &str) {
    let port = run.connector().port;
    let cure = Cure::client("check the port: another service than FTP answers there");
    let text = format!("port {port}: {evidence}");
    run.report.add_with("flavour", Verdict::Bad, text, vec![cure]);
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "other".into() });
}

fn implicit(run: &mut Examiner<'_>) -> Result<()> {
    let port = run.connector().port;
    let suites = Suite::all();
    let answer = match run.hello(&any_offer(Protocol::TLS12, &suites))? {
        Answer::Closed | Answer::Silent => answer_in_13(run)?,
        other => other,
    };
    let answered = match answer {
        Answer::NoTls => return Err(clear_text(run)?),
        Answer::Chosen(_) | Answer::Alert(_) => true,
        Answer::Closed | Answer::Silent => false,
    };
    let lax = run.lax(crate::net::tls::Version::Tls12, crate::net::tls::Version::Tls13);
    let mut probe = run.ready()?;
    let greeting = lax.context(lax.tls.max).and_then(|context| {
        probe.secure(&context)?;
        probe.greeting()
    });
    match greeting {
        Ok(reply) => note_banner(run, &reply.response().text),
        // Without a common version there is no greeting to read; the section on TLS says so.
        Err(_) if answered => {}
        Err(error) => return Err(error),
    }
    run.add("flavour", Verdict::Ok, format!("port {port} speaks implicit TLS"));
    run.report.facts.reach.ports.insert(0, PortFacts { port, speaks: "implicit".into() });
    Ok(())
}

/// The finding and the error for a port that answers a TLS hello with text.
fn clear_text(run: &mut Examiner<'_>) -> Result<Error> {
    run.pause()?;
    Ok(match flavour(run.connector())? {
        "explicit" => wants_explicit(run),
        "clear" => {
            let text = "AUTH TLS is refused, and the port does not speak implicit TLS";
            run.add("no-tls", Verdict::Bad, text);
            crate::error::tls(format!("the server will not protect the control channel: {text}"))
        }
        _ => {
            not_ftp(
                run,
                "its answer to a TLS hello is neither TLS nor the greeting of an FTP server",
            );
            crate::error::tls(format!("port {} speaks neither TLS nor FTP", run.connector().port))
        }
    })
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
