//! `ftps`, a command-line FTPS client.
#![forbid(unsafe_code)]

pub mod error;
pub mod ftp;
pub mod settings;
