//! Keeps apart what has nothing to do with one another: each category of subjects with the entries that speak of it, and all other entries by their shelves.
//!
//! In: the knowledge, then a message. Out: the [`Findings`] of the domain that is surest of it, with the candidates of the others behind. What is found
//! within a domain is left to [`super::search`].
//!
//! What a word is worth, what tells cards apart, which names and words are known and how far scores can be trusted is all learned from a domain alone. So a
//! thousand entries about something else, or ten products beside the roles, change nothing in what is answered about the roles. To which domain an entry belongs is
//! told by what people ask it with, never by how many others there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::apart::Apart;
use super::meaning::Vectors;
use super::names::Names;
use super::search::{Domain, Findings, Shared, Sources, View};
use super::shelf::{Shelf, Shelved};
use crate::knowledge::{Aspect, Entry, Intent, KnowledgeBase, Scope, Subject};
use crate::language::Language;
use crate::text::{self, Message, Token};

/// From this confidence on, what an earlier domain found stands: "… what is the reason for that?" may be a whole example elsewhere.
const SURE: f32 = 0.9;
/// What it counts in confidence that a domain knows a name in the message where the other knows none: "kafka vs pulsar" is about these two, whatever else is
/// written of the word kafka.
const NAMED: f32 = 0.3;
/// What an earlier domain counts in confidence beside a later one: what the knowledge is chiefly about comes first, and most of what people ask is about that. With
/// this and [`NAMED`] instead of 0 and 0.1, three more of 400 new questions are answered rightly, and of 1,115 messages that deserve silence 550 instead of 624 when
/// addressed.
const EARLIER: f32 = 0.1;

/// Share of an entry's wordings that must name a subject for the entry to belong to its category: one story in twenty has somebody's role or database in it.
const NAMING: f32 = 0.06;

/// Entries without a subject that are a domain of their own, if they are as many: among fewer, every word seems to tell them apart, and leaving some out tells little.
const ENOUGH: usize = 50;

/// What belongs to a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// What its entries are written in.
    pub(super) language: Language,
    /// Places in [`KnowledgeBase::entries`], in order.
    pub(super) entries: Vec<usize>,
    /// Places in [`KnowledgeBase::subjects`], in order: all of one category.
    pub(super) subjects: Vec<usize>,
    /// Aspects and groups that something is recorded under for one of these.
    pub(super) scopes: Vec<Scope>,
}

impl Extent {
    /// Whether an intent can be meant here: there are subjects, and what it asks for is recorded.
    pub(super) fn asks(&self, intent: &Intent) -> bool {
        self.language == Language::English
            && !self.subjects.is_empty()
            && intent.scope.as_ref().is_none_or(|scope| self.scopes.contains(scope))
    }
}

/// The knowledge, ready to be searched.
#[derive(Debug)]
pub struct Matcher {
    /// One a category that has subjects, in their order; then those of the other entries. There is at least one.
    pub(super) domains: Vec<Domain>,
    /// One for each language that entries are translated into.
    pub(super) translated: Vec<Domain>,
    apart: Apart,
}

impl Matcher {
    /// Learns from the knowledge, and where there are vectors of all its wordings, from these. The same knowledge and vectors give the same matcher.
    /// What lies on the shelf need not be learned again.
    #[must_use]
    pub fn learn(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>, shelf: Option<&dyn Shelf>) -> Self {
        let shelved = shelf.map(|shelf| Shelved::of(knowledge, shelf));
        let shared = Arc::new(Shared::of(knowledge, Language::English));
        let learn = |extent: &Extent| Domain::learn(knowledge, extent, vectors, shelved.as_ref(), &shared);
        let domains = part(knowledge).iter().map(learn).collect();
        // Vectors of meaning are mostly those of a model that reads English.
        let translated = super::languages::part(knowledge);
        let translated = translated.iter().map(|extent| {
            let shared = Arc::new(Shared::of(knowledge, extent.language));
            Domain::learn(knowledge, extent, None, shelved.as_ref(), &shared)
        });
        Self { domains, translated: translated.collect(), apart: Apart::learn(knowledge, shared.comparisons()) }
    }

