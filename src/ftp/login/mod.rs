//! From a host name to a session that is logged in and set up (RFC 4217), and the profile kept of a host.

pub mod connector;
pub mod consent;
pub mod host_profile;
pub(in crate::ftp) mod open;
pub mod password;
mod secure;
mod setup;
pub(in crate::ftp) mod software;
