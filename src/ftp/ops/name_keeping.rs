//! The bytes in names that not every server keeps, and which of them a server was proven to keep. Looking names up is left
//! to `names`.

use std::collections::BTreeSet;

use crate::ftp::login::software::Software;

/// Bytes in a name that not every server keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ftp) enum Delicate {
    /// A blank at one of the ends.
    BlankAtEnd,
    /// A quotation mark.
    Quote,
    /// An ASCII control character.
    Control(u8),
    /// A byte that is no part of UTF-8.
    NotUtf8(u8),
    /// Telnet's IAC, which is sent twice to servers that read Telnet (RFC 854).
    Iac,
    /// UTF-8 beyond ASCII, where FEAT does not promise it (RFC 2640).
    BeyondAscii(u8),
}

impl Delicate {
    /// All of a name; `utf8` is whether FEAT promises UTF-8.
    pub(super) fn of(name: &[u8], utf8: bool) -> BTreeSet<Self> {
        let is_utf8 = std::str::from_utf8(name).is_ok();
        let mut found = BTreeSet::new();
        if name.starts_with(b" ") || name.ends_with(b" ") {
            found.insert(Self::BlankAtEnd);
        }
        for byte in name {
            match byte {
                b'"' => found.insert(Self::Quote),
                0xff => found.insert(Self::Iac),
                byte if byte.is_ascii_control() => found.insert(Self::Control(*byte)),
                byte if !byte.is_ascii() && !is_utf8 => found.insert(Self::NotUtf8(*byte)),
                byte if !byte.is_ascii() && !utf8 => found.insert(Self::BeyondAscii(*byte)),
                _ => false,
            };
        }
        found
    }

    /// Whether this one stands for the other: a server that keeps one control character, or one byte that is no UTF-8,
    /// keeps all.
    fn covers(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Whether this software was measured to change it.
    pub(super) fn is_changed_by(self, software: Software) -> bool {
        match software {
            Software::PureFtpd => matches!(self, Self::BlankAtEnd | Self::Control(_)),
            Software::Pyftpdlib => matches!(self, Self::NotUtf8(_) | Self::Iac),
            Software::Vsftpd | Software::Proftpd | Software::Unknown => false,
        }
    }

    pub(super) fn shown(self) -> String {
        match self {
            Self::BlankAtEnd => "a blank at an end".into(),
            Self::Quote => "the quotation mark".into(),
            Self::Control(byte) => format!("the control byte 0x{byte:02X}"),
            Self::NotUtf8(byte) => format!("the byte 0x{byte:02X}, which is not UTF-8"),
            Self::Iac => "the byte 0xFF".into(),
            Self::BeyondAscii(byte) => format!("the byte 0x{byte:02X} beyond ASCII"),
        }
    }
}

/// The facts that a session knows of names on its server.
#[derive(Debug, Default)]
pub(in crate::ftp) struct NameKeeping {
    /// Proven to be kept.
    pub(super) kept: Vec<Delicate>,
}

impl NameKeeping {
    pub(super) fn is_kept(&self, one: Delicate) -> bool {
        self.kept.iter().any(|kept| kept.covers(one))
    }
}
