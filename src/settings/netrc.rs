//! A netrc file: logins by machine, in the form of the `ftp` program of old with the quotes and comments that curl
//! added. Finding and reading the file is left to the caller.

use std::fmt;

/// Logins by machine. `Debug` shows no secret.
#[derive(Clone, Debug, Default)]
pub struct Netrc {
    sections: Vec<Section>,
    odd_lines: Vec<usize>,
}

/// The entry of one machine in a file. `Debug` shows no secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The user.
    pub login: Option<String>,
    /// The password, byte for byte.
    pub password: Option<Vec<u8>>,
    /// What to answer when the server asks for ACCT after the password, byte for byte.
    pub account: Option<Vec<u8>>,
}

/// A `machine` with its entry, or without a host the `default`.
#[derive(Clone, Debug)]
struct Section {
    host: Option<String>,
    entry: Entry,
}

impl fmt::Debug for Entry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mask = |secret: &Option<Vec<u8>>| secret.as_ref().map(|_| "***");
        out.debug_struct("Entry")
            .field("login", &self.login)
            .field("password", &mask(&self.password))
            .field("account", &mask(&self.account))
            .finish()
    }
}

impl Netrc {
    /// Reads a file.
    ///
    /// A `#` where a keyword could stand makes the rest of its line a comment; behind `password` it is part of the
    /// password. In `"..."` stand blanks, `\"`, `\\`, `\n`, `\r` and `\t`. A `macdef` ends at an empty line.
    ///
    /// # Errors
    /// The text names the line: a quote that is not closed, a keyword without a value, a machine or login that is
    /// not UTF-8. It never holds anything from the file but keywords.
    pub fn parse(file: &[u8]) -> Result<Self, String> {
        let mut words = Words::new(file);
        let mut netrc = Self::default();
        while let Some((line, word)) = words.keyword()? {
            match word.to_ascii_lowercase().as_slice() {
                b"machine" => {
                    let host = words.text("machine", line)?;
                    netrc.begin(Some(host));
                }
                b"default" => netrc.begin(None),
                b"login" => {
                    let login = words.text("login", line)?;
                    netrc.with_current(line, |entry| entry.login = Some(login));
                }
                b"password" | b"passwd" => {
                    let password = words.value("password", line)?;
                    netrc.with_current(line, |entry| entry.password = Some(password));
                }
                b"account" => {
                    let account = words.value("account", line)?;
                    netrc.with_current(line, |entry| entry.account = Some(account));
                }
                b"macdef" => words.skip_macro(),
                _ => netrc.odd_lines.push(line),
            }
        }
        Ok(netrc)
    }

    /// The login for a machine: of its own entries the first, with a `user` the first that has this login or none
    /// at all; then `default` by the same rule. Names of machines know no case.
    pub fn lookup(&self, host: &str, user: Option<&str>) -> Option<Entry> {
        let fits = |entry: &&Entry| match (user, &entry.login) {
            (Some(user), Some(login)) => user == login,
            _ => true,
        };
        let own = |section: &&Section| {
            section.host.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(host))
        };
        let default = |section: &&Section| section.host.is_none();
        let sections = self.sections.iter();
        let order = sections.clone().filter(own).chain(sections.filter(default));
        order.map(|section| &section.entry).find(fits).cloned()
    }

    /// The machines (`None` is the `default`) and the entry of each, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&str>, &Entry)> {
        self.sections.iter().map(|section| (section.host.as_deref(), &section.entry))
    }

    /// Whether a password or account stands in it.
    pub fn holds_secrets(&self) -> bool {
        self.sections
            .iter()
            .any(|Section { entry, .. }| entry.password.is_some() || entry.account.is_some())
    }

    /// Lines, counted from 1, with words that mean nothing: perhaps a password with a blank and no quotes.
    pub fn odd_lines(&self) -> &[usize] {
        &self.odd_lines
    }

    fn begin(&mut self, host: Option<String>) {
        let entry = Entry::default();
        self.sections.push(Section { host, entry });
    }

    /// Changes the entry that is being described.
    fn with_current(&mut self, line: usize, change: impl FnOnce(&mut Entry)) {
        match self.sections.last_mut() {
            Some(section) => change(&mut section.entry),
            None => self.odd_lines.push(line),
        }
    }
}

/// The words of a file and the line one is in.
struct Words<'a> {
    rest: &'a [u8],
    line: usize,
}

impl<'a> Words<'a> {
    fn new(file: &'a [u8]) -> Self {
        let rest = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        Self { rest, line: 1 }
    }

    /// The next word that is not in a comment, and its line.
    fn keyword(&mut self) -> Result<Option<(usize, Vec<u8>)>, String> {
        loop {
            self.skip(u8::is_ascii_whitespace);
            if !self.rest.starts_with(b"#") {
                break;
            }
            self.skip(|byte| *byte != b'\n');
        }
        self.word()
    }

    /// The word behind a keyword, be it on another line.
    fn value(&mut self, keyword: &str, line: usize) -> Result<Vec<u8>, String> {
        self.skip(u8::is_ascii_whitespace);
        match self.word()? {
            Some((_, word)) => Ok(word),
            None => Err(format!("line {line}: {keyword} without a value")),
        }
    }

    fn text(&mut self, keyword: &str, line: usize) -> Result<String, String> {
        let word = self.value(keyword, line)?;
        String::from_utf8(word).map_err(|_| format!("line {line}: {keyword} that is not UTF-8"))
    }

