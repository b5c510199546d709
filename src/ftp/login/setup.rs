//! From a control channel under TLS to a session that can be used: USER and PASS, and the setup of binary, protected
//! transfers in one flight (RFC 4217 section 9, RFC 2389). A server that is known to bear it gets both at once.

use crate::error::{Error, Response, Result, printable, protocol, tls};
use crate::ftp::login::connector::Connector;
use crate::ftp::login::host_profile::{Entering, HostProfile};
use crate::ftp::ops::features::Features;
use crate::ftp::path::{RemotePath, parse_pwd};
use crate::ftp::prefetch::Query;
use crate::ftp::session::{FeatSupport, Session};
use crate::ftp::wire::command::Command;
use crate::ftp::wire::control::Control;
use crate::ftp::wire::reply::Reply;
use crate::ftp::wire::secret::Secrets;
use crate::net::tls::TlsContext;

/// The setup flight.
struct Setup<'a> {
    commands: Vec<Command>,
    /// Where the entering of the folder stands, where paths begin.
    entering: Option<(usize, &'a RemotePath)>,
    /// How many come before what is asked for somebody else.
    own: usize,
    asks: &'a [Query],
}

impl Connector {
    /// Logs in and sets up a session; `asks` travel with the setup.
    pub(in crate::ftp) fn enter(
        &self,
        control: Control,
        context: TlsContext,
        profile: &mut HostProfile,
        asks: &[Query],
    ) -> Result<Session> {
        let logging_in = |error: Error| error.during(self.doing("logging in to"));
        let setting_up = |error: Error| error.during(self.doing("setting up the session with"));
        let mut session = Session::fresh(control, context, self, profile);
        // Here at the latest the password is asked for: the certificate has been accepted.
        let password = self.password.get()?;
        session.control.hide(self.secrets()?);
        let setup = session.setup(self, asks).map_err(setting_up)?;
        let mut replies = None;
        let refused = |error: &Error| {
            if error.is_refused_login() {
                self.password.forget(&password);
            }
        };
        if self.may_enter_at_once(profile) {
            let heard = self.enter_at_once(&mut session.control, &setup);
            let heard = heard.inspect_err(refused).map_err(logging_in)?;
            replies = Some(heard).filter(|own| !own.iter().take(setup.own).any(is_too_early));
            let borne = if replies.is_some() { Entering::AtOnce } else { Entering::StepByStep };
            profile.entering = Some(borne);
        } else {
            let entering = self.log_in(&mut session.control);
            let entering = entering.inspect_err(refused).map_err(logging_in)?;
            profile.entering = profile.entering.or(entering);
        }
        session
            .set_up(setup, replies)
            .and_then(|()| session.say(self, asks))
            .map_err(setting_up)?;
        Ok(session)
    }

    /// Says all of it at once; returns the replies to the setup.
    fn enter_at_once(&self, control: &mut Control, setup: &Setup<'_>) -> Result<Vec<Reply>> {
        let mut whole = vec![self.user_command()?, self.pass_command()?];
        whole.extend(setup.commands.iter().cloned());
        control.send(&whole)?;
        self.entered_at_once(control)?;
        control.answers(&setup.commands)
    }

    /// Whether user, password and setup go out at once.
    pub(in crate::ftp) fn may_enter_at_once(&self, profile: &HostProfile) -> bool {
        let borne = matches!(profile.entering, Some(Entering::ByPassword | Entering::AtOnce));
        borne && self.account.is_none() && !profile.one_at_a_time
    }

    fn log_in(&self, control: &mut Control) -> Result<Option<Entering>> {
        let mut reply = control.call(&self.user_command()?)?;
        let mut entering = None;
        if reply.code() == 331 {
            reply = control.call(&self.pass_command()?)?;
            entering = reply.is_done().then_some(Entering::ByPassword);
        }
        if reply.code() == 332 {
            let Some(account) = &self.account else { return Err(self.refused(&reply)) };
            reply = control.call(&Command::new("ACCT", account.reveal())?)?;
        }
        if reply.is_done() { Ok(entering) } else { Err(self.refused(&reply)) }
    }

    /// The answers to USER and PASS, where more was said behind them.
    fn entered_at_once(&self, control: &mut Control) -> Result<()> {
        let user = control.read_final()?;
        if user.code() != 331 && !user.is_done() {
            return Err(self.refused(&user));
        }
        let pass = control.read_final()?;
        // Who needs no password is in already, whatever the server makes of one.
        match pass.code() {
            _ if user.is_done() => Ok(()),
            202 | 230 | 232 => Ok(()),
            // libunftp's 200 is its answer to PBSZ.
            _ if pass.is_done() => Err(Error::OutOfOrder(format!(
                "commands sent at once are answered out of order: PASS: {}",
                pass.response()
            ))),
            _ => Err(self.refused(&pass)),
        }
    }

