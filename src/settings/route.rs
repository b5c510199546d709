//! By which way a server is reached: address family, local address, and the proxy that options or environment name.

use std::net::{IpAddr, Ipv6Addr};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::layers::{Layers, is_given};
use super::target::host_and_port;
use crate::error::{Result, usage};
use crate::net::proxy::{Protocol, Proxy};
use crate::net::{Active, Family, Route};

/// The port of SOCKS (RFC 1928 section 3).
const SOCKS_PORT: u16 = 1080;

/// The forms of a proxy, for messages.
const FORMS: &str = "want socks5://[USER@]HOST[:PORT] or http://[USER@]HOST:PORT";

/// By which way servers are reached, as options say.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// `-4`, `-6`.
    pub family: Family,
    /// `--bind`.
    pub bind: Option<IpAddr>,
    /// `--proxy`; `Some(None)` says that there is to be none.
    pub proxy: Option<Option<Proxy>>,
    /// `--proxy-password-file`.
    pub proxy_password: Option<PathBuf>,
    /// `--active`.
    pub active: Option<Active>,
}

impl Ways {
    /// Settles the options.
    pub(super) fn settle(layers: &Layers<'_>) -> Result<Self> {
        let family = layers.saying(&["ipv4", "ipv6"]);
        let proxy = layers.saying(&["proxy"]).get_one::<String>("proxy");
        let proxy = match proxy.map(String::as_str) {
            None => None,
            Some("none") => Some(None),
            Some(url) => Some(Some(typed_proxy(url)?)),
        };
        let password = layers.saying(&["proxy-password-file"]);
        let active = layers.saying(&["active", "passive"]).get_flag("active");
        let ours = layers.saying(&["active-address"]).get_one::<IpAddr>("active-address");
        let ports = layers.saying(&["active-ports"]).get_one::<RangeInclusive<u16>>("active-ports");
        for option in ["active-address", "active-ports"] {
            if !active && is_given(layers.command_line(), option) {
                return Err(usage(format!("--{option} says how --active works: give that too")));
            }
        }
        let active = active.then(|| Active { address: ours.copied(), ports: ports.cloned() });
        Ok(Self {
            family: match (family.get_flag("ipv4"), family.get_flag("ipv6")) {
                (true, _) => Family::V4,
                (_, true) => Family::V6,
                _ => Family::Any,
            },
            bind: layers.saying(&["bind"]).get_one::<IpAddr>("bind").copied(),
            proxy,
            active,
            proxy_password: password.get_one::<PathBuf>("proxy-password-file").cloned(),
        })
    }

    /// The way to a host. `variable` gives the environment, `password` reads the first line of a file.
    ///
    /// # Errors
    /// A proxy in the environment that is no proxy, a password file that cannot be read.
    pub fn route(
        &self,
        host: &str,
        variable: impl Fn(&str) -> Option<String>,
        password: impl FnOnce(&PathBuf) -> Result<Zeroizing<Vec<u8>>>,
    ) -> Result<Route> {
        let mut proxy = match &self.proxy {
            Some(given) => given.clone(),
            None => proxy_of_environment(host, variable)?,
        };
        if let (Some(proxy), Some(file)) = (&mut proxy, &self.proxy_password) {
            proxy.password = Some(password(file)?);
        }
        if proxy.is_some() && self.active.is_some() {
            return Err(usage(
                "--active by a proxy: the server cannot connect to us; leave one of them out",
            ));
        }
        let (family, bind, active) = (self.family, self.bind, self.active.clone());
        Ok(Route { family, bind, proxy: proxy.map(Arc::new), active })
    }
}

/// A proxy on the command line or in the configuration, where everybody could read a password.
fn typed_proxy(url: &str) -> Result<Proxy> {
    let proxy = parse(url).map_err(|error| usage(format!("--proxy: {error}")))?;
    if proxy.password.is_some() {
        return Err(usage(
            "--proxy: password in a URL: other users can see it; give it by --proxy-password-file FILE",
        ));
    }
    Ok(proxy)
}

