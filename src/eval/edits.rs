//! What reads otherwise after a change of the knowledge, whatever is asked: texts, titles, facts and sources.
//!
//! In: the knowledge before and after. Out: an [`Edit`] for each part that people read otherwise, with how it read and how it reads. Which questions find another
//! answer is left to [`crate::eval::change`], how much of a long text is shown to `cli`.

use std::collections::BTreeSet;

use crate::answer::Citation;
use crate::knowledge::{ComparisonPage, Entry, Fact, KnowledgeBase, ReplyId, Source, SourceId, Subject, SubjectId};
use crate::language::Language;

/// One part that reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it is read.
    pub spot: Spot,
    /// Which part of that.
    pub part: Part,
    /// How it read; empty where there was nothing.
    pub before: String,
    /// How it reads; empty where nothing is left.
    pub after: String,
}

/// Where something is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// In what answers with this id; of a comparison, what its page says of the pair. What its table says is told as facts.
    Answer(ReplyId),
    /// Wherever this source is cited.
    Source(SourceId),
}

/// A part of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What it is called.
    Title,
    /// What it says.
    Text,
    /// Where it is from.
    Sources,
}

/// Every part that reads otherwise: of entries and of sources that are there before and after, of subjects and comparison pages also where they come or go.
#[must_use]
pub fn edits(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    [entries(old, new), subjects(old, new), pages(old, new), sources(old, new)].concat()
}

/// What people read in one place; empty where there is nothing. What no answer shows is no part of it: the day of a check, when to choose which.
#[derive(Debug, Default)]
struct Reading {
    title: String,
    text: String,
    sources: String,
}

impl Reading {
    fn of_entry(entry: &Entry) -> Self {
        // A translation has the sources of its original, and that tells of them.
        let sources = if entry.id.original().is_none() { listed(&entry.sources) } else { String::new() };
        Self { title: entry.title.clone(), text: entry.answer.clone(), sources }
    }

    fn of_subject(subject: &Subject) -> Self {
        Self { title: subject.name.clone(), text: subject.summary.clone(), sources: listed(&subject.sources) }
    }

    fn of_fact(fact: &Fact) -> Self {
        let as_of = fact.as_of.map_or_else(String::new, |date| format!(", {date}"));
        Self { text: format!("{} [{}{as_of}]", fact.text, fact.source), ..Self::default() }
    }

    fn of_page(page: &ComparisonPage) -> Self {
        Self { text: page.verdict.clone(), sources: listed(&page.sources), ..Self::default() }
    }

    /// The advice of a page for who comes from this subject.
    fn of_move(page: &ComparisonPage, from: &SubjectId) -> Self {
        let advice = page.moves.iter().find(|advice| advice.from == *from);
        Self { text: advice.map_or_else(String::new, |advice| advice.text.clone()), ..Self::default() }
    }

    fn of_source(source: &Source) -> Self {
        let Citation { title, date, link, .. } = Citation::of(source, Language::English);
        let cited: Vec<String> = [Some(title), Some(date), link].into_iter().flatten().collect();
        Self { text: cited.join(", "), ..Self::default() }
    }
}

fn listed(sources: &[SourceId]) -> String {
    sources.iter().map(SourceId::as_str).collect::<Vec<_>>().join(", ")
}

/// The parts that differ in their words; where a writer broke a line is no news.
fn compared(spot: &Spot, before: Reading, after: Reading) -> Vec<Edit> {
    let parts = [
        (Part::Title, before.title, after.title),
        (Part::Text, before.text, after.text),
        (Part::Sources, before.sources, after.sources),
    ];
    parts
        .into_iter()
        .filter(|(_, before, after)| !before.split_whitespace().eq(after.split_whitespace()))
        .map(|(part, before, after)| Edit { spot: spot.clone(), part, before, after })
        .collect()
}

fn entries(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    let on_both = old.entries.iter().filter_map(|was| Some((was, new.entry(&was.id)?)));
    let edits = on_both.flat_map(|(was, is)| {
        let spot = Spot::Answer(ReplyId::Entry(is.id.clone()));
        compared(&spot, Reading::of_entry(was), Reading::of_entry(is))
    });
    edits.collect()
}

