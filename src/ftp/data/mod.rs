//! Data connections: their addresses, how they are opened, and the transfers that run over them.

pub mod address;
mod channel;
mod open;
mod transfer;

pub(in crate::ftp) use channel::Channel;
pub use transfer::{Download, Upload};
