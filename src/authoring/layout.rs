//! Gives a knowledge file the one form that all have: keys in the order of the guide, a question a line, no blanks at line ends.
//!
//! In: a file. Out: its text in that form; none where it is not TOML: what is wrong with it the parser tells better. Comments stay with what they stand at, and the order of what people
//! list stays theirs. Doing it twice changes nothing more.

use toml_edit::{Array, Decor, DocumentMut, Item, RawString, Table};

use crate::knowledge::KnowledgeFile;

/// The line around front matter.
pub(super) const FENCE: &str = "+++";

/// Keys in their order.
type Keys = &'static [&'static str];

/// Keys of the rows in it, by the key that they stand under.
type Rows = &'static [(&'static str, Keys)];

/// Keys of the top table by folder or file, and of the rows in it. A key that is not named here stands behind those that are.
const ORDERS: [(&str, Keys, Rows); 10] = [
    ("faq/", &["title", "topic", "questions", "keywords", "subjects", "sources", "related", "verified", "review"], &[]),
    ("comparisons/", &["subjects", "sources", "verified", "review"], &[]),
    (
        "subjects/",
        &["name", "short", "category", "aliases", "abbreviations", "summary", "sources", "facts"],
        &[("facts", &["aspect", "text", "source", "as_of"])],
    ),
    ("sources.toml", &[], &[("sources", &["id", "title", "author", "publisher", "date", "read", "link"])]),
    ("categories.toml", &[], &[("categories", &["id", "name", "noun", "heads"])]),
    (
        "aspects.toml",
        &[],
        &[
            ("groups", &["id", "name", "aliases"]),
            ("aspects", &["id", "name", "group", "aliases", "questions", "together", "headline", "review_months"]),
        ],
    ),
    ("intents.toml", &[], &[("intents", &["id", "reply", "scope", "questions", "patterns"])]),
    ("owners.toml", &[], &[("owners", &["name", "topics"])]),
    ("lexicon.toml", &["synonyms", "other_subjects", "not_for_us", "silent", "abbreviations"], &[]),
    (
        "lexicon.",
        &["synonyms", "other_subjects", "not_for_us", "silent", "abbreviations", "names"],
        &[("names", &["subject", "called", "short"])],
    ),
];

/// The file in its form.
#[must_use]
pub fn layout(file: &KnowledgeFile) -> Option<String> {
    let order = ORDERS.iter().find(|(path, ..)| file.path.starts_with(path));
    let (top, rows) = order.map_or((&[][..], &[][..]), |(_, top, rows)| (*top, *rows));
    if std::path::Path::new(&file.path).extension().is_none_or(|ending| ending != "md") {
        return toml(&file.text, top, rows);
    }
    let (front, body) = parts(&file.text)?;
    let front = toml(front, top, rows)?;
    Some(format!("{FENCE}\n{front}{FENCE}\n{}\n", body.trim()))
}

/// Front matter and text.
pub(super) fn parts(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    let mut opening = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (opening, line.trim_end() == FENCE) {
            (None, true) => opening = Some(end),
            (None, false) => return None,
            (Some(start), true) => return Some((text.get(start..at)?, text.get(end..)?)),
            (Some(_), false) => {}
        }
        at = end;
    }
    None
}

