//! `docent ask`: one question, one answer; exit code 3 where there is none.
//!
//! In: the words of the question. Out: the reply as text, as JSON, or with its evidence. Many questions are left to [`super::batch`].

use std::io::Write as _;

use super::args::{Ask, Common};
use super::failure::{Exit, Failure};
use super::{batch, explain, load, record, screen};
use crate::decision::Decision;
use crate::language::Language;
use crate::pipeline::Incoming;
use crate::render::TableForm;

pub(super) fn command(common: &Common, ask: &Ask) -> Result<Exit, Failure> {
    if let Some(path) = &ask.batch {
        return batch::command(common, path);
    }
    let text = ask.question.join(" ");
    if text.trim().is_empty() {
        return Err(Failure::Use(
            "the question is empty: write one, as in `docent ask \"what is a data engineer?\"`".to_owned(),
        ));
    }
    // A slip should not have to wait for the knowledge.
    let locale = ask.locale.as_deref().map(Language::of_told_locale).transpose()?.flatten();
    let docent = load::all(common)?;
    let incoming = Incoming { text: &text, addressed: true, context: None, locale };
    let mut out = screen::out();
    let decision = if ask.json {
        let (reply, record) = record::timed(&docent, incoming, None);
        writeln!(out, "{}", record.line()?)?;
        reply.decision
    } else {
        let reply = docent.respond(incoming);
        if let Some(answer) = &reply.answer {
            screen::show(&mut out, &docent, answer, TableForm::Columns)?;
        }
        if ask.explain {
            explain::print(&mut out, &reply, docent.thresholds().addressed)?;
        }
        reply.decision
    };
    out.flush()?;
    Ok(if decision == Decision::Answer { Exit::Done } else { Exit::NoAnswer })
}
