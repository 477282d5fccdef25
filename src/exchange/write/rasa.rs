//! Entries as a Rasa project: what people say (`data/nlu.yml`), what is answered (`domain.yml`), and the rules between them (`data/rules.yml`).
//!
//! In: knowledge. Out: YAML, texts in double quotes as JSON writes them (which YAML reads), and what Rasa could not tell apart. A topic is an intent of retrieval.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::free_name;
use crate::knowledge::{Entry, KnowledgeBase, id_of};
use crate::language::Language;

/// The version of the form, from Rasa 3.1 on.
const VERSION: &str = "version: \"3.1\"\n";

/// Examples of an intent that Rasa asks for.
const FEWEST: usize = 2;

/// The topic of entries whose topic has no Latin letter.
const NAMELESS: &str = "faq";

pub(super) fn write(knowledge: &KnowledgeBase) -> (Vec<(String, String)>, Vec<String>) {
    let mut notes = Vec::new();
    let topics = topics(knowledge);
    let (mut nlu, mut responses) = (format!("{VERSION}\nnlu:\n"), String::new());
    let mut bases = BTreeSet::new();
    for entry in knowledge.entries_in(Language::English) {
        let base = topics.get(entry.topic.as_str()).map_or(NAMELESS, String::as_str);
        bases.insert(base);
        nlu.push_str(&intent(base, entry, &mut notes));
        responses.push_str(&response(base, entry));
    }
    let list: Vec<String> = bases.iter().map(|base| format!("  - {base}\n")).collect();
    let actions: Vec<String> = bases.iter().map(|base| format!("  - utter_{base}\n")).collect();
    let rules: Vec<String> = bases.iter().map(|base| rule(base)).collect();
    let domain =
        format!("{VERSION}\nintents:\n{}\nactions:\n{}\nresponses:\n{responses}", list.concat(), actions.concat());
    let rules = format!("{VERSION}\nrules:\n{}", rules.concat());
    let files = [("data/nlu.yml", nlu), ("data/rules.yml", rules), ("domain.yml", domain)];
    (files.map(|(path, text)| (path.to_owned(), text)).into(), notes)
}

/// A name for each topic.
fn topics(knowledge: &KnowledgeBase) -> HashMap<&str, String> {
    let mut taken = HashSet::new();
    let mut names = HashMap::new();
    for entry in knowledge.entries_in(Language::English) {
        let topic = entry.topic.as_str();
        names.entry(topic).or_insert_with(|| free_name(&mut taken, &id_of(topic, usize::MAX), NAMELESS));
    }
    names
}

/// An intent with its examples: the title first, then the questions.
fn intent(base: &str, entry: &Entry, notes: &mut Vec<String>) -> String {
    let mut examples: Vec<String> = Vec::new();
    for question in std::iter::once(&entry.title).chain(&entry.questions) {
        let line = question.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.contains("](") || line.contains("]{") {
            notes.push(format!(
                "`{}`: the question `{line}` was left out: Rasa would read a marked word in it",
                entry.id
            ));
        } else if !examples.contains(&line) {
            examples.push(line);
        }
    }
    if examples.len() < FEWEST {
        notes.push(format!("`{}` has {} example; Rasa asks for {FEWEST}", entry.id, examples.len()));
    }
    let lines: Vec<String> = examples.iter().map(|line| format!("    - {line}\n")).collect();
    format!("- intent: {base}/{}\n  examples: |\n{}\n", entry.id, lines.concat())
}

fn response(base: &str, entry: &Entry) -> String {
    let answer = Value::String(entry.answer.clone());
    format!("  utter_{base}/{}:\n  - text: {answer}\n", entry.id)
}

fn rule(base: &str) -> String {
    format!("- rule: answer {base}\n  steps:\n  - intent: {base}\n  - action: utter_{base}\n\n")
}
