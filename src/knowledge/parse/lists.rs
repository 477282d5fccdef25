//! The files that list things: sources, categories, aspects with their groups, intents.
//!
//! In: `sources.toml`, `categories.toml`, `aspects.toml`, `intents.toml`. Out: their rows as values, in the order of the file.

use super::known::Known;
use super::table::Table;
use crate::knowledge::id::{AspectId, CategoryId, GroupId, IntentId, SourceId};
use crate::knowledge::model::{Aspect, Category, Group, Intent, IntentReply, Owner, Scope, Source};
use crate::knowledge::places::{Kind, Places};

/// The sources, from `[[sources]]`.
pub(super) fn sources(mut top: Table<'_>, known: &mut Known, places: &mut Places) -> Vec<Source> {
    let rows = top.rows("sources", "a source");
    top.finish();
    rows.into_iter().filter_map(|row| source(row, known, places)).collect()
}

fn source(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<Source> {
    let id = row.new_id(SourceId::new, &mut known.sources);
    let title = row.text("title");
    let author = row.optional_text("author");
    let publisher = row.optional_text("publisher");
    let date = row.optional_date("date");
    let read = row.optional_date("read");
    let link = row.optional_text("link");
    if let Some(link) = link.as_ref().filter(|link| !is_web_address(&link.value)) {
        row.error(link.span.clone(), format!("`{}` is no web address", link.value), "write it in full: https://…");
    }
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Source, id.as_str(), written);
    Some(Source {
        id,
        title: title?.value,
        author: author.map(|text| text.value),
        publisher: publisher.map(|text| text.value),
        date,
        read,
        link: link.map(|text| text.value),
    })
}

/// Whether a link can be followed.
pub(super) fn is_web_address(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// The categories, from `[[categories]]`.
pub(super) fn categories(mut top: Table<'_>, known: &mut Known, places: &mut Places) -> Vec<Category> {
    let rows = top.rows("categories", "a category");
    top.finish();
    rows.into_iter().filter_map(|row| category(row, known, places)).collect()
}

fn category(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<Category> {
    let id = row.new_id(CategoryId::new, &mut known.categories);
    let name = row.text("name");
    let noun = row.text("noun");
    let heads = row.strings("heads");
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Category, id.as_str(), written);
    Some(Category { id, name: name?.value, noun: noun?.value, heads })
}

/// The groups, from `[[groups]]`, and the aspects, from `[[aspects]]`. Groups come first: aspects refer to them.
pub(super) fn aspects(mut top: Table<'_>, known: &mut Known, places: &mut Places) -> (Vec<Group>, Vec<Aspect>) {
    let groups = top.rows("groups", "a group");
    let groups = groups.into_iter().filter_map(|row| group(row, known, places)).collect();
    let aspects = top.rows("aspects", "an aspect");
    let aspects = aspects.into_iter().filter_map(|row| aspect(row, known, places)).collect();
    top.finish();
    (groups, aspects)
}

fn group(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<Group> {
    let id = row.new_id(GroupId::new, &mut known.groups);
    let name = row.text("name");
    let aliases = row.strings("aliases");
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Group, id.as_str(), written);
    Some(Group { id, name: name?.value, aliases })
}

fn aspect(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<Aspect> {
    let id = row.new_id(AspectId::new, &mut known.aspects);
    if let Some((id, text)) = id.as_ref().filter(|(id, _)| known.groups.get(id.as_str()).is_some()) {
        let help = "give one of them another id: either can be asked for, and the id must say which";
        row.error(text.span.clone(), format!("`{id}` is the id of a group and of an aspect"), help);
    }
    let name = row.text("name");
    let group = row.reference("group", &known.groups);
    let aliases = row.strings("aliases");
    let questions = row.strings("questions");
    let headline = row.flag("headline");
    let together = row.optional_text("together").map(|text| text.value);
    let review_months = row.optional_number("review_months");
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Aspect, id.as_str(), written);
    Some(Aspect { id, name: name?.value, group: group?, aliases, questions, headline, together, review_months })
}

/// The owners, from `[[owners]]`.
pub(super) fn owners(mut top: Table<'_>, _: &mut Known, places: &mut Places) -> Vec<Owner> {
    let rows = top.rows("owners", "an owner");
    top.finish();
    rows.into_iter().filter_map(|row| owner(row, places)).collect()
}

fn owner(mut row: Table<'_>, places: &mut Places) -> Option<Owner> {
    let name = row.text("name");
    let topics = row.needed_texts("topics");
    let written = row.finish();
    let name = name?.value;
    places.note(Kind::Owner, &name, written);
    Some(Owner { name, topics: topics.into_iter().map(|text| text.value).collect() })
}

/// The intents, from `[[intents]]`.
pub(super) fn intents(mut top: Table<'_>, known: &mut Known, places: &mut Places) -> Vec<Intent> {
    let rows = top.rows("intents", "an intent");
    top.finish();
    rows.into_iter().filter_map(|row| intent(row, known, places)).collect()
}

fn intent(mut row: Table<'_>, known: &mut Known, places: &mut Places) -> Option<Intent> {
    let id = row.new_id(IntentId::new, &mut known.intents);
    let reply = reply(&mut row);
    let scope = scope(&mut row, known);
    let questions = row.strings("questions");
    let patterns = row.strings("patterns");
    let written = row.finish();
    let (id, _) = id?;
    places.note(Kind::Intent, id.as_str(), written);
    Some(Intent { id, reply: reply?, scope, questions, patterns })
}

fn reply(row: &mut Table<'_>) -> Option<IntentReply> {
    let text = row.text("reply")?;
    let reply = match text.value.as_str() {
        "summary" => Some(IntentReply::Summary),
        "fact" => Some(IntentReply::Fact),
        "comparison" => Some(IntentReply::Comparison),
        "move" => Some(IntentReply::Move),
        _ => None,
    };
    if reply.is_none() {
        let help = super::nearest::remedy(&text.value, ["summary", "fact", "comparison", "move"], "");
        row.error(text.span, format!("`{}` is no reply of an intent", text.value), help);
    }
    reply
}

fn scope(row: &mut Table<'_>, known: &Known) -> Option<Scope> {
    let text = row.optional_text("scope")?;
    let aspect = known.aspects.get(&text.value).map(Scope::Aspect);
    let scope = aspect.or_else(|| known.groups.get(&text.value).map(Scope::Group));
    if scope.is_none() && known.aspects.is_complete() {
        let names = known.aspects.names().chain(known.groups.names());
        let help = super::nearest::remedy(&text.value, names, "name one from `aspects.toml`");
        row.error(text.span, format!("there is no aspect or group `{}`", text.value), help);
    }
    scope
}
