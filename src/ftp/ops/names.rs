//! Names that servers change in silence: measured are pure-ftpd (`trail ` becomes `trail_`), ftp-srv (a `"` is
//! dropped), and pyftpdlib and libunftp (bytes that are no UTF-8 become U+FFFD). A name with such bytes is looked for in
//! its folder once it was made, or refused before anything is sent where the software is known to change it.

use crate::error::{Class, Error, Result, printable};
use crate::ftp::ops::list::Listed;
use crate::ftp::ops::name_keeping::Delicate;
use crate::ftp::path::RemotePath;
use crate::ftp::session::Session;
use crate::ftp::wire::reply::Reply;

impl Session {
    /// The bytes of a name that this server may not keep, as far as it has not proven to.
    fn doubtful(&self, path: &RemotePath) -> Vec<Delicate> {
        let utf8 = self.features().utf8();
        let all = Delicate::of(path.name().unwrap_or_default(), utf8);
        let names = self.names();
        all.into_iter().filter(|one| !names.is_kept(*one)).collect()
    }

    /// Whether a file that got this name must be looked for under it: [`Session::find_name`].
    pub fn is_doubtful(&self, path: &RemotePath) -> bool {
        !self.doubtful(path).is_empty()
    }

    /// Refuses a name that this server software is known to change.
    ///
    /// # Errors
    /// Of class 7, before anything is sent; it names the byte.
    pub fn refuse_changed(&self, path: &RemotePath) -> Result<()> {
        let doubtful = self.doubtful(path);
        let software = self.software();
        match doubtful.into_iter().find(|one| one.is_changed_by(software)) {
            Some(one) => Err(changed(
                path,
                &format!("this server stores {} as something else; nothing is sent", one.shown()),
            )),
            None => Ok(()),
        }
    }

    /// Looks a name up in the listing of its folder, where the server may not have kept it.
    ///
    /// # Errors
    /// Of class 7 where it is not there: the server stored the file under another name. A listing that is refused or
    /// not understood proves nothing; that is traced.
    pub fn find_name(&mut self, path: &RemotePath) -> Result<()> {
        let doubtful = self.doubtful(path);
        let (Some(name), false) = (path.name(), doubtful.is_empty()) else { return Ok(()) };
        let folder = path.parent().unwrap_or_default();
        let listing = match self.list(&folder) {
            Ok(Listed::Folder(listing)) if listing.check().is_ok() => listing,
            Ok(_) | Err(Error::Refused(_)) => {
                self.trace_unproven(path);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        if listing.entries.iter().any(|entry| entry.name == name) {
            self.names_mut().kept.extend(doubtful);
            return Ok(());
        }
        // Servers hide names with a leading dot.
        if name.starts_with(b".") && !listing.entries.iter().any(|one| one.name.starts_with(b".")) {
            self.trace_unproven(path);
            return Ok(());
        }
        Err(not_kept(path, &doubtful))
    }

    fn trace_unproven(&self, path: &RemotePath) {
        let shown = printable(path.as_bytes());
        self.trace().fact(&format!("no listing shows whether {shown} kept its name"));
    }

    /// Compares the path in the reply to MKD (RFC 959 appendix II) with the name that was asked for.
    pub(in crate::ftp) fn check_made(&self, path: &RemotePath, made: &Reply) -> Result<()> {
        let doubtful = self.doubtful(path);
        let (Some(name), false) = (path.name(), doubtful.is_empty()) else { return Ok(()) };
        let doubled = |byte: u8| -> Vec<u8> {
            name.iter().flat_map(|one| vec![*one; 1 + usize::from(*one == byte)]).collect()
        };
        let forms = [name.to_vec(), doubled(b'"'), doubled(0xff)];
        let reply = made.first();
        let holds = |form: &Vec<u8>| reply.windows(form.len()).any(|part| part == form);
        // A reply without any path says nothing of the name.
        let names_path = reply.iter().any(|byte| b"\"/".contains(byte));
        if forms.iter().any(holds) || !names_path {
            return Ok(());
        }
        Err(not_kept(path, &doubtful).during(made.response().to_string()))
    }
}

fn not_kept(path: &RemotePath, doubtful: &[Delicate]) -> Error {
    let shown: Vec<String> = doubtful.iter().map(|one| one.shown()).collect();
    changed(
        path,
        &format!(
            "the server stored it under another name: it does not keep {}",
            shown.join(" and ")
        ),
    )
}

fn changed(path: &RemotePath, why: &str) -> Error {
    let name = printable(path.name().unwrap_or_default());
    Error::Plain(Class::Refused, format!("the name \"{name}\": {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the order of the kinds and bytes.
    fn of(name: &[u8], utf8: bool) -> Vec<Delicate> {
        let mut all: Vec<Delicate> = Delicate::of(name, utf8).into_iter().collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn plain_names_and_promised_utf8_are_not_delicate() {
        for name in ["a.csv", "a b", "it's", "a;b", "...", "ü.txt"] {
            assert!(of(name.as_bytes(), true).is_empty(), "{name}");
        }
        assert_eq!(
            of("ü".as_bytes(), false),
            [Delicate::BeyondAscii(0xbc), Delicate::BeyondAscii(0xc3)]
        );
    }

    #[test]
    fn bytes_that_servers_change_are_found() {
        assert_eq!(of(b"trail ", true), [Delicate::BlankAtEnd]);
        assert_eq!(of(b"a\"b", true), [Delicate::Quote]);
        assert_eq!(of(b"a\tb", true), [Delicate::Control(9)]);
        assert_eq!(of(b"\xe4", true), [Delicate::NotUtf8(0xe4)]);
        assert_eq!(of(b"a\xffb", true), [Delicate::Iac]);
    }
}
