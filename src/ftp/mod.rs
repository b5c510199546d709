//! The FTP protocol: commands, replies, listings, sessions (RFC 959, 2228, 2389, 2428, 3659, 4217).

pub mod address;
pub mod ahead;
pub mod changes;
pub mod client;
pub mod command;
mod company;
pub mod control;
pub mod data;
pub mod digest;
pub mod features;
pub mod folder;
pub mod habits;
pub mod listing;
pub mod login;
pub mod lookup;
mod opening;
pub mod path;
pub mod pattern;
pub mod reply;
pub mod retry;
pub mod secret;
pub mod session;
mod setup;
mod software;
pub mod trace;
