//! The control channel on the wire: commands, replies, the trace, and who answers whom (RFC 959 sections 4 and 5.3).

pub mod command;
pub mod control;
pub mod reply;
pub mod secret;
pub mod trace;
