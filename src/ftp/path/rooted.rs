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

    /// Whether this name, which PWD reported, can be the beginning of other paths: it begins at `/` as the login
    /// folder does, or stands in the quotes of z/OS as that does.
    pub fn names_itself(&self, home: Option<&Self>) -> bool {
        match home.map(|home| Form::of(&home.0)) {
            Some(Form::Quoted) => Form::of(&self.0) == Form::Quoted,
            Some(Form::Slash) | None => self.is_absolute(),
            Some(_) => false,
        }
    }

    /// What a user typed in this folder, which is no path from `/`: below it, in the form of its system.
    #[must_use]
    pub fn with_name(&self, typed: &[u8]) -> Self {
        match (Form::of(&self.0), Form::of(typed)) {
            (_, Form::Slash) | (Form::Quoted, Form::Quoted) | (Form::Device, Form::Device) => {
                Self::new(typed)
            }
            (Form::Device, _) if typed.starts_with(b"[") => self.on_same_device(typed),
            (Form::Quoted | Form::Device, _) => self.native_join(typed),
            _ => Self::absolute(self, typed),
        }
    }

    /// `[.SUB]X.TXT` and `[OTHER]X.TXT`, as VMS takes them where this folder is the default.
    fn on_same_device(&self, typed: &[u8]) -> Self {
        let own = self.as_folder().0;
        let device = own.iter().position(|byte| *byte == b'[').unwrap_or(0);
        match typed.strip_prefix(b"[.") {
            Some(below) => {
                let open = own.strip_suffix(b"]").unwrap_or(&own);
                Self([open, b".", below].concat())
            }
            None if typed.starts_with(b"[]") => {
                Self([&own, typed.get(2..).unwrap_or_default()].concat())
            }
            None => Self([own.get(..device).unwrap_or_default(), typed].concat()),
        }
    }
}

/// How a path says where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
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
    pub(super) fn of(path: &[u8]) -> Self {
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
            ("'USER1.'", "SRC/", "'USER1.SRC'"),
            ("DKA0:[ANNA]", "[.SUB]X.TXT", "DKA0:[ANNA.SUB]X.TXT"),
            ("DKA0:[ANNA]", "[OTHER]X.TXT", "DKA0:[OTHER]X.TXT"),
            ("DKA0:[ANNA]", "sub/x.txt", "DKA0:[ANNA.sub]x.txt"),
            ("DKA0:[ANNA]", "DKA1:[B]", "DKA1:[B]"),
        ] {
            let made = RemotePath::new(folder).with_name(typed.as_bytes());
            assert_eq!(made.to_string(), path);
        }
    }
}
