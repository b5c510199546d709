//! The table of habits: options and commands of other programs, and their meaning here.

/// The answer to a habit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// These words stand for it; a value of it follows the last one.
    Means(&'static [&'static str]),
    /// It is refused with this text, which names our form.
    Refused(&'static str),
}

/// Whether a value follows an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// None.
    No,
    /// One.
    Yes,
}

/// An option of another program. It has this meaning where the command at hand has no option of that name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habit {
    /// The commands for which it is meant; all networked ones where it names none.
    pub(super) of: &'static [&'static str],
    pub(super) typed: &'static str,
    pub(super) value: Value,
    pub(super) answer: Answer,
}

const fn means(
    of: &'static [&'static str],
    typed: &'static str,
    value: Value,
    words: &'static [&'static str],
) -> Habit {
    Habit { of, typed, value, answer: Answer::Means(words) }
}

const fn refused(of: &'static [&'static str], typed: &'static str, text: &'static str) -> Habit {
    Habit { of, typed, value: Value::No, answer: Answer::Refused(text) }
}

const ANY: &[&str] = &[];
const MOVES: &[&str] = &["get", "put"];
const ALL_MOVES: &[&str] = &["get", "put", "mirror"];
const MIRROR: &[&str] = &["mirror"];
const LS: &[&str] = &["ls"];

/// How a server with a certificate of its own is trusted; checking is never switched off by a hint.
const TRUST: &str = "certificates are always checked: --ca-file FILE names the authority of a server \
                     with a certificate of its own, --pin PIN that certificate itself";