    fn user_command(&self) -> Result<Command> {
        Command::new("USER", &self.user)
    }

    fn pass_command(&self) -> Result<Command> {
        Command::new("PASS", self.password.get()?.reveal())
    }

    fn secrets(&self) -> Result<Secrets> {
        let password = self.password.get()?;
        Ok(Secrets::new([Some(&password), self.account.as_ref()]))
    }

    fn refused(&self, reply: &Reply) -> Error {
        let mut said = reply.response();
        if reply.code() == 332 && self.account.is_none() {
            said.text.push_str("; it wants an account: give it by --account-file FILE, or as account in a netrc file");
        }
        match self.secrets() {
            Ok(secrets) => Error::Login(Response { text: secrets.mask(&said.text), ..said }),
            Err(error) => error,
        }
    }
}

impl Session {
    fn setup<'a>(&self, connector: &'a Connector, asks: &'a [Query]) -> Result<Setup<'a>> {
        let mut commands = vec![
            Command::new("PBSZ", "0")?,
            Command::new("PROT", "P")?,
            Command::bare("FEAT"),
            Command::new("TYPE", "I")?,
        ];
        let entering = connector.folder.as_ref().map(|folder| (commands.len(), folder));
        if let Some((_, folder)) = entering {
            commands.push(Command::new("CWD", folder)?);
        }
        commands.push(Command::bare("PWD"));
        let own = commands.len();
        // What is quoted may change what the answers are.
        let asks = if connector.quotes.is_empty() { asks } else { &[] };
        commands.extend(self.questions(asks)?);
        Ok(Setup { commands, entering, own, asks })
    }

    /// Sends the setup, unless its replies are there already, and learns features and home. A server
    /// that refuses PBSZ or PROT P is left (RFC 4217 section 9).
    fn set_up(&mut self, setup: Setup<'_>, replies: Option<Vec<Reply>>) -> Result<()> {
        let Setup { commands, entering, own, asks } = setup;
        let mut replies = match replies {
            Some(replies) => replies,
            None => self.flight(commands)?,
        };
        let answers = replies.split_off(own.min(replies.len()));
        if let Some((place, folder)) = entering {
            let entered = (place < replies.len()).then(|| replies.remove(place));
            check_entered(folder, entered)?;
        }
        self.settle(&replies)?;
        self.take_answers(asks, answers)
    }

    /// Says what the user wants said in every session, and asks only then.
    fn say(&mut self, connector: &Connector, asks: &[Query]) -> Result<()> {
        if connector.quotes.is_empty() {
            return Ok(());
        }
        for command in &connector.quotes {
            self.quote(command)?;
        }
        self.ask(asks)
    }

    fn settle(&mut self, replies: &[Reply]) -> Result<()> {
        let [pbsz, prot, feat, binary, pwd] = replies else {
            return Err(protocol("replies to the setup are missing"));
        };
        for (verb, reply) in [("PBSZ 0", pbsz), ("PROT P", prot)] {
            if !reply.is_done() {
                return Err(tls(format!(
                    "the server will not protect data connections: {verb}: {}",
                    reply.response()
                )));
            }
        }
        if feat.is_done() {
            self.features = Features::parse(feat.lines().iter().map(Vec::as_slice));
        } else {
            self.told = FeatSupport::Nothing;
        }
        if !binary.is_done() {
            return Err(Error::Refused(binary.response()).during("asking for binary transfers"));
        }
        self.home = if pwd.is_done() { parse_pwd(pwd.first()) } else { None };
        if self.features.has("UTF8") {
            self.riders.push(Command::new("OPTS", "UTF8 ON")?);
        }
        Ok(())
    }
}

/// Whether a login may have failed because commands came too early. That user or password are wrong
/// has nothing to do with it: said too often, the account may be locked.
pub(in crate::ftp) fn may_be_too_fast(error: &Error) -> bool {
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

fn check_entered(folder: &RemotePath, reply: Option<Reply>) -> Result<()> {
    match reply {
        Some(reply) if reply.is_done() => Ok(()),
        Some(reply) => {
            let shown = printable(folder.as_bytes());
            let refused = Error::Refused(reply.response());
            Err(refused.during(format!("entering {shown}, where paths begin")))
        }
        None => Err(protocol("a reply is missing")),
    }
}
