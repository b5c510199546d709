//! From a control channel under TLS to a session that can be used: USER and PASS, and the setup of binary, protected
//! transfers in one flight (RFC 4217 section 9, RFC 2389). A server that is known to bear it gets both at once.

use super::connector::Connector;
use super::host_profile::{Entering, HostProfile};
use super::secure::Secured;
use crate::error::{Error, Response, Result, printable, protocol, tls};
use crate::ftp::data::passive::{DataPort, FirstClose};
use crate::ftp::ops::features::Features;
use crate::ftp::ops::place::PathUse;
use crate::ftp::ops::query::Query;
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::session::Session;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::exchange::{Exchange, Handle};
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::secret::Secrets;

/// The setup flight.
struct Setup<'a> {
    commands: Vec<Command>,
    /// Where the folder is entered in which relative paths begin.
    folder: Option<(usize, &'a RemotePath)>,
    /// How many come before the questions of others.
    own: usize,
    asks: &'a [Query],
}

/// The replies to the setup, and the handles of the questions behind it.
struct Answers {
    own: Vec<Reply>,
    others: Vec<Handle>,
}

/// Logs in and sets up a session; `asks` travel with the setup.
pub(super) fn enter(
    connector: &Connector,
    channel: Secured,
    profile: &mut HostProfile,
    asks: &[Query],
) -> Result<Session> {
    let logging_in = |error: Error| error.during(connector.doing("logging in to"));
    let setting_up = |error: Error| error.during(connector.doing("setting up the session with"));
    // Here at the latest the password is asked for: the certificate has been accepted.
    let password = connector.password.get()?;
    let secrets = secrets(connector)?;
    let mut session = session(connector, channel, profile);
    session.exchange().hide(secrets);
    let setup = setup(connector, &mut session, asks).map_err(setting_up)?;
    let refused = |error: &Error| {
        if error.is_refused_login() {
            connector.password.forget(&password);
        }
    };
    let early = if may_enter_at_once(connector, profile) {
        let early = log_in_at_once(connector, session.exchange(), &setup);
        let early = early.inspect_err(refused).map_err(logging_in)?;
        let borne = if early.is_some() { Entering::AtOnce } else { Entering::StepByStep };
        profile.entering.learn(borne, "all was sent at once");
        early
    } else {
        let entering = log_in(connector, session.exchange());
        let entering = entering.inspect_err(refused).map_err(logging_in)?;
        if let (Some(lesson), None) = (entering, profile.entering.get()) {
            profile.entering.learn(lesson, "331, and then 230");
        }
        None
    };
    let answers = match early {
        Some(answers) => Ok(answers),
        None => {
            let handles = session.exchange().send_all(setup.commands.clone());
            read(session.exchange(), &setup, handles)
        }
    };
    let ready = answers
        .and_then(|answers| finish(&mut session, &setup, answers))
        .and_then(|()| quote(connector, &mut session, asks));
    match ready {
        Ok(()) => Ok(session),
        Err(error) => {
            if session.is_epsv_silent(&error) {
                profile.suspect_epsv(&error.to_string());
            }
            Err(setting_up(error))
        }
    }
}

fn session(connector: &Connector, channel: Secured, profile: &HostProfile) -> Session {
    let Secured { mut exchange, tls, software } = channel;
    exchange.send_iac(software.iac());
    exchange.translate(connector.charset);
    let mut port = DataPort::new(tls, connector.passive, connector.pasv_address);
    port.set_resumption(connector.tls.resumption);
    if software.waits_for_close() {
        port.set_first_close(FirstClose::Client);
    }
    if let Some(active) = &connector.route.active {
        port.use_active(active.clone());
    }
    if profile.no_epsv.is(true) {
        port.avoid_epsv("as in an earlier session");
    }
    let mut session = Session::new(exchange, port, software);
    session.set_zone(connector.zone.clone());
    session.use_mlsd(profile.mlsd.get());
    if profile.bare_names.is(true) {
        session.place_mut().use_paths(PathUse::Known);
    }
    session
}