    /// The first domain.
    #[cfg(test)]
    pub(super) fn home(&self) -> &Domain {
        &self.domains[0]
    }

    /// What a message may ask for of what is written in English; its sentences are compared by meaning where there are vectors of them.
    pub(super) fn find_in_english(
        &self,
        knowledge: &KnowledgeBase,
        message: &Message,
        vectors: Option<&dyn Vectors>,
    ) -> Findings {
        let sources = Sources { knowledge, vectors };
        let found: Vec<Findings> = self.domains.iter().map(|domain| domain.find(sources, message)).collect();
        let naming = found.iter().filter(|findings| !findings.subjects.is_empty()).count();
        let mut best = found.into_iter().reduce(surest_first).unwrap_or_default();
        // A writer who has an entry on just these two knows better than their categories.
        if naming > 1 && best.candidates.first().is_none_or(|c| c.view != View::Example) {
            best.apart = self.apart.find(knowledge, message);
        }
        best
    }

    /// Whether there is a view by meaning, in one domain at least.
    #[must_use]
    pub fn has_meaning(&self) -> bool {
        self.domains.iter().any(|domain| domain.scorer.has_meaning())
    }

    /// Texts whose vectors [`Matcher::learn`] looks up; none of a domain with too many cards to compare by meaning.
    #[must_use]
    pub fn wordings(knowledge: &KnowledgeBase) -> Vec<String> {
        distinct(part(knowledge).iter().flat_map(|extent| Domain::wordings(knowledge, extent)))
    }

    /// Texts whose vectors [`Matcher::find`] may look up.
    #[must_use]
    pub fn wordings_of(&self, message: &Message) -> Vec<String> {
        distinct(self.domains.iter().flat_map(|domain| domain.wordings_of(message)))
    }

    /// The subject that a phrase names as a whole.
    pub(crate) fn subject_named(&self, phrase: &str) -> Option<usize> {
        self.domains.iter().chain(&self.translated).find_map(|domain| domain.lexis.subject_named(phrase))
    }

    /// The aspect or group that a phrase names as a whole.
    pub(crate) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        self.domains.iter().find_map(|domain| domain.lexis.scope_named(phrase))
    }
}

/// Texts that are not empty, each once, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    texts.filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}

/// The findings of the surer of two domains, the earlier one first, with what the other found behind. Confidence alone means the same in both, so they are not
/// mixed: what is decided rests on one domain.
fn surest_first(earlier: Findings, later: Findings) -> Findings {
    let sure = |findings: &Findings| findings.candidates.first().map_or(-1.0, |c| c.confidence);
    let named = |findings: &Findings| if findings.subjects.is_empty() { 0.0 } else { NAMED };
    let surer = sure(&later) + named(&later) > sure(&earlier) + named(&earlier) + EARLIER;
    let stands = sure(&earlier) >= SURE && named(&earlier) >= named(&later);
    let written = |findings: &Findings| findings.candidates.first().is_some_and(|c| c.view == View::Example);
    // What somebody wrote down word for word is what it stands for, whatever its words mean elsewhere.
    let goes_to_later = match (written(&earlier), written(&later)) {
        (true, false) => false,
        (false, true) => true,
        _ => surer && !stands,
    };
    let (mut best, other) = if goes_to_later { (later, earlier) } else { (earlier, later) };
    best.candidates.extend(other.candidates);
    best
}

