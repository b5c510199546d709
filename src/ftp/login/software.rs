//! Measured facts about server software: how early it takes commands. The greeting names the software; one
//! that tells nothing gets what every server bears.

use crate::ftp::wire::command::Iac;
use crate::ftp::wire::pipelining::PipelineWindow;
use crate::ftp::wire::reply::Reply;

/// Server software.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ftp) enum Software {
    /// vsftpd 3.0.
    Vsftpd,
    /// `ProFTPD` 1.3.
    Proftpd,
    /// pure-ftpd 1.0.
    PureFtpd,
    /// pyftpdlib 2.
    Pyftpdlib,
    /// Another, or one that does not say.
    Unknown,
}

impl Software {
    /// Which one greets so.
    pub(in crate::ftp) fn of(greeting: &Reply) -> Self {
        let says = |name: &str| {
            let bytes = name.as_bytes();
            greeting.lines().iter().any(|line| line.windows(bytes.len()).any(|part| part == bytes))
        };
        let known = [
            ("vsFTPd", Self::Vsftpd),
            ("ProFTPD", Self::Proftpd),
            ("Pure-FTPd", Self::PureFtpd),
            ("pyftpdlib", Self::Pyftpdlib),
        ];
        known.into_iter().find(|(name, _)| says(name)).map_or(Self::Unknown, |(_, which)| which)
    }

    /// How early it takes further commands.
    pub(in crate::ftp) fn window(self) -> PipelineWindow {
        match self {
            Self::Vsftpd => PipelineWindow::Moved,
            Self::Proftpd => PipelineWindow::Downloaded,
            Self::PureFtpd | Self::Pyftpdlib | Self::Unknown => PipelineWindow::FinalReply,
        }
    }

    /// Whether it ends a download only when it has our `close_notify`, and takes that before its own: vsftpd with
    /// `strict_ssl_write_shutdown`. It saves a round trip.
    pub(in crate::ftp) fn waits_for_close(self) -> bool {
        self == Self::Vsftpd
    }

    /// How it wants a byte 0xFF. ProFTPD reads Telnet and loses a single one before some bytes; vsftpd and pure-ftpd
    /// take every byte as it is, and store two.
    pub(in crate::ftp) fn iac(self) -> Iac {
        match self {
            Self::Vsftpd | Self::PureFtpd => Iac::Plain,
            Self::Proftpd | Self::Pyftpdlib | Self::Unknown => Iac::Doubled,
        }
    }

    /// Whether it takes USER, PASS and the setup in one flight. libunftp does not.
    pub(in crate::ftp) fn enters_at_once(self) -> bool {
        self != Self::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greeted(text: &str) -> Software {
        let (_, reply) = Reply::parse(text.as_bytes()).unwrap().unwrap();
        Software::of(&reply)
    }

    #[test]
    fn a_greeting_tells_the_software_on_any_of_its_lines() {
        assert_eq!(greeted("220 (vsFTPd 3.0.3)\r\n"), Software::Vsftpd);
        assert_eq!(greeted("220-Welcome to Pure-FTPd [TLS]\r\n220 hi\r\n"), Software::PureFtpd);
        assert_eq!(greeted("220-hi\r\n220 ProFTPD Server (lab)\r\n"), Software::Proftpd);
        assert_eq!(greeted("220 pyftpdlib 2.1.0 ready.\r\n"), Software::Pyftpdlib);
        assert_eq!(greeted("220 lab unftp\r\n"), Software::Unknown);
        assert_eq!(greeted("220 \r\n"), Software::Unknown);
    }
}