fn setup<'a>(
    connector: &'a Connector,
    session: &mut Session,
    asks: &'a [Query],
) -> Result<Setup<'a>> {
    let mut commands = vec![
        Command::new("PBSZ", "0")?,
        Command::new("PROT", "P")?,
        Command::bare("FEAT"),
        Command::new("TYPE", "I")?,
    ];
    let folder = connector.folder.as_ref().map(|folder| (commands.len(), folder));
    if let Some((_, folder)) = folder {
        commands.push(Command::new("CWD", folder)?);
    }
    commands.push(Command::bare("PWD"));
    let own = commands.len();
    // Quoted commands may change the answers.
    let asks = if connector.quotes.is_empty() { session.together(asks) } else { &[] };
    commands.extend(session.questions(asks)?);
    Ok(Setup { commands, folder, own, asks })
}

/// Whether user, password and setup go out at once.
pub(super) fn may_enter_at_once(connector: &Connector, profile: &HostProfile) -> bool {
    let borne = matches!(profile.entering.get(), Some(Entering::ByPassword | Entering::AtOnce));
    borne && connector.account.is_none() && !profile.one_at_a_time.is(true)
}

/// Sends all of it at once, but for HOST; returns the answers to the setup, unless it was refused because nobody was
/// logged in yet.
fn log_in_at_once(
    connector: &Connector,
    exchange: &mut Exchange,
    setup: &Setup<'_>,
) -> Result<Option<Answers>> {
    name_host(connector, exchange)?;
    let user = exchange.send(user_command(connector)?);
    let pass = exchange.send(pass_command(connector)?);
    let handles = exchange.send_all(setup.commands.clone());
    let user = exchange.answer(user)?;
    if user.code() != 331 && !user.is_done() {
        return Err(refused(connector, &user));
    }
    let pass = exchange.answer(pass)?;
    // Who needs no password is in already, whatever the server makes of one.
    if !pass.is_done() && !user.is_done() {
        return Err(refused(connector, &pass));
    }
    let answers = read(exchange, setup, handles)?;
    if answers.own.iter().any(is_too_early) {
        exchange.answers(&answers.others)?;
        return Ok(None);
    }
    Ok(Some(answers))
}

/// USER and the commands that it leads to, one by one; returns whether a password is all that a login takes.
fn log_in(connector: &Connector, exchange: &mut Exchange) -> Result<Option<Entering>> {
    name_host(connector, exchange)?;
    let mut reply = exchange.try_call(user_command(connector)?)?;
    let mut entering = None;
    if reply.code() == 331 {
        reply = exchange.try_call(pass_command(connector)?)?;
        entering = reply.is_done().then_some(Entering::ByPassword);
    }
    if reply.code() == 332 {
        let Some(account) = &connector.account else { return Err(refused(connector, &reply)) };
        reply = exchange.try_call(Command::new("ACCT", account.reveal())?)?;
    }
    if reply.is_done() { Ok(entering) } else { Err(refused(connector, &reply)) }
}

impl Connector {
    /// Logs in on a channel under TLS by USER and the commands that it leads to, one by one and once.
    pub(in crate::ftp) fn log_in_on(&self, exchange: &mut Exchange) -> Result<()> {
        exchange.hide(secrets(self)?);
        log_in(self, exchange).map(drop)
    }
}

/// HOST, which must come before USER (RFC 7151 section 3), where a virtual host is asked for. Its reply is waited for:
/// where it is refused, user and password would go to another host.
fn name_host(connector: &Connector, exchange: &mut Exchange) -> Result<()> {
    let Some(name) = &connector.virtual_host else { return Ok(()) };
    let reply = exchange.try_call(Command::new("HOST", name)?)?;
    if reply.is_done() {
        return Ok(());
    }
    Err(Error::Refused(reply.response()).during("asking for the virtual host"))
}

fn user_command(connector: &Connector) -> Result<Command> {
    Command::new("USER", &connector.user)
}

