//! Parts the knowledge: each category of subjects with the entries that speak of it, and all other entries by their shelves.
//!
//! In: the knowledge. Out: the [`Extent`] of each domain. To which an entry belongs is told by what people ask it with, never by how many others there are. What is
//! learned of each, and which one answers, is left to [`super::domains`].

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::knowledge::{Aspect, Entry, Intent, KnowledgeBase, Scope, Subject};
use crate::language::Language;
use crate::text::{self, Token};

/// Share of an entry's wordings that must name a subject of the first category for the entry to belong to it: one story in twenty has somebody's role in it. What belongs
/// there is always searched.
const NAMING: f32 = 0.06;

/// The same for a later category, whose entries are mostly found only where one of its subjects is named: "what is a dag" has to be found without Airflow, although one wording in fourteen
/// has it. With 0.06 here as well, 365 of 399 questions on all that is beside the roles are answered rightly instead of 371.
const NAMING_LATER: f32 = 0.25;

/// A category must be named at least so often beside the one that is named most: "go or rust" is about the languages, even if one in eight who ask says what his role is.
const BESIDE: f32 = 0.25;

/// Entries without a subject that are a domain of their own, if they are as many: among fewer, every word seems to tell them apart, and leaving some out tells little.
const ENOUGH: usize = 50;

/// What belongs to a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The domains: one a category that has subjects, and one for each group of entries that nobody asks for by a subject. Where that would leave a domain without
/// cards of its own, there is one less.
pub(super) fn part(knowledge: &KnowledgeBase) -> Vec<Extent> {
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
    let given = |names: &SubjectNames| entry.subjects.iter().any(|id| names.ids.contains(id.as_str()));
    names.iter().position(given).or_else(|| {
        let shares = shares_naming(names, entry);
        let beside = BESIDE * shares.iter().copied().fold(0.0, f32::max);
        let least = |at| if at == 0 { NAMING } else { NAMING_LATER };
        shares.iter().enumerate().position(|(at, share)| *share >= least(at) && *share >= beside)
    })
}

/// Of an entry's wordings, the share that names a subject of each category.
fn shares_naming(names: &[SubjectNames], entry: &Entry) -> Vec<f32> {
    let texts: Vec<Vec<Token>> = std::iter::once(&entry.title)
        .chain(&entry.questions)
        .chain(&entry.keywords)
        .map(|text| text::phrase(text))
        .collect();
    let naming = |names: &SubjectNames| texts.iter().filter(|tokens| names.stand_in(tokens)).count();
    names.iter().map(|names| naming(names) as f32 / texts.len() as f32).collect()
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
    use crate::knowledge::{AspectId, EntryId, Fact, GroupId, SourceId, SubjectId};
    use crate::matching::testing::{entry, subject};

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
    fn an_entry_goes_where_it_is_mostly_named_and_to_a_later_category_only_then() {
        let asked = |id: &str, naming: &[(&str, usize)], whole: usize| {
            let named = naming.iter().flat_map(|(name, times)| (0..*times).map(move |_| format!("is the {name} warm")));
            let mut questions: Vec<String> = named.collect();
            questions.resize_with(whole - 1, || "is it warm".to_owned());
            Entry { questions, ..entry(id, "Is it warm?", "Yes.") }
        };
        let entries = vec![
            asked("first", &[("espresso", 6)], 100),
            asked("hardly", &[("espresso", 5)], 100),
            asked("later", &[("toast", 25)], 100),
            asked("hardly-later", &[("toast", 24)], 100),
            asked("both", &[("toast", 60), ("espresso", 15)], 100),
            asked("mostly-later", &[("toast", 60), ("espresso", 14)], 100),
        ];
        assert_eq!(parted(entries), [vec![0, 4], vec![2, 5], vec![1, 3]]);
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
            review_months: None,
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
}
