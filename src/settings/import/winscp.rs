//! `WinSCP.ini`: a section for each session, with what differs from WinSCP's defaults.

use percent_encoding::percent_decode_str;

use super::{CLEAR_BEFORE, Found, Imported, LOCKED};

/// `FSProtocol` of FTP.
const FTP: &str = "5";

/// `Ftps`: implicit TLS; 2 and 3 are explicit, 0 is none.
const IMPLICIT: &str = "1";

pub(super) fn read(content: &[u8]) -> Found {
    let text = String::from_utf8_lossy(content);
    let mut found = Found::default();
    let mut session: Option<Session> = None;
    for line in text.lines().map(str::trim_end) {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            if let Some(session) = session.take() {
                session.end(&mut found);
            }
            let name = section.strip_prefix("Sessions\\").map(decode);
            // The settings that new sessions begin with are no session.
            let name = name.filter(|name| name != "Default Settings");
            session = name.map(|name| Session { name, keys: Vec::new() });
        } else if let (Some(session), Some((key, value))) = (&mut session, line.split_once('=')) {
            session.keys.push((key.to_owned(), decode(value)));
        }
    }
    if let Some(session) = session {
        session.end(&mut found);
    }
    found
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().trim_start_matches('\u{feff}').to_owned()
}

struct Session {
    name: String,
    keys: Vec<(String, String)>,
}

impl Session {
    fn key(&self, name: &str) -> Option<&str> {
        let found = self.keys.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn end(self, found: &mut Found) {
        let Some(host) = self.key("HostName") else { return };
        if self.key("FSProtocol") != Some(FTP) {
            found.skipped.push(format!("{}: no FTP server", self.name));
            return;
        }
        let mut site =
            Imported { name: self.name.clone(), host: host.into(), ..Imported::default() };
        site.port =
            self.key("PortNumber").and_then(|port| port.parse().ok()).filter(|port| *port != 0);
        match self.key("Ftps") {
            Some(IMPLICIT) => site.implicit = true,
            None | Some("0") => site.notes.push(CLEAR_BEFORE.into()),
            Some(_) => {}
        }
        site.anonymous = self.key("UserName") == Some("anonymous");
        site.user = self.key("UserName").filter(|_| !site.anonymous).map(str::to_owned);
        site.folder = self.key("RemoteDirectory").map(str::to_owned);
        site.active = self.key("FtpPasvMode") == Some("0");
        if self.key("Password").or(self.key("PasswordPlain")).is_some() && !site.anonymous {
            site.notes.push(LOCKED.into());
        }
        found.sites.push(site);
    }
}
