//! The features that a server lists: the reply to FEAT (RFC 2389 section 3). Their use is left to the session.

/// Most features that are kept; the longest replies of real servers have about fifty.
const MOST_FEATURES: usize = 512;

/// Most items kept of one list: facts, algorithms or mechanisms.
const MOST_ITEMS: usize = 64;

/// Longest feature that is kept, in bytes: one with a long list of facts has about 300.
const LONGEST: usize = 2 * 1024;

/// Commands that a server may announce several of on one line; only these end the arguments of the one before.
const STANDALONE: [&str; 26] = [
    "SIZE", "MDTM", "MFMT", "MFCT", "MFF", "UTF8", "EPSV", "EPRT", "PASV", "TVFS", "PBSZ", "PROT",
    "REST", "MLST", "MLSD", "AUTH", "HASH", "XCRC", "XMD5", "XSHA", "XSHA1", "XSHA256", "XSHA512",
    "PRET", "CLNT", "HOST",
];

/// The features of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// In capitals, one blank between the words.
    known: Vec<String>,
    /// The facts that MLSD and MLST can give, as listed, and whether each is on without being asked for
    /// (RFC 3659 section 7.8). `None` where neither command is offered.
    pub mlst: Option<Vec<(String, bool)>>,
    /// The algorithms of HASH, as listed, and whether each is the selected one.
    pub hash: Vec<(String, bool)>,
    /// The mechanisms of AUTH, in capitals: `TLS`, `SSL`, `TLS-C`, ...
    pub auth: Vec<String>,
}

impl Features {
    /// Reads the lines of a reply to FEAT, with or without its first and last line, codes and leading blanks.
    pub fn parse<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut features = Self::default();
        for line in lines {
            let line = line.get(..LONGEST).unwrap_or(line);
            let text = String::from_utf8_lossy(line);
            let text = text.trim_start_matches("211-").trim_start_matches("211 ").trim();
            let heading = text.ends_with(':') || is_end(text);
            if !heading {
                features.learn_line(text);
            }
        }
        features
    }

    /// All that was announced, a command and its arguments each.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }

    /// Whether the server offers this, in any case: a command (`SIZE`) or with it an argument (`REST STREAM`).
    pub fn has(&self, feature: &str) -> bool {
        let wanted = feature.to_ascii_uppercase();
        let begins = |known: &String| {
            known.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.known.iter().any(begins)
    }

    /// Whether MLSD can be used: announced itself, or by MLST (RFC 3659 section 7.8).
    pub fn mlsd(&self) -> bool {
        self.mlst.is_some()
    }

    /// Whether names are UTF-8, perhaps after `OPTS UTF8 ON` (RFC 2640).
    pub fn utf8(&self) -> bool {
        self.has("UTF8") || self.has("UTF-8")
    }

    /// Whether transfers can start in the middle (RFC 3659 section 5).
    pub fn rest_stream(&self) -> bool {
        self.has("REST STREAM")
    }

    /// Whether sizes can be asked for (RFC 3659 section 4).
    pub fn size(&self) -> bool {
        self.has("SIZE")
    }

    /// Whether times of modification can be asked for (RFC 3659 section 3).
    pub fn mdtm(&self) -> bool {
        self.has("MDTM")
    }

    /// Whether times of modification can be set by MFMT.
    pub fn mfmt(&self) -> bool {
        self.has("MFMT")
    }

    /// Whether EPSV is announced (RFC 2428); servers may know it without saying so.
    pub fn epsv(&self) -> bool {
        self.has("EPSV")
    }

    /// One line: mostly one feature, on some servers several.
    fn learn_line(&mut self, text: &str) {
        let mut current: Vec<&str> = Vec::new();
        for word in text.split_ascii_whitespace() {
            let bare = word.trim_end_matches(',');
            let starts = STANDALONE.iter().any(|name| name.eq_ignore_ascii_case(bare));
            if starts && may_end(&current) {
                self.learn(&current);
                current.clear();
            }
            current.push(if starts { bare } else { word });
        }
        self.learn(&current);
    }

    fn learn(&mut self, words: &[&str]) {
        let Some((name, arguments)) = words.split_first() else {
            return;
        };
        let arguments = arguments.join(" ");
        let name = name.to_ascii_uppercase();
        match name.as_str() {
            "MLST" => keep_items(self.mlst.get_or_insert_default(), starred(&arguments)),
            "MLSD" => drop(self.mlst.get_or_insert_default()),
            "HASH" => keep_items(&mut self.hash, starred(&arguments)),
            "AUTH" => self.learn_auth(&arguments),
            _ => {}
        }
        if self.known.len() == MOST_FEATURES {
            return;
        }
        self.known.push(format!("{name} {}", arguments.to_ascii_uppercase()).trim_end().to_owned());
    }

    fn learn_auth(&mut self, arguments: &str) {
        let separator = |letter: char| " ;,/()".contains(letter);
        for mechanism in arguments.split(separator).filter(|text| !text.is_empty()) {
            let mechanism = mechanism.to_ascii_uppercase();
            if self.auth.len() < MOST_ITEMS && !self.auth.contains(&mechanism) {
                self.auth.push(mechanism);
            }
        }
    }
}

