//! Docent.
fn main() {}
