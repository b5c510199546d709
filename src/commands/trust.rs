//! `trust`: the certificates that are trusted for single servers.

use clap::{Arg, ArgAction};
use serde_json::json;

use super::connections::{Reach, reach};
use super::consent::{record, server_name, store};
use super::env::Env;
use super::spec::{Effect, Run, Side, Spec};
use crate::error::{Class, Error, Result, Standing, tls, usage};
use crate::ftp::login::connector::Connector;
use crate::net::trust::{Certificate, Follow, Pin, date, remaining};
use crate::settings::target::{Endpoint, Operand, Place, Target};
use crate::settings::trust_store::{Existing, Record};

pub(super) const SPEC: Spec = Spec {
    name: "trust",
    about: "Keep the certificates that are trusted for single servers",
    more: "\
What is on record counts beside the authorities: a certificate that they vouch for is trusted anyway, one
that they do not vouch for is trusted where it is the recorded one. Another one is refused, and both
are shown. Records stand in known_servers in the folder of config.toml.

  ftps trust add ftp.example.com
  ftps trust list
  ftps trust show ftp.example.com
  ftps trust remove ftp.example.com:2121",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command,
    run: Run::Group(&[ADD, LIST, SHOW, REMOVE]),
};

const ADD: Spec = Spec {
    name: "add",
    about: "Connect, show the certificate, and trust it if the user says so",
    more: "\
Nobody logs in. A certificate that is on record already is replaced. All faults of the certificate are
shown; one with a wrong name, out of date, for another purpose or with a weak signature is recorded all the
same if the user says so, by the answer or by --fingerprint. A revoked one and one with a key that is
too short are not.

  ftps trust add ftp.example.com
  ftps trust add ftp.example.com:2121 --fingerprint sha256//GRI6EVn8qmMhN+3zPRGKNZYnHYYfbzBbGRhr8yrkzJc=
  ftps trust add ftp.example.com --renewals",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| {
        command.args([
            server().required(true),
            Arg::new("fingerprint").long("fingerprint").value_name("PIN").help(
                "Trust the certificate if it, or its key, has this SHA-256, without a question",
            ),
            Arg::new("renewals").long("renewals").action(ArgAction::SetTrue).help(
                "Trust later certificates too, if they have the same key, or the same names and issuer",
            ),
        ])
    },
    run: Run::Networked(add),
};

const LIST: Spec = Spec {
    name: "list",
    about: "List the servers whose certificates are trusted",
    more: "  ftps trust list",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command,
    run: Run::Offline(list),
};

const SHOW: Spec = Spec {
    name: "show",
    about: "Show what is on record of a server, or of all",
    more: "  ftps trust show\n  ftps trust show ftp.example.com:2121",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command.arg(server()),
    run: Run::Networked(show),
};

const REMOVE: Spec = Spec {
    name: "remove",
    about: "Forget the certificate of a server",
    more: "  ftps trust remove ftp.example.com:2121",
    side: Side::Neither,
    effect: Effect::Reads,
    define: |command| command.arg(server().required(true)),
    run: Run::Networked(remove),
};

fn server() -> Arg {
    Arg::new("server")
        .value_name("HOST[:PORT]")
        .help("The server; a saved site or a URL is one too")
}

/// The server that was named, if one was.
fn named(env: &Env<'_>) -> Result<Option<Target>> {
    env.matches.get_one::<String>("server").map(|text| target(text)).transpose()
}

fn needed(env: &Env<'_>) -> Result<Target> {
    named(env)?.ok_or_else(|| usage("which server? say HOST or HOST:PORT"))
}

fn done(env: &Env<'_>) -> anyhow::Result<Class> {
    env.ui.ended(Class::Done)?;
    Ok(Class::Done)
}

