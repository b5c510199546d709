//! The parts of `ftps --help` that are about no single command.

/// Forms of targets, examples, exit codes.
pub(super) const AFTER: &str = "\
A server is ftp://HOST/PATH (explicit TLS, always on), ftps://HOST/PATH (implicit TLS, port 990) or
HOST:PATH; NAME:PATH is a saved site. Paths are relative to the login folder; //PATH and HOST:/PATH are absolute.

  ftps ls user@ftp.example.com:in
  ftps get ftp://user@ftp.example.com/out/a.csv
  ftps put a.csv b.csv user@ftp.example.com:in/
  ftps mirror --delete site/ user@ftp.example.com:www

Exit status: 0 all done and verified, 1 other failure, 2 usage, 3 local file, 4 network,
5 TLS or trust, 6 login refused, 7 refused for good, 8 refused for now, 9 integrity,
10 some of several failed, 11 another run has the lock, 12 safety stop (look first), 13 a pattern
matched nothing, 14 deadline, 130 interrupted, 143 terminated.";

/// The configuration file.
pub(super) const CONFIG: &str = "\
Saved sites stand in config.toml, in the folder ftps of the user's configuration folder (on Linux
~/.config/ftps/config.toml; --config names another file). A site is used as NAME:PATH, or as NAME
where only a server can stand. Its keys are the long options of a server's connection without their
dashes; a switch is true or false, what may be given several times a list in brackets. host is the
server (NAME, where it is left out), path the folder in which relative paths begin. The command line
wins over the site, the site over [defaults]. Names of files are taken from the folder of
config.toml; ~/ is the home folder. A password does not stand there: password-command,
password-file, a netrc file or the prompt give it.

  [defaults]
  timeout = \"1m\"

  [site.bank]
  host = \"ftp.bank.example\"
  port = 2121
  user = \"acme\"
  password-command = \"pass show bank\"
  pin = [\"sha256//GRI6EVn8qmMhN+3zPRGKNZYnHYYfbzBbGRhr8yrkzJc=\"]
  path = \"in\"

  ftps put report.csv bank:2026/";

/// The output of `--json`. Later versions add fields and events, and change none.
pub(super) const JSON: &str = "\
With --json standard output is JSON Lines: one object an event, the summary last. Every object has v
(1) and event. A name that is not UTF-8 is shown with replacement characters, and its exact
bytes stand beside it in base64, as local_base64, path_base64 and so on.

file, one a file that get or put was given, or that mirror moves:
  action    get or put
  local     the local name, - for a standard stream
  remote    the path on the server, from the root on where the server told it
  state     verified: sizes or digests agree; acknowledged: the server said that it arrived;
            skipped: left as it was; failed
  bytes     verified, acknowledged: the length of the file
  seconds   verified, acknowledged: how long it took
  source    removed, where --remove-source removed it
  reason    skipped: exists or not newer
  exit      failed: the exit status that this failure alone would give
  error     failed: what was being done, and why it failed

plan, one a step of mirror --dry-run:
  action    put, get, mkdir, link, delete, rmdir (an empty folder) or backup (moved to --backup-dir)
  path      relative to both folders; path_base64 beside one that is not UTF-8
  bytes     put, get: the length of the file, if known
  to        link: where it points

change, one a step of mirror that moves no file:
  action, path as above
  state     done or failed
  exit, error  failed: as above

entry, one a name that ls, find or stat shows:
  name, kind (file, dir, symlink, other), size, mtime (RFC 3339), precision (s, m, d)
  path      the path on the server (find, stat)
  folder    the folder that it is in (ls)
  zone      of mtime: utc, or unknown where the server's clock may have another one
  mode, owner, group, target (the path that a link holds), where the server reports them
  link      as target (find, stat)
  raw       the entry as the server listed it
  facts     all other facts by their names (stat)

done, failed and skipped, one a name that rm, rmdir, mkdir, mv or chmod was to change:
  action    the command
  path      the path on the server
  to        done by mv: the new path
  reason    skipped: why
  exit, error   failed: as for file

trusted, one a server that trust shows:
  host, port, renewals (whether later certificates are trusted too), certificate, key (SHA-256),
  subject, issuer, names, not_before, not_after, added (RFC 3339)

usage, one a folder that du shows:
  path, bytes, files, folders, unsized (files whose size the server does not report)

checksum, one a file of checksum:
  path      the path on the server, or the name in the list of --check
  algorithm, digest (hexadecimal): without --check and --against
  state     same or differs: with --check or --against

space, one a folder of df:
  path
  available the bytes that can still be stored, where the server reports them
  quota     the lines of its reply to SITE QUOTA

reply, the server's reply to quote, site or feat:
  command, code, lines

summary, the last line of a command:
  exit      the exit status
  files     how many arrived: verified and acknowledged together
  verified, acknowledged, skipped, failed
  untried   how many had no turn because the run was stopped
  deleted   how many names rm, rmdir and mirror removed
  same      mirror: files that need no transfer
  changed   how many names were made, moved, given a mode, or shown
  bytes     of the files that arrived
  certificate_days, client_certificate_days: days left of the certificate, the least of all servers
  seconds   of the whole run
  error     why the command failed as a whole, or beside its files";
