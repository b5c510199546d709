//! All hermetic tests, in one program: it links once, and the harness spreads its tests over the
//! cores.

mod generated;
mod layers;
mod parsers;
mod server;
mod support;