/// The domains: one a category that has subjects, and one for each group of entries that nobody asks for by a subject. Where that would leave a domain without
/// cards of its own, there is one less.
fn part(knowledge: &KnowledgeBase) -> Vec<Extent> {
    let mut categories = Vec::new();
    for category in knowledge.categories.iter().map(|c| &c.id).chain(knowledge.subjects.iter().map(|s| &s.category)) {
        let of_it = |(_, subject): &(usize, &Subject)| subject.category == *category;
        let subjects: Vec<usize> = knowledge.subjects.iter().enumerate().filter(of_it).map(|(at, _)| at).collect();
        if !subjects.is_empty() && !categories.contains(&subjects) {
            categories.push(subjects);
        }
    }
    let names: Vec<SubjectNames> = categories.iter().map(|subjects| SubjectNames::of(knowledge, subjects)).collect();
    let mut domains: Vec<Extent> = categories
        .into_iter()
        .map(|subjects| Extent { scopes: scopes(knowledge, &subjects), subjects, ..Extent::default() })
        .collect();
    claim_unused(knowledge, &mut domains);
    let mut others = Vec::new();
    let originals = knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.id.original().is_none());
    for (at, entry) in originals {
        match home(&names, entry) {
            Some(domain) => domains[domain].entries.push(at),
            None => others.push(at),
        }
    }
    // A single category and nothing that speaks of it: the entries are asked for by the words of its subjects' company.
    match domains.as_mut_slice() {
        [only] if only.entries.is_empty() => only.entries = std::mem::take(&mut others),
        _ => {}
    }
    let groups = together(knowledge, &others);
    domains.extend(groups.into_iter().map(|entries| Extent { entries, ..Extent::default() }));
    if domains.is_empty() {
        domains.push(Extent::default());
    }
    domains
}

