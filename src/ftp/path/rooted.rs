//! Paths that mean the same wherever the server stands: from `/`, and in the forms of Windows, z/OS and VMS.

use super::RemotePath;

impl RemotePath {
    /// Whether it means the same wherever the server stands, where paths have the form of `home`: `/a`; `C:\a` or
    /// `C:/a` (Windows), `'USER1.A'` (z/OS) and `DISK$A:[B]` (VMS) only where the login folder is called so.
    pub fn is_rooted_as(&self, home: Option<&Self>) -> bool {
        let form = Form::of(&self.0);
        form == Form::Slash
            || form != Form::Relative && home.map(|home| Form::of(&home.0)) == Some(form)
    }

    /// Whether it means the same wherever the server stands, if it is the name that PWD gave a folder.
    pub fn is_rooted(&self) -> bool {
        Form::of(&self.0) != Form::Relative
    }

    /// Whether it stands in the quotes of z/OS.
    pub(super) fn is_quoted(&self) -> bool {
        Form::of(&self.0) == Form::Quoted
    }

    /// Whether this name, which PWD reported, can be the beginning of other paths: it begins at `/` as the login
    /// folder does, or stands in the quotes of z/OS as that does.
    pub fn names_itself(&self, home: Option<&Self>) -> bool {
        match home.map(|home| Form::of(&home.0)) {
            Some(Form::Quoted) => Form::of(&self.0) == Form::Quoted,
            Some(Form::Slash) | None => self.is_absolute(),
            Some(_) => false,
        }
    }

    /// What a user typed in this folder, which is no path from `/`: below it, within the quotes of z/OS.
    #[must_use]
    pub fn with_name(&self, typed: &[u8]) -> Self {
        match (Form::of(&self.0), Form::of(typed)) {
            (_, Form::Slash) | (Form::Quoted, Form::Quoted) => Self::new(typed),
            (Form::Quoted, _) => {
                let open = self.0.strip_suffix(b"'").unwrap_or(&self.0);
                let member = if open.ends_with(b".") {
                    [open, typed, b"'"].concat()
                } else {
                    [open, b"(", typed, b")'"].concat()
                };
                Self::new(member)
            }
            _ => Self::absolute(self, typed),
        }
    }
}

/// How a path says where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// With a slash.
    Slash,
    /// With a drive: `C:\`, `C:/`.
    Drive,
    /// In the quotes of z/OS: `'USER1.'`.
    Quoted,
    /// With a device of VMS: `DISK$USER:[FTP]`.
    Device,
    /// Where the server stands.
    Relative,
}

impl Form {
    fn of(path: &[u8]) -> Self {
        match path {
            [b'/', ..] => Self::Slash,
            [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() => Self::Drive,
            [b'\'', .., b'\''] => Self::Quoted,
            _ => {
                let device = path.windows(2).position(|two| two == b":[");
                let name = device.and_then(|end| path.get(..end)).unwrap_or_default();
                let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"$_-".contains(byte);
                if name.is_empty() || !name.iter().all(plain) {
                    Self::Relative
                } else {
                    Self::Device
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_rooted_only_in_the_form_of_the_login_folder() {
        for (path, home, rooted) in [
            ("/a", "QGPL", true),
            ("a", "/", false),
            ("C:/a", "/", false),
            ("C:/a", "C:\\Users\\ftp", true),
            ("in/a", "C:\\Users\\ftp", false),
            ("'USER1.A'", "'USER1.'", true),
            ("'a'", "/", false),
            ("DISK$A:[B]C.TXT", "DISK$A:[B]", true),
            ("QGPL", "QGPL", false),
        ] {
            let home = RemotePath::new(home);
            assert_eq!(RemotePath::new(path).is_rooted_as(Some(&home)), rooted, "{path}");
        }
        assert!(!RemotePath::new("a").is_rooted_as(None) && !RemotePath::new("QGPL").is_rooted());
    }

    #[test]
    fn a_name_in_a_folder_that_is_no_path_stands_below_it() {
        for (folder, typed, path) in [
            ("in", "a", "in/a"),
            ("in", "/a", "/a"),
            ("'USER1.'", "A", "'USER1.A'"),
            ("'USER1.PDS'", "A", "'USER1.PDS(A)'"),
            ("'USER1.'", "'USER2.B'", "'USER2.B'"),
        ] {
            let made = RemotePath::new(folder).with_name(typed.as_bytes());
            assert_eq!(made.to_string(), path);
        }
    }
}
