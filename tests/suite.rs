//! All hermetic tests, in one program: it links once, and the harness spreads its tests over the
//! cores.

mod batch;
mod cat;
mod control_faults;
mod data_faults;
mod digest;
mod generated;
mod get;
mod layers;
mod login;
mod ls;
mod network;
mod output;
mod parsers;
mod put;
mod resume;
mod reuse;
mod server;
mod signals;
mod support;
mod tls;
mod trips;
mod usage;
mod verify;
mod wire;
