//! `/compare`: two to four subjects side by side.
//!
//! In: what the person typed, free text included. Out: a table, or a private note that names the nearest known subjects. Also
//! reopens a comparison with other rows for the menu below it.

use serenity::all::CommandInteraction;

use super::bot::Bot;
use super::present::{self, View};
use super::send::Answering;
use super::{commands, notes};
use crate::answer::Answer;
use crate::knowledge::SubjectId;
use crate::pipeline::{CompareRequest, Docent};
use crate::render::TableForm;

/// The menu's value for the headline rows. Ids never start with a hyphen, so it cannot clash with a group.
pub(super) const SHORT: &str = "-short";
/// The menu's value for all rows.
pub(super) const WHOLE: &str = "-whole";

/// Answers `/compare`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let text = |name: &str| commands::text(command, name);
    let aspect = text("aspect");
    let request = CompareRequest {
        subjects: commands::SUBJECT_OPTIONS.iter().filter_map(|name| text(name)).map(str::to_owned).collect(),
        aspects: aspect.map(str::to_owned).into_iter().collect(),
        differences: false,
        // The whole table is several pages; the menu under the short one leads to the rest.
        headline: aspect.is_none(),
    };
    let form = if text("view") == Some(commands::VIEW_LIST) { TableForm::List } else { TableForm::Columns };
    let docent = bot.docent();
    match docent.compare(&request) {
        Ok(answer) => {
            let view = View { form, page: 0, short: request.headline };
            bot.sender.respond(&to, present::screen(&docent, &answer, view, command.user.id), false).await;
        }
        Err(error) => bot.sender.note(&to, &notes::sentence(&error)).await,
    }
}

/// The comparison with the rows that a menu's value names, and whether these are the headline ones.
pub(super) fn rows(docent: &Docent, subjects: &[SubjectId], value: &str) -> Option<(Answer, bool)> {
    let request = CompareRequest {
        subjects: subjects.iter().map(ToString::to_string).collect(),
        aspects: if value == SHORT || value == WHOLE { Vec::new() } else { vec![value.to_owned()] },
        differences: false,
        headline: value == SHORT,
    };
    docent.compare(&request).ok().map(|answer| (answer, value == SHORT))
}

/// Name and id of each group under which at least one of the subjects has a fact.
pub(super) fn groups(docent: &Docent, subjects: &[SubjectId]) -> Vec<(String, String)> {
    let knowledge = docent.knowledge();
    let facts = || subjects.iter().filter_map(|id| knowledge.subject(id)).flat_map(|subject| &subject.facts);
    let in_group = |aspect| knowledge.aspect(aspect).map(|aspect| &aspect.group);
    let filled = knowledge.groups.iter().filter(|group| facts().any(|fact| in_group(&fact.aspect) == Some(&group.id)));
    filled.map(|group| (group.name.clone(), group.id.to_string())).collect()
}