/// Parts entries into those that stand on one shelf or lead to one another. Small parts are one.
fn together(knowledge: &KnowledgeBase, entries: &[usize]) -> Vec<Vec<usize>> {
    let of = |at: &usize| knowledge.entries.get(*at);
    let places: FxHashMap<&str, usize> =
        entries.iter().enumerate().filter_map(|(place, at)| Some((of(at)?.id.as_str(), place))).collect();
    let mut shelves: FxHashMap<&str, usize> = FxHashMap::default();
    let mut part: Vec<usize> = (0..entries.len()).collect();
    for (place, entry) in entries.iter().enumerate().filter_map(|(place, at)| Some((place, of(at)?))) {
        let shelf = *shelves.entry(entry.topic.as_str()).or_insert(place);
        let linked = entry.related.iter().filter_map(|id| places.get(id.as_str()).copied());
        for other in linked.chain([shelf]) {
            let (one, other) = (first_of(&mut part, place), first_of(&mut part, other));
            part[one.max(other)] = one.min(other);
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, at) in entries.iter().enumerate() {
        parts.entry(first_of(&mut part, place)).or_default().push(*at);
    }
    let (large, small): (Vec<_>, Vec<_>) = parts.into_values().partition(|part| part.len() >= ENOUGH);
    let mut small: Vec<usize> = small.into_iter().flatten().collect();
    small.sort_unstable();
    large.into_iter().chain(Some(small).filter(|small| !small.is_empty())).collect()
}

/// The first entry of the part that an entry belongs to (union-find, with the way halved).
fn first_of(part: &mut [usize], mut place: usize) -> usize {
    while part[place] != place {
        part[place] = part[part[place]];
        place = part[place];
    }
    place
}

/// The domain whose subjects an entry is asked for by: that of its front matter, else the first that enough of its wordings name. "How much SQL does a backend
/// engineer need" is about the engineer where roles come first, however often SQL is named.
fn home(names: &[SubjectNames], entry: &Entry) -> Option<usize> {
    let texts: Vec<Vec<Token>> = std::iter::once(&entry.title)
        .chain(&entry.questions)
        .chain(&entry.keywords)
        .map(|text| text::phrase(text))
        .collect();
    let given = |names: &SubjectNames| entry.subjects.iter().any(|id| names.ids.contains(id.as_str()));
    let asked_by = |names: &SubjectNames| {
        let naming = texts.iter().filter(|tokens| names.stand_in(tokens)).count();
        naming > 0 && naming as f32 >= NAMING * texts.len() as f32
    };
    names.iter().position(given).or_else(|| names.iter().position(asked_by))
}

/// Aspects that something is recorded under for one of these subjects, and the groups of these, in the order of the knowledge.
fn scopes(knowledge: &KnowledgeBase, subjects: &[usize]) -> Vec<Scope> {
    let facts = subjects.iter().filter_map(|at| knowledge.subjects.get(*at)).flat_map(|subject| &subject.facts);
    let used: FxHashSet<&str> = facts.map(|fact| fact.aspect.as_str()).collect();
    let aspects = || knowledge.aspects.iter().filter(|aspect| used.contains(aspect.id.as_str()));
    let groups = knowledge.groups.iter().filter(|group| aspects().any(|aspect| aspect.group == group.id));
    let aspect = |aspect: &Aspect| Scope::Aspect(aspect.id.clone());
    aspects().map(aspect).chain(groups.map(|group| Scope::Group(group.id.clone()))).collect()
}

/// What nothing is recorded under can be asked for all the same, in the first domain: the honest answer is that there is nothing.
fn claim_unused(knowledge: &KnowledgeBase, domains: &mut [Extent]) {
    let all = knowledge.aspects.iter().map(|aspect| Scope::Aspect(aspect.id.clone()));
    let all = all.chain(knowledge.groups.iter().map(|group| Scope::Group(group.id.clone())));
    let unused: Vec<Scope> = all.filter(|scope| !domains.iter().any(|domain| domain.scopes.contains(scope))).collect();
    if let Some(first) = domains.first_mut() {
        first.scopes.extend(unused);
    }
}

/// What tells that an entry speaks of a category's subjects.
struct SubjectNames {
    ids: FxHashSet<String>,
    names: Names,
    abbreviations: FxHashSet<String>,
}

impl SubjectNames {
    fn of(knowledge: &KnowledgeBase, subjects: &[usize]) -> Self {
        let subjects = || subjects.iter().filter_map(|at| knowledge.subjects.get(*at));
        let mut names = Names::default();
        for (owner, subject) in subjects().enumerate() {
            for name in std::iter::once(&subject.name).chain(&subject.aliases) {
                names.add(name, owner);
            }
        }
        let abbreviations = subjects().flat_map(|s| &s.abbreviations).map(|a| text::fold(a)).collect();
        Self { ids: subjects().map(|subject| subject.id.to_string()).collect(), names, abbreviations }
    }

    fn stand_in(&self, tokens: &[Token]) -> bool {
        let short = |token: &Token| token.capitals && self.abbreviations.contains(token.text.as_str());
        tokens.iter().any(short) || self.names.find(tokens).iter().any(|found| !found.repaired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{AspectId, CategoryId, EntryId, Fact, GroupId, SourceId, SubjectId};
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
    fn the_surer_domain_wins_and_what_is_sure_in_an_earlier_one_stands() {
        type Found = &'static [(&'static str, f32)];
        let rows: &[(Found, Found, &[&str])] = &[
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.4)], &["a", "b", "x"]),
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.7)], &["x", "a", "b"]),
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.55)], &["a", "b", "x"]),
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

    fn entry(id: &str, question: &str, answer: &str) -> Entry {
        Entry {
            id: EntryId::new(id).unwrap(),
            title: question.to_owned(),
            topic: "Any".to_owned(),
            questions: Vec::new(),
            keywords: Vec::new(),
            subjects: Vec::new(),
            sources: Vec::new(),
            related: Vec::new(),
            verified: "2026-01-01".parse().unwrap(),
            review: None,
            answer: answer.to_owned(),
        }
    }

    fn subject(id: &str, category: &str, names: &[&str]) -> Subject {
        Subject {
            id: SubjectId::new(id).unwrap(),
            name: id.to_owned(),
            short: id.to_owned(),
            category: CategoryId::new(category).unwrap(),
            aliases: names.iter().map(|name| (*name).to_owned()).collect(),
            abbreviations: vec![id.chars().take(2).collect::<String>().to_uppercase()],
            summary: String::new(),
            sources: Vec::new(),
            facts: Vec::new(),
        }
    }

    fn parted(entries: Vec<Entry>) -> Vec<Vec<usize>> {
        let subjects = vec![subject("espresso", "drinks", &["short black"]), subject("toast", "food", &[])];
        let knowledge = KnowledgeBase { subjects, entries, ..KnowledgeBase::default() };
        part(&knowledge).into_iter().map(|extent| extent.entries).collect()
    }

    #[test]
    fn what_people_ask_for_by_a_subject_is_with_its_category() {
        let entries = vec![
            entry("a", "How do I clean a short black cup?", "Rinse it."),
            entry("b", "When is the office open?", "From nine."),
            entry("c", "What wakes me up?", "An espresso does."),
            entry("d", "Is ES strong?", "Yes."),
            entry("e", "Where do es people live?", "In Spain."),
            entry("f", "Who makes the toast?", "You do, and an espresso with it."),
            Entry { subjects: vec![SubjectId::new("toast").unwrap()], ..entry("g", "Is espresso better?", "No.") },
            entry("h", "Toast or espresso?", "Both."),
        ];
        assert_eq!(parted(entries), [vec![0, 3, 7], vec![5, 6], vec![1, 2, 4]]);
    }

    #[test]
    fn where_only_one_domain_has_entries_there_is_no_empty_one() {
        let entry = || entry("b", "When is the office open?", "From nine.");
        let of = |subjects, entries| part(&KnowledgeBase { subjects, entries, ..KnowledgeBase::default() });
        let espresso = || vec![subject("espresso", "drinks", &[])];
        assert_eq!(of(espresso(), vec![entry()]).len(), 1);
        assert_eq!(of(espresso(), Vec::new()).len(), 1);
        assert_eq!(of(Vec::new(), vec![entry()]), [Extent { entries: vec![0], ..Extent::default() }]);
        assert_eq!(of(Vec::new(), Vec::new()), [Extent::default()]);
    }

    #[test]
    fn other_entries_are_together_by_shelves_and_links_and_small_groups_are_one() {
        let on = |at: usize, shelf: &str, related: &[&str]| Entry {
            topic: shelf.to_owned(),
            related: related.iter().map(|id| EntryId::new(id).unwrap()).collect(),
            ..entry(&format!("e-{at:03}"), "Why?", "So.")
        };
        // Two shelves that a link joins, one that stands alone, and one that is too small.
        let mut entries: Vec<Entry> = (0..30).map(|at| on(at, "Tea", &[])).collect();
        entries.extend((30..60).map(|at| on(at, "Cups", if at == 30 { &["e-000"] } else { &[] })));
        entries.extend((60..120).map(|at| on(at, "Cars", &[])));
        entries.push(on(120, "Moon", &[]));
        let range = |from: usize, to: usize| (from..to).collect::<Vec<_>>();
        assert_eq!(parted(entries)[2..], [range(0, 60), range(60, 120), range(120, 121)]);
    }

    #[test]
    fn every_aspect_can_be_asked_for_where_something_is_recorded_under_it() {
        let mut subjects = vec![subject("espresso", "drinks", &[]), subject("toast", "food", &[])];
        let fact = |aspect: &str| Fact {
            aspect: AspectId::new(aspect).unwrap(),
            text: "yes".to_owned(),
            source: SourceId::new("house").unwrap(),
            as_of: None,
        };
        subjects[0].facts = vec![fact("heat"), fact("price")];
        subjects[1].facts = vec![fact("price")];
        let aspect = |id: &str| Aspect {
            id: AspectId::new(id).unwrap(),
            name: id.to_owned(),
            group: GroupId::new("all").unwrap(),
            aliases: Vec::new(),
            questions: Vec::new(),
            together: None,
            headline: false,
        };
        let aspects = vec![aspect("heat"), aspect("price"), aspect("colour")];
        let scopes: Vec<Vec<String>> = part(&KnowledgeBase { aspects, subjects, ..KnowledgeBase::default() })
            .iter()
            .map(|extent| extent.scopes.iter().map(|scope| scope.as_str().to_owned()).collect())
            .collect();
        assert_eq!(
            scopes,
            [vec!["heat", "price", "colour"], vec!["price"]],
            "what nobody has a fact on is with the first"
        );
    }

    #[test]
    fn a_name_that_only_one_domain_knows_counts() {
        let named = |candidates, named: bool| Findings {
            subjects: if named { vec![SubjectId::new("espresso").unwrap()] } else { Vec::new() },
            ..findings(candidates)
        };
        let first = |earlier, later| surest_first(earlier, later).candidates[0].reply.to_string();
        assert_eq!(first(named(&[("a", 0.92)], false), named(&[("x", 0.9)], true)), "x");
        assert_eq!(first(named(&[("a", 0.92)], true), named(&[("x", 0.99)], true)), "a", "what is sure stands");
        assert_eq!(first(named(&[("a", 0.7)], true), named(&[("x", 0.75)], false)), "a");
    }
}
