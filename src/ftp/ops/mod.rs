//! Operations on a session, one file a group: listings, facts, names, digests, features.

mod ask;
pub(in crate::ftp) mod bare_names;
pub mod digest;
pub mod features;
pub mod link_loop;
pub mod link_proof;
pub mod list;
mod list_announced;
mod list_stream;
mod mlst;
pub(in crate::ftp) mod name_keeping;
pub mod names;
pub mod namespace;
pub(in crate::ftp) mod place;
pub mod query;
pub mod site;
mod stand;
pub mod stat;
