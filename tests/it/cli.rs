//! The program as a person or a script starts it.
