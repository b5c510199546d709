//! What the tests stand on: an FTPS server inside the test's own process with scripted faults,
//! throw-away certificates, and a harness that runs the real binary in a fresh directory.
//!
//! It knows nothing of the client's code: the two meet on the wire and on the command line only.

// Three programs compile this (tests, demo, benches); each uses its own part of it, and in a program
// `pub` can only mean: for the tests to use.
#![allow(dead_code, unused_imports, unreachable_pub)]

pub mod dice;
pub mod files;
pub mod gate;
pub mod naive;
pub mod output;
pub mod pki;
pub mod ports;
pub mod proxy;
pub mod run;
pub mod running;
pub mod server;
pub mod terminal;
pub mod until;

pub use dice::{Dice, content, payload};
pub use files::{date, modified, tree};
pub use gate::Gate;
pub use output::Output;
pub use pki::{Identity, Pki};
pub use ports::{ClosedPort, SilentPort};
pub use run::{Run, quickly};
pub use running::Running;
pub use server::{At, Fault, Moment, Refuse, Server, System, When, any, verb};
pub use terminal::Terminal;
pub use until::{until, until_some};
