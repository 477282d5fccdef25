//! The exporters, one file a format.
//!
//! In: a knowledge base. Out: the text of one file or of several, and what the format has no place for. Writing to the disk is left to `cli`.

mod csv;
mod json;
mod markdown;
mod rasa;

use crate::knowledge::KnowledgeBase;
use crate::language::Language;

/// Stands between an answer and what Docent tells about it, so that reading a page back finds where the answer ends.
pub(super) const ABOUT: &str = "<!-- about this answer -->";

/// Before and behind the id of an entry, in a line that shows nowhere but in the text.
pub(super) const ENTRY: &str = "<!-- entry: ";
pub(super) const ENTRY_END: &str = " -->";

/// Stands over the questions of an answer.
pub(super) const ASKED: &str = "Asked as:";

/// Before the sources of an answer, and before what to read next.
pub(super) const SOURCES: &str = "Sources: ";
pub(super) const SEE_ALSO: &str = "See also: ";

/// Before the day on which an answer was checked, instead of it, and before the one on which it is to be checked again.
pub(super) const VERIFIED: &str = "Last verified ";
pub(super) const NOT_VERIFIED: &str = "Not verified yet";
pub(super) const REVIEW: &str = ", to be checked again ";

/// What knowledge can be taken out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Pages for people, with an index.
    Markdown,
    /// Everything, as one document.
    Json,
    /// Entries, a row each.
    Csv,
    /// Training data, responses and rules.
    Rasa,
}

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// One file.
    File(String),
    /// Files in a folder, by path.
    Folder(Vec<(String, String)>),
}

/// What was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// The files.
    pub out: Out,
    /// What is in them: how many of what, in the singular.
    pub held: Vec<(usize, &'static str)>,
    /// What the format has no place for.
    pub notes: Vec<String>,
}

impl Export {
    /// Writes the knowledge in this format.
    #[must_use]
    pub fn write(self, knowledge: &KnowledgeBase) -> TakenOut {
        let (out, notes) = match self {
            Self::Markdown => (Out::Folder(markdown::write(knowledge)), beside_pages(knowledge)),
            Self::Json => (Out::File(json::write(knowledge)), Vec::new()),
            Self::Csv => (Out::File(csv::write(knowledge)), beside_entries(knowledge)),
            Self::Rasa => {
                let (files, mut notes) = rasa::write(knowledge);
                notes.extend(beside_entries(knowledge));
                (Out::Folder(files), notes)
            }
        };
        TakenOut { out, held: self.held(knowledge), notes }
    }

    /// What has a place in this format. Sources are counted where they come as such, not as names or below answers.
    fn held(self, knowledge: &KnowledgeBase) -> Vec<(usize, &'static str)> {
        if matches!(self, Self::Csv | Self::Rasa) {
            return vec![(knowledge.entries_in(Language::English).count(), "entry")];
        }
        let mut held = vec![
            (knowledge.entries.len(), "entry"),
            (knowledge.subjects.len(), "subject"),
            (knowledge.subjects.iter().map(|subject| subject.facts.len()).sum(), "fact"),
            (knowledge.comparisons.len(), "comparison"),
        ];
        if self == Self::Json {
            held.extend([(knowledge.sources.len(), "source"), (knowledge.tracks.len(), "track")]);
        }
        held
    }
}

/// What a format of questions and answers has no place for.
fn beside_entries(knowledge: &KnowledgeBase) -> Vec<String> {
    let translations = knowledge.entries.iter().filter(|entry| entry.id.original().is_some()).count();
    let parts = [
        (knowledge.subjects.len(), "subject was", "subjects were"),
        (knowledge.comparisons.len(), "comparison page was", "comparison pages were"),
        (translations, "translation was", "translations were"),
        (knowledge.sources.len(), "source was", "sources were"),
    ];
    let some = parts.into_iter().filter(|(count, ..)| *count > 0);
    let told = some.map(|(count, one, more)| {
        format!("{count} {} left out: `json` and `markdown` have room for them", plural(count, one, more))
    });
    told.chain(beside_pages(knowledge)).collect()
}

/// What only JSON has a place for.
fn beside_pages(knowledge: &KnowledgeBase) -> Vec<String> {
    let tracks = knowledge.tracks.len();
    let left = plural(tracks, "track was", "tracks were");
    let tracks = (tracks > 0).then(|| format!("{tracks} {left} left out: `json` has room for them"));
    let quiz = !knowledge.quiz.questions.is_empty();
    tracks.into_iter().chain(quiz.then(|| "the quiz was left out: `json` has room for it".to_owned())).collect()
}

fn plural(count: usize, one: &'static str, more: &'static str) -> &'static str {
    if count == 1 { one } else { more }
}

/// Names that are no file's twice: the next one gets a number.
fn free_name(taken: &mut std::collections::HashSet<String>, name: &str, otherwise: &str) -> String {
    let name = if name.is_empty() { otherwise } else { name };
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}