/// Whether the line ends the list. pyftpdlib writes `End FEAT.`, others `End.` or `End of list`; no feature is called so.
fn is_end(line: &str) -> bool {
    let first = line.split_ascii_whitespace().next().unwrap_or_default();
    first.trim_end_matches('.').eq_ignore_ascii_case("end")
}

/// Whether another feature may follow on the same line. After SITE and its kin a command's name is an argument.
fn may_end(words: &[&str]) -> bool {
    let takes_commands = ["SITE", "OPTS", "LANG", "XCMD", "HELP"];
    words
        .first()
        .is_some_and(|name| !takes_commands.iter().any(|taker| taker.eq_ignore_ascii_case(name)))
}

fn keep_items(list: &mut Vec<(String, bool)>, items: impl Iterator<Item = (String, bool)>) {
    let room = MOST_ITEMS.saturating_sub(list.len());
    list.extend(items.take(room));
}

/// `A;B*;C;` as names and whether each has the star.
fn starred(list: &str) -> impl Iterator<Item = (String, bool)> {
    list.split([';', ' ', ',']).filter(|item| !item.is_empty()).map(|item| {
        match item.strip_suffix('*') {
            Some(name) => (name.to_owned(), true),
            None => (item.to_owned(), false),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(text: &str) -> Features {
        Features::parse(text.split('\n').map(str::as_bytes))
    }

    fn pairs(list: &[(String, bool)]) -> Vec<(&str, bool)> {
        list.iter().map(|(name, on)| (name.as_str(), *on)).collect()
    }

    #[test]
    fn case_blanks_and_codes_do_not_matter() {
        for text in [
            "211-Features:\n size\n Rest Stream\n211 End",
            "SIZE\nREST STREAM",
            "211-SIZE\n211-REST STREAM\n211 End",
            "211-Features supported:\n SIZE\n REST STREAM\n211 End FEAT.",
            "Extensions supported:\n SIZE\n REST  STREAM\nEND",
        ] {
            let found = features(text);
            assert!(
                found.size()
                    && found.rest_stream()
                    && found.has("rest stream")
                    && found.has("REST"),
                "{text}"
            );
            assert!(
                !found.has("RE") && !found.has("REST S") && !found.has("END") && !found.mdtm(),
                "{text}"
            );
        }
    }

    #[test]
    fn facts_tell_which_are_on() {
        let found = features(" MLST type*;size*;Modify*;UNIX.mode;");
        let facts = found.mlst.as_deref().map(pairs);
        assert_eq!(
            facts,
            Some(vec![("type", true), ("size", true), ("Modify", true), ("UNIX.mode", false)])
        );
        assert_eq!(features("MLSD\nMLST").mlst, Some(vec![]));
        assert!(features("MLSD").mlsd() && !features("SIZE").mlsd());
    }

    #[test]
    fn digests_tell_which_is_selected() {
        let found =
            features(" HASH CRC32;MD5;SHA-1*;SHA-256\n XCRC\n XMD5 filename;start;end\n SITE MD5");
        assert_eq!(
            pairs(&found.hash),
            [("CRC32", false), ("MD5", false), ("SHA-1", true), ("SHA-256", false)]
        );
        assert!(
            found.has("XCRC") && found.has("XMD5") && found.has("SITE MD5") && !found.has("MD5")
        );
    }

    #[test]
    fn mechanisms_come_on_one_line_or_on_several() {
        assert_eq!(features("AUTH SSL\nAUTH TLS").auth, ["SSL", "TLS"]);
        assert_eq!(features("AUTH TLS;TLS-C;SSL;TLS-P;").auth, ["TLS", "TLS-C", "SSL", "TLS-P"]);
        assert_eq!(features("AUTH SSL/TLS").auth, ["SSL", "TLS"]);
    }

    #[test]
    fn several_features_may_share_a_line() {
        let found = features("MDTM SIZE, REST STREAM PASV EPSV UTF8");
        assert!(
            found.mdtm() && found.size() && found.rest_stream() && found.epsv() && found.utf8()
        );
        let site = features("SITE MFMT");
        assert!(site.has("SITE MFMT") && !site.mfmt());
    }
}
