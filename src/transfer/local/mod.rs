//! The local side of a transfer: where a download is written, and from where an upload is read.

mod incoming;
mod open;
mod outgoing;
mod place;
mod room;
mod stream;
mod target;

pub use incoming::Incoming;
pub use outgoing::{Outgoing, Source};
pub use place::{Place, Root};
pub use stream::{Opened, Stream};
pub use target::Target;
