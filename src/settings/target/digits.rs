//! `HOST:2111/x`: a path here, a port in the targets of other programs.

use super::Target;

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

    /// How to say that the number at the beginning of the path is a port, and how to say that it is a name.
    pub fn port_advice(&self) -> Option<String> {
        let (host, port) = (&self.host, self.likely_port()?);
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        Some(format!(
            "for the port say -p {port} {host}:, or ftp://{host}:{port}/; for the file or folder {port} say {host}:./{port}"
        ))
    }
}
