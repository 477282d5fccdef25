//! The program `docent`: everything is in the library, see [`docent::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    docent::cli::main()
}
