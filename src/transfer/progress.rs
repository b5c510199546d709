//! How the core reports progress; showing it is left to `ui`.

/// Takes the progress of transfers.
pub trait Observer: Send + Sync {
    /// A transfer of `name` begins; `total` is its length in bytes, if known.
    fn begin(&self, name: &str, total: Option<u64>) -> Box<dyn Meter>;
}

/// Takes the progress of one transfer; dropped when it ends.
pub trait Meter: Send {
    /// So many bytes more were moved.
    fn advance(&mut self, bytes: u64);
    /// The transfer continues behind so many bytes.
    fn restart(&mut self, position: u64);
}
