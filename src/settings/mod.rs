//! What a run is to do: targets, passwords, sites, flags and configuration as settled values.

pub mod netrc;
pub mod target;
