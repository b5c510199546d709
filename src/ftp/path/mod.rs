//! Paths on the server: bytes with slashes between them. All work is on the text alone; `..` stays as typed, since
//! only the server knows whether what stands before it is a symbolic link.

mod native;
mod rooted;

use std::fmt;

/// Longest path believed in a reply, in bytes.
const MAX_PWD: usize = 4 * 1024;

/// A path on the server. Empty: the directory one is in, after the login the login directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RemotePath(Vec<u8>);

impl RemotePath {
    /// The path as it is, byte for byte.
    pub fn new(path: impl Into<Vec<u8>>) -> Self {
        Self(path.into())
    }

    /// What a user typed while in `base`: itself when it starts with a slash, else below `base`; `//` and `/./`
    /// are collapsed, a slash at the end is kept. With an absolute `base`, doing it twice changes nothing.
    pub fn absolute(base: &Self, typed: &[u8]) -> Self {
        let whole = if typed.starts_with(b"/") || base.0.is_empty() {
            typed.to_vec()
        } else {
            [base.as_bytes(), b"/", typed].concat()
        };
        let parts: Vec<&[u8]> = components(&whole).collect();
        let mut path = if whole.starts_with(b"/") { b"/".to_vec() } else { Vec::new() };
        path.extend_from_slice(&parts.join(&b'/'));
        // `dir/.` is the directory itself, as `dir/` is.
        let names_dir = typed.ends_with(b"/") || typed.ends_with(b"/.");
        if names_dir && !parts.is_empty() {
            path.push(b'/');
        }
        Self(path)
    }

    /// This path with `relative` below it: one component or several. Slashes between them become one; `relative`
    /// never leaves this directory by starting with a slash. Data sets of z/OS and files of VMS get forms of their own.
    #[must_use]
    pub fn join(&self, relative: &[u8]) -> Self {
        if self.is_native() {
            return self.native_join(relative);
        }
        let slashes = relative.iter().take_while(|byte| **byte == b'/').count();
        let relative = relative.get(slashes..).unwrap_or_default();
        let mut path = self.0.clone();
        if !path.is_empty() && !path.ends_with(b"/") && !relative.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(relative);
        Self(path)
    }

    /// The directory this lies in; `None` for `/` and for what lies in the current directory, which has no name.
    pub fn parent(&self) -> Option<Self> {
        if self.is_native() {
            return self.native_parent();
        }
        let last = components(&self.0).last()?;
        if last == b".." {
            return Some(self.join(b".."));
        }
        let whole = trim_end(&self.0);
        let kept = trim_end(whole.get(..whole.len().checked_sub(last.len())?)?);
        match kept {
            [] if self.is_absolute() => Some(Self::new("/")),
            [] => None,
            kept => Some(Self::new(kept)),
        }
    }