/// The proxy that `ALL_PROXY` names, unless `no_proxy` excepts the host. The small letters win, as in curl.
fn proxy_of_environment(
    host: &str,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>> {
    let set =
        |names: [&str; 2]| names.into_iter().find_map(&variable).filter(|value| !value.is_empty());
    let Some(url) = set(["all_proxy", "ALL_PROXY"]) else { return Ok(None) };
    if set(["no_proxy", "NO_PROXY"]).is_some_and(|list| excepts(&list, host)) {
        return Ok(None);
    }
    parse(&url)
        .map(Some)
        .map_err(|error| usage(format!("ALL_PROXY: {error}; --proxy none uses none")))
}

/// Reads `socks5://[user[:password]@]host[:port]` or `http://...`. The error repeats nothing of the text.
fn parse(url: &str) -> Result<Proxy, String> {
    let (scheme, rest) = url.split_once("://").ok_or(FORMS)?;
    let protocol = match scheme.to_ascii_lowercase().as_str() {
        // Names are resolved by the proxy in any case.
        "socks5" | "socks5h" | "socks" => Protocol::Socks5,
        "http" => Protocol::Http,
        "https" => return Err("a proxy that is itself reached by TLS cannot be used".to_owned()),
        _ => return Err(FORMS.to_owned()),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (login, place) = match rest.rsplit_once('@') {
        Some((login, place)) => (Some(login), place),
        None => (None, rest),
    };
    let (host, port) = host_and_port(place)?;
    let port = match (port, protocol) {
        (Some(port), _) => port,
        (None, Protocol::Socks5) => SOCKS_PORT,
        (None, Protocol::Http) => return Err(FORMS.to_owned()),
    };
    let (user, password) = match login.map(|login| login.split_once(':').ok_or(login)) {
        None => (None, None),
        Some(Err(user)) => (Some(user), None),
        Some(Ok((user, password))) => (Some(user), Some(password)),
    };
    let user = user.map(|user| percent_decode_str(user).decode_utf8().map(String::from));
    let user = user.transpose().map_err(|_| "user that is not UTF-8")?;
    let password = password.map(|text| Zeroizing::new(percent_decode_str(text).collect()));
    Ok(Proxy { protocol, host, port, user, password })
}

/// Whether a list like `localhost,.example.com,10.0.0.0/8` names a host: as a whole, as a domain above it, or as a
/// network around its address; `*` names all.
fn excepts(list: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let address: Option<IpAddr> = host.parse().ok();
    list.split([',', ' ']).map(|entry| entry.trim().to_ascii_lowercase()).any(|entry| {
        let bare = entry.trim_start_matches("*.").trim_start_matches('.').trim_end_matches('.');
        match (address, bare) {
            (_, "") => false,
            (_, "*") => true,
            (Some(address), bare) => holds(bare.trim_matches(['[', ']']), address),
            (None, bare) => {
                host == bare || host.strip_suffix(bare).is_some_and(|rest| rest.ends_with('.'))
            }
        }
    })
}

/// Whether `192.0.2.0/24` or a lone address holds an address.
fn holds(network: &str, address: IpAddr) -> bool {
    let (base, length) = match network.split_once('/') {
        Some((base, length)) => (base, length.parse().ok()),
        None => (network, Some(u32::MAX)),
    };
    let Some((base, length)) = base.parse::<IpAddr>().ok().zip(length) else { return false };
    if base.is_ipv4() != address.is_ipv4() {
        return false;
    }
    let number = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => u128::from(ip.to_bits()) << (Ipv6Addr::BITS - 32),
        IpAddr::V6(ip) => ip.to_bits(),
    };
    let longest = if base.is_ipv4() { 32 } else { Ipv6Addr::BITS };
    let differing = number(base) ^ number(address);
    // Shifting by all bits is none of Rust's shifts.
    differing.checked_shr(Ipv6Addr::BITS - length.min(longest)).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        match parse(url) {
            Ok(proxy) => format!("{proxy} {:?} {}", proxy.user, proxy.password.is_some()),
            Err(error) => error,
        }
    }

    #[test]
    fn a_proxy_is_read_from_its_url() {
        assert_eq!(shown("socks5://p"), "proxy socks5://p:1080 None false");
        assert_eq!(shown("socks5h://joe@[::1]:9"), "proxy socks5://[::1]:9 Some(\"joe\") false");
        assert_eq!(shown("HTTP://a%40b:x%3ay@p:3128/"), "proxy http://p:3128 Some(\"a@b\") true");
        assert_eq!(shown("http://p"), FORMS);
        assert!(shown("https://p:1").contains("TLS"));
    }

    #[test]
    fn what_is_no_proxy_is_an_error_that_repeats_no_password() {
        for url in
            ["p:1080", "socks4://joe:hunter2@p", "http://joe:hunter2@", "socks5://joe:hunter2@p:x"]
        {
            let error = parse(url).unwrap_err();
            assert!(!error.contains("hunter2"), "{error}");
        }
        assert!(
            !typed_proxy("socks5://joe:hunter2@p").unwrap_err().to_string().contains("hunter2")
        );
    }

    #[test]
    fn exceptions_name_hosts_domains_and_networks() {
        for list in ["*", "example.com", ".example.com", "x, ftp.example.com", "*.example.com"] {
            assert!(excepts(list, "ftp.example.com"), "{list}");
        }
        for list in ["", ",", "ample.com", "p.example.com", "ftp.example.co", "10.0.0.0/8"] {
            assert!(!excepts(list, "ftp.example.com"), "{list}");
        }
        assert!(excepts("127.0.0.0/8", "127.0.0.1") && excepts("127.0.0.1", "127.0.0.1"));
        assert!(!excepts("127.0.0.0/8", "128.0.0.1") && !excepts("::/0", "127.0.0.1"));
        assert!(
            excepts("[::1]", "::1") && excepts("0.0.0.0/0", "192.0.2.1") && excepts("::/0", "::1")
        );
    }

    #[test]
    fn the_environment_counts_unless_an_option_is_given() {
        let set = |name: &str| (name == "ALL_PROXY").then(|| "socks5://of.environment".to_owned());
        let none = |_: &PathBuf| unreachable!("no password file is named");
        let way = |ways: &Ways| ways.route("h", set, none).unwrap().proxy.map(|p| p.host.clone());
        assert_eq!(way(&Ways::default()).as_deref(), Some("of.environment"));
        assert_eq!(way(&Ways { proxy: Some(None), ..Ways::default() }), None);
        let given =
            Ways { proxy: Some(Some(typed_proxy("socks5://p").unwrap())), ..Ways::default() };
        assert_eq!(way(&given).as_deref(), Some("p"));
    }
}
