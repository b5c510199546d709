//! The addresses in the replies to EPSV (RFC 2428 section 3) and PASV (RFC 959 section 4.1.2). Whether an address
//! is used at all is left to the session: a server behind NAT names one that nobody can reach.

use std::net::Ipv4Addr;

/// Why a port is refused in both replies.
const PORT_ZERO: &str = "port 0 in the server's reply";

/// The port in a reply to EPSV such as `Entering Extended Passive Mode (|||6446|)`.
///
/// Any printable delimiter will do, parentheses may be missing, and protocol and address, which RFC 2428 wants
/// empty, are passed over.
///
/// # Errors
/// Says why there is no port: no such form, port 0, or one above 65535.
pub fn parse_epsv(text: &[u8]) -> Result<u16, &'static str> {
    let opened = text.iter().enumerate().filter(|(_, byte)| **byte == b'(').map(|(at, _)| at + 1);
    // Without parentheses a letter is text, not a delimiter.
    let bare = (0..text.len()).filter(|&at| text.get(at).is_some_and(u8::is_ascii_punctuation));
    let digits = opened
        .chain(bare)
        .find_map(|at| extended(text.get(at..)?))
        .ok_or("no port in the server's reply to EPSV")?;
    // Digits only, so this fails only where the number is too large.
    let port = str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    match port {
        None => Err("port above 65535 in the server's reply to EPSV"),
        Some(0) => Err(PORT_ZERO),
        Some(port) => Ok(port),
    }
}

/// The digits of the port in `|protocol|address|port|`, where the first byte is the delimiter.
fn extended(text: &[u8]) -> Option<&[u8]> {
    let (delimiter, rest) = text.split_first()?;
    if !delimiter.is_ascii_graphic() || delimiter.is_ascii_digit() {
        return None;
    }
    let mut fields = rest.split(|byte| byte == delimiter);
    let (_protocol, _address, port) = (fields.next()?, fields.next()?, fields.next()?);
    // Something must follow the port's delimiter, be it nothing.
    fields.next()?;
    (!port.is_empty() && port.iter().all(u8::is_ascii_digit)).then_some(port)
}

/// The address and port in a reply to PASV: the first six numbers with commas between them, with or without
/// parentheses and other text around.
///
/// # Errors
/// Says why there is none: no six such numbers, one above 255, or port 0.
pub fn parse_pasv(text: &[u8]) -> Result<(Ipv4Addr, u16), &'static str> {
    let mut starts = (0..text.len()).filter(|&at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        before.is_none_or(|byte| !byte.is_ascii_digit() && !b",-.".contains(byte))
    });
    let numbers = starts
        .find_map(|at| six(text.get(at..)?))
        .ok_or("no address in the server's reply to PASV")?;
    let bytes = numbers
        .map(|digits| str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u8>().ok()));
    let [Some(a), Some(b), Some(c), Some(d), Some(high), Some(low)] = bytes else {
        return Err("number above 255 in the server's reply to PASV");
    };
    match u16::from_be_bytes([high, low]) {
        0 => Err(PORT_ZERO),
        port => Ok((Ipv4Addr::new(a, b, c, d), port)),
    }
}

/// Six runs of digits at the start, with a comma and perhaps blanks between them, and no seventh.
fn six(text: &[u8]) -> Option<[&[u8]; 6]> {
    let mut numbers: [&[u8]; 6] = [&[]; 6];
    let mut rest = text;
    for (index, number) in numbers.iter_mut().enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(b",")?.trim_ascii_start();
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (*number, rest) = rest.split_at_checked(digits).filter(|_| digits > 0)?;
    }
    let seventh = matches!(rest, [b',', next, ..] if next.is_ascii_digit());
    (!seventh).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epsv_takes_any_delimiter_and_none_of_the_parentheses() {
        for text in [
            "Entering Extended Passive Mode (|||6446|)",
            "229 ok (!!!6446!).",
            "(ddd6446d)",
            "229 (EPSV) mode (|||6446|)",
            "Extended Passive Mode |||6446|",
            "(|1|192.0.2.1|6446|)",
            "(|||06446|)",
        ] {
            assert_eq!(parse_epsv(text.as_bytes()), Ok(6446), "{text}");
        }
    }

    #[test]
    fn epsv_refuses_what_is_no_port() {
        for text in [
            "",
            "(|||0|)",
            "(|||65536|)",
            "(|||99999999999999999999|)",
            "(||||)",
            "(|||x|)",
            "(||1|)",
            "(|||6446",
            "(55564465)",
        ] {
            assert!(parse_epsv(text.as_bytes()).is_err(), "{text}");
        }
        assert_eq!(parse_epsv(b"(|||65535|)"), Ok(65535));
    }

    #[test]
    fn pasv_takes_six_numbers_wherever_they_stand() {
        for text in [
            "227 Entering Passive Mode (192,0,2,7,4,1)",
            "Entering Passive Mode 192,0,2,7,4,1.",
            "=192,0,2,7,4,1",
            "Passive (1 of 2) (192,0,2,7,4,1), go",
            "Passive (192, 0, 2, 7, 4, 1)",
        ] {
            assert_eq!(
                parse_pasv(text.as_bytes()),
                Ok((Ipv4Addr::new(192, 0, 2, 7), 1025)),
                "{text}"
            );
        }
    }

    #[test]
    fn pasv_refuses_what_is_no_address() {
        for text in [
            "",
            "(192,0,2,7,4)",
            "(192,0,2,7,4,1,1)",
            "(192,0,2,7,0,0)",
            "(256,0,2,7,4,1)",
            "(192,0,2,7,4,999999)",
            "(192,0,,7,4,1)",
            "(-1,0,2,7,4,1)",
        ] {
            assert!(parse_pasv(text.as_bytes()).is_err(), "{text}");
        }
    }
}