/// Options, those of certain commands before those of all.
pub(super) const OPTIONS: &[Habit] = &[
    means(LS, "-C", Value::No, &[]),
    means(LS, "-g", Value::No, &["-l"]),
    means(LS, "-n", Value::No, &["-l"]),
    means(LS, "-o", Value::No, &["-l"]),
    means(LS, "-G", Value::No, &["--color=auto"]),
    refused(LS, "-p", "the port is -p PORT; -F marks folders with a slash"),
    refused(
        LS,
        "-i",
        "servers report no inode; ftps stat TARGET shows all facts, ls --raw the listing",
    ),
    refused(LS, "-s", "sizes are shown by -l, those of whole folders by ftps du; silence is -q"),
    refused(LS, "-m", "names are printed in columns on a terminal, one a line by -1"),
    refused(LS, "-x", "names are printed in columns on a terminal, one a line by -1"),
    refused(
        LS,
        "-c",
        "servers report one time only, that of the last change of the bytes: -t sorts by it",
    ),
    refused(LS, "-L", "the server decides whether links are followed; ls -l shows their goals"),
    refused(
        LS,
        "--time-style",
        "times are printed as 2026-01-31 09:00; --json has them in full, --utc in UTC",
    ),
    refused(LS, "--full-time", "exact times: ls --json, or ftps stat TARGET"),
    // lftp and rsync give mirror's -P other meanings than scp gives -P.
    refused(
        MIRROR,
        "-P",
        "the port is --port PORT, files at a time --jobs N, progress --progress always",
    ),
    means(ANY, "-P", Value::Yes, &["--port"]),
    refused(ALL_MOVES, "-p", "-p PORT is the port; times are kept anyway (--no-times leaves them)"),
    refused(
        ANY,
        "-i",
        "FTPS knows no SSH keys: --cert FILE --key FILE presents a certificate, a password comes from --password-file, --password-command or a netrc file",
    ),
    refused(ANY, "-b", "commands from a file: ftps run FILE TARGET"),
    refused(ANY, "-e", "commands on the command line: ftps run -c 'COMMANDS' TARGET"),
    refused(ANY, "-k", TRUST),
    refused(ANY, "--no-check-certificate", TRUST),
    refused(
        ANY,
        "-O",
        "a file lands under its own name anyway; another one is -o NAME, a folder -t DIR",
    ),
    means(MOVES, "-C", Value::Yes, &["--continue"]),
    means(MOVES, "-c", Value::No, &["--continue"]),
    means(MOVES, "--resume", Value::No, &["--continue"]),
    means(MOVES, "--checksum", Value::No, &["--verify=hash"]),
    means(MIRROR, "--checksum", Value::No, &["--compare=hash"]),
    means(MIRROR, "-c", Value::No, &["--compare=hash"]),
    means(MIRROR, "--size-only", Value::No, &["--compare=size"]),
    means(MIRROR, "--only-newer", Value::No, &["--newer"]),
    means(MIRROR, "--update", Value::No, &["--newer"]),
    means(MIRROR, "--parallel", Value::Yes, &["--jobs"]),
    means(MIRROR, "--transfers", Value::Yes, &["--jobs"]),
    means(MIRROR, "--delete-after", Value::No, &["--delete"]),
    means(MIRROR, "--delete-during", Value::No, &["--delete"]),
    means(MIRROR, "--delete-first", Value::No, &["--delete"]),
    means(MIRROR, "-a", Value::No, &[]),
    means(MIRROR, "-r", Value::No, &[]),
    means(MIRROR, "--archive", Value::No, &[]),
    means(MIRROR, "--recursive", Value::No, &[]),
    means(MIRROR, "-z", Value::No, &[]),
    means(MIRROR, "--compress", Value::No, &[]),
    means(MIRROR, "-t", Value::No, &[]),
    means(MIRROR, "--times", Value::No, &[]),
    means(MOVES, "--partial", Value::No, &["--continue"]),
    means(MIRROR, "--partial", Value::No, &[]),
    refused(MOVES, "-a", "whole folders: ftps mirror SOURCE DEST, or -r"),
    refused(MOVES, "-z", "FTPS sends files as they are; whole folders: ftps mirror SOURCE DEST"),
    means(ALL_MOVES, "--ftp-create-dirs", Value::No, &["--mkdir"]),
    means(ANY, "--cacert", Value::Yes, &["--ca-file"]),
    means(ANY, "--ca-certificate", Value::Yes, &["--ca-file"]),
    refused(ANY, "--capath", "authorities stand in one file: --ca-file FILE"),
    means(ANY, "--ftp-ssl", Value::No, &[]),
    means(ANY, "--ftp-ssl-reqd", Value::No, &[]),
    means(ANY, "--ssl-reqd", Value::No, &[]),
    means(ANY, "--ftp-pasv", Value::No, &[]),
    means(ANY, "--remote-time", Value::No, &[]),
    means(ANY, "--max-time", Value::Yes, &["--deadline"]),
    means(ANY, "-m", Value::Yes, &["--deadline"]),
    means(ANY, "--retry", Value::Yes, &["--retries"]),
    means(ANY, "--tries", Value::Yes, &["--retries"]),
    means(ANY, "--silent", Value::No, &["--quiet"]),
    refused(ANY, "-s", "silence is -q"),
    refused(ANY, "-T", "uploads: ftps put FILE HOST:PATH"),
    refused(ANY, "--upload-file", "uploads: ftps put FILE HOST:PATH"),
    refused(ANY, "--list-only", "names only: ftps ls -1 TARGET"),
    refused(
        ANY,
        "--password",
        "a password on the command line is seen by all users of this machine: --password-file, --password-command, FTPS_PASSWORD, a netrc file or the prompt give it",
    ),
    refused(&["mkdir", "rmdir", "rm", "mv", "cp"], "-P", "the port is --port PORT"),
];

