//! `/compare`: two to four subjects side by side.
//!
//! In: what the person typed, free text included. Out: a table, for that person alone where Docent is to be quiet, or a private note that names the nearest known subjects. Also
//! reopens a comparison with other rows for the menu below it.

use serenity::all::{CommandInteraction, UserId};

use super::bot::Bot;
use super::present::{self, Rows, View};
use super::send::Answering;
use super::{commands, modes, notes};
use crate::answer::Answer;
use crate::knowledge::SubjectId;
use crate::pipeline::{CompareRequest, Docent};
use crate::render::TableForm;
use crate::store::View as StoredView;

/// The menu's value for the headline rows. Ids never start with a hyphen, so it cannot clash with a group.
pub(super) const SHORT: &str = "-short";
/// The menu's value for all rows.
pub(super) const WHOLE: &str = "-whole";
/// The menu's value for the rows in which the subjects differ.
pub(super) const DIFFERENCES: &str = "-differences";

/// Answers `/compare`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let docent = bot.docent_in(command.guild_id);
    match docent.compare(&request(command)) {
        Ok(answer) => {
            let rows = if commands::text(command, "aspect").is_none() { Rows::Short } else { Rows::Whole };
            let view = View { form: form(bot, command), rows, ..View::default() };
            // As a button would open it again: an aspect brings those that belong together with it.
            let answer = answer
                .id
                .as_ref()
                .filter(|_| rows == Rows::Whole)
                .and_then(|id| docent.answer_for(id))
                .unwrap_or(answer);
            let private = modes::is_quiet_for(bot, command);
            bot.sender.respond(&to, present::screen(&docent, &answer, view, command.user.id), private).await;
        }
        Err(error) => bot.sender.note(&to, &notes::sentence(&error)).await,
    }
}

fn request(command: &CommandInteraction) -> CompareRequest {
    let text = |name: &str| commands::text(command, name);
    let aspect = text("aspect");
    CompareRequest {
        subjects: commands::SUBJECT_OPTIONS.iter().filter_map(|name| text(name)).map(str::to_owned).collect(),
        aspects: aspect.map(str::to_owned).into_iter().collect(),
        differences: false,
        // The whole table is several pages; the menu under the short one leads to the rest.
        headline: aspect.is_none(),
    }
}

/// The form that was chosen, which is remembered, else the one chosen last.
fn form(bot: &Bot, command: &CommandInteraction) -> TableForm {
    let Some(chosen) = commands::text(command, "view") else { return preferred(bot, command.user.id) };
    let form = match chosen {
        commands::VIEW_LIST => TableForm::List,
        commands::VIEW_PICTURE => TableForm::Picture,
        _ => TableForm::Columns,
    };
    prefer(bot, command.user.id, form);
    form
}

/// How a person wants to see tables.
pub(super) fn preferred(bot: &Bot, person: UserId) -> TableForm {
    match bot.store.view(person.get().into()) {
        Some(StoredView::List) => TableForm::List,
        Some(StoredView::Picture) => TableForm::Picture,
        Some(StoredView::Table) | None => TableForm::Columns,
    }
}

/// Remembers how a person wants to see tables, where that is something new.
pub(super) fn prefer(bot: &Bot, person: UserId, form: TableForm) {
    if form != preferred(bot, person) {
        let view = match form {
            TableForm::List => StoredView::List,
            TableForm::Picture => StoredView::Picture,
            TableForm::Columns => StoredView::Table,
        };
        bot.store.set_view(person.get().into(), view);
    }
}

/// The comparison with the rows that a view names.
pub(super) fn rows(docent: &Docent, subjects: &[SubjectId], scope: Option<&str>, view: View) -> Option<Answer> {
    let request = CompareRequest {
        subjects: subjects.iter().map(ToString::to_string).collect(),
        aspects: scope.map(str::to_owned).into_iter().collect(),
        differences: view.differences,
        headline: view.rows == Rows::Short,
    };
    docent.compare(&request).ok()
}

/// The comparison that a value of the menu names, and how it is shown.
pub(super) fn chosen(docent: &Docent, subjects: &[SubjectId], value: &str, form: TableForm) -> Option<(Answer, View)> {
    let whole = View { form, rows: Rows::Whole, ..View::default() };
    let (scope, view) = match value {
        SHORT => (None, View { rows: Rows::Short, ..whole }),
        WHOLE => (None, whole),
        DIFFERENCES => (None, View { differences: true, ..whole }),
        scope => (Some(scope), whole),
    };
    Some((rows(docent, subjects, scope, view)?, view))
}

/// Name and id of each group under which at least one of the subjects has a fact.
pub(super) fn groups(docent: &Docent, subjects: &[SubjectId]) -> Vec<(String, String)> {
    let knowledge = docent.knowledge();
    let facts = || subjects.iter().filter_map(|id| knowledge.subject(id)).flat_map(|subject| &subject.facts);
    let in_group = |aspect| knowledge.aspect(aspect).map(|aspect| &aspect.group);
    let filled = knowledge.groups.iter().filter(|group| facts().any(|fact| in_group(&fact.aspect) == Some(&group.id)));
    filled.map(|group| (group.name.clone(), group.id.to_string())).collect()
}
