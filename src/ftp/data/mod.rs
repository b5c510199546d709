//! Data connections: their addresses, how they are opened, and the transfers that run over them.

mod active;
pub mod address;
mod channel;
mod open;
pub mod passive;
mod transfer;

pub use transfer::{Download, Patience, Upload};