    fn word(&mut self) -> Result<Option<(usize, Vec<u8>)>, String> {
        let line = self.line;
        if let Some(quoted) = self.rest.strip_prefix(b"\"") {
            self.rest = quoted;
            return self.quoted().map(|word| Some((line, word)));
        }
        let word = self.skip(|byte| !byte.is_ascii_whitespace());
        Ok((!word.is_empty()).then(|| (line, word.to_vec())))
    }

    fn quoted(&mut self) -> Result<Vec<u8>, String> {
        let mut word = Vec::new();
        loop {
            word.extend_from_slice(self.skip(|byte| !b"\"\\\n".contains(byte)));
            match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Ok(word);
                }
                [b'\\', escaped, rest @ ..] if *escaped != b'\n' => {
                    word.push(match escaped {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        other => *other,
                    });
                    self.rest = rest;
                }
                _ => return Err(format!("line {}: quote that is not closed", self.line)),
            }
        }
    }

    /// A macro's name, and its commands up to an empty line.
    fn skip_macro(&mut self) {
        self.skip(|byte| *byte != b'\n');
        while !self.rest.is_empty() {
            self.line += 1;
            self.rest = self.rest.strip_prefix(b"\n").unwrap_or(self.rest);
            if self.skip(|byte| *byte != b'\n').trim_ascii().is_empty() {
                return;
            }
        }
    }

    /// Takes the bytes for which `matches` holds, counting lines.
    fn skip(&mut self, matches: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|byte| matches(byte)).count();
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.line += taken.split(|byte| *byte == b'\n').count().saturating_sub(1);
        self.rest = rest;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn netrc(text: &str) -> Netrc {
        Netrc::parse(text.as_bytes()).unwrap()
    }

    /// Login and password with a slash between them.
    fn found(netrc: &Netrc, host: &str, user: Option<&str>) -> Option<String> {
        let entry = netrc.lookup(host, user)?;
        let password = String::from_utf8(entry.password.unwrap_or_default()).unwrap();
        Some(format!("{}/{password}", entry.login.unwrap_or_default()))
    }

    #[test]
    fn words_may_share_a_line_or_stand_on_their_own() {
        for text in [
            "machine h login joe password pw",
            "machine\nh\n\tlogin joe\r\n  password\n\npw\n",
            "\u{feff}MACHINE h Login joe passwd pw account a",
        ] {
            assert_eq!(found(&netrc(text), "h", None).as_deref(), Some("joe/pw"), "{text}");
        }
    }

    #[test]
    fn comments_stand_where_keywords_could() {
        let text = "# machine x login y\nmachine h # here\n login joe # she\n password #secret # not this\n";
        assert_eq!(found(&netrc(text), "h", None).as_deref(), Some("joe/#secret"));
        assert_eq!(found(&netrc(text), "x", None), None);
    }

    #[test]
    fn quotes_hold_blanks_and_escapes() {
        let text = r#"machine h login "joe doe" password "a \"b\" \\ \t\x#""#;
        assert_eq!(found(&netrc(text), "h", None).as_deref(), Some("joe doe/a \"b\" \\ \tx#"));
        assert_eq!(
            found(&netrc(r#"machine h login a password b"c"#), "h", None).as_deref(),
            Some("a/b\"c")
        );
        assert_eq!(
            found(&netrc(r#"machine h login a password """#), "h", None).as_deref(),
            Some("a/")
        );
    }

    #[test]
    fn macros_are_passed_over() {
        let text = "machine h\nmacdef init\n login evil\n  bin\n\n login joe password pw";
        assert_eq!(found(&netrc(text), "h", None).as_deref(), Some("joe/pw"));
    }

    #[test]
    fn a_user_chooses_among_the_entries_of_a_machine() {
        let file = netrc(
            "machine H login a password 1 machine h login b password 2 machine h password 3 default login d password 4",
        );
        assert_eq!(found(&file, "h", None).as_deref(), Some("a/1"));
        assert_eq!(found(&file, "h", Some("b")).as_deref(), Some("b/2"));
        assert_eq!(found(&file, "h", Some("c")).as_deref(), Some("/3"));
        assert_eq!(found(&file, "other", Some("d")).as_deref(), Some("d/4"));
        assert_eq!(found(&file, "other", Some("x")), None);
        assert_eq!(found(&file, "other", None).as_deref(), Some("d/4"));
    }

    #[test]
    fn the_default_is_last_wherever_it_stands() {
        let file = netrc("default login d password 4\nmachine h login a password 1");
        assert_eq!(found(&file, "x", None).as_deref(), Some("d/4"));
        assert_eq!(found(&file, "h", None).as_deref(), Some("a/1"));
    }

    #[test]
    fn errors_name_the_line_and_no_secret() {
        for (text, message) in [
            ("machine h\n password \"secret\n\"", "line 2: quote that is not closed"),
            ("machine h\n\n password", "line 3: password without a value"),
            ("machine", "line 1: machine without a value"),
            ("# x\nmachine h password \"a\\", "line 2: quote that is not closed"),
        ] {
            assert_eq!(Netrc::parse(text.as_bytes()).unwrap_err(), message, "{text}");
        }
        assert_eq!(
            Netrc::parse(b"machine h\nlogin \xff").unwrap_err(),
            "line 2: login that is not UTF-8"
        );
    }

    #[test]
    fn words_without_a_meaning_are_told_by_line() {
        let file =
            netrc("login early\nmachine h\nlogin a\npassword two words\nmacdef m\nx\n\nport");
        assert_eq!(file.odd_lines(), [1, 4, 8]);
        assert_eq!(found(&file, "h", None).as_deref(), Some("a/two"));
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:?}", netrc("machine h login joe password hidden account alsohidden"));
        assert!(text.contains("joe") && !text.contains("hidden"), "{text}");
    }
}
