//! All tests that run the real binary or the test server, in one program: it links once, and the
//! harness spreads its tests over the cores.

mod server;
mod support;