    /// The same with each `..` taken together with what stands before it, as if there were no links.
    #[must_use]
    pub fn without_dot_dot(&self) -> Self {
        if !self.is_absolute() {
            return self.clone();
        }
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in components(&self.0) {
            if part == b".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        Self([b"/", &parts.join(&b'/')[..]].concat())
    }

    /// The last component; `None` for `/`, the empty path, and one that ends in `..`.
    pub fn name(&self) -> Option<&[u8]> {
        if self.is_native() {
            return self.native_name();
        }
        components(&self.0).last().filter(|name| *name != b"..")
    }

    /// The last component of a path as it was typed, before it is known whether the server has slashes between names.
    pub fn typed_name(&self) -> Option<&[u8]> {
        components(&self.0).last().filter(|name| *name != b"..")
    }

    /// Whether it starts at the root.
    pub fn is_absolute(&self) -> bool {
        self.0.starts_with(b"/")
    }

    /// Whether it ends in a slash, so that it can only mean a directory.
    pub fn ends_with_slash(&self) -> bool {
        self.0.ends_with(b"/")
    }

    /// The same without slashes at its end, as commands that change names want it; `/` stays.
    #[must_use]
    pub fn without_slash(&self) -> Self {
        match trim_end(&self.0) {
            [] => self.clone(),
            kept => Self::new(kept),
        }
    }

    /// The path without `..`, if none of them stands behind a symbolic link: for refusing only, never to be sent.
    #[must_use]
    pub fn collapsed(&self) -> Self {
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in components(&self.0) {
            if part == b".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        let path = parts.join(&b'/');
        Self(if self.is_absolute() { [b"/", &path[..]].concat() } else { path })
    }

    /// The path from the folder `root` on, with slashes between its levels; `None` where it does not lie in that. Both
    /// are taken as they are written.
    pub fn below(&self, root: &Self) -> Option<Vec<u8>> {
        if self.is_native() && root.is_native() {
            return self.native_below_root(root);
        }
        let rest = self.0.strip_prefix(trim_end(&root.0))?;
        let is_below = rest.is_empty() || rest.starts_with(b"/") || root.is_empty();
        let slashes = rest.iter().take_while(|byte| **byte == b'/').count();
        rest.get(slashes..).filter(|_| is_below).map(<[u8]>::to_vec)
    }

    /// Whether `other` lies below this folder; both are taken as they are written.
    pub fn holds(&self, other: &Self) -> bool {
        if self.is_native() {
            return other.below(self).is_some_and(|rest| !rest.is_empty());
        }
        let below = other.0.strip_prefix(trim_end(&self.0));
        below.is_some_and(|rest| rest.len() > 1 && rest.starts_with(b"/"))
    }

    /// Whether it is empty: the current directory.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes as the server is to see them.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl AsRef<[u8]> for RemotePath {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// With replacement characters where it is not UTF-8. Control characters are not escaped: that is for whoever
/// prints it.
impl fmt::Display for RemotePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// The path in a 257 reply to PWD or MKD: `"/a ""b"""  is current` (RFC 959 appendix II). Without quotes, the
/// absolute path that the text starts with.
///
/// `None` when there is none, when the quote is not closed, or when the path holds CR, LF or NUL or is longer than
/// 4 KiB.
pub fn parse_pwd(text: &[u8]) -> Option<RemotePath> {
    let text = text.strip_prefix(b"257 ").unwrap_or(text).trim_ascii();
    let path = match text.iter().position(|&byte| byte == b'"') {
        // z/OS, without the quotes of RFC 959.
        None if text.starts_with(b"'") => {
            let end = text.iter().skip(1).position(|&byte| byte == b'\'')?;
            text.get(..end + 2)?.to_vec()
        }
        Some(quote) if !text.starts_with(b"/") => quoted(text.get(quote + 1..)?)?,
        _ => bare(text)?.to_vec(),
    };
    let clean = !path.iter().any(|byte| b"\r\n\0".contains(byte));
    (clean && !path.is_empty() && path.len() <= MAX_PWD).then_some(RemotePath(path))
}

/// Up to the closing quote; a doubled one stands for itself.
fn quoted(text: &[u8]) -> Option<Vec<u8>> {
    let mut path = Vec::new();
    let mut rest = text;
    loop {
        let quote = rest.iter().position(|&byte| byte == b'"')?;
        path.extend_from_slice(rest.get(..quote)?);
        rest = rest.get(quote + 1..)?;
        match rest.strip_prefix(b"\"") {
            Some(after) => rest = after,
            None => return Some(path),
        }
        path.push(b'"');
    }
}

/// `/home/joe is current directory`, `/home/joe`.
fn bare(text: &[u8]) -> Option<&[u8]> {
    if !text.starts_with(b"/") {
        return None;
    }
    let is = text.windows(4).position(|window| window == b" is ");
    let blank = text.iter().position(|&byte| byte == b' ');
    text.get(..is.or(blank).unwrap_or(text.len()))
}

fn components(path: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    path.split(|&byte| byte == b'/').filter(|part| !part.is_empty() && *part != b".")
}

/// Without the slashes and `/.` at its end.
fn trim_end(path: &[u8]) -> &[u8] {
    let mut path = path;
    while let Some(shorter) = path.strip_suffix(b"/").or_else(|| path.strip_suffix(b"/.")) {
        path = shorter;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn absolute(base: &str, typed: &str) -> String {
        RemotePath::absolute(&RemotePath::new(base), typed.as_bytes()).to_string()
    }

    #[test]
    fn absolute_collapses_slashes_and_dots_and_keeps_dot_dot() {
        for (base, typed, path) in [
            ("/home/joe", "a", "/home/joe/a"),
            ("/home/joe/", "./a//b/./c", "/home/joe/a/b/c"),
            ("/home/joe", "../a", "/home/joe/../a"),
            ("/home/joe", "/etc", "/etc"),
            ("/home/joe", "//etc//", "/etc/"),
            ("/home/joe", "a/", "/home/joe/a/"),
            ("/home/joe", "a/.", "/home/joe/a/"),
            ("/home/joe", "", "/home/joe"),
            ("/home/joe", ".", "/home/joe"),
            ("/", "", "/"),
            ("/", "a", "/a"),
            ("/", "/", "/"),
            ("", "a/./b", "a/b"),
            ("", ".", ""),
        ] {
            assert_eq!(absolute(base, typed), path, "{base} {typed}");
        }
    }

    #[test]
    fn join_puts_exactly_one_slash_between() {
        for (base, relative, path) in [
            ("/a", "b", "/a/b"),
            ("/a/", "b/c", "/a/b/c"),
            ("/", "b", "/b"),
            ("", "b", "b"),
            ("/a", "/b", "/a/b"),
            ("/a", "", "/a"),
        ] {
            assert_eq!(
                RemotePath::new(base).join(relative.as_bytes()).to_string(),
                path,
                "{base} {relative}"
            );
        }
    }

    #[test]
    fn dot_dot_goes_with_what_stands_before_it() {
        for (path, bare) in [
            ("/a/b/../../c", "/c"),
            ("/../a/", "/a"),
            ("/a/..", "/"),
            ("a/..", "a/.."),
            ("/a/b", "/a/b"),
        ] {
            assert_eq!(RemotePath::new(path).without_dot_dot(), RemotePath::new(bare), "{path}");
        }
    }

    #[test]
    fn parent_and_name_divide_a_path() {
        for (path, parent, name) in [
            ("/a/b", Some("/a"), Some("b")),
            ("/a/b/", Some("/a"), Some("b")),
            ("/a//b/./", Some("/a"), Some("b")),
            ("/a", Some("/"), Some("a")),
            ("/", None, None),
            ("", None, None),
            ("a", None, Some("a")),
            ("a/b", Some("a"), Some("b")),
            ("/a/..", Some("/a/../.."), None),
        ] {
            let path = RemotePath::new(path);
            assert_eq!(path.parent(), parent.map(RemotePath::new), "{path}");
            assert_eq!(path.name(), name.map(str::as_bytes), "{path}");
        }
    }

    #[test]
    fn dots_and_slashes_do_not_hide_where_a_path_leads() {
        for (path, collapsed) in
            [("/a/../b/", "/b"), ("/a/..", "/"), ("/../..", "/"), ("a/./b/..", "a"), ("a/..", "")]
        {
            assert_eq!(RemotePath::new(path).collapsed(), RemotePath::new(collapsed), "{path}");
        }
        let holds = |a: &str, b: &str| RemotePath::new(a).holds(&RemotePath::new(b));
        assert!(holds("/", "/a") && holds("/a", "/a/b") && holds("/a/", "/a/b"));
        assert!(
            !holds("/a", "/a") && !holds("/a", "/ab") && !holds("/a/", "/a/") && !holds("/", "/")
        );
        let bare = |path: &str| RemotePath::new(path).without_slash().to_string();
        assert_eq!((bare("/a//"), bare("/"), bare("a/")), ("/a".into(), "/".into(), "a".into()));
    }

    #[test]
    fn pwd_reads_quotes_doubled_and_missing() {
        for (text, path) in [
            ("257 \"/home/joe\" is current directory", "/home/joe"),
            ("\"/a \"\"b\"\" c\" is it", "/a \"b\" c"),
            ("\"/\"\"\"", "/\""),
            ("Directory \"/x\" created", "/x"),
            ("\"'USER.'\" is working directory", "'USER.'"),
            ("257 /home/a b is current directory", "/home/a b"),
            ("257 'USER1.' is the working directory", "'USER1.'"),
            ("/home/joe", "/home/joe"),
        ] {
            assert_eq!(
                parse_pwd(text.as_bytes()).map(|path| path.to_string()).as_deref(),
                Some(path),
                "{text}"
            );
        }
    }

    #[test]
    fn pwd_refuses_what_is_no_path() {
        let long = format!("\"/{}\"", "a".repeat(MAX_PWD));
        for text in ["", "257", "no path", "\"\"", "\"/open", "\"/a\0b\"", "\"/a\nb\"", &long] {
            assert_eq!(parse_pwd(text.as_bytes()), None, "{text:?}");
        }
    }
}
