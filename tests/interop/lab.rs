//! What `servers.json` says of the running lab; `tests/lab/servers.table` explains its columns.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Deserialize;

/// The running lab.
pub struct Lab {
    /// Its servers.
    pub servers: Vec<Server>,
}

/// One server.
#[derive(Deserialize)]
pub struct Server {
    /// Its name.
    pub name: String,
    /// What it runs.
    pub software: String,
    /// `ftp` or `ftps`.
    pub scheme: String,
    /// The IPv4 address.
    pub host: String,
    /// The port, on IPv6 too.
    pub port: u16,
    /// The one user.
    pub user: String,
    /// The user's password.
    pub password: String,
    /// The authority that signed the good certificates.
    pub ca: PathBuf,
    /// The client certificate, where the server wants one.
    pub cert: Option<PathBuf>,
    /// Its key.
    pub key: Option<PathBuf>,
    /// The folder where a login begins, on this machine.
    pub home: PathBuf,
    /// The TLS versions that it speaks.
    pub tls: Vec<String>,
    /// Whether it listens on `::1`.
    pub ipv6: bool,
    /// Whether times can be set.
    pub mfmt: Setting,
    /// Which digests it tells.
    pub hash: Vec<String>,
}

/// How a time is set.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// By MFMT, or not at all.
    Mfmt(bool),
    /// By another command, `mdtm`.
    Other(String),
}

impl Lab {
    /// The lab that `FTPS_LAB` names.
    pub fn running() -> &'static Self {
        static LAB: OnceLock<Lab> = OnceLock::new();
        LAB.get_or_init(|| {
            let folder = env::var_os("FTPS_LAB");
            let folder = folder.expect("FTPS_LAB names no running lab; tests/run starts one");
            let path = PathBuf::from(folder).join("servers.json");
            let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let servers = serde_json::from_slice(&text);
            Lab { servers: servers.unwrap_or_else(|e| panic!("{}: {e}", path.display())) }
        })
    }

    /// The server that a test module is named after.
    pub fn server(module: &str) -> &'static Server {
        let found = Self::running().servers.iter().find(|server| server.module() == module);
        found.unwrap_or_else(|| panic!("{module} did not come up"))
    }
}

impl Server {
    /// The name as a module has it.
    pub fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Whether a modification time can be set.
    pub fn keeps_times(&self) -> bool {
        match &self.mfmt {
            Setting::Mfmt(can) => *can,
            Setting::Other(verb) => verb == "mdtm",
        }
    }

    /// Whether it may remove an upload that was cut, and at a time of its own choice (ftp-srv).
    pub fn may_remove_cut_uploads(&self) -> bool {
        self.software == "ftp-srv"
    }

    /// Whether it tells the size of a file of so many bytes. ftp-srv has no word for none.
    pub fn tells_size(&self, bytes: usize) -> bool {
        self.software != "ftp-srv" || bytes > 0
    }
}
