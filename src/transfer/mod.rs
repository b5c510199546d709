//! Transfers of files: a file appears under its final name only when it is whole and checked.
//!
//! Which files are transferred, and the messages about them, are left to the layers above.

pub mod append;
pub mod ascii;
pub mod backup;
pub mod close_notify;
mod completeness;
pub mod folders;
pub mod get;
pub mod hasher;
pub mod journal;
pub mod local;
mod outcome;
mod partial;
pub mod pool;
pub mod progress;
pub mod put;
pub mod remove_source;
mod rename;
mod rules;
pub mod segments;
pub mod source_facts;
mod stable_size;
pub mod temporary;
pub mod throttle;
mod verify;

pub use outcome::{Completion, Moved, Stamped, Transferred};
pub use rules::{Fsync, Partials, Rules, Times, Verify, WriteMode};