fn pass_command(connector: &Connector) -> Result<Command> {
    Command::new("PASS", connector.password.get()?.reveal())
}

fn secrets(connector: &Connector) -> Result<Secrets> {
    let password = connector.password.get()?;
    Ok(Secrets::new([Some(&password), connector.account.as_ref()]))
}

fn refused(connector: &Connector, reply: &Reply) -> Error {
    let mut said = reply.response();
    if reply.code() == 332 && connector.account.is_none() {
        said.text.push_str(
            "; it wants an account: give it by --account-file FILE, or as account in a netrc file",
        );
    }
    match secrets(connector) {
        Ok(secrets) => Error::Login(Response { text: secrets.mask(&said.text), ..said }),
        Err(error) => error,
    }
}

/// Reads the replies to the setup itself.
fn read(exchange: &mut Exchange, setup: &Setup<'_>, mut handles: Vec<Handle>) -> Result<Answers> {
    let others = handles.split_off(setup.own.min(handles.len()));
    Ok(Answers { own: exchange.answers(&handles)?, others })
}

/// Takes the replies to the setup, and learns features and home. A server that will not protect data connections
/// (PROT P refused, RFC 4217 section 9) is left. PBSZ means nothing under TLS: one that takes PROT P may refuse it.
fn finish(session: &mut Session, setup: &Setup<'_>, answers: Answers) -> Result<()> {
    let Answers { own: mut replies, others } = answers;
    if let Some((at, folder)) = setup.folder
        && at < replies.len()
    {
        check_entered(folder, &replies.remove(at))?;
    }
    let [pbsz, prot, feat, binary, pwd] = &replies[..] else {
        return Err(protocol("replies to the setup are missing"));
    };
    if !prot.is_done() {
        let refused = [("PBSZ 0", pbsz), ("PROT P", prot)]
            .into_iter()
            .filter(|(_, reply)| !reply.is_done())
            .map(|(verb, reply)| format!("{verb}: {}", reply.response()))
            .collect::<Vec<_>>();
        let refused = refused.join(", ");
        return Err(tls(format!("the server will not protect data connections: {refused}")));
    }
    if !binary.is_done() {
        return Err(Error::Refused(binary.response()).during("asking for binary transfers"));
    }
    let features = feat.is_done().then(|| Features::parse(feat.lines().iter().map(Vec::as_slice)));
    let home = if pwd.is_done() { parse_pwd(pwd.first()) } else { None };
    session.set_up_with(features, home);
    if session.features().has("UTF8") && session.exchange().charset().is_none() {
        session.exchange().send_and_forget(Command::new("OPTS", "UTF8 ON")?);
    }
    session.take_answers(setup.asks, &others)?;
    // A folder that is called like a data set is one only on z/OS.
    if session.home().is_some_and(RemotePath::is_native) {
        session.system()?;
    }
    Ok(())
}

/// Sends the commands that the user wants in every session, and asks only then.
fn quote(connector: &Connector, session: &mut Session, asks: &[Query]) -> Result<()> {
    if connector.quotes.is_empty() {
        return Ok(());
    }
    for command in &connector.quotes {
        session.quote(command)?;
    }
    session.ask(asks)
}

/// Whether a login may have failed because commands came too early. That user or password are wrong
/// has nothing to do with it: sent too often, the account may be locked.
pub(super) fn may_be_too_fast(error: &Error) -> bool {
    match error.root() {
        Error::Login(said) => said.code == 503,
        Error::Refused(_) | Error::Tls(_) | Error::Stopped(_) => false,
        _ => true,
    }
}

/// Whether a command was refused because nobody was logged in yet, as libunftp does.
fn is_too_early(reply: &Reply) -> bool {
    matches!(reply.code(), 503 | 530)
}

fn check_entered(folder: &RemotePath, reply: &Reply) -> Result<()> {
    if reply.is_done() {
        return Ok(());
    }
    let shown = printable(folder.as_bytes());
    Err(Error::Refused(reply.response()).during(format!("entering {shown}, where paths begin")))
}
