//! The FTP protocol: commands, replies, listings, sessions (RFC 959, 2228, 2389, 2428, 3659, 4217).

pub mod address;
pub mod features;
pub mod listing;
pub mod path;
