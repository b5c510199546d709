//! What the tests stand on: an FTPS server inside the test's own process with scripted faults,
//! throw-away certificates, and a harness that runs the real binary in a fresh directory.
//!
//! It knows nothing of the client's code: the two meet on the wire and on the command line only.

// Three programs compile this (tests, demo, benches); each uses its own part of it.
#![allow(dead_code, unused_imports)]

pub mod naive;
pub mod output;
pub mod pki;
pub mod run;
pub mod server;

pub use output::Output;
pub use pki::{Identity, Pki};
pub use run::Run;
pub use server::{At, Fault, Moment, Refuse, Server, any, verb};