fn toml(text: &str, top: &[&str], rows: &[(&str, &[&str])]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    table(document.as_table_mut(), top);
    for (key, order) in rows {
        if let Some(list) = document.get_mut(key).and_then(Item::as_array_of_tables_mut) {
            list.iter_mut().for_each(|row| table(row, order));
        }
    }
    let written = document.to_string();
    // Inside of `"""` a blank at the end of a line may be meant.
    let long = written.contains("\"\"\"") || written.contains("'''");
    let lines = written.trim().lines().map(|line| if long { line } else { line.trim_end() });
    Some(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Orders the keys, and gives each line its form.
fn table(table: &mut Table, order: &[&str]) {
    let head = take_head(table);
    let place = |key: &str| order.iter().position(|known| *known == key).unwrap_or(order.len());
    if !order.is_empty() {
        // Stable: keys that are not known keep their order.
        table.sort_values_by(|one, _, other, _| place(one.get()).cmp(&place(other.get())));
    }
    for (mut key, item) in table.iter_mut() {
        let Item::Value(value) = item else { continue };
        key.leaf_decor_mut().set_suffix(" ");
        value.decor_mut().set_prefix(" ");
        if key.get() == "questions"
            && let Some(list) = value.as_array_mut()
        {
            item_a_line(list);
        }
    }
    put_head(table, &head);
}

/// What stands above the first key and is apart from it by a blank line belongs to the file, not to the key.
fn take_head(table: &mut Table) -> String {
    let Some((mut key, _)) = table.iter_mut().next() else { return String::new() };
    let prefix = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    match prefix.rfind("\n\n") {
        Some(at) => {
            let (head, rest) = prefix.split_at(at + 2);
            key.leaf_decor_mut().set_prefix(rest);
            head.to_owned()
        }
        None => String::new(),
    }
}

fn put_head(table: &mut Table, head: &str) {
    if let Some((mut key, _)) = table.iter_mut().next().filter(|_| !head.is_empty()) {
        let prefix = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
        key.leaf_decor_mut().set_prefix(format!("{head}{prefix}"));
    }
}

/// An item a line, so that a change touches one line. A list with comments in it stays as it is.
fn item_a_line(list: &mut Array) {
    if list.is_empty() || has_comments(list) {
        return;
    }
    for item in list.iter_mut() {
        item.decor_mut().set_prefix("\n  ");
        item.decor_mut().set_suffix("");
    }
    list.set_trailing_comma(true);
    list.set_trailing("\n");
}

/// Whether comments stand between the items of a list.
pub(super) fn has_comments(list: &Array) -> bool {
    is_comment(Some(list.trailing())) || list.iter().any(|item| is_commented(item.decor()))
}

/// Whether a comment stands before or behind something.
pub(super) fn is_commented(decor: &Decor) -> bool {
    is_comment(decor.prefix()) || is_comment(decor.suffix())
}

fn is_comment(text: Option<&RawString>) -> bool {
    text.and_then(RawString::as_str).is_some_and(|text| text.contains('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(path: &str, text: &str) -> Option<String> {
        layout(&KnowledgeFile { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn keys_are_ordered_and_comments_stay_with_them() {
        let text = "+++  \n# of the file\n\n# when\nverified=\"2026-11-20\" # by hand\nsources = []\ntitle   = \"A\"\nquestions = [\"b\", \"c\"]\nodd = 1\ntopic = \"T\"\n+++\n\n\nText.  \nMore.\n\n";
        let expected = "+++\n# of the file\n\ntitle = \"A\"\ntopic = \"T\"\nquestions = [\n  \"b\",\n  \"c\",\n]\nsources = []\n# when\nverified = \"2026-11-20\" # by hand\nodd = 1\n+++\nText.  \nMore.\n";
        let once = laid_out("faq/a.md", text).unwrap();
        assert_eq!(once, expected);
        assert_eq!(laid_out("faq/a.md", &once).unwrap(), once);
    }

    #[test]
    fn rows_are_ordered_each_for_itself() {
        let text = "# Of the file.\n\n[[facts]]\nsource = \"b\"\n# why\naspect = \"a\"\ntext = \"x\"\n";
        let text = format!("category = \"c\"\nname = \"N\"\nsummary = \"\"\"\ntwo  \nlines\"\"\"\n\n{text}");
        let expected = "name = \"N\"\ncategory = \"c\"\nsummary = \"\"\"\ntwo  \nlines\"\"\"\n\n# Of the file.\n\n[[facts]]\n# why\naspect = \"a\"\ntext = \"x\"\nsource = \"b\"\n";
        assert_eq!(laid_out("subjects/n.toml", &text).unwrap(), expected);
    }

    #[test]
    fn a_list_with_comments_stays_as_it_is() {
        let text = "+++\nquestions = [\"b\", # why\n \"c\"]\n+++\nx\n";
        assert_eq!(laid_out("faq/a.md", text).unwrap(), text);
    }

    #[test]
    fn what_is_not_toml_is_left_alone() {
        for (path, text) in [("faq/a.md", "no front"), ("faq/a.md", "+++\na = \n+++\n"), ("sources.toml", "a b")] {
            assert_eq!(laid_out(path, text), None, "{text}");
        }
    }
}
