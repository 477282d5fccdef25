//! The parts of the knowledge as values: sources, aspects, subjects with their facts, comparison pages, entries, intents, lexicon.
//!
//! In: nothing; [`super::parse`] fills these. Out: the values. All of them together, with their look-ups, are [`super::base`].

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::id::{AspectId, CategoryId, EntryId, GroupId, IntentId, SourceId, SubjectId};
use crate::language::Language;

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Title of the publication.
    pub title: String,
    /// Who wrote it, where known.
    pub author: Option<String>,
    /// Who published it, where known; [`NO_PUBLISHER`] where somebody looked and found nobody.
    pub publisher: Option<String>,
    /// Its own date, where it bears one.
    pub date: Option<Date>,
    /// The day a person read it; none where it is named from memory.
    pub read: Option<Date>,
    /// Address, where there is one.
    pub link: Option<String>,
}

/// Stands for the publisher of a source that names none. Each answer says so in its own language, which a remark in the title could not.
pub const NO_PUBLISHER: &str = "not recorded";

impl Source {
    /// What it is called where it is cited: with its publisher, or with these words where there is none to name.
    #[must_use]
    pub fn called(&self, no_publisher: &str) -> String {
        match self.publisher.as_deref() {
            Some(NO_PUBLISHER) => format!("{} ({no_publisher})", self.title),
            Some(publisher) => format!("{publisher}: {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// A set of things that can be compared with one another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Plural name: "Roles".
    pub name: String,
    /// One of them: "role".
    pub noun: String,
    /// Last words of names in this category ("engineer", "developer"): "game engineer" is then noticed as an unknown subject.
    pub heads: Vec<String>,
}

/// A group of aspects that can be asked for as one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Heading.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Aspect {
    /// Its id.
    pub id: AspectId,
    /// Row heading, at most 24 characters.
    pub name: String,
    /// The group it belongs to.
    pub group: GroupId,
    /// Other names, as noun phrases.
    pub aliases: Vec<String>,
    /// Ways of asking for this one fact, with `{subject}` in them.
    pub questions: Vec<String>,
    /// Whether the short table shows it.
    pub headline: bool,
    /// Aspects with the same word here belong together: asked for one of them, an answer shows the others below it.
    pub together: Option<String>,
    /// So many months after its source was read, a fact under this aspect is to be checked again; none where facts keep.
    pub review_months: Option<u16>,
}

/// What one source says of one subject under one aspect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fact {
    /// Under which aspect.
    pub aspect: AspectId,
    /// What it says: a phrase.
    pub text: String,
    /// Who says it.
    pub source: SourceId,
    /// Of when it is, where that differs from the source's own date.
    pub as_of: Option<Date>,
}

/// A thing that one can ask about or compare.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// Full name.
    pub name: String,
    /// Column heading in a narrow table, at most 12 characters.
    pub short: String,
    /// What it can be compared with.
    pub category: CategoryId,
    /// Other names.
    pub aliases: Vec<String>,
    /// Names in capitals ("BE"), which could be ordinary words in small letters.
    pub abbreviations: Vec<String>,
    /// What it is, in a paragraph of Markdown.
    pub summary: String,
    /// Of the summary.
    pub sources: Vec<SourceId>,
    /// Everything recorded of it.
    pub facts: Vec<Fact>,
}

/// Advice on moving from one subject to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Move {
    /// From where.
    pub from: SubjectId,
    /// To where.
    pub to: SubjectId,
    /// Markdown.
    pub text: String,
}

/// What only a pair can say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ComparisonPage {
    /// The two subjects.
    pub subjects: [SubjectId; 2],
    /// Of the whole page.
    pub sources: Vec<SourceId>,
    /// The day a person last checked it.
    pub verified: Date,
    /// When to check again.
    pub review: Option<Date>,
    /// The answer to "what's the difference?", in one or two sentences.
    pub verdict: String,
    /// What both share, as Markdown.
    pub in_common: Option<String>,
    /// When to choose which, as Markdown.
    pub choose: Vec<(SubjectId, String)>,
    /// How to get from one to the other.
    pub moves: Vec<Move>,
}

/// One FAQ answer with its example questions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// Its id: the file's name.
    pub id: EntryId,
    /// The question as a person would say it.
    pub title: String,
    /// The shelf it stands on.
    pub topic: String,
    /// Ways people ask it.
    pub questions: Vec<String>,
    /// Words that mark this entry.
    pub keywords: Vec<String>,
    /// Subjects it is about, beyond those that its questions name.
    pub subjects: Vec<SubjectId>,
    /// Where the answer comes from.
    pub sources: Vec<SourceId>,
    /// What to read next.
    pub related: Vec<EntryId>,
    /// The day a person last checked it; none where nobody has said so, as after an import.
    pub verified: Option<Date>,
    /// When to check again.
    pub review: Option<Date>,
    /// The answer, as Markdown.
    pub answer: String,
}

/// One aspect or a whole group of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// One row.
    Aspect(AspectId),
    /// All rows of a group.
    Group(GroupId),
}

impl Scope {
    /// The id of the aspect or group.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Aspect(id) => id.as_str(),
            Self::Group(id) => id.as_str(),
        }
    }
}

/// What an intent is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IntentReply {
    /// The summary of `{subject}`.
    Summary,
    /// The facts of `{subject}` under `{aspect}`.
    Fact,
    /// A table of `{subject}` and `{other}`, under `{aspect}` where given.
    Comparison,
    /// The advice on moving from `{subject}` to `{other}`.
    Move,
}

/// A way of asking that works for every subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Intent {
    /// Its id.
    pub id: IntentId,
    /// What answers it.
    pub reply: IntentReply,
    /// The aspect or group it asks for, where the words do not name one.
    pub scope: Option<Scope>,
    /// Example questions with `{subject}`, `{other}` and `{aspect}` in them.
    pub questions: Vec<String>,
    /// Regular expressions over the whole normalised message, with the same slots.
    pub patterns: Vec<String>,
}

/// Who keeps answers right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Owner {
    /// A role or a team, as people call it.
    pub name: String,
    /// The topics whose entries it keeps.
    pub topics: Vec<String>,
}

/// Words of the field that no entry owns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lexicon {
    /// Sets of words that mean the same; the first stands for all.
    pub synonyms: Vec<Vec<String>>,
    /// Short forms and what they stand for.
    pub abbreviations: Vec<(String, String)>,
    /// Things one could ask about that this knowledge does not have.
    pub other_subjects: Vec<String>,
    /// Phrases that mean "not a question for us".
    pub not_for_us: Vec<String>,
    /// Whole messages that deserve silence, to learn from.
    pub silent: Vec<String>,
}

impl Lexicon {
    /// One without words.
    pub(crate) const EMPTY: &'static Self = &Self {
        synonyms: Vec::new(),
        abbreviations: Vec::new(),
        other_subjects: Vec::new(),
        not_for_us: Vec::new(),
        silent: Vec::new(),
    };
}

/// Words of another language: what `lexicon.de.toml` holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tongue {
    /// Which language.
    pub language: Language,
    /// The same as [`super::KnowledgeBase::lexicon`] is for English.
    pub lexicon: Lexicon,
    /// What subjects are called there besides the names that they have everywhere.
    pub names: Vec<Called>,
}

/// What a subject is called in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Called {
    /// Which subject.
    pub subject: SubjectId,
    /// Names as they are written in full.
    pub called: Vec<String>,
    /// A name that counts only beside another subject, as [`Subject::short`] does.
    pub short: Option<String>,
}
