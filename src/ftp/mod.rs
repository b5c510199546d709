//! The FTP protocol: commands, replies, listings, sessions (RFC 959, 2228, 2389, 2428, 3659, 4217).

pub mod client;
pub mod data;
pub mod listing;
pub mod login;
pub mod ops;
pub mod path;
pub mod pattern;
pub mod probe;
pub mod retry;
pub mod session;
pub mod stamp;
pub mod wire;
