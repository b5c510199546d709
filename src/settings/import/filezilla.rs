//! FileZilla's `sitemanager.xml`, as version 3 writes it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};
use zeroize::Zeroizing;

use super::{CLEAR_BEFORE, Found, Imported, LOCKED};

/// `<Protocol>`: FTP over TLS if the server can, SFTP and others, implicit TLS, explicit TLS, FTP in clear.
mod protocol {
    pub(super) const OPPORTUNISTIC: &str = "0";
    pub(super) const IMPLICIT: &str = "3";
    pub(super) const EXPLICIT: &str = "4";
    pub(super) const CLEAR: &str = "6";
}

/// `<Logontype>` of anonymous logins.
const ANONYMOUS: &str = "0";

/// More elements than anybody has sites.
const MOST_NODES: u32 = 1_000_000;

pub(super) fn read(content: &[u8]) -> Result<Found, String> {
    let text = std::str::from_utf8(content).map_err(|_| "not UTF-8".to_owned())?;
    let options = roxmltree::ParsingOptions { nodes_limit: MOST_NODES, ..Default::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("not XML (line {})", error.pos().row))?;
    if document.root_element().tag_name().name() != "FileZilla3" {
        return Err("not a file of FileZilla: its first element is not FileZilla3".into());
    }
    let mut found = Found::default();
    for server in document.descendants().filter(|node| node.has_tag_name("Server")) {
        // Those of the queue and of recent connections are no sites.
        if server.ancestors().any(|node| node.has_tag_name("Servers")) {
            site(server, &mut found);
        }
    }
    Ok(found)
}

fn site(server: Node<'_, '_>, found: &mut Found) {
    let text = |name: &str| {
        let child = server.children().find(|node| node.has_tag_name(name));
        child.and_then(|node| node.text()).map(str::trim).filter(|text| !text.is_empty())
    };
    let host = text("Host").unwrap_or_default().to_owned();
    let folders = server.ancestors().filter(|node| node.has_tag_name("Folder"));
    let folders = folders.filter_map(|node| node.text()).map(str::trim);
    let mut words: Vec<&str> = folders.filter(|name| !name.is_empty()).collect();
    words.reverse();
    words.push(text("Name").unwrap_or(&host));
    let mut site = Imported { name: words.join("-"), host: host.clone(), ..Imported::default() };
    site.port = text("Port").and_then(|port| port.parse().ok()).filter(|port| *port != 0);
    match text("Protocol").unwrap_or(protocol::OPPORTUNISTIC) {
        protocol::IMPLICIT => site.implicit = true,
        protocol::EXPLICIT | protocol::OPPORTUNISTIC => {}
        protocol::CLEAR => site.notes.push(CLEAR_BEFORE.into()),
        _ => {
            found.skipped.push(format!("{}: no FTP server", site.name));
            return;
        }
    }
    site.anonymous = text("Logontype") == Some(ANONYMOUS);
    site.user = text("User").filter(|_| !site.anonymous).map(str::to_owned);
    site.active = text("PasvMode") == Some("MODE_ACTIVE");
    site.folder = text("RemoteDir").and_then(folder);
    if let Some(pass) = server.children().find(|node| node.has_tag_name("Pass"))
        && let Some(secret) = pass.text().filter(|_| !site.anonymous)
    {
        match pass.attribute("encoding") {
            Some("base64") => {
                site.password = STANDARD.decode(secret.trim()).ok().map(Zeroizing::new);
            }
            Some(_) => site.notes.push(LOCKED.into()),
            None => site.password = Some(Zeroizing::new(secret.as_bytes().to_vec())),
        }
    }
    found.sites.push(site);
}

/// A folder as FileZilla keeps it: the kind of server, the length of a prefix, then each name behind its length
/// (`1 0 3 www 4 html`). Other kinds than Unix's are left out.
fn folder(kept: &str) -> Option<String> {
    let mut rest = kept.strip_prefix("1 0")?;
    let mut path = String::new();
    while let Some(more) = rest.strip_prefix(' ') {
        let (length, tail) = more.split_once(' ')?;
        // Counted in characters.
        let length: usize = length.parse().ok()?;
        let end = tail.char_indices().nth(length).map_or(tail.len(), |(at, _)| at);
        let (name, tail) = tail.split_at_checked(end)?;
        path.push('/');
        path.push_str(name);
        rest = tail;
    }
    let whole = if path.is_empty() { "/".to_owned() } else { path };
    rest.is_empty().then_some(whole)
}
