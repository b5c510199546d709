//! Known servers: certificates that the user is asked about, that are recorded, that change.

mod questions;
