//! `docent chat`: a conversation, with line editing on a terminal, line by line on a pipe.
//!
//! In: lines. Out: answers. What a line means is left to [`super::conversation`].

use std::io::{self, BufRead as _, IsTerminal as _, Write};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::args::Common;
use super::conversation::{Conversation, Turn};
use super::failure::{Exit, Failure};
use super::load::Ready;
use super::screen::{BOLD, DIM};
use super::{check, explain, load, screen};
use crate::render::TableForm;

const PROMPT: &str = "you ▸ ";

pub(super) fn command(common: &Common) -> Result<Exit, Failure> {
    talk(&load::all(common)?)
}

/// Holds a conversation. The greeting goes to standard error: a pipe gets answers only.
pub(super) fn talk(docent: &Ready) -> Result<Exit, Failure> {
    let mut err = anstream::stderr();
    let version = env!("CARGO_PKG_VERSION");
    writeln!(err, "{BOLD}Docent {version}{BOLD:#} knows {}.", check::summary(docent.knowledge()))?;
    writeln!(err, "Ask something, as in: what's the difference between a backend and a data engineer?")?;
    writeln!(err, "{DIM}/help lists what else there is, Ctrl-D ends.{DIM:#}")?;
    let conversation = Conversation::new(docent);
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        on_terminal(conversation)
    } else {
        on_pipe(conversation)
    }
}

fn on_terminal(mut conversation: Conversation<'_>) -> Result<Exit, Failure> {
    let refused = |error: ReadlineError| Failure::Output(io::Error::other(error));
    let mut editor = DefaultEditor::new().map_err(refused)?;
    loop {
        let line = match editor.readline(PROMPT) {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(Exit::Done),
            Err(error) => return Err(refused(error)),
        };
        // History is a convenience; a line that it refuses is answered all the same.
        let _ = editor.add_history_entry(line.as_str());
        if !say(&mut conversation, &line)? {
            return Ok(Exit::Done);
        }
    }
}

fn on_pipe(mut conversation: Conversation<'_>) -> Result<Exit, Failure> {
    for line in io::stdin().lock().split(b'\n') {
        let line = line.map_err(|source| Failure::Input { path: "standard input".to_owned(), source })?;
        // What is no UTF-8 is still a message: a person may have typed it in an old terminal.
        if !say(&mut conversation, &String::from_utf8_lossy(&line))? {
            break;
        }
    }
    Ok(Exit::Done)
}

/// Prints what a line gives; false at the end of the conversation.
fn say(conversation: &mut Conversation<'_>, line: &str) -> Result<bool, Failure> {
    let mut out = screen::out();
    match conversation.turn(line) {
        Turn::Quit => return Ok(false),
        Turn::Nothing => return Ok(true),
        Turn::Note(note) => writeln!(out, "{note}")?,
        Turn::Why(reply) => explain::print(&mut out, &reply, conversation.needed())?,
        Turn::Answer(answer) => screen::show(&mut out, conversation.docent(), &answer, TableForm::Columns)?,
    }
    writeln!(out)?;
    out.flush()?;
    Ok(true)
}
