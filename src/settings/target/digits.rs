//! `HOST:2111/x`: a path here, a port in the targets of other programs.

use super::Target;
use crate::error::printable;

impl Target {
    /// The number at the beginning of the path of `HOST:2111/x`, which may have been meant as a port. `./2111` is none,
    /// nor is `/2111`, nor `01`.
    pub fn likely_port(&self) -> Option<u16> {
        let path = self.path.as_bytes();
        let first = path.split(|byte| *byte == b'/').next().filter(|first| first.len() >= 2)?;
        let is_number = first.iter().all(u8::is_ascii_digit) && !first.starts_with(b"0");
        let number = std::str::from_utf8(first).ok().filter(|_| is_number)?.parse().ok()?;
        self.scheme.is_none().then_some(number)
    }

    /// How to say that the number at the beginning of the path is a port, and how to say that it is a name: the whole
    /// targets, to be copied.
    pub fn port_advice(&self) -> Option<String> {
        let port = self.likely_port()?;
        let whole = printable(self.path.as_bytes());
        let path = whole.split_once('/').map_or("", |(_, path)| path);
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let user = self.user.as_deref().map(|user| printable(user.as_bytes()) + "@");
        let user = user.unwrap_or_default();
        let in_url = |text: &str| text.replace('%', "%25");
        // The last @ ends the user, so that others in it do no harm.
        let (user_in_url, path_in_url) = (in_url(&user), in_url(path));
        Some(format!(
            "for the port say ftp://{user_in_url}{host}:{port}/{path_in_url} or -p {port} {user}{host}:{path}; for the \
             file or folder {port} say {user}{host}:./{whole}"
        ))
    }
}
