//! The bytes of a ClientHello (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2). The answer is read in `answer`.

/// A version of SSL or TLS, as its number on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Protocol(pub u16);

impl Protocol {
    /// SSL 3 (RFC 6101; forbidden by RFC 7568).
    pub const SSL3: Self = Self(0x0300);
    /// TLS 1.0 (RFC 2246; deprecated by RFC 8996).
    pub const TLS10: Self = Self(0x0301);
    /// TLS 1.1 (RFC 4346; deprecated by RFC 8996).
    pub const TLS11: Self = Self(0x0302);
    /// TLS 1.2 (RFC 5246).
    pub const TLS12: Self = Self(0x0303);
    /// TLS 1.3 (RFC 8446).
    pub const TLS13: Self = Self(0x0304);

    /// All of them, the oldest first.
    pub const ALL: [Self; 5] = [Self::SSL3, Self::TLS10, Self::TLS11, Self::TLS12, Self::TLS13];
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::SSL3 => f.write_str("SSL 3"),
            Self::TLS10 => f.write_str("TLS 1.0"),
            Self::TLS11 => f.write_str("TLS 1.1"),
            Self::TLS12 => f.write_str("TLS 1.2"),
            Self::TLS13 => f.write_str("TLS 1.3"),
            Self(other) => write!(f, "version {other:#06x}"),
        }
    }
}

/// Whether compression of the TLS layer is offered (CRIME, RFC 7525 section 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// None.
    No,
    /// DEFLATE (RFC 3749) before none.
    Deflate,
}

/// The offer of one ClientHello.
#[derive(Clone, Debug)]
pub struct Offer<'a> {
    /// The one version that is offered.
    pub protocol: Protocol,
    /// The name for SNI; an address is sent without one (RFC 6066 section 3).
    pub name: Option<&'a str>,
    /// Cipher suites, in the order of preference.
    pub suites: &'a [u16],
    /// Key exchange groups, in the order of preference.
    pub groups: &'a [u16],
    /// Compression methods.
    pub compression: Compression,
    /// Protocols for ALPN.
    pub alpn: &'a [&'a str],
}

/// Signature schemes: all that RFC 8446 section 4.2.3 names, those with SHA-1 and MD5 last.
const SCHEMES: [u16; 16] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401,
    0x0501, 0x0601, 0x0203, 0x0201,
];

const SERVER_NAME: u16 = 0;
const SUPPORTED_GROUPS: u16 = 10;
const POINT_FORMATS: u16 = 11;
const SIGNATURE_ALGORITHMS: u16 = 13;
const ALPN: u16 = 16;
const SUPPORTED_VERSIONS: u16 = 43;
const KEY_SHARE: u16 = 51;
const RENEGOTIATION_INFO: u16 = 0xff01;

impl Offer<'_> {
    /// The record that holds the hello, with these random bytes.
    ///
    /// Under TLS 1.3 no key share is sent: a server that speaks a group of the offer asks for it by a
    /// HelloRetryRequest, and no key has to be made (RFC 8446 section 4.2.8).
    pub fn record(&self, random: [u8; 32]) -> Vec<u8> {
        let legacy = self.protocol.min(Protocol::TLS12);
        let mut body = legacy.0.to_be_bytes().to_vec();
        body.extend(random);
        body.push(0); // no session to resume
        block16(&mut body, |suites| suites.extend(numbers(self.suites)));
        match self.compression {
            Compression::No => body.extend([1, 0]),
            Compression::Deflate => body.extend([2, 1, 0]),
        }
        if self.protocol > Protocol::SSL3 {
            block16(&mut body, |extensions| self.extensions(extensions));
        }
        let mut message = vec![1, 0];
        block16(&mut message, |rest| rest.append(&mut body));
        let outer = self.protocol.min(Protocol::TLS10);
        let mut record = vec![22];
        record.extend(outer.0.to_be_bytes());
        block16(&mut record, |rest| rest.append(&mut message));
        record
    }

    fn extensions(&self, out: &mut Vec<u8>) {
        if let Some(name) = self.name {
            extension(out, SERVER_NAME, |data| {
                block16(data, |list| {
                    list.push(0);
                    block16(list, |host| host.extend(name.as_bytes()));
                });
            });
        }
        extension(out, SUPPORTED_GROUPS, |data| {
            block16(data, |list| list.extend(numbers(self.groups)));
        });
        extension(out, POINT_FORMATS, |data| data.extend([1, 0]));
        if self.protocol >= Protocol::TLS12 {
            extension(out, SIGNATURE_ALGORITHMS, |data| {
                block16(data, |list| list.extend(numbers(&SCHEMES)));
            });
        }
        if !self.alpn.is_empty() {
            extension(out, ALPN, |data| {
                block16(data, |list| {
                    for name in self.alpn {
                        // Names of protocols are a few bytes long.
                        list.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
                        list.extend(name.bytes().take(usize::from(u8::MAX)));
                    }
                });
            });
        }
        if self.protocol >= Protocol::TLS13 {
            extension(out, SUPPORTED_VERSIONS, |data| {
                data.push(2);
                data.extend(self.protocol.0.to_be_bytes());
            });
            extension(out, KEY_SHARE, |data| data.extend([0, 0]));
        } else {
            extension(out, RENEGOTIATION_INFO, |data| data.push(0));
        }
    }
}

fn numbers(list: &[u16]) -> impl Iterator<Item = u8> + '_ {
    list.iter().flat_map(|number| number.to_be_bytes())
}

/// Appends a block with its length in two bytes before it. All blocks of a hello are far below 64 KiB; a longer one
/// would be cut, and the server would refuse the hello.
fn block16(out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) {
    let mut block = Vec::new();
    fill(&mut block);
    let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
    out.extend(length.to_be_bytes());
    out.extend(block.iter().take(usize::from(length)));
}

fn extension(out: &mut Vec<u8>, number: u16, fill: impl FnOnce(&mut Vec<u8>)) {
    out.extend(number.to_be_bytes());
    block16(out, fill);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(protocol: Protocol) -> Offer<'static> {
        Offer {
            protocol,
            name: Some("a.example"),
            suites: &[0xc02f, 0x009c],
            groups: &[29, 23],
            compression: Compression::No,
            alpn: &[],
        }
    }

    #[test]
    fn the_lengths_of_a_hello_add_up() {
        for protocol in Protocol::ALL {
            let record = offer(protocol).record([7; 32]);
            let inner = usize::from(u16::from_be_bytes([record[3], record[4]]));
            assert_eq!(record.len(), 5 + inner, "{protocol}");
            let message = usize::from(u16::from_be_bytes([record[7], record[8]]));
            assert_eq!((record[5], record[6], inner), (1, 0, message + 4), "{protocol}");
        }
    }

    #[test]
    fn ssl_3_has_no_extensions_and_its_own_numbers() {
        let record = offer(Protocol::SSL3).record([7; 32]);
        assert_eq!(&record[..3], [22, 3, 0]);
        assert_eq!(&record[9..11], [3, 0]);
        assert!(record.ends_with(&[0, 4, 0xc0, 0x2f, 0, 0x9c, 1, 0]));
    }

    #[test]
    fn tls_13_offers_its_version_by_an_extension() {
        let record = offer(Protocol::TLS13).record([7; 32]);
        assert_eq!(&record[..3], [22, 3, 1]);
        assert_eq!(&record[9..11], [3, 3]);
        assert!(record.windows(7).any(|bytes| bytes == [0, 43, 0, 3, 2, 3, 4]));
    }
}
