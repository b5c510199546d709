//! A libunftp server for the lab: TLS required on both channels, one user, a folder of the local disk.
//!
//! Everything comes from the environment (`LAB_PORT`, `LAB_HOME`, `LAB_USER`, `LAB_PASSWORD`, `LAB_CERT`, `LAB_KEY`);
//! it listens on 127.0.0.1 and on ::1 and runs until it is killed.

use std::{env, error::Error, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use libunftp::ServerBuilder;
use libunftp::options::{FtpsRequired, SiteMd5, TlsFlags};
use unftp_core::auth::{AuthenticationError, Authenticator, Credentials, Principal};
use unftp_sbe_fs::Filesystem;

/// The one user of the lab.
#[derive(Debug)]
struct OneUser {
    name: String,
    password: String,
}

#[async_trait]
impl Authenticator for OneUser {
    async fn authenticate(
        &self,
        username: &str,
        credentials: &Credentials,
    ) -> Result<Principal, AuthenticationError> {
        if username != self.name {
            return Err(AuthenticationError::BadUser);
        }
        if credentials.password.as_deref() != Some(&self.password) {
            return Err(AuthenticationError::BadPassword);
        }
        Ok(Principal {
            username: username.to_owned(),
        })
    }
}

// One thread: libunftp tells itself of the upgrade to TLS in a task of its own, and with more threads
// it may read a quick client's ClientHello as a command before it hears of that.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::var("LAB_PORT")?;
    let addresses = [format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    let [v4, v6] = addresses.map(|address| {
        tokio::spawn(async move { serve(&address).await.map_err(|e| e.to_string()) })
    });
    v4.await??;
    v6.await??;
    Ok(())
}

async fn serve(address: &str) -> Result<(), Box<dyn Error>> {
    let home = PathBuf::from(env::var("LAB_HOME")?);
    Filesystem::new(&home)?;
    let user = OneUser {
        name: env::var("LAB_USER")?,
        password: env::var("LAB_PASSWORD")?,
    };
    let storage =
        Box::new(move || Filesystem::new(&home).expect("the home was there at the start"));
    let server = ServerBuilder::with_authenticator(storage, Arc::new(user))
        .ftps(env::var("LAB_CERT")?, env::var("LAB_KEY")?)
        .ftps_required(FtpsRequired::All, FtpsRequired::All)
        // Its default is TLS 1.2 alone.
        .ftps_tls_flags(TlsFlags::default() | TlsFlags::V1_3)
        .sitemd5(SiteMd5::All)
        .greeting("lab unftp")
        .build()?;
    server.listen(address).await?;
    Ok(())
}
