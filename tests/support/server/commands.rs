//! The commands that need no file: login, protection, settings. What is not here is looked for in
//! `files` and `transfer`.

use std::io;

use super::digest::Digest;
use super::plan::Plan;
use super::session::Session;

impl Session {
    /// Does one command and returns its final reply.
    pub(super) fn dispatch(
        &mut self,
        verb: &str,
        argument: &[u8],
        plan: &Plan,
    ) -> io::Result<Vec<u8>> {
        let word = argument.split(|byte| *byte == b' ').next();
        let word = String::from_utf8_lossy(word.unwrap_or_default()).to_uppercase();
        let shared = std::sync::Arc::clone(&self.shared);
        let options = &shared.options;
        if !options.has(verb) || !options.has(&format!("{verb} {word}")) {
            return Ok(match verb {
                "AUTH" | "OPTS" => b"504 not implemented for that parameter".to_vec(),
                "PORT" | "EPRT" => b"501 no active mode here".to_vec(),
                _ => b"500 unknown command".to_vec(),
            });
        }
        if let Some(reply) = self.before_login(verb, argument, &word) {
            return Ok(reply);
        }
        if !self.logged_in {
            return Ok(b"530 log in first".to_vec());
        }
        let mut argument = argument.to_vec();
        if let Some(reply) = self.natively(verb, &mut argument) {
            return Ok(reply);
        }
        let argument = &argument[..];
        let mut words = argument.split(|byte| *byte == b' ');
        if shared.options.names_only && verb != "CWD" && words.any(|word| word.starts_with(b"/")) {
            return Ok(b"550 no paths here: CWD, and a name".to_vec());
        }
        if let Some(reply) = self.setting(verb, argument, &word, plan) {
            return Ok(reply);
        }
        if let Some(reply) = self.passive_or_active(verb, argument, plan) {
            return Ok(reply);
        }
        if let Some(reply) = self.file_command(verb, argument, plan) {
            return Ok(reply);
        }
        self.transfer(verb, argument, plan)
    }

    /// What may be said before the login.
    fn before_login(&mut self, verb: &str, argument: &[u8], word: &str) -> Option<Vec<u8>> {
        let shared = &self.shared;
        let text = match verb {
            "CONNECT" => "220 ftps test server".to_owned(),
            "QUIT" => "221 goodbye".to_owned(),
            "NOOP" => "200 here I am".to_owned(),
            "SYST" => shared.options.system.syst().to_owned(),
            "FEAT" => {
                let lines = shared.options.features().join("\r\n ");
                format!("211-Features:\r\n {lines}\r\n211 End")
            }
            "AUTH" if self.control.is_secure() => "503 TLS is on already".to_owned(),
            "AUTH" if matches!(word, "TLS" | "TLS-C" | "SSL" | "TLS-P") => {
                "234 go ahead with TLS".to_owned()
            }
            "AUTH" => "504 unknown mechanism".to_owned(),
            "USER" | "PASS" if !self.control.is_secure() => {
                "530 not without TLS: say AUTH TLS".to_owned()
            }
            "USER" => {
                self.user = Some(String::from_utf8_lossy(argument).into_owned());
                "331 password, please".to_owned()
            }
            "PASS" => self.pass(argument).to_owned(),
            "PBSZ" if self.control.is_secure() => {
                self.pbsz = true;
                "200 PBSZ=0".to_owned()
            }
            "PROT" => self.prot(word).to_owned(),
            _ => return None,
        };
        Some(text.into_bytes())
    }

    fn pass(&mut self, password: &[u8]) -> &'static str {
        let Some(user) = self.user.take() else {
            return "503 USER first";
        };
        let known = self.shared.options.users.iter();
        let fits =
            |(name, secret): &&(String, String)| *name == user && secret.as_bytes() == password;
        if known.clone().find(fits).is_none() {
            return "530 login incorrect";
        }
        let limit = self.shared.options.max_logins;
        let taken = self.shared.records.note(|events| {
            let free = events.logged_in < limit;
            events.logged_in += usize::from(free);
            events.logins += usize::from(free);
            free
        });
        if !taken {
            return "530 too many connections for this user";
        }
        self.logged_in = true;
        "230 welcome"
    }

    fn prot(&mut self, word: &str) -> &'static str {
        match word {
            _ if !self.pbsz => "503 PBSZ first",
            "P" => {
                self.protected = true;
                "200 data connections will be protected"
            }
            "C" if self.shared.options.clear_data => {
                self.protected = false;
                "200 data connections will be in clear"
            }
            "C" => "534 data connections must be protected",
            _ => "504 P or nothing",
        }
    }

    /// What changes how later commands work.
    fn setting(&mut self, verb: &str, argument: &[u8], word: &str, plan: &Plan) -> Option<Vec<u8>> {
        let text = match (verb, word) {
            ("TYPE", "A" | "I" | "L") => {
                self.ascii = word == "A";
                format!("200 type is {word}")
            }
            ("TYPE", _) => "504 A, I or L 8".to_owned(),
            ("MODE", "S") | ("STRU", "F") => "200 as ever".to_owned(),
            ("MODE" | "STRU", _) => "504 only S and F".to_owned(),
            ("OPTS", "UTF8" | "MLST") => "200 fine".to_owned(),
            ("OPTS", "HASH") => return Some(self.choose_digest(argument)),
            ("ALLO", _) => "202 no need".to_owned(),
            ("REST", _) => match word.parse() {
                Ok(offset) => {
                    self.rest = if plan.lie { 0 } else { offset };
                    format!("350 restarting at {offset}")
                }
                Err(_) => "501 a number, please".to_owned(),
            },
            ("RANG", _) => self.set_range(argument),
            ("ABOR", _) => {
                self.close_unused_data();
                "225 nothing to abort".to_owned()
            }
            ("STAT", "") => "211 all is well".to_owned(),
            _ => return None,
        };
        Some(text.into_bytes())
    }

    fn choose_digest(&mut self, argument: &[u8]) -> Vec<u8> {
        let name = argument.split(|byte| *byte == b' ').nth(1).unwrap_or(b"");
        let name = String::from_utf8_lossy(name).to_uppercase();
        let known = Digest::NAMES.iter().find(|(known, _)| *known == name);
        match known {
            Some((name, digest)) => {
                self.digest = *digest;
                format!("200 {name}").into_bytes()
            }
            None if name.is_empty() => format!("200 {}", self.digest.name()).into_bytes(),
            None => b"501 unknown digest".to_vec(),
        }
    }

    fn set_range(&mut self, argument: &[u8]) -> String {
        let text = String::from_utf8_lossy(argument);
        let numbers: Vec<u64> = text.split(' ').filter_map(|n| n.parse().ok()).collect();
        match numbers[..] {
            [1, 0] => {
                self.range = None;
                "350 no range".to_owned()
            }
            [start, end] if start <= end => {
                self.range = Some((start, end + 1));
                format!("350 from {start} to {end}")
            }
            _ => "501 two numbers, please".to_owned(),
        }
    }
}