/// Commands of other programs.
pub(super) const COMMANDS: &[(&str, Answer)] = &[
    ("dir", Answer::Means(&["ls"])),
    ("mget", Answer::Means(&["get"])),
    ("mput", Answer::Means(&["put"])),
    ("reget", Answer::Means(&["get", "--continue"])),
    ("reput", Answer::Means(&["put", "--continue"])),
    ("delete", Answer::Means(&["rm"])),
    ("del", Answer::Means(&["rm"])),
    ("mdelete", Answer::Means(&["rm"])),
    ("rename", Answer::Means(&["mv"])),
    ("move", Answer::Means(&["mv"])),
    ("lsl", Answer::Means(&["ls", "-l"])),
    ("lsjson", Answer::Means(&["ls", "--json"])),
    ("pget", Answer::Means(&["get", "--segments=4"])),
    ("download", Answer::Means(&["get"])),
    ("upload", Answer::Means(&["put"])),
    (
        "sync",
        Answer::Refused(
            "ftps mirror --delete SOURCE DEST makes DEST what SOURCE is; without --delete nothing is deleted",
        ),
    ),
    (
        "rsync",
        Answer::Refused(
            "ftps mirror SOURCE DEST; --delete deletes at DEST what SOURCE does not have",
        ),
    ),
    (
        "copy",
        Answer::Refused(
            "a folder: ftps mirror SOURCE DEST; files: ftps get or ftps put; on the server: ftps cp",
        ),
    ),
    ("copyto", Answer::Refused("ftps get REMOTE -o NAME, ftps put LOCAL HOST:PATH")),
    ("scp", Answer::Refused("ftps get HOST:PATH [LOCAL], ftps put LOCAL... HOST:PATH")),
    ("sftp", Answer::Refused("ftps TARGET works at a server step by step")),
    ("curl", Answer::Refused("ftps get URL [LOCAL], ftps put LOCAL URL, ftps ls URL")),
    ("wget", Answer::Refused("ftps get URL; a whole folder: ftps mirror URL LOCAL")),
    ("open", Answer::Refused("ftps TARGET works at a server step by step")),
    ("connect", Answer::Refused("ftps TARGET works at a server step by step")),
    (
        "lftp",
        Answer::Refused(
            "ftps TARGET works at a server step by step; commands: ftps run -c 'COMMANDS' TARGET",
        ),
    ),
    ("edit", Answer::Refused("edit is a command of the shell: ftps run -c 'edit PATH' TARGET")),
    ("less", Answer::Refused("ftps cat REMOTE | less")),
    ("more", Answer::Refused("ftps cat REMOTE | more")),
    (
        "cd",
        Answer::Refused(
            "folders are named in the target, HOST:FOLDER; ftps HOST:FOLDER works there",
        ),
    ),
    ("size", Answer::Refused("ftps stat REMOTE shows size and time")),
    ("sha256sum", Answer::Refused("ftps checksum REMOTE")),
    ("md5sum", Answer::Refused("ftps checksum -a md5 REMOTE")),
];

/// Options of other programs that begin a command line of theirs.
pub(super) const FIRST: &[(&str, &str)] = &[
    ("-e", "commands on the command line: ftps run -c 'COMMANDS' TARGET"),
    ("-c", "commands on the command line: ftps run -c 'COMMANDS' TARGET"),
    ("-f", "commands from a file: ftps run FILE TARGET"),
    ("-b", "commands from a file: ftps run FILE TARGET"),
    ("-T", "uploads: ftps put FILE HOST:PATH"),
    ("-O", "downloads: ftps get URL"),
    ("-o", "downloads: ftps get URL -o NAME"),
    ("-k", TRUST),
    ("-i", "FTPS knows no SSH keys: ftps get, ftps put and others take --cert FILE --key FILE"),
    ("-r", "whole folders: ftps mirror SOURCE DEST, ftps get -r, ftps put -r"),
    ("-R", "whole folders: ftps mirror SOURCE DEST, ftps get -r, ftps put -r"),
    ("-a", "whole folders: ftps mirror SOURCE DEST"),
    ("-av", "whole folders: ftps mirror SOURCE DEST"),
    ("-avz", "whole folders: ftps mirror SOURCE DEST"),
    ("-P", "the command comes first: ftps get -p PORT HOST:PATH, ftps put -p PORT LOCAL HOST:PATH"),
];
