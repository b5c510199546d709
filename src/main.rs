//! The `ftps` program: hands its arguments to the library and its exit code to the system.

fn main() {}
