//! Which replies can answer which command (RFC 959 section 5.4, RFC 2228, 2389, 2428, 3659). Servers repeat replies and
//! send some that nobody asked for: whether a reply is the answer to a command is decided here and nowhere else.

use crate::ftp::listing::time_val;
use crate::ftp::wire::command::Command;
use crate::ftp::wire::reply::Reply;

/// How well a reply answers a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is of the form that answers this command.
    Exact,
    /// No standard has it for this command, but it belongs to no other command either.
    Unusual,
    /// It belongs to other commands: it is the answer to one of those, or a repeated one.
    Foreign,
}

/// The verb under which the greeting is awaited.
pub(super) const GREETING: &str = "greeting";

/// How well `reply`, which is no 1yz, answers `command`. A refusal can answer every command.
pub(super) fn fit(command: &Command, reply: &Reply) -> Fit {
    let verb = command.verb();
    let code = reply.code();
    if reply.is_refusal() {
        return intermediate(command, reply);
    }
    let expected: &[u16] = match verb {
        "AUTH" => &[234],
        "USER" | "PASS" | "ACCT" => &[202, 230, 232],
        "FEAT" => &[211],
        "PWD" => &[257],
        "MKD" => &[250, 257],
        "EPSV" => &[229],
        "PASV" => &[227],
        "SIZE" | "MDTM" | "MFMT" => return timed_or_sized(verb, reply),
        GREETING | "HOST" => &[220],
        _ if is_transfer(verb) => &[226, 250],
        // They have no successful reply but 3yz.
        "RNFR" | "REST" => &[],
        _ if belongs_to_others(verb, code) => return Fit::Foreign,
        _ => return Fit::Exact,
    };
    match expected.contains(&code) {
        true => Fit::Exact,
        false if belongs_to_others(verb, code) => Fit::Foreign,
        false => Fit::Unusual,
    }
}

/// Whether the verb opens a data connection.
pub(super) fn is_transfer(verb: &str) -> bool {
    matches!(verb, "RETR" | "STOR" | "APPE" | "LIST" | "NLST" | "MLSD")
}

/// Whether a command can be sent again on a new connection without looking first: it changes nothing, or the same again.
pub(super) fn is_repeatable(verb: &str) -> bool {
    matches!(
        verb,
        "CWD"
            | "PBSZ"
            | "PROT"
            | "FEAT"
            | "TYPE"
            | "OPTS"
            | "PWD"
            | "NOOP"
            | "SYST"
            | "SIZE"
            | "MDTM"
            | "MFMT"
            | "MLST"
            | "EPSV"
            | "PASV"
            | "EPRT"
            | "PORT"
    )
}

/// A 3yz is an answer to the commands that another one completes; a refusal answers all.
fn intermediate(command: &Command, reply: &Reply) -> Fit {
    let verb = command.verb();
    let wanted = match reply.code() {
        331 => verb == "USER",
        // SITE CPFR is completed by SITE CPTO (mod_copy of `ProFTPD`).
        350 => matches!(verb, "RNFR" | "REST" | "RANG" | "SITE"),
        code => code >= 400 || verb != "RNFR" && verb != "REST",
    };
    if wanted { Fit::Exact } else { Fit::Unusual }
}

/// SIZE, MDTM and MFMT have one code: what stands behind it tells them apart.
fn timed_or_sized(verb: &str, reply: &Reply) -> Fit {
    let text = reply.first().trim_ascii();
    let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let exact = match (verb, reply.code()) {
        ("SIZE", 213) => is_number,
        ("MDTM", 213) => time_val(text).is_some(),
        ("MFMT", 213) => !is_number,
        // MDTM with a time, which sets it. Several lines are those of MLST.
        ("MDTM" | "MFMT", 250 | 253) => reply.lines().len() == 1,
        (_, code) if belongs_to_others(verb, code) => return Fit::Foreign,
        _ => false,
    };
    if exact { Fit::Exact } else { Fit::Unusual }
}

/// Whether a successful code is kept for other verbs than this one. Verbs that only a user sends may be answered by
/// all codes but those of the login, of transfers and of passive addresses.
fn belongs_to_others(verb: &str, code: u16) -> bool {
    let own = match code {
        220 => verb == GREETING,
        221 => verb == "QUIT",
        225 | 226 => is_transfer(verb),
        227..=229 => matches!(verb, "PASV" | "EPSV"),
        230 | 232 => matches!(verb, "USER" | "PASS" | "ACCT"),
        234 => verb == "AUTH",
        211 => !is_ours(verb) || verb == "FEAT",
        213 => !is_ours(verb) || matches!(verb, "SIZE" | "MDTM" | "MFMT" | "MFF"),
        257 => !is_ours(verb) || matches!(verb, "PWD" | "MKD"),
        _ => true,
    };
    !own
}

/// Verbs whose replies are known well; digests, SITE and quoted commands are answered in many ways.
fn is_ours(verb: &str) -> bool {
    is_repeatable(verb)
        || is_transfer(verb)
        || matches!(
            verb,
            "AUTH"
                | "USER"
                | "PASS"
                | "ACCT"
                | "CWD"
                | "MKD"
                | "RMD"
                | "DELE"
                | "RNFR"
                | "RNTO"
                | "REST"
                | "MFF"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fits(verb: &'static str, text: &str) -> Fit {
        let (_, reply) = Reply::parse(format!("{text}\r\n").as_bytes()).unwrap().unwrap();
        fit(&Command::bare(verb), &reply)
    }

    #[test]
    fn the_end_of_a_transfer_answers_nothing_else() {
        for verb in ["DELE", "MKD", "RNTO", "SIZE", "MFMT", "CWD", "NOOP", "EPSV", "PWD", "RNFR"] {
            assert_eq!(fits(verb, "226 Transfer complete"), Fit::Foreign, "{verb}");
        }
        assert_eq!(fits("STOR", "226 Transfer complete"), Fit::Exact);
        assert_eq!(fits("STOR", "250 fine"), Fit::Exact);
    }

    #[test]
    fn the_replies_of_a_login_answer_nothing_else() {
        assert_eq!(fits("AUTH", "220 hello again"), Fit::Foreign);
        assert_eq!(fits("PBSZ", "230 in"), Fit::Foreign);
        assert_eq!(fits("PASS", "220 hello again"), Fit::Foreign);
        assert_eq!(fits("PASS", "200 PBSZ=0"), Fit::Unusual);
        assert_eq!(fits("AUTH", "200 go on"), Fit::Unusual);
    }

    #[test]
    fn sizes_and_times_are_told_apart_by_their_text() {
        assert_eq!(fits("SIZE", "213 5"), Fit::Exact);
        assert_eq!(fits("MFMT", "213 5"), Fit::Unusual);
        assert_eq!(fits("MFMT", "213 Modify=20260131090000; a"), Fit::Exact);
        assert_eq!(fits("MDTM", "213 20260131090000"), Fit::Exact);
        assert_eq!(fits("SIZE", "213 many"), Fit::Unusual);
        assert_eq!(fits("RNTO", "213 5"), Fit::Foreign);
    }

    #[test]
    fn a_refusal_answers_all_and_a_3yz_is_one_where_nothing_completes_it() {
        for verb in ["DELE", "RNTO", "SIZE", "STOR", "SITE", "X"] {
            assert_eq!(fits(verb, "550 no"), Fit::Exact, "{verb}");
            assert_eq!(fits(verb, "332 account?"), Fit::Exact, "{verb}");
        }
        assert_eq!(fits("RNFR", "350 go on"), Fit::Exact);
        assert_eq!(fits("RNTO", "350 go on"), Fit::Unusual);
    }
}
