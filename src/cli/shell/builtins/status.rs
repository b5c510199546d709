//! `status`: the server, its protection, its abilities, and the profile kept of it.

use super::super::state::{Builtin, Call, Shell};
use super::super::wrap::wrapped;
use super::args::plain;
use crate::commands::spec::Side;
use crate::error::{Class, printable};
use crate::ftp::client::Client;
use crate::ftp::login::host_profile::{Entering, HostProfile, Reuse};
use crate::net::trust::Certificate;
use crate::settings::given::written;
use crate::ui;

/// Where the facts begin, behind their names.
const HANG: usize = 13;

pub(super) const STATUS: Builtin = Builtin {
    name: "status",
    about: "Show the server, its TLS and certificate, and what is known of it",
    more: "\
Asks the server nothing. What was learned of a host is kept between runs.

  status",
    side: Side::Neither,
    define: plain,
    run: status,
};

fn status(shell: &mut Shell, call: &Call) -> anyhow::Result<Class> {
    let mut lines = match &shell.location {
        Some(here) => {
            let mut lines = here.with_client(|client| described(client)).unwrap_or_default();
            lines.push(format!("folder       {}", here.shown_folder()));
            lines
        }
        None => vec!["server       none; open HOST goes to one".to_owned()],
    };
    let local = std::env::current_dir().unwrap_or_default();
    lines.push(format!("folder here  {}", printable(local.as_os_str().as_encoded_bytes())));
    let set = shell.options.in_force();
    let set = set.iter().flat_map(|(id, value)| written(id, value));
    let set: Vec<String> = set.map(|option| printable(option.as_encoded_bytes())).collect();
    if !set.is_empty() {
        lines.push(format!("options      {}", set.join(" ")));
    }
    // For people lines are folded, for programs they stay whole.
    let room = if call.ui.is_for_people() { ui::columns() } else { usize::MAX };
    for line in lines.iter().flat_map(|line| wrapped(line, room, HANG)) {
        call.ui.print(&line)?;
    }
    Ok(Class::Done)
}

fn described(client: &Client) -> Vec<String> {
    let connector = client.connector();
    let (host, port) = (printable(connector.host.as_bytes()), connector.port);
    let kind = if connector.implicit { "implicit" } else { "explicit" };
    let mut lines = vec![
        format!("server       {host}, port {port}, {kind} TLS"),
        format!("user         {}", printable(connector.user.as_bytes())),
    ];
    match client.standing() {
        None => lines.push("connection   closed; the next command opens it".into()),
        Some(session) => {
            lines.push("connection   open".into());
            if let Some(facts) = session.tls_facts() {
                let policy = connector.tls.policy.rules().name;
                lines.push(format!(
                    "TLS          {} {}, {}; policy {policy}",
                    facts.version, facts.suite, facts.group
                ));
            }
            if let Some(certificate) = session.certificate() {
                lines.push("certificate".into());
                lines.extend(described_certificate(certificate));
            }
            if let Some(own) = connector.tls.client_certificate() {
                let now = jiff::Timestamp::now().as_second();
                lines.push(format!("presented    {}; valid {}", own.subject, own.validity(now)));
            }
            let features = session.features().all().map(|text| printable(text.as_bytes()));
            let features: Vec<String> = features.collect();
            if !features.is_empty() {
                lines.push(format!("features     {}", features.join(", ")));
            }
        }
    }
    let learned = learned(client.profile());
    if !learned.is_empty() {
        lines.push(format!("learned      {}", learned.join(", ")));
    }
    lines
}

fn described_certificate(certificate: &[u8]) -> Vec<String> {
    let now = jiff::Timestamp::now().as_second();
    let read = Certificate::read(certificate).map(|read| read.description(now));
    read.unwrap_or_default().lines().map(str::to_owned).collect()
}

fn learned(profile: &HostProfile) -> Vec<&'static str> {
    let mut facts = Vec::new();
    match profile.reuse.get() {
        Some(Reuse::Required) => facts.push("data connections must resume the TLS session"),
        Some(Reuse::Free) => facts.push("data connections need not resume the TLS session"),
        None => {}
    }
    let seen = [
        (profile.group.get().is_some(), "asks for another key exchange group"),
        (profile.no_epsv.is(true), "no EPSV"),
        (profile.one_at_a_time.is(true), "one command at a time"),
        (profile.entering.is(Entering::StepByStep), "a login step by step"),
        (profile.no_tls12.is(true), "no TLS 1.2"),
        (profile.no_dot_names.is(true), "no names with a leading dot"),
        (profile.no_rename.is(true), "no renaming"),
        (profile.mlsd.get().is_some(), "no MLSD with a path"),
        (profile.bare_names.is(true), "bare names only"),
        (profile.rmd_tells_links.is(true), "RMD tells folders from links"),
    ];
    facts.extend(seen.into_iter().filter(|(seen, _)| *seen).map(|(_, text)| text));
    facts
}