fn subjects(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    let ids: BTreeSet<&SubjectId> = old.subjects.iter().chain(&new.subjects).map(|subject| &subject.id).collect();
    ids.into_iter().flat_map(|id| subject(id, old.subject(id), new.subject(id))).collect()
}

fn subject(id: &SubjectId, was: Option<&Subject>, is: Option<&Subject>) -> Vec<Edit> {
    let read = |subject: Option<&Subject>| subject.map(Reading::of_subject).unwrap_or_default();
    let mut edits = compared(&Spot::Answer(ReplyId::About(id.clone())), read(was), read(is));
    edits.extend(facts(id, recorded(was), recorded(is)));
    edits
}

fn recorded(subject: Option<&Subject>) -> &[Fact] {
    subject.map_or(&[], |subject| subject.facts.as_slice())
}

fn facts(id: &SubjectId, was: &[Fact], is: &[Fact]) -> Vec<Edit> {
    let read = |fact: Option<&Fact>| fact.map(Reading::of_fact).unwrap_or_default();
    let edits = paired(was, is).into_iter().filter_map(|(was, is)| {
        let scope = was.or(is)?.aspect.to_string();
        let spot = Spot::Answer(ReplyId::Fact { subject: id.clone(), scope });
        Some(compared(&spot, read(was), read(is)))
    });
    edits.flatten().collect()
}

/// What makes one fact the successor of another under its aspect, the surest first.
const SUCCEEDS: [fn(&Fact, &Fact) -> bool; 4] = [
    |one, other| one == other,
    |one, other| one.text == other.text,
    |one, other| one.source == other.source,
    |_, _| true,
];

/// Each fact beside its successor, those that have none and those that succeed none alone.
fn paired<'k>(was: &'k [Fact], is: &'k [Fact]) -> Vec<(Option<&'k Fact>, Option<&'k Fact>)> {
    let mut gone: Vec<&Fact> = was.iter().collect();
    let mut come: Vec<&Fact> = is.iter().collect();
    let mut pairs = Vec::new();
    for succeeds in SUCCEEDS {
        gone.retain(|one| {
            let successor = come.iter().position(|other| one.aspect == other.aspect && succeeds(one, other));
            let Some(at) = successor else { return true };
            pairs.push((Some(*one), Some(come.remove(at))));
            false
        });
    }
    pairs.extend(gone.into_iter().map(|one| (Some(one), None)));
    pairs.extend(come.into_iter().map(|one| (None, Some(one))));
    pairs
}

fn pages(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    let pairs: BTreeSet<[&SubjectId; 2]> = old.comparisons.iter().chain(&new.comparisons).map(pair).collect();
    pairs.into_iter().flat_map(|[a, b]| page([a, b], old.comparison(a, b), new.comparison(a, b))).collect()
}

/// The subjects of a page, in the same order whichever the page has.
fn pair(page: &ComparisonPage) -> [&SubjectId; 2] {
    let mut pair = page.subjects.each_ref();
    pair.sort_unstable();
    pair
}

fn page([a, b]: [&SubjectId; 2], was: Option<&ComparisonPage>, is: Option<&ComparisonPage>) -> Vec<Edit> {
    let read = |page: Option<&ComparisonPage>| page.map(Reading::of_page).unwrap_or_default();
    let both = ReplyId::Compare { subjects: vec![a.clone(), b.clone()], scope: None };
    let mut edits = compared(&Spot::Answer(both), read(was), read(is));
    for (from, to) in [(a, b), (b, a)] {
        let read = |page: Option<&ComparisonPage>| page.map(|page| Reading::of_move(page, from)).unwrap_or_default();
        let advice = ReplyId::Move { from: from.clone(), to: to.clone() };
        edits.extend(compared(&Spot::Answer(advice), read(was), read(is)));
    }
    edits
}

