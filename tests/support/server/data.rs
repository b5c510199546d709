//! Data connections: where the client is to connect, TLS on it, and whether its session is one of
//! this control connection.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use super::super::ports::ClosedPort;
use super::channel::Channel;
use super::options::Refuse;
use super::plan::{Opening, Passive, Plan, Preliminary};
use super::session::Session;
use super::tls::Tls;
use super::wire::{Door, Source, Wire, wait};

/// How often a blocked write looks for ABOR.
const WRITE_SLICE: Duration = Duration::from_millis(100);
/// How long the server waits for the client to connect.
const ACCEPT_LIMIT: Duration = Duration::from_secs(20);

/// Where the next data connection comes from.
pub(super) enum Endpoint {
    /// The client will connect here.
    Passive(Door),
    /// The server is to connect there.
    Active(SocketAddr),
}

/// Which way the payload goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Download,
    Upload,
}

/// A data connection, or the reply that says why there is none.
pub(super) type Opened = io::Result<Result<Channel, Vec<u8>>>;

impl Session {
    /// EPSV, PASV, EPRT and PORT; none if it is another command.
    pub(super) fn passive_or_active(
        &mut self,
        verb: &str,
        argument: &[u8],
        plan: &Plan,
    ) -> Option<Vec<u8>> {
        match verb {
            "EPSV" if argument.eq_ignore_ascii_case(b"ALL") => Some(b"200 EPSV only".to_vec()),
            "EPSV" | "PASV" => {
                Some(self.passive(verb, plan).unwrap_or_else(|error| {
                    format!("425 no port to listen at: {error}").into_bytes()
                }))
            }
            "EPRT" | "PORT" => {
                let address =
                    if verb == "EPRT" { extended_address(argument) } else { six_numbers(argument) };
                let Some(address) = address else {
                    return Some(b"501 no address".to_vec());
                };
                self.endpoint = Some(Endpoint::Active(address));
                Some(b"200 I shall connect there".to_vec())
            }
            _ => None,
        }
    }

    fn passive(&mut self, verb: &str, plan: &Plan) -> io::Result<Vec<u8>> {
        let ip = self.control.wire.local_ip()?;
        self.endpoint = None;
        let door = Door::open(ip, &self.shared.net, Some(&self.control.wire))?;
        let port = match plan.passive {
            Passive::PortZero => 0,
            Passive::DeadPort => self.dead_port.insert(ClosedPort::at(ip)?).address().port(),
            _ => door.address().port(),
        };
        self.endpoint = Some(Endpoint::Passive(door));
        if verb == "EPSV" {
            return Ok(format!("229 Entering Extended Passive Mode (|||{port}|)").into_bytes());
        }
        let IpAddr::V4(ip) = ip else {
            return Ok(b"425 PASV is for IPv4; say EPSV".to_vec());
        };
        let [a, b, c, d] = match plan.passive {
            Passive::Address(address) => address,
            _ => ip.octets(),
        };
        let (high, low) = (port >> 8, port & 255);
        Ok(format!("227 Entering Passive Mode ({a},{b},{c},{d},{high},{low})").into_bytes())
    }

    /// Closes a data connection that no transfer has used.
    pub(super) fn close_unused_data(&mut self) {
        if let Some(Endpoint::Passive(door)) = self.endpoint.take() {
            // Taken and dropped, so that the client sees an end.
            drop(door.accept());
        }
        self.lingering = None;
    }

    /// Opens the data connection of a transfer, with all that the plan and the options want of it,
    /// and sends the 1yz.
    pub(super) fn open_data(&mut self, direction: Direction, plan: &Plan) -> Opened {
        const OPENING: &[u8] = b"150 here it comes";
        self.lingering = None;
        if !self.protected && !self.shared.options.clear_data {
            return Ok(Err(b"521 say PROT P first".to_vec()));
        }
        let Some(endpoint) = self.endpoint.take() else {
            return Ok(Err(b"425 say EPSV or PASV first".to_vec()));
        };
        if plan.preliminary == Preliminary::First {
            self.preliminary(OPENING)?;
        }
        let Some(wire) = self.connect_data(&endpoint, plan)? else {
            return Ok(Err(b"425 no data connection".to_vec()));
        };
        self.shared.records.note(|events| events.data_connections += 1);
        let mut data = Channel::clear(wire);
        if plan.data.opening == Opening::EndedBeforeTls {
            data.wire.finish();
            self.lingering = Some(data);
            return Ok(Err(b"226 that was all".to_vec()));
        }
        if self.protected
            && let Err(reply) = self.secure_data(&mut data, direction, plan)?
        {
            return Ok(Err(reply));
        }
        if plan.preliminary == Preliminary::AfterHandshake {
            self.preliminary(OPENING)?;
        }
        Ok(Ok(data))
    }

