//! Making remote folders.

use crate::error::{Result, printable};
use crate::ftp::client::Client;
use crate::ftp::path::RemotePath;

use super::temporary::name_for;

/// Makes one folder. That it is there already is fine, however the server answers for it: ftp-srv says 257, libunftp
/// `550 File not found`. A connection that is lost meanwhile is no answer: the next one decides.
pub fn make(client: &mut Client, path: &RemotePath) -> Result<()> {
    let mut attempts = client.attempts(format!("making {}: ", printable(path.as_bytes())));
    loop {
        let made = client.with(|session| match session.make_folder(path) {
            Err(error) if error.refusal().is_some() && session.is_folder(path)? => Ok(()),
            Err(error) if error.refusal().is_some() && path.as_bytes().contains(&b'*') => {
                let meanwhile = name_for(b"folder");
                session.make_odd_folder(path, &meanwhile).map_err(|_| error)
            }
            made => made,
        });
        match made {
            Err(error) => attempts.again_after(error)?,
            made => return made,
        }
    }
}

/// Makes a folder and those above it that do not exist.
pub fn make_all(client: &mut Client, path: &RemotePath) -> Result<()> {
    let Err(refused) = make(client, path) else { return Ok(()) };
    match path.parent() {
        Some(above) if refused.refusal().is_some() => {
            if client.with(|session| session.is_folder(&above))? {
                return Err(refused);
            }
            make_all(client, &above)?;
            make(client, path)
        }
        _ => Err(refused),
    }
}
