//! Keeps apart what has nothing to do with one another: entries that speak of the subjects, and all others.
//!
//! In: the knowledge, then a message. Out: the [`Findings`] of the domain that is surest of it, with the candidates of the others behind. What is found
//! within a domain is left to [`super::search`].
//!
//! What a word is worth, what tells cards apart, which words are known and how far scores can be trusted is all learned from the examples of a domain alone. So a
//! thousand entries about something else change nothing in what is answered about the subjects. To which domain an entry belongs is told by
//! the entry itself and by those it is linked with, never by how many others there are.

use rustc_hash::{FxHashMap, FxHashSet};

use super::meaning::Vectors;
use super::names::Names;
use super::search::{Domain, Findings, Sources};
use super::shelf::Shelf;
use crate::knowledge::{Entry, KnowledgeBase, Scope};
use crate::text::{self, Message, Token};

/// From this confidence on, what is found at home stands: "… what is the reason for that?" may be a whole example elsewhere.
const SURE_AT_HOME: f32 = 0.9;

/// What belongs to a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Places in [`KnowledgeBase::entries`], in order.
    pub(super) entries: Vec<usize>,
    /// Whether subjects, aspects and intents belong to it: they do to the first.
    pub(super) subjects: bool,
}

/// The knowledge, ready to be searched.
#[derive(Debug)]
pub struct Matcher {
    /// That of the subjects; where there are none, everything.
    home: Domain,
    /// Entries that have nothing to do with the subjects.
    elsewhere: Option<Domain>,
}

impl Matcher {
    /// Learns from the knowledge, and where there are vectors of all its wordings, from these. The same knowledge and vectors give the same matcher.
    /// What lies on the shelf need not be learned again.
    #[must_use]
    pub fn learn(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>, shelf: Option<&dyn Shelf>) -> Self {
        let (home, elsewhere) = part(knowledge);
        Self {
            home: Domain::learn(knowledge, &home, vectors, shelf),
            elsewhere: elsewhere.map(|extent| Domain::learn(knowledge, &extent, vectors, shelf)),
        }
    }

    /// What the subjects have to do with.
    #[cfg(test)]
    pub(super) fn home(&self) -> &Domain {
        &self.home
    }

    fn domains(&self) -> impl Iterator<Item = &Domain> {
        std::iter::once(&self.home).chain(&self.elsewhere)
    }

    /// What a message may ask for; its sentences are compared by meaning where there are vectors of them.
    #[must_use]
    pub fn find(&self, knowledge: &KnowledgeBase, message: &Message, vectors: Option<&dyn Vectors>) -> Findings {
        let sources = Sources { knowledge, vectors };
        let home = self.home.find(sources, message);
        match &self.elsewhere {
            Some(elsewhere) => surest_first(home, elsewhere.find(sources, message)),
            None => home,
        }
    }

    /// Whether there is a view by meaning, in one domain at least.
    #[must_use]
    pub fn has_meaning(&self) -> bool {
        self.domains().any(|domain| domain.scorer.has_meaning())
    }

    /// Texts whose vectors [`Matcher::learn`] looks up; none of a domain with too many cards to compare by meaning.
    #[must_use]
    pub fn wordings(knowledge: &KnowledgeBase) -> Vec<String> {
        let (home, elsewhere) = part(knowledge);
        distinct(std::iter::once(home).chain(elsewhere).flat_map(|extent| Domain::wordings(knowledge, &extent)))
    }

    /// Texts whose vectors [`Matcher::find`] may look up.
    #[must_use]
    pub fn wordings_of(&self, message: &Message) -> Vec<String> {
        distinct(self.domains().flat_map(|domain| domain.wordings_of(message)))
    }

    /// The subject that a phrase names as a whole.
    pub(crate) fn subject_named(&self, phrase: &str) -> Option<usize> {
        self.home.lexis.subject_named(phrase)
    }

    /// The aspect or group that a phrase names as a whole.
    pub(crate) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        self.home.lexis.scope_named(phrase)
    }
}

/// Texts that are not empty, each once, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    texts.filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}

/// The findings of the surer domain, with what the other found behind. Confidence alone means the same in both, so they are not mixed: what is decided
/// rests on one domain.
fn surest_first(home: Findings, elsewhere: Findings) -> Findings {
    let sure = |findings: &Findings| findings.candidates.first().map_or(-1.0, |c| c.confidence);
    let away = sure(&elsewhere) > sure(&home) && sure(&home) < SURE_AT_HOME;
    let (mut best, other) = if away { (elsewhere, home) } else { (home, elsewhere) };
    best.candidates.extend(other.candidates);
    best
}

/// The domain of the subjects, and that of the entries that have nothing to do with them. Where no entry has to do with a subject, all
/// are one.
fn part(knowledge: &KnowledgeBase) -> (Extent, Option<Extent>) {
    let names = SubjectNames::of(knowledge);
    let speaking: Vec<bool> = knowledge.entries.iter().map(|entry| names.speaks(entry)).collect();
    let linked = linked(knowledge, speaking);
    let all = |home: bool| linked.iter().enumerate().filter(move |(_, is)| **is == home).map(|(at, _)| at).collect();
    let (home, elsewhere): (Vec<usize>, Vec<usize>) = (all(true), all(false));
    if home.is_empty() || elsewhere.is_empty() {
        return (Extent { entries: (0..knowledge.entries.len()).collect(), subjects: true }, None);
    }
    (Extent { entries: home, subjects: true }, Some(Extent { entries: elsewhere, subjects: false }))
}

