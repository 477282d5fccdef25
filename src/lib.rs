//! Docent.
