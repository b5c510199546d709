//! Paths without slashes: data sets of z/OS in their quotes, `'USER1.SRC(PAY1)'`, and files of VMS, `DISK:[A.B]X.TXT;1`.
//! A name below a folder takes the form that the system has for it.

use super::RemotePath;
use super::rooted::Form;

impl RemotePath {
    /// Whether its folders are not parted by slashes: a data set in quotes, or a path with a device of VMS.
    pub fn is_native(&self) -> bool {
        matches!(Form::of(&self.0), Form::Quoted | Form::Device)
    }

    /// Whether it is the beginning of names of data sets, `'USER1.'`: no object on the server, and entered all the same.
    pub fn is_prefix(&self) -> bool {
        Form::of(&self.0) == Form::Quoted && self.inner().ends_with(b".")
    }

    /// The path as commands about folders want it: of VMS the folder stands within the brackets.
    #[must_use]
    pub fn as_folder(&self) -> Self {
        let Some((folder, name)) = self.divided() else { return self.clone() };
        // The name of a folder has no type: X.TXT is a file.
        if name.is_empty() || name.iter().any(|byte| b".;".contains(byte)) {
            return self.clone();
        }
        let open = folder.strip_suffix(b"]").unwrap_or(folder);
        let point: &[u8] = if open.ends_with(b"[") { b"" } else { b"." };
        Self([open, point, name, b"]"].concat())
    }

    /// The path of what `relative` names in this folder; slashes part levels.
    pub(super) fn native_join(&self, relative: &[u8]) -> Self {
        let parts = relative.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        parts.filter(|part| *part != b".").fold(self.clone(), |path, part| path.native_below(part))
    }

    fn native_below(&self, name: &[u8]) -> Self {
        if Form::of(&self.0) == Form::Device {
            return Self([&self.as_folder().0, name].concat());
        }
        let inner = self.inner();
        if inner.ends_with(b".") {
            return Self([b"'", inner, name, b"'"].concat());
        }
        Self([b"'", inner, b"(", name, b")'"].concat())
    }

    /// The folder that it lies in: a partitioned data set, the first qualifier of other data sets, a folder of VMS.
    pub(super) fn native_parent(&self) -> Option<Self> {
        if let Some((folder, name)) = self.divided() {
            if !name.is_empty() {
                return Some(Self::new(folder));
            }
            let open = folder.strip_suffix(b"]").unwrap_or(folder);
            let end = open.iter().rposition(|byte| *byte == b'.')?;
            return Some(Self([open.get(..end)?, b"]"].concat()));
        }
        let inner = self.inner();
        if let Some(member) = inner.iter().position(|byte| *byte == b'(') {
            return Some(Self([b"'", inner.get(..member)?, b"'"].concat()));
        }
        let first = inner.iter().position(|byte| *byte == b'.')? + 1;
        (first < inner.len())
            .then(|| Self([b"'", inner.get(..first).unwrap_or_default(), b"'"].concat()))
    }

    /// The name that it has in [`RemotePath::native_parent`].
    pub(super) fn native_name(&self) -> Option<&[u8]> {
        let name = if let Some((folder, name)) = self.divided() {
            let open = folder.strip_suffix(b"]").unwrap_or(folder);
            let inner = open.rsplit(|byte| b".[".contains(byte)).next();
            if name.is_empty() { inner? } else { name }
        } else {
            let inner = self.inner();
            let begin = match inner.iter().position(|byte| *byte == b'(') {
                Some(member) => member + 1,
                None => inner.iter().position(|byte| *byte == b'.')? + 1,
            };
            let name = inner.get(begin..)?;
            name.strip_suffix(b")").unwrap_or(name)
        };
        (!name.is_empty()).then_some(name)
    }

