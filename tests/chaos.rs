//! Transfers survive anything: the power of the process, the line, the server and the disk go at any
//! moment, and there is never a wrong file under a name, and the right one after the next run.
//!
//! `FTPS_LONG=1` kills a hundred times instead of twelve and moves more; `FTPS_SEED` repeats a run's
//! moments.

mod disk;
mod kill;
mod lines;
mod memory;
