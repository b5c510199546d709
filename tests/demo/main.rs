//! Shows what ftps does, on a server of its own.

fn main() {}
