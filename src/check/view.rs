//! What every finding looks at: the knowledge, where it is written, and its wordings as a message would be read.
//!
//! In: what [`super::check`] was given. Out: look-ups that are needed by more than one room.

use std::sync::OnceLock;

use jiff::civil;

use crate::cores;
use crate::knowledge::{Entry, Field, Kind, KnowledgeBase, Place, Places, SubjectId};
use crate::language::Language;
use crate::pipeline::Docent;
use crate::text;

/// The knowledge, ready to be looked through.
pub(super) struct View<'a> {
    pub(super) knowledge: &'a KnowledgeBase,
    pub(super) docent: Option<&'a Docent>,
    pub(super) today: civil::Date,
    places: &'a Places,
    asked: OnceLock<Vec<Vec<String>>>,
}

/// One way of asking for an entry: its title, or one of its questions.
pub(super) struct Wording<'a> {
    pub(super) text: &'a str,
    pub(super) field: Field,
}

impl<'a> View<'a> {
    pub(super) fn new(
        knowledge: &'a KnowledgeBase,
        places: &'a Places,
        docent: Option<&'a Docent>,
        today: civil::Date,
    ) -> Self {
        Self { knowledge, docent, today, places, asked: OnceLock::new() }
    }

    /// Where a value is written.
    pub(super) fn place(&self, kind: Kind, id: &str, field: Field) -> Place {
        self.places.field(kind, id, field)
    }

    /// Where a thing is written.
    pub(super) fn whole(&self, kind: Kind, id: &str) -> Place {
        self.places.whole(kind, id)
    }

    /// The wordings of each entry as [`asked`] puts them, in the order of [`wordings`]. Most of what reading many entries costs, and needed more than once.
    pub(super) fn asked(&self) -> &[Vec<String>] {
        let of = |entry: &Entry| wordings(entry).map(|wording| asked_in(entry.id.language(), wording.text)).collect();
        self.asked.get_or_init(|| cores::each(&self.knowledge.entries, of))
    }

    /// All texts that writers wrote as Markdown, and where.
    pub(super) fn prose(&self) -> Vec<(&'a str, Place)> {
        let entry = |entry: &'a Entry| {
            (entry.answer.as_str(), self.place(Kind::Entry, entry.id.as_str(), Field::key("answer")))
        };
        let mut prose: Vec<_> = self.knowledge.entries.iter().map(entry).collect();
        for subject in &self.knowledge.subjects {
            prose.push((&subject.summary, self.place(Kind::Subject, subject.id.as_str(), Field::key("summary"))));
        }
        for page in &self.knowledge.comparisons {
            let id = page_id(&page.subjects);
            let at = |key, item| self.place(Kind::Comparison, &id, Field::item(key, item));
            let side = |subject: &SubjectId| usize::from(page.subjects[0] != *subject);
            prose.push((&page.verdict, at("verdict", 0)));
            prose.extend(page.in_common.iter().map(|text| (text.as_str(), at("in_common", 0))));
            prose.extend(page.choose.iter().map(|(subject, text)| (text.as_str(), at("choose", side(subject)))));
            prose.extend(page.moves.iter().map(|step| (step.text.as_str(), at("moves", side(&step.from)))));
        }
        for track in &self.knowledge.tracks {
            let closing = self.place(Kind::Track, track.id.as_str(), Field::key("closing"));
            prose.extend(track.closing.iter().map(|text| (text.as_str(), closing.clone())));
            for step in &track.steps {
                let place = self.place(Kind::Step, &format!("{}/{}", track.id, step.id), Field::key("text"));
                prose.extend(step.text.iter().map(|text| (text.as_str(), place.clone())));
            }
        }
        prose
    }
}

/// The id under which the place of a comparison page is noted.
pub(super) fn page_id([one, other]: &[SubjectId; 2]) -> String {
    format!("{one}+{other}")
}

/// The title and the questions of an entry.
pub(super) fn wordings(entry: &Entry) -> impl Iterator<Item = Wording<'_>> {
    let title = Wording { text: &entry.title, field: Field::key("title") };
    let questions = entry.questions.iter().enumerate();
    std::iter::once(title).chain(questions.map(|(at, text)| Wording { text, field: Field::item("questions", at) }))
}

/// A text as it is compared: case, punctuation, accents and contractions make no difference.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = text::phrase(text).into_iter().map(|token| token.text.to_string()).collect();
    words.join(" ")
}

/// A question as it is told apart from others: plurals and other endings make no difference either.
#[must_use]
pub fn asked(question: &str) -> String {
    asked_in(Language::English, question)
}

/// The same in a language.
pub(super) fn asked_in(language: Language, question: &str) -> String {
    let words: Vec<String> =
        text::phrase_in(language, question).into_iter().map(|token| token.stem.to_string()).collect();
    words.join(" ")
}
