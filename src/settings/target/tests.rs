//! The forms of targets, and the rules by which options complete them.

use super::*;

fn parse(text: &str, place: Place) -> Result<Operand, String> {
    Operand::parse(OsStr::new(text), place)
}

#[track_caller]
fn target(text: &str) -> Target {
    match parse(text, Place::Operand) {
        Ok(Operand::Remote(target)) => target,
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn endpoint(
    text: &str,
    port: Option<u16>,
    security: Option<Security>,
) -> Result<(u16, Security), String> {
    target(text).settle(port, security).map(|endpoint| (endpoint.port, endpoint.security))
}

#[track_caller]
fn path(text: &str) -> (String, String) {
    let target = target(text);
    (target.path.to_string(), String::from_utf8(target.pattern).unwrap())
}

#[test]
fn schemes_know_no_case() {
    for (text, scheme) in
        [("FTP://h/x", Scheme::Ftp), ("ftpes://h/x", Scheme::Ftpes), ("Ftps://h/x", Scheme::Ftps)]
    {
        let target = target(text);
        assert_eq!((target.scheme, target.host.as_str()), (Some(scheme), "h"));
        assert_eq!(target.path, RemotePath::new("x"));
    }
}

#[test]
fn a_name_before_a_colon_is_a_target() {
    let found = target("joe@example.org:in/a b;type=a%20");
    assert_eq!(
        (found.scheme, found.user.as_deref(), found.host.as_str()),
        (None, Some("joe"), "example.org")
    );
    assert_eq!(found.path, RemotePath::new("in/a b;type=a%20"));
    assert_eq!(target("h:/x").path, RemotePath::new("/x"));
    assert!(target("h:").path.is_empty());
    assert_eq!(target("büro:x").host, "büro");
}

#[test]
fn a_word_without_a_colon_depends_on_its_place() {
    assert_eq!(parse("host", Place::Operand), Ok(Operand::Local("host".into())));
    assert_eq!(parse("-", Place::Operand), Ok(Operand::Local("-".into())));
    for text in ["host", "joe@host", "[::1]"] {
        assert!(matches!(parse(text, Place::Target), Ok(Operand::Remote(_))), "{text}");
    }
    for text in ["-", "./host", "a/b", "a/b:c", ""] {
        assert!(parse(text, Place::Target).is_err(), "{text}");
    }
}

#[test]
fn a_slash_before_the_colon_makes_a_local_file() {
    for text in ["./a:b", "/a:b", "a/b:c", "a/ftp:b", "[ab].txt", "[ab]/x:y"] {
        assert_eq!(parse(text, Place::Operand), Ok(Operand::Local(text.into())), "{text}");
    }
}

#[cfg(windows)]
#[test]
fn a_drive_is_local() {
    assert_eq!(parse("C:\\x", Place::Operand), Ok(Operand::Local("C:\\x".into())));
}

#[test]
fn the_path_of_a_url_is_relative_to_the_login_directory() {
    for (text, decoded) in [
        ("ftp://h", ""),
        ("ftp://h/", ""),
        ("ftp://h/a/b/", "a/b/"),
        ("ftp://h//a", "/a"),
        ("ftp://h/%2Fa", "/a"),
        ("ftp://h/%2fa%2520b", "/a%20b"),
        ("ftp://h/100%.txt", "100%.txt"),
        ("ftp://h/a#b?c;d", "a#b?c;d"),
        ("ftp://h/a@b:c", "a@b:c"),
    ] {
        assert_eq!(path(text).0, decoded, "{text}");
    }
}

#[test]
fn encoded_pattern_characters_mean_themselves() {
    assert_eq!(
        path("ftp://h/%2A*%5b%25%5C%41"),
        ("**[%\\A".to_owned(), "\\**\\[%\\\\A".to_owned())
    );
    assert_eq!(path("ftp://h/%252A%2"), ("%2A%2".to_owned(), "%2A%2".to_owned()));
    assert_eq!(path("h:%2A\\*"), ("%2A\\*".to_owned(), "%2A\\*".to_owned()));
}

#[test]
fn only_a_final_type_has_a_meaning() {
    for (text, kind, decoded) in [
        ("ftp://h/a;type=a", Some(TransferType::Ascii), "a"),
        ("ftp://h/a;TYPE=I", Some(TransferType::Image), "a"),
        ("ftp://h/;type=i", Some(TransferType::Image), ""),
        ("ftp://h/a;type=d", None, "a;type=d"),
        ("ftp://h/a;type=a;x", None, "a;type=a;x"),
        ("ftp://h/a%3Btype=a", None, "a;type=a"),
    ] {
        assert_eq!((target(text).transfer_type, path(text).0.as_str()), (kind, decoded), "{text}");
    }
}

#[test]
fn users_may_be_mail_addresses() {
    for text in
        ["ftp://joe%40corp.example@h/x", "ftp://joe@corp.example@h/x", "joe@corp.example@h:x"]
    {
        let target = target(text);
        assert_eq!(
            (target.user.as_deref(), target.host.as_str()),
            (Some("joe@corp.example"), "h"),
            "{text}"
        );
    }
    assert_eq!(target("ftp://a%3Ab@h/").user.as_deref(), Some("a:b"));
}

#[test]
fn a_password_is_refused_and_not_repeated() {
    for text in [
        "ftp://joe:secret@h/x",
        "ftps://joe:@h/",
        "ftp://joe:sec@ret@h/x",
        "ftp://joe:secret/x@h/x",
        "ftp://joe:#secret?@h",
        "ftp://joe:sec:ret/@h",
    ] {
        let message = parse(text, Place::Operand).unwrap_err();
        assert!(
            message.contains("--password-file F") && message.contains("FTPS_PASSWORD"),
            "{text}: {message}"
        );
        assert!(!message.contains("ret"), "{text}: {message}");
    }
    for text in ["joe:secret@192.0.2.1", "joe:sec@ret@::1"] {
        let message = parse(text, Place::Target).unwrap_err();
        assert!(message.contains("--password-file F") && !message.contains("ret"), "{message}");
    }
    assert!(parse("joe:report@2026.csv", Place::Target).is_ok());
    let message = parse("sftp://joe:secret@h/x", Place::Operand).unwrap_err();
    assert!(
        message.contains("sftp://") && message.contains("ftpes://") && !message.contains("secret"),
        "{message}"
    );
}

#[test]
fn addresses_stand_in_brackets() {
    for (text, host, port) in [
        ("ftp://[::1]/x", "::1", None),
        ("ftp://[::1]:2121/x", "::1", Some(2121)),
        ("ftp://[fe80::1%25eth0]/x", "fe80::1%eth0", None),
        ("joe@[fe80::1%eth0]:/x", "fe80::1%eth0", None),
        ("[::1]:/x", "::1", None),
        ("ftp://192.0.2.1:21/x", "192.0.2.1", Some(21)),
    ] {
        let target = target(text);
        assert_eq!((target.host.as_str(), target.port), (host, port), "{text}");
    }
}

#[test]
fn what_is_no_target_says_why() {
    for (text, part) in [
        ("http://h/x", "unknown scheme http://"),
        ("ftp:///x", "no host"),
        ("ftp://joe@/x", "no host"),
        (":x", "no host"),
        ("ftp://@h/x", "empty user"),
        ("@h:x", "empty user"),
        ("ftp://h:0/", "1 to 65535"),
        ("ftp://h:65536/", "1 to 65535"),
        ("ftp://h:+21/", "1 to 65535"),
        ("ftp://h:ftp/", "1 to 65535"),
        ("ftp://::1/", "in brackets"),
        ("ftp://[::1/", "brackets"),
        ("ftp://[x]/", "brackets"),
        ("ftp://[::1]x/", "port"),
        ("ftp://büro.example/", "punycode"),
        ("ftp://a b/", "no host"),
        ("ftp://h%00/", "no host"),
        ("-h:x", "no host"),
        ("report 10:30", "./NAME"),
        ("ftp://h/a%0Ab", "CR or LF"),
        ("ftp://h/a%00b", "NUL"),
        ("ftp://a%0db@h/", "user with"),
        ("h:a\nb", "path with"),
        ("ftp://%ff@h/", "UTF-8"),
    ] {
        let message = parse(text, Place::Operand).unwrap_err();
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn an_empty_port_is_the_default() {
    assert_eq!(endpoint("ftp://h:/x", None, None), Ok((21, Security::Explicit)));
}

#[test]
fn the_flavour_follows_scheme_port_and_options() {
    use Security::{Explicit, Implicit};
    for (text, port, option, settled) in [
        ("ftp://h/", None, None, Some((21, Explicit))),
        ("ftpes://h:2121/", None, None, Some((2121, Explicit))),
        ("ftps://h/", None, None, Some((990, Implicit))),
        ("ftps://h:2990/", None, None, Some((2990, Implicit))),
        ("ftps://h:21/", None, None, Some((21, Explicit))),
        ("ftps://h/", Some(21), None, Some((21, Explicit))),
        ("ftps://h:21/", None, Some(Explicit), Some((21, Explicit))),
        ("ftps://h/", None, Some(Explicit), None),
        ("ftps://h:990/", None, Some(Explicit), None),
        ("ftpes://h/", None, Some(Implicit), None),
        ("ftp://h/", None, Some(Implicit), Some((990, Implicit))),
        ("ftp://h:2121/", Some(2121), None, Some((2121, Explicit))),
        ("ftp://h:2121/", Some(2122), None, None),
        ("ftp://h/", Some(0), None, None),
        ("h:x", None, None, Some((21, Explicit))),
        ("h:x", Some(2121), None, Some((2121, Explicit))),
        ("h:x", None, Some(Implicit), Some((990, Implicit))),
        ("h:x", Some(2990), Some(Implicit), Some((2990, Implicit))),
        ("büro:x", None, None, None),
    ] {
        assert_eq!(endpoint(text, port, option).ok(), settled, "{text} {port:?} {option:?}");
    }
}
