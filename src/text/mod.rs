//! Reads a message.
