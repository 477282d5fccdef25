//! `docent man`: the manual page, made from the same words as `--help`.
//!
//! In: nothing. Out: roff on standard output, every command included.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::Cli;
use super::failure::{Exit, Failure};

pub(super) fn command() -> Result<Exit, Failure> {
    io::stdout().lock().write_all(&page()?)?;
    Ok(Exit::Done)
}

/// The page of the program, and below it what each command takes.
fn page() -> io::Result<Vec<u8>> {
    let mut program = Cli::command();
    program.build();
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let heading = format!(".SH {}\n", command.get_name().to_uppercase());
        page.extend_from_slice(heading.as_bytes());
        let man = Man::new(command.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_the_page() {
        let page = String::from_utf8(page().unwrap()).unwrap();
        assert!(page.contains(".TH docent 1"), "{page}");
        for command in Cli::command().get_subcommands() {
            assert!(page.contains(&format!(".SH {}", command.get_name().to_uppercase())), "{}", command.get_name());
        }
    }
}
