//! Changes of answers as text.
//!
//! In: changes and edits. Out: a line each, what got worse first; as Markdown, a table of numbers and folded lists. Cutting long texts down is left to [`super::excerpt`].

use std::io::{self, Write};

use super::super::screen::{BOLD, DIM};
use super::excerpt::excerpts;
use crate::eval::change::{Became, Change, Judgement};
use crate::eval::edits::{Edit, Part, Spot};
use crate::knowledge::ReplyId;

/// Lines of a kind that Markdown lists: a comment has room for some thousand lines, a reader for less.
const MOST_LISTED: usize = 100;

const KINDS: [(Became, &str); 3] =
    [(Became::Lost, "lost their answer"), (Became::Taken, "another answer"), (Became::Gained, "gained an answer")];

/// Where the right answer is known: what to watch for.
const JUDGED: [(Judgement, &str); 3] = [
    (Judgement::Worse, "were right and are wrong now"),
    (Judgement::Better, "were wrong and are right now"),
    (Judgement::StillWrong, "wrong before and now"),
];

/// Behind the number of edits.
const EDITED: &str = "read otherwise";

/// Stands for a text that was not there, or is there no more.
const NOTHING: &str = "nothing";

fn of_kind(changes: &[Change], kind: Became) -> Vec<&Change> {
    let mut found: Vec<&Change> = changes.iter().filter(|change| change.became == kind).collect();
    found.sort_by_key(|change| change.judgement != Some(Judgement::Worse));
    found
}

pub(super) fn plain(out: &mut impl Write, asked: usize, changes: &[Change], edits: &[Edit]) -> io::Result<()> {
    for (kind, name) in KINDS {
        let found = of_kind(changes, kind);
        if found.is_empty() {
            continue;
        }
        writeln!(out, "{BOLD}{} {name}{BOLD:#}", found.len())?;
        for change in found {
            writeln!(out, "  {}", change.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
            writeln!(out, "    {DIM}{}{}{DIM:#}", way(change, |id| format!("`{id}`")), mark(change, "", ""))?;
        }
    }
    if !edits.is_empty() {
        writeln!(out, "{BOLD}{} {EDITED}{BOLD:#}", edits.len())?;
    }
    for line in lines(edits, str::to_owned) {
        writeln!(out, "  {line}")?;
    }
    for (judgement, name) in JUDGED {
        let count = changes.iter().filter(|change| change.judgement == Some(judgement)).count();
        if count > 0 {
            writeln!(out, "{count} {name}")?;
        }
    }
    writeln!(out, "{} of {asked} questions are answered otherwise", changes.len())?;
    out.flush()
}

pub(super) fn markdown(out: &mut impl Write, asked: usize, changes: &[Change], edits: &[Edit]) -> io::Result<()> {
    writeln!(out, "### What this change does to {asked} questions\n")?;
    if changes.is_empty() {
        writeln!(out, "Nothing: every one finds the same answer as before.")?;
    } else {
        counted(out, changes)?;
    }
    for (kind, name) in KINDS {
        let line = |change: &Change| {
            let way = way(change, |id| code(&id.to_string()));
            format!("{} — {way}{}", code(&change.text), mark(change, "**", "**"))
        };
        folded(out, name, &of_kind(changes, kind).into_iter().map(line).collect::<Vec<_>>())?;
    }
    folded(out, EDITED, &lines(edits, code))?;
    out.flush()
}

fn counted(out: &mut impl Write, changes: &[Change]) -> io::Result<()> {
    writeln!(out, "| | questions |\n|---|---:|")?;
    for (kind, name) in KINDS {
        writeln!(out, "| {name} | {} |", of_kind(changes, kind).len())?;
    }
    for (judgement, name) in JUDGED {
        let count = changes.iter().filter(|change| change.judgement == Some(judgement)).count();
        if count > 0 {
            writeln!(out, "| {name} | {count} |")?;
        }
    }
    Ok(())
}

/// A list that is open only to who wants it.
fn folded(out: &mut impl Write, name: &str, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n<details><summary>{} {name}</summary>\n", lines.len())?;
    for line in lines.iter().take(MOST_LISTED) {
        writeln!(out, "- {line}")?;
    }
    if lines.len() > MOST_LISTED {
        writeln!(out, "- … and {} more", lines.len() - MOST_LISTED)?;
    }
    writeln!(out, "\n</details>")
}

/// A line an edit: first what somebody may have read before, then what is only new.
fn lines(edits: &[Edit], said: impl Fn(&str) -> String) -> Vec<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.before.is_empty());
    let shown = |text: String| if text.is_empty() { NOTHING.to_owned() } else { said(&text) };
    let line = |edit: &Edit| {
        let [before, after] = excerpts(&edit.before, &edit.after).map(&shown);
        format!("{}: {before} → {after}", place(edit))
    };
    edits.into_iter().map(line).collect()
}

/// Where something reads otherwise.
fn place(edit: &Edit) -> String {
    let spot = match &edit.spot {
        Spot::Answer(id) => format!("`{id}`"),
        Spot::Source(id) => format!("source `{id}`"),
    };
    match edit.part {
        Part::Text => spot,
        Part::Title => format!("{spot}, title"),
        Part::Sources => format!("{spot}, sources"),
    }
}

/// From what to what, and by which words.
fn way(change: &Change, id: impl Fn(&ReplyId) -> String) -> String {
    let named = |given: &Option<ReplyId>| given.as_ref().map_or_else(|| "no answer".to_owned(), &id);
    let way = format!("{} → {}", named(&change.before), named(&change.after));
    if change.words.is_empty() {
        return way;
    }
    let words: Vec<String> = change.words.iter().map(|word| format!("`{word}`")).collect();
    let verb = match (change.decisive, change.became) {
        (false, _) => "matched",
        (true, Became::Lost) => "gone from it",
        (true, _) => "new there or gone",
    };
    format!("{way}, {verb}: {}", words.join(", "))
}

fn mark(change: &Change, open: &str, close: &str) -> String {
    match change.judgement {
        Some(Judgement::Worse) => format!(" {open}(was right){close}"),
        Some(Judgement::Better) => " (now right)".to_owned(),
        Some(Judgement::StillWrong) => " (wrong either way)".to_owned(),
        None => String::new(),
    }
}

/// What somebody wrote, as code: nothing in it can be read as Markdown or mention anybody.
fn code(text: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    format!("`{}`", text.join(" ").replace('`', "'"))
}