    fn connect_data(&mut self, endpoint: &Endpoint, plan: &Plan) -> io::Result<Option<Wire>> {
        if plan.data.opening == Opening::NeverAccepted {
            self.wait_for_client(None)?;
            return Ok(None);
        }
        let door = match endpoint {
            Endpoint::Passive(door) => door,
            Endpoint::Active(address) => {
                let net = &self.shared.net;
                return Ok(Wire::connect(*address, net, &self.control.wire).ok());
            }
        };
        loop {
            let sources = [Source::Wire(&self.control.wire), Source::Door(door)];
            let ready = wait(&self.shared.net, &sources, Some(ACCEPT_LIMIT));
            if ready[1]
                && let Some(wire) = door.accept()
            {
                let own = wire.peer()?.ip() == self.control.wire.peer()?.ip();
                let taken = own || self.shared.options.data_from_anybody;
                return Ok(taken.then_some(wire));
            }
            if !ready.contains(&true) || (ready[0] && self.aborted()?) {
                return Ok(None);
            }
        }
    }

    /// Shakes hands on the data connection, and refuses it where its session is not ours.
    fn secure_data(
        &mut self,
        data: &mut Channel,
        direction: Direction,
        plan: &Plan,
    ) -> io::Result<Result<(), Vec<u8>>> {
        if plan.data.opening == Opening::NeverShaken {
            self.wait_for_client(None)?;
            return Ok(Err(b"425 no TLS on the data connection".to_vec()));
        }
        let tls = &self.shared.tls;
        let config = match (plan.data.identity, direction) {
            (Some(identity), _) => Tls::stranger(&self.shared.options, identity),
            (None, Direction::Download) => Arc::clone(&tls.download),
            (None, Direction::Upload) => Arc::clone(&tls.upload),
        };
        let number = self.number as u64;
        data.hold_tickets = self.shared.options.late_tickets;
        if let Err(error) = data.secure(&config, number) {
            let reply = format!("425 no TLS on the data connection: {error}");
            return Ok(Err(reply.into_bytes()));
        }
        data.wire.set_write_limit(Some(WRITE_SLICE));
        let from = data.resumed_from();
        self.shared.records.note(|events| {
            events.resumed += usize::from(from == Some(number));
            events.resumed_from_others += usize::from(from.is_some_and(|from| from != number));
        });
        let refusal: &[u8] = match self.shared.options.refuse {
            _ if from == Some(number) => return Ok(Ok(())),
            None => return Ok(Ok(())),
            Some(Refuse::With522) => b"522 SSL connection failed: session reuse required",
            Some(Refuse::With425) => {
                b"425 Unable to build data connection: Operation not permitted"
            }
            Some(Refuse::With426) => b"426 TLS session of the control connection was not resumed",
            Some(Refuse::With450) => b"450 the data connection must resume its TLS session",
            Some(Refuse::ByDropping) => {
                data.wire.reset_on_drop();
                b"425 Unable to build data connection"
            }
        };
        Ok(Err(refusal.to_vec()))
    }
}

/// `|1|132.235.1.2|6275|` (RFC 2428).
fn extended_address(argument: &[u8]) -> Option<SocketAddr> {
    let text = std::str::from_utf8(argument).ok()?;
    let parts: Vec<&str> = text.split('|').collect();
    let ip: IpAddr = parts.get(2)?.parse().ok()?;
    Some(SocketAddr::new(ip, parts.get(3)?.parse().ok()?))
}

/// `h1,h2,h3,h4,p1,p2` (RFC 959).
fn six_numbers(argument: &[u8]) -> Option<SocketAddr> {
    let text = std::str::from_utf8(argument).ok()?;
    let numbers: Result<Vec<u8>, _> = text.split(',').map(str::parse).collect();
    let [a, b, c, d, high, low] = numbers.ok()?[..] else {
        return None;
    };
    let port = u16::from_be_bytes([high, low]);
    Some(SocketAddr::from(([a, b, c, d], port)))
}