/// Those marked, and all that `related` leads to from them or that leads to them.
fn linked(knowledge: &KnowledgeBase, mut marked: Vec<bool>) -> Vec<bool> {
    let places: FxHashMap<&str, usize> =
        knowledge.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
    let mut links: Vec<Vec<usize>> = vec![Vec::new(); knowledge.entries.len()];
    for (at, entry) in knowledge.entries.iter().enumerate() {
        for other in entry.related.iter().filter_map(|id| places.get(id.as_str())) {
            links[at].push(*other);
            links[*other].push(at);
        }
    }
    let mut open: Vec<usize> = (0..marked.len()).filter(|at| marked[*at]).collect();
    while let Some(at) = open.pop() {
        for other in &links[at] {
            if !std::mem::replace(&mut marked[*other], true) {
                open.push(*other);
            }
        }
    }
    marked
}

/// What tells that an entry speaks of a subject.
struct SubjectNames {
    names: Names,
    abbreviations: FxHashSet<String>,
}

impl SubjectNames {
    fn of(knowledge: &KnowledgeBase) -> Self {
        let mut names = Names::default();
        for (owner, subject) in knowledge.subjects.iter().enumerate() {
            for name in std::iter::once(&subject.name).chain(&subject.aliases) {
                names.add(name, owner);
            }
        }
        let abbreviations = knowledge.subjects.iter().flat_map(|s| &s.abbreviations).map(|a| text::fold(a)).collect();
        Self { names, abbreviations }
    }

    /// Whether an entry names a subject anywhere: in its front matter, its questions or its answer.
    fn speaks(&self, entry: &Entry) -> bool {
        let texts = std::iter::once(&entry.title).chain(&entry.questions).chain(&entry.keywords).chain([&entry.answer]);
        !entry.subjects.is_empty() || texts.map(|text| text::phrase(text)).any(|tokens| self.stand_in(&tokens))
    }

    fn stand_in(&self, tokens: &[Token]) -> bool {
        let short = |token: &Token| token.capitals && self.abbreviations.contains(token.text.as_str());
        tokens.iter().any(short) || self.names.find(tokens).iter().any(|found| !found.repaired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{CategoryId, EntryId, Subject, SubjectId};
    use crate::matching::search::{Candidate, View};
    use crate::matching::signals::Signals;

    fn findings(candidates: &[(&str, f32)]) -> Findings {
        let candidate = |(id, confidence): &(&str, f32)| Candidate {
            reply: id.parse().unwrap(),
            confidence: *confidence,
            view: View::Search,
            signals: Signals::default(),
            recorded: true,
        };
        Findings { candidates: candidates.iter().map(candidate).collect(), ..Findings::default() }
    }

    #[test]
    fn the_surer_domain_wins_and_what_is_sure_at_home_stands() {
        type Found = &'static [(&'static str, f32)];
        let rows: &[(Found, Found, &[&str])] = &[
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.4)], &["a", "b", "x"]),
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.6)], &["x", "a", "b"]),
            (&[("a", 0.95)], &[("x", 0.99)], &["a", "x"]),
            (&[("a", 0.5)], &[("x", 0.5)], &["a", "x"]),
            (&[], &[("x", 0.1)], &["x"]),
        ];
        for (here, away, expected) in rows {
            let merged = surest_first(findings(here), findings(away));
            let ids: Vec<String> = merged.candidates.iter().map(|c| c.reply.to_string()).collect();
            assert_eq!(&ids, expected);
        }
    }

    fn entry(id: &str, question: &str, answer: &str, related: &[&str]) -> Entry {
        Entry {
            id: EntryId::new(id).unwrap(),
            title: question.to_owned(),
            topic: "Any".to_owned(),
            questions: Vec::new(),
            keywords: Vec::new(),
            subjects: Vec::new(),
            sources: Vec::new(),
            related: related.iter().map(|id| EntryId::new(id).unwrap()).collect(),
            verified: "2026-01-01".parse().unwrap(),
            review: None,
            answer: answer.to_owned(),
        }
    }

    fn parted(entries: Vec<Entry>) -> (Vec<usize>, Option<Vec<usize>>) {
        let subject = Subject {
            id: SubjectId::new("espresso").unwrap(),
            name: "Espresso".to_owned(),
            short: "Espresso".to_owned(),
            category: CategoryId::new("drinks").unwrap(),
            aliases: vec!["short black".to_owned()],
            abbreviations: vec!["ES".to_owned()],
            summary: String::new(),
            sources: Vec::new(),
            facts: Vec::new(),
        };
        let knowledge = KnowledgeBase { subjects: vec![subject], entries, ..KnowledgeBase::default() };
        let (home, elsewhere) = part(&knowledge);
        assert!(home.subjects);
        (home.entries, elsewhere.map(|extent| extent.entries))
    }

    #[test]
    fn what_names_a_subject_or_is_linked_with_it_is_at_home() {
        let entries = vec![
            entry("a", "How do I clean a short black cup?", "Rinse it.", &["c"]),
            entry("b", "When is the office open?", "From nine.", &[]),
            entry("c", "Is it hot?", "Very.", &[]),
            entry("d", "What wakes me up?", "An espresso does.", &[]),
            entry("e", "Is ES strong?", "Yes.", &[]),
            entry("f", "Where do es people live?", "In Spain.", &["g"]),
            entry("g", "Is it far?", "Yes.", &[]),
            entry("h", "Is it cold?", "No.", &["a"]),
        ];
        assert_eq!(parted(entries), (vec![0, 2, 3, 4, 7], Some(vec![1, 5, 6])));
    }

    #[test]
    fn where_no_entry_names_a_subject_all_are_one() {
        let entries = vec![entry("b", "When is the office open?", "From nine.", &[])];
        assert_eq!(parted(entries), (vec![0], None));
        assert_eq!(parted(Vec::new()), (Vec::new(), None));
    }
}
