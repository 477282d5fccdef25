//! A track with its steps.
//!
//! In: a file of `onboarding/`. Out: the track; its id is the file's name. Whether the facts support a check is left to [`crate::check`].

use super::ids::Ids;
use super::known::Known;
use super::lists::is_web_address;
use super::nearest::remedy;
use super::table::{Table, Text};
use crate::knowledge::id::{StepId, TrackId};
use crate::knowledge::places::{Kind, Places};
use crate::knowledge::reply_id::ReplyId;
use crate::knowledge::track::{Check, Rule, Step, Task, Track};

/// What a step can ask for; each has exactly one.
const TASKS: &str = "`read`, `try`, `do` or `check`";

/// How a thing to read is named.
const NAMES: &str = "name an entry by its id, or write `about:SUBJECT`, `fact:SUBJECT:ASPECT`, `compare:SUBJECT+SUBJECT`, `compare:SUBJECT+SUBJECT:ASPECT` or `move:SUBJECT+SUBJECT`";

/// Reads a track from the top table of its file.
pub(super) fn track(mut top: Table<'_>, id: TrackId, known: &Known, places: &mut Places) -> Option<Track> {
    let name = top.text("name");
    let audience = top.text("audience");
    let recommended_for = top.references("recommended_for", &known.answers);
    let closing = top.optional_text("closing");
    let rows = top.rows("steps", "a step");
    let mut ids = Ids::new("step", "this track");
    let steps = rows.into_iter().filter_map(|row| step(row, &id, &mut ids, known, places)).collect();
    places.note(Kind::Track, id.as_str(), top.finish());
    Some(Track {
        id,
        name: name?.value,
        audience: audience?.value,
        recommended_for,
        steps,
        closing: closing.map(|text| text.value),
    })
}

fn step(
    mut row: Table<'_>,
    track: &TrackId,
    ids: &mut Ids<StepId>,
    known: &Known,
    places: &mut Places,
) -> Option<Step> {
    let id = row.new_id(StepId::new, ids);
    let title = row.text("title");
    let minutes = row.number("minutes");
    let text = row.optional_text("text");
    let subjects = row.references("subjects", &known.subjects);
    let task = task(&mut row, known);
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Step, &format!("{track}/{id}"), written);
    Some(Step { id, title: title?.value, minutes: minutes?, text: text.map(|text| text.value), subjects, task: task? })
}

fn task(row: &mut Table<'_>, known: &Known) -> Option<Task> {
    let read = row.optional_text("read");
    let tried = row.optional_text("try");
    let deed = row.optional_text("do");
    let check = row.optional_text("check");
    let named = [&read, &tried, &deed, &check].into_iter().flatten().count();
    // The keys of a check and of a deed are asked for where they belong; elsewhere they are unknown.
    let link = deed.as_ref().and_then(|_| link(row));
    let check = check.map(|rule| self::check(row, &rule, known));
    if named != 1 {
        let found = if named == 0 { "none" } else { "several" };
        row.whole_error(
            format!("a step needs one of {TASKS}, and this one has {found}"),
            "keep one thing to do in a step; the others become steps of their own",
        );
        return None;
    }
    let read = read.map(|text| reply(row, &text, known).map(Task::Read));
    let tried = tried.map(|text| Some(Task::Try(text.value)));
    let deed = deed.map(|text| Some(Task::Do { what: text.value, link }));
    let check = check.map(|check| check.map(Task::Check));
    read.or(tried).or(deed).or(check).flatten()
}

fn link(row: &mut Table<'_>) -> Option<String> {
    let link = row.optional_text("link")?;
    if !is_web_address(&link.value) {
        row.error(link.span, format!("`{}` is no web address", link.value), "write it in full: https://…");
        return None;
    }
    Some(link.value)
}

fn check(row: &mut Table<'_>, rule: &Text, known: &Known) -> Option<Check> {
    let question = row.text("question");
    let aspect = row.reference("aspect", &known.aspects);
    let choices = row.needed_references("choices", &known.subjects);
    let why = row.optional_text("why").map(|text| text.value);
    let rule = match rule.value.as_str() {
        "highest" => Some(Rule::Highest),
        "lowest" => Some(Rule::Lowest),
        "who" => row.text("fact").map(|text| Rule::Who { fact: text.value }),
        "what" => row.reference("subject", &known.subjects).map(|subject| Rule::What { subject }),
        other => {
            let help = remedy(other, Rule::WORDS, "");
            row.error(rule.span.clone(), format!("`{other}` is no kind of check"), help);
            None
        }
    };
    Some(Check { question: question?.value, rule: rule?, aspect: aspect?, subjects: choices, why })
}

/// What is to be read, where everything that its name names exists.
fn reply(row: &Table<'_>, text: &Text, known: &Known) -> Option<ReplyId> {
    let Ok(reply) = text.value.parse::<ReplyId>() else {
        row.error(text.span.clone(), format!("`{}` names nothing to read", text.value), NAMES);
        return None;
    };
    let page = row.page();
    let subject =
        |name: &crate::knowledge::SubjectId| known.subjects.resolve(page, text.span.clone(), name.as_str()).is_some();
    let scope = |name: &String| {
        let found = known.aspects.get(name).is_some() || known.groups.get(name).is_some();
        if !found && known.aspects.is_complete() {
            let names = known.aspects.names().chain(known.groups.names());
            let help = remedy(name, names, "name one from `aspects.toml`");
            row.error(text.span.clone(), format!("there is no aspect or group `{name}`"), help);
        }
        found
    };
    let all = match &reply {
        ReplyId::Entry(entry) => known.entries.resolve(page, text.span.clone(), entry.as_str()).is_some(),
        ReplyId::About(one) => subject(one),
        ReplyId::Fact { subject: one, scope: named } => subject(one) & scope(named),
        ReplyId::Compare { subjects, scope: named } => {
            let subjects: Vec<bool> = subjects.iter().map(subject).collect();
            subjects.into_iter().all(|found| found) & named.as_ref().is_none_or(scope)
        }
        ReplyId::Move { from, to } => subject(from) & subject(to),
    };
    all.then_some(reply)
}
