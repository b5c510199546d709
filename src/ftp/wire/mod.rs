//! The control channel on the wire: commands, replies, the trace, and which reply answers which command (RFC 959
//! sections 4 and 5.3). [`exchange`] alone owns the channel.

pub mod charset;
pub mod command;
mod control;
pub mod exchange;
mod fit;
mod outstanding;
mod pipeline;
pub mod pipelining;
pub mod reply;
pub mod secret;
pub mod trace;