fn sources(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    let on_both = old.sources.iter().filter_map(|was| Some((was, new.source(&was.id)?)));
    let edits = on_both
        .flat_map(|(was, is)| compared(&Spot::Source(is.id.clone()), Reading::of_source(was), Reading::of_source(is)));
    edits.collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::folder;
    use crate::knowledge::{KnowledgeFile, parse};

    const STORING: &str = "faq/beans/how-to-store-beans.md";
    const ESPRESSO: &str = "subjects/espresso.toml";
    const PAGE: &str = "comparisons/cold-brew-and-espresso.md";
    const SOURCES: &str = "sources.toml";

    /// The small knowledge about coffee.
    fn coffee() -> Vec<KnowledgeFile> {
        folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap()
    }

    fn known(files: &[KnowledgeFile]) -> KnowledgeBase {
        let parsed = parse(files);
        parsed.knowledge.unwrap_or_else(|| panic!("{:?}", parsed.problems))
    }

    /// The same with other words in one file.
    fn rewritten(path: &str, from: &str, to: &str) -> KnowledgeBase {
        let mut files = coffee();
        let file = files.iter_mut().find(|file| file.path == path).unwrap();
        assert!(file.text.contains(from), "{path}: {from}");
        file.text = file.text.replace(from, to);
        known(&files)
    }

    fn told(edit: &Edit) -> (String, Part) {
        let spot = match &edit.spot {
            Spot::Answer(id) => id.to_string(),
            Spot::Source(id) => format!("source {id}"),
        };
        (spot, edit.part)
    }

    #[test]
    fn what_reads_otherwise_is_told_once_and_where_it_is_read() {
        let old = known(&coffee());
        for (path, from, to, spot, part) in [
            (STORING, "airtight tin", "airtight jar", "how-to-store-beans", Part::Text),
            (STORING, "How do I store beans?", "How do I keep beans?", "how-to-store-beans", Part::Title),
            (STORING, "[\"bean-primer\"]", "[\"bean-primer\", \"brew-guide\"]", "how-to-store-beans", Part::Sources),
            (ESPRESSO, "name = \"Espresso\"", "name = \"Caffè espresso\"", "about:espresso", Part::Title),
            (ESPRESSO, "a small, strong coffee", "a short, strong coffee", "about:espresso", Part::Text),
            (ESPRESSO, "sources = [\"brew-guide\"]", "sources = []", "about:espresso", Part::Sources),
            (ESPRESSO, "\"Fine\"", "\"Very fine\"", "fact:espresso:grind", Part::Text),
            (ESPRESSO, "as_of = \"2023\"", "as_of = \"2024\"", "fact:espresso:caffeine", Part::Text),
            (PAGE, "tastes mild", "tastes sweet", "compare:cold-brew+espresso", Part::Text),
            (PAGE, "be patient", "wait", "move:espresso+cold-brew", Part::Text),
            (SOURCES, "date = \"2024-03\"", "date = \"2025-03\"", "source brew-guide", Part::Text),
            (SOURCES, "read = 2026-11-03", "read = 2026-11-04", "source bean-primer", Part::Text),
        ] {
            let found = edits(&old, &rewritten(path, from, to));
            assert_eq!(found.iter().map(told).collect::<Vec<_>>(), [(spot.to_owned(), part)], "{path}: {to}");
            let (before, after) = (&found[0].before, &found[0].after);
            assert!(before != after && !before.is_empty(), "{before} {after}");
        }
    }

    #[test]
    fn what_no_answer_shows_is_not_told() {
        let old = known(&coffee());
        assert_eq!(edits(&old, &old), []);
        for (path, from, to) in [
            (STORING, "can coffee beans go into the freezer", "may beans be frozen"),
            (STORING, "verified = \"2026-11-05\"", "verified = \"2026-11-06\""),
            (STORING, "dark and at room temperature", "dark and\nat room temperature"),
            (PAGE, "the same beans", "the same plants"),
            (PAGE, "subjects = [\"cold-brew\", \"espresso\"]", "subjects = [\"espresso\", \"cold-brew\"]"),
            (SOURCES, "author = \"The tasting room\"", "author = \"The roasters\""),
            // The source's date is cited, not the day it was read.
            (SOURCES, "read = \"2026-11-02\"", "read = \"2026-11-03\""),
        ] {
            assert_eq!(edits(&old, &rewritten(path, from, to)), [], "{path}: {to}");
        }
    }

    #[test]
    fn an_entry_that_comes_or_goes_is_not_told_and_what_a_subject_or_a_page_says_is() {
        let old = known(&coffee());
        let without = |gone: &str| known(&coffee().into_iter().filter(|file| file.path != gone).collect::<Vec<_>>());
        assert_eq!(edits(&old, &without("faq/brewing/descale-machine.md")), []);
        let robusta = without("subjects/robusta.toml");
        let (gone, come) = (edits(&old, &robusta), edits(&robusta, &old));
        let spots = [
            ("about:robusta", Part::Title),
            ("about:robusta", Part::Text),
            ("about:robusta", Part::Sources),
            ("fact:robusta:caffeine", Part::Text),
        ];
        assert_eq!(gone.iter().map(told).collect::<Vec<_>>(), spots.map(|(spot, part)| (spot.to_owned(), part)));
        assert!(gone.iter().all(|edit| edit.after.is_empty()), "{gone:?}");
        assert!(come.iter().all(|edit| edit.before.is_empty()) && come.len() == gone.len(), "{come:?}");
        let page: Vec<_> = edits(&old, &without(PAGE)).iter().map(told).collect();
        let spots = [
            ("compare:cold-brew+espresso", Part::Text),
            ("compare:cold-brew+espresso", Part::Sources),
            ("move:espresso+cold-brew", Part::Text),
        ];
        assert_eq!(page, spots.map(|(spot, part)| (spot.to_owned(), part)));
    }

    #[test]
    fn a_translation_leaves_sources_to_its_original() {
        let translated = |mut files: Vec<KnowledgeFile>, answer: &str| {
            let text = format!(
                "+++\ntitle = \"Wie lagere ich Bohnen?\"\nquestions = [\"wohin mit den bohnen\"]\nverified = \"2026-11-20\"\n+++\n{answer}\n"
            );
            files.push(KnowledgeFile { path: STORING.replace(".md", ".de.md"), text });
            known(&files)
        };
        let mut cited = coffee();
        let original = cited.iter_mut().find(|file| file.path == STORING).unwrap();
        original.text = original.text.replace("sources = [\"bean-primer\"]", "sources = [\"brew-guide\"]");
        let found = edits(&translated(coffee(), "Luftdicht."), &translated(cited, "Luftdicht und dunkel."));
        let spots = [("how-to-store-beans", Part::Sources), ("how-to-store-beans.de", Part::Text)];
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), spots.map(|(spot, part)| (spot.to_owned(), part)));
    }

    #[test]
    fn a_fact_is_put_beside_the_one_that_it_came_from() {
        type Said<'a> = &'a [(&'a str, &'a str, &'a str)];
        type Row<'a> = (Said<'a>, Said<'a>, &'a [(&'a str, &'a str)]);
        let rows: &[Row<'_>] = &[
            // The order in the file says nothing.
            (&[("pay", "10", "one"), ("pay", "12", "two")], &[("pay", "12", "two"), ("pay", "10", "one")], &[]),
            (&[("pay", "10", "one")], &[("pay", "11", "one")], &[("10 [one]", "11 [one]")]),
            (&[("pay", "10", "one")], &[("pay", "10", "two")], &[("10 [one]", "10 [two]")]),
            // Nothing in common, and still what stands in that cell.
            (&[("pay", "10", "one")], &[("pay", "11", "two")], &[("10 [one]", "11 [two]")]),
            // The same words come before the same source, whatever the order.
            (
                &[("pay", "10", "one"), ("pay", "12", "one")],
                &[("pay", "13", "one"), ("pay", "10", "two")],
                &[("10 [one]", "10 [two]"), ("12 [one]", "13 [one]")],
            ),
            (&[], &[("pay", "10", "one")], &[("", "10 [one]")]),
            // One of two that say the same.
            (&[("pay", "10", "one"), ("pay", "10", "one")], &[("pay", "10", "one")], &[("10 [one]", "")]),
            // Under another aspect it is another fact.
            (&[("pay", "10", "one")], &[("rent", "10", "one")], &[("10 [one]", ""), ("", "10 [one]")]),
        ];
        let facts_of = |said: Said<'_>| -> Vec<Fact> {
            let fact = |&(aspect, text, source): &(&str, &str, &str)| Fact {
                aspect: aspect.to_owned().try_into().unwrap(),
                text: text.to_owned(),
                source: SourceId::new(source).unwrap(),
                as_of: None,
            };
            said.iter().map(fact).collect()
        };
        for (was, is, expected) in rows {
            let found = facts(&SubjectId::new("cook").unwrap(), &facts_of(was), &facts_of(is));
            let found: Vec<_> = found.iter().map(|edit| (edit.before.as_str(), edit.after.as_str())).collect();
            assert_eq!(found, *expected, "{was:?} {is:?}");
        }
    }
}
