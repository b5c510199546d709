//! Operations on a session, one file a group: listings, facts, names, digests, features.

pub mod digest;
pub mod features;
pub mod link_proof;
pub mod list;
pub mod namespace;
pub mod stat;