    /// The levels below `root`, with slashes between them; `None` where it does not lie in that.
    pub(super) fn native_below_root(&self, root: &Self) -> Option<Vec<u8>> {
        if Form::of(&self.0) == Form::Device {
            let (path, root) = (self.as_folder(), root.as_folder());
            let open = root.0.strip_suffix(b"]")?;
            let rest = path.0.strip_prefix(open)?;
            let (folders, name) = split_at_bracket(rest)?;
            let folders = folders.strip_prefix(b".").or(folders.is_empty().then_some(folders))?;
            let folders = folders.split(|byte| *byte == b'.');
            let parts: Vec<&[u8]> = folders.chain([name]).filter(|part| !part.is_empty()).collect();
            return Some(parts.join(&b'/'));
        }
        let rest = self.inner().strip_prefix(root.inner())?;
        let is_below = root.is_prefix() || rest.is_empty() || rest.starts_with(b"(");
        let rest = rest.strip_prefix(b"(").unwrap_or(rest);
        let rest = rest.strip_suffix(b")").unwrap_or(rest);
        let level = |byte: &u8| if *byte == b'(' { b'/' } else { *byte };
        is_below.then(|| rest.iter().map(level).collect())
    }

    /// The name between the quotes.
    fn inner(&self) -> &[u8] {
        self.0.strip_prefix(b"'").and_then(|rest| rest.strip_suffix(b"'")).unwrap_or_default()
    }

    /// Folder and name of a path of VMS.
    fn divided(&self) -> Option<(&[u8], &[u8])> {
        let end = self.0.iter().rposition(|byte| *byte == b']')? + 1;
        (Form::of(&self.0) == Form::Device).then(|| self.0.split_at(end))
    }
}

/// The parts before and behind the closing bracket.
fn split_at_bracket(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = path.iter().position(|byte| *byte == b']')?;
    Some((path.get(..end)?, path.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_folders_without_slashes_have_the_form_of_their_system() {
        for (folder, name, path) in [
            ("'USER1.'", "IN.CSV", "'USER1.IN.CSV'"),
            ("'USER1.'", "SRC/PAY1", "'USER1.SRC(PAY1)'"),
            ("'USER1.SRC'", "PAY1", "'USER1.SRC(PAY1)'"),
            ("DKA0:[ANNA]", "A.TXT;2", "DKA0:[ANNA]A.TXT;2"),
            ("DKA0:[ANNA]", "SUB/A.TXT", "DKA0:[ANNA.SUB]A.TXT"),
            ("DKA0:[ANNA]", "", "DKA0:[ANNA]"),
        ] {
            let made = RemotePath::new(folder).join(name.as_bytes());
            assert_eq!(made.to_string(), path);
            let below = made.below(&RemotePath::new(folder)).expect("it lies in that folder");
            assert_eq!(String::from_utf8_lossy(&below), name);
        }
        let other = RemotePath::new("'USER12.A'").below(&RemotePath::new("'USER1'"));
        assert_eq!(other, None);
    }

    #[test]
    fn a_path_without_slashes_has_a_folder_and_a_name() {
        for (path, parent, name) in [
            ("'USER1.IN.CSV'", Some("'USER1.'"), Some("IN.CSV")),
            ("'USER1.SRC(PAY1)'", Some("'USER1.SRC'"), Some("PAY1")),
            ("'USER1.'", None, None),
            ("'USER1'", None, None),
            ("DKA0:[ANNA]A.TXT", Some("DKA0:[ANNA]"), Some("A.TXT")),
            ("DKA0:[ANNA.SUB]", Some("DKA0:[ANNA]"), Some("SUB")),
            ("DKA0:[ANNA]SUB", Some("DKA0:[ANNA]"), Some("SUB")),
            ("DKA0:[ANNA]", None, Some("ANNA")),
        ] {
            let path = RemotePath::new(path);
            assert_eq!(path.parent(), parent.map(RemotePath::new), "{path}");
            assert_eq!(path.name(), name.map(str::as_bytes), "{path}");
        }
    }

    #[test]
    fn a_folder_of_vms_is_sent_in_brackets() {
        for (path, folder) in [
            ("DKA0:[ANNA]SUB", "DKA0:[ANNA.SUB]"),
            ("DKA0:[ANNA]A.TXT", "DKA0:[ANNA]A.TXT"),
            ("DKA0:[ANNA]", "DKA0:[ANNA]"),
            ("'USER1.SRC'", "'USER1.SRC'"),
            ("/a", "/a"),
        ] {
            assert_eq!(RemotePath::new(path).as_folder().to_string(), folder);
        }
    }
}
