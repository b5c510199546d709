//! `ftps`, a command-line FTPS client: exit 0 means that every byte is where it should be, checked,
//! and that nothing went over the wire in clear.
//!
//! The house, from the ground up; a module imports only from those above it in this list:
//!
//! - [`error`]: what can go wrong, and the exit class of each
//! - [`net`]: sockets and TLS, waits with limits
//! - [`ftp`]: the protocol: commands, replies, listings, sessions, the client
//! - [`transfer`]: one file at a time, whole or not at all
//! - [`mirror`]: one tree made what the other is
//! - [`audit`]: a server examined, and the findings
//! - [`settings`]: options, environment and files, settled
//! - [`ui`]: everything that the user sees
//! - [`commands`]: one file a command, and the table of all
//! - [`cli`]: arguments in, exit code out; the shell and scripts
//!
//! Up to [`audit`] is the core: it never prints, never exits and knows no command line.
#![forbid(unsafe_code)]

pub mod audit;
pub mod cli;
pub mod commands;
pub mod error;
pub mod ftp;
pub mod mirror;
pub mod net;
pub mod settings;
pub mod transfer;
pub mod ui;
