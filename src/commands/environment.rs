//! The environment variables that count, for help and man pages.

/// One paragraph, and a line for each variable.
pub(super) const ENVIRONMENT: &str = "\
Passwords are taken from the first of these that is given: --password-file, --password-command,
--password-stdin or --password-credential; FTPS_PASSWORD; a netrc file; the question on a terminal, three
times at most. One of the command line or the environment is for one server: that which asks first.
The account that few servers ask for (ACCT) comes from --account-file or a netrc file. A key ring:
--password-command 'secret-tool lookup ftps bank'.

Environment variables:
  FTPS_PASSWORD            the password; no program that ftps starts inherits it
  CREDENTIALS_DIRECTORY    where --password-credential finds NAME; systemd sets it
  ALL_PROXY, all_proxy     the proxy, unless --proxy is given: socks5://[USER[:PASSWORD]@]HOST[:PORT]
                           or http://[USER[:PASSWORD]@]HOST:PORT
  NO_PROXY, no_proxy       hosts reached by no proxy: names, domains, networks such as 10.0.0.0/8, or *
  SSL_CERT_FILE, SSL_CERT_DIR
                           the certificate authorities, in the place of the system's and the bundled ones;
                           --roots and --ca-file win
  XDG_CONFIG_HOME          the folder of ftps/config.toml, ~/.config without it
  XDG_STATE_HOME           the folder of ftps/ with what is kept between runs, ~/.local/state without it
  HOME                     the folder of .netrc
  NO_COLOR                 no colours unless --color asks for them
  VISUAL, EDITOR, SHELL    the editor of edit, and the shell of !, in ftps shell
  PAGER                    the program that shows long texts in ftps shell
  TERM, LC_ALL, LC_CTYPE, LANG
                           whether the prompt of ftps shell may have letters beyond ASCII";
