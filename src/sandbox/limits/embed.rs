//! Limits of one embed.

use serde_json::Value;

use super::super::rest::error::Mistakes;

const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;
const FIELDS: usize = 25;
const FIELD_NAME: usize = 256;
const FIELD_VALUE: usize = 1024;
const FOOTER: usize = 2048;
const AUTHOR: usize = 256;
const URL: usize = 2048;
/// The largest color: white.
const COLOR: u64 = 0xFF_FFFF;

pub(super) fn check(mistakes: &mut Mistakes, path: &str, embed: &Value) {
    if !embed.is_object() {
        return mistakes.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    }
    mistakes.text(format!("{path}.title"), &embed["title"], 0, TITLE);
    mistakes.text(format!("{path}.description"), &embed["description"], 0, DESCRIPTION);
    mistakes.text(format!("{path}.url"), &embed["url"], 0, URL);
    if embed["footer"].is_object() {
        mistakes.text(format!("{path}.footer.text"), &embed["footer"]["text"], 1, FOOTER);
    }
    if embed["author"].is_object() {
        mistakes.text(format!("{path}.author.name"), &embed["author"]["name"], 1, AUTHOR);
    }
    if embed["color"].as_u64().is_some_and(|color| color > COLOR) {
        mistakes.add(format!("{path}.color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
    }
    let list = format!("{path}.fields");
    for (index, field) in mistakes.list(&list, &embed["fields"], FIELDS).iter().enumerate() {
        mistakes.text(format!("{list}.{index}.name"), &field["name"], 1, FIELD_NAME);
        mistakes.text(format!("{list}.{index}.value"), &field["value"], 1, FIELD_VALUE);
    }
}

/// The characters that count towards the total of a message.
pub(super) fn characters(embed: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    let fields: usize = fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
    let rest = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    fields + rest.into_iter().map(count).sum::<usize>()
}