/// Reads `HOST:PORT`, which elsewhere is a host and a path; all other targets as everywhere.
fn target(text: &str) -> Result<Target> {
    let port = text.rsplit_once(':').filter(|(host, port)| {
        let bare = !host.contains("//") && (!host.contains(':') || host.ends_with(']'));
        bare && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    let whole =
        port.map_or_else(|| text.to_owned(), |(host, port)| format!("ftp://{host}:{port}/"));
    match Operand::parse(whole.as_ref(), Place::Target).map_err(usage)? {
        Operand::Remote(target) => Ok(target),
        Operand::Local(_) => Err(usage(format!("{text}: not a server"))),
    }
}

fn add(env: &Env<'_>) -> anyhow::Result<Class> {
    let wanted = env.matches.get_one::<String>("fingerprint").map(|text| Pin::parse(text));
    let wanted = wanted.transpose()?;
    let follow =
        if env.matches.get_flag("renewals") { Follow::Renewals } else { Follow::Certificate };
    let Reach { settings, endpoint, connector } = reach(env, &needed(env)?)?;
    let shown = look(env, &connector)?;
    let own = shown.chain.first().and_then(|own| Certificate::read(own));
    let own = own.ok_or_else(|| tls("the server shows no certificate that can be read"))?;
    let name = server_name(&endpoint);
    match wanted {
        Some(wanted) if wanted == own.pin || wanted == own.key_pin => {}
        Some(wanted) => {
            return Err(tls(format!(
                "{name} shows another certificate than the one with the fingerprint {wanted}:\n{}",
                shown.text
            ))
            .into());
        }
        None if settings.credentials.questions.can_be_asked() => ask(env, &name, &shown)?,
        None => {
            return Err(tls(format!(
                "{name}: its certificate {}; nobody can be asked; if it is the right one, say\n  ftps trust \
                 add {name} --fingerprint {}\n{}",
                shown.verdict, own.pin, shown.text
            ))
            .into());
        }
    }
    let record = record(&endpoint, &shown.chain, follow)?;
    if follow == Follow::Renewals && record.known.issuer_key.is_none() {
        env.ui.warn(&format!(
            "{name}: it does not show its issuer's certificate, so only renewals with the same key are followed"
        ));
    }
    store()?.add(&record, Existing::Replace)?;
    if !shown.faults.is_empty() {
        env.ui.warn(&format!("{name}: trusted all the same: {}", shown.faults.join("; ")));
    }
    said(env, &record, &format!("{name}: trusted ({})", own.pin))?;
    done(env)
}

/// What a server shows, and what the rules say of it.
struct Shown {
    chain: Vec<Vec<u8>>,
    verdict: String,
    text: String,
    /// Its faults beside that nobody trusted vouches for it.
    faults: Vec<String>,
}

/// Connects, up to the certificate; no user is sent.
fn look(env: &Env<'_>, connector: &Connector) -> Result<Shown> {
    let error = match connector.certificates() {
        Ok(chain) => {
            let read = chain.first().and_then(|own| Certificate::read(own));
            let text = read.map(|read| read.description(now())).unwrap_or_default();
            let verdict = "is trusted already".into();
            return Ok(Shown { chain, verdict, text, faults: Vec::new() });
        }
        Err(error) => error,
    };
    env.cancel.check()?;
    match error.root() {
        Error::Certificate(refused)
            if matches!(refused.standing, Standing::Unknown | Standing::Changed) =>
        {
            Ok(Shown {
                chain: refused.chain.clone(),
                verdict: format!("is not trusted: {}", refused.reason),
                text: refused.shown.clone(),
                faults: refused.faults.clone(),
            })
        }
        _ => Err(error),
    }
}

fn ask(env: &Env<'_>, name: &str, shown: &Shown) -> Result<()> {
    let text = format!("The certificate of {name} {}\n{}", shown.verdict, shown.text);
    let answers = [("yes", true), ("no", false)];
    match env.ui.choose(&text, "Trust it from now on? [y]es, [n]o:", &answers, &env.cancel)? {
        Some(true) => Ok(()),
        _ => Err(tls(format!("{name}: its certificate was not trusted"))),
    }
}

fn remove(env: &Env<'_>) -> anyhow::Result<Class> {
    let Endpoint { host, port, .. } = reach(env, &needed(env)?)?.endpoint;
    if store()?.remove(&host, port)? == 0 {
        let text = format!("{host}:{port}: nothing is on record{}", other_ports(&host)?);
        return Err(Error::Plain(Class::NoMatch, text).into());
    }
    let fields = json!({"host": host, "port": port});
    env.ui.record(&format!("{host}:{port}: no longer trusted"), "distrusted", fields)?;
    done(env)
}

/// A hint at the records of a host for other ports; empty where there are none.
fn other_ports(host: &str) -> Result<String> {
    let records = store()?.records()?;
    let own = records.iter().filter(|record| record.host.eq_ignore_ascii_case(host));
    let places: Vec<String> = own.map(place).collect();
    Ok(if places.is_empty() {
        String::new()
    } else {
        format!("; of this host there is {}", places.join(", "))
    })
}

fn list(env: &Env<'_>) -> anyhow::Result<Class> {
    for record in store()?.records()? {
        let known = &record.known;
        let end = known.days_left(now()).map_or_else(|| "no dates".into(), remaining);
        let line = format!(
            "{}  {}  {end}  {}  {}",
            place(&record),
            word(known.follow),
            known.certificate,
            known.subject
        );
        said(env, &record, &line)?;
    }
    done(env)
}

fn show(env: &Env<'_>) -> anyhow::Result<Class> {
    let wanted = named(env)?.map(|target| reach(env, &target)).transpose()?;
    let mut records = store()?.records()?;
    if let Some(Reach { endpoint, .. }) = &wanted {
        records.retain(|record| record.is_of(&endpoint.host, endpoint.port));
        if records.is_empty() {
            let others = other_ports(&endpoint.host)?;
            let text = format!("{}: nothing is on record{others}", server_name(endpoint));
            return Err(Error::Plain(Class::NoMatch, text).into());
        }
    }
    for record in records {
        said(env, &record, &long(&record))?;
    }
    done(env)
}

/// All that is on record of a server.
fn long(record: &Record) -> String {
    let known = &record.known;
    let names = if known.names.is_empty() { "none".into() } else { known.names.join(", ") };
    let issuer_key = known.issuer_key.map(|pin| format!("\n  issuer's key: {pin}"));
    format!(
        "{}\n  trusted: {} since {}\n  subject: {}\n  names:   {names}\n  issuer:  {}\n  valid:   {} \
         to {}\n  sha-256: {}\n           {}\n  key:     {}{}",
        place(record),
        word(known.follow),
        date(known.added),
        known.subject,
        known.issuer,
        date(known.not_before),
        date(known.not_after),
        known.certificate,
        known.certificate.colons(),
        known.key,
        issuer_key.unwrap_or_default()
    )
}

/// A record: a text for people, an object for machines.
fn said(env: &Env<'_>, record: &Record, text: &str) -> Result<()> {
    let known = &record.known;
    let fields = json!({
        "host": record.host, "port": record.port, "renewals": known.follow == Follow::Renewals,
        "certificate": known.certificate.to_string(), "key": known.key.to_string(),
        "subject": known.subject, "issuer": known.issuer, "names": known.names,
        "not_before": date(known.not_before), "not_after": date(known.not_after),
        "added": date(known.added),
    });
    env.ui.record(text, "trusted", fields)
}

fn word(follow: Follow) -> &'static str {
    match follow {
        Follow::Certificate => "certificate",
        Follow::Renewals => "renewals",
    }
}

fn place(record: &Record) -> String {
    if record.host.contains(':') {
        format!("[{}]:{}", record.host, record.port)
    } else {
        format!("{}:{}", record.host, record.port)
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
