//! Out and in again: nothing is lost that both sides know.

use std::collections::BTreeSet;

use docent::exchange::{Export, Format, Input, Options, Out, Target, settle};
use docent::knowledge::{Date, Entry, EntryId, KnowledgeBase, KnowledgeFile, Source, SourceId, parse};
use proptest::prelude::*;

use super::Desk;

/// Takes knowledge out and brings it into an empty folder.
fn around(export: Export, format: Format, knowledge: &KnowledgeBase, into: &KnowledgeBase) -> KnowledgeBase {
    let files = match export.write(knowledge).out {
        Out::File(text) => vec![("all".to_owned(), text)],
        Out::Folder(files) => files,
    };
    let inputs: Vec<Input> = files.into_iter().map(|(name, text)| Input { name, text }).collect();
    let brought = format.read(&inputs, &Options::default()).unwrap();
    let (shelf, topic) = ("x".to_owned(), "X".to_owned());
    let target = Target { knowledge: into, shelf, topic, source: None, verified: None, update: false };
    let settled = settle(brought, &target, || {});
    let sources: Vec<String> =
        into.sources.iter().chain(&settled.sources).map(docent::knowledge::source_table).collect();
    let sources = KnowledgeFile { path: "sources.toml".to_owned(), text: sources.concat() };
    let files: Vec<KnowledgeFile> = std::iter::once(sources).chain(settled.files).collect();
    let parsed = parse(&files);
    assert_eq!(parsed.problems, []);
    parsed.knowledge.unwrap()
}

fn question() -> impl Strategy<Value = String> {
    // One word that no other has keeps questions apart; the rest is as odd as people write.
    ("[a-z]{4,9}", 0_u64..1_000_000_000, "[ -~äß日,;|\"'#*_\\[\\]()\\\\]{0,20}").prop_map(|(word, number, odd)| {
        format!("{word} q{number} {odd}").split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{2,8}( [a-zäöß]{1,8}| \"[a-z]+\"| [0-9]{1,4},| \\*\\*[a-z]+\\*\\*| `[a-z]+ [a-z]+`| \\[[a-z]+\\]\\(https://a\\.b/c\\)){0,12}[.!]"
}

prop_compose! {
    fn entry(at: usize)(
        title in question(),
        questions in proptest::collection::vec(question(), 1..5),
        topic in prop_oneof!["Pay", "On call", "Team, and (more)"],
        keywords in proptest::collection::vec("[a-z]{2,7}( [a-z]{2,7}|, [a-z]{2,4})?", 0..4),
        answer in proptest::collection::vec(paragraph(), 1..4),
        list in proptest::collection::vec("[a-z]{2,9}", 0..3),
        day in 1_i8..28,
        review in proptest::option::of(Just("2027-03")),
        sourced in any::<bool>(),
        checked in any::<bool>(),
    ) -> Entry {
        let mut answer = answer;
        if !list.is_empty() {
            answer.push(list.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"));
        }
        Entry {
            id: EntryId::new(&format!("entry-{at}")).unwrap(),
            title,
            topic,
            questions,
            keywords: keywords.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
            subjects: Vec::new(),
            sources: if sourced { vec![SourceId::new("guide").unwrap()] } else { Vec::new() },
            related: (0..at).rev().take(2).map(|other| EntryId::new(&format!("entry-{other}")).unwrap()).collect(),
            verified: checked.then(|| format!("2026-03-{day:02}").parse::<Date>().unwrap()),
            review: review.map(|date| date.parse().unwrap()),
            answer: answer.join("\n\n"),
        }
    }
}

fn knowledge() -> impl Strategy<Value = KnowledgeBase> {
    let source = Source {
        id: SourceId::new("guide").unwrap(),
        title: "The \"guide\"".to_owned(),
        author: None,
        publisher: Some("Example Press".to_owned()),
        date: "2022-09".parse().ok(),
        read: "2026-11-02".parse().ok(),
        link: Some("https://example.org/guide".to_owned()),
    };
    (entry(0), entry(1), entry(2)).prop_map(move |(a, b, c)| KnowledgeBase {
        sources: vec![source.clone()],
        entries: vec![a, b, c],
        ..KnowledgeBase::default()
    })
}

/// Only what a format has no word for is made alike on both sides.
fn compared(knowledge: &KnowledgeBase, alike: impl Fn(&mut Entry)) -> Vec<Entry> {
    let mut entries = knowledge.entries.clone();
    entries.iter_mut().for_each(alike);
    entries.sort_by(|one, other| one.answer.cmp(&other.answer));
    entries
}

/// Whether two wordings of all are told apart, as `check` demands of knowledge.
fn is_sound(knowledge: &KnowledgeBase) -> bool {
    let mut seen = std::collections::HashMap::new();
    knowledge.entries.iter().all(|entry| {
        let wordings = entry.questions.iter().chain([&entry.title]);
        let mut own = BTreeSet::new();
        wordings.into_iter().enumerate().all(|(at, text)| {
            let words: Vec<String> = docent::text::phrase(text).into_iter().map(|t| t.stem.to_string()).collect();
            let words = words.join(" ");
            (own.insert(words.clone()) || at == entry.questions.len())
                && *seen.entry(words).or_insert(&entry.id) == &entry.id
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_keeps_everything_and_brings_its_sources(knowledge in knowledge()) {
        prop_assume!(is_sound(&knowledge));
        let after = around(Export::Json, Format::Json, &knowledge, &KnowledgeBase::default());
        let named = knowledge.entries.iter().any(|entry| !entry.sources.is_empty());
        prop_assert_eq!(&after.sources, &if named { knowledge.sources.clone() } else { Vec::new() });
        prop_assert_eq!(after.entries, knowledge.entries);
    }

    #[test]
    fn a_table_keeps_everything_of_an_entry(knowledge in knowledge()) {
        prop_assume!(is_sound(&knowledge));
        let sources = KnowledgeBase { sources: knowledge.sources.clone(), ..KnowledgeBase::default() };
        let after = around(Export::Csv, Format::Csv, &knowledge, &sources);
        prop_assert_eq!(after.entries, knowledge.entries);
    }

    #[test]
    fn pages_keep_titles_topics_questions_answers_and_dates(knowledge in knowledge()) {
        prop_assume!(is_sound(&knowledge));
        let after = around(Export::Markdown, Format::Markdown, &knowledge, &KnowledgeBase::default());
        let known = |entry: &mut Entry| {
            *entry = Entry {
                id: EntryId::new("x").unwrap(), title: entry.title.clone(), topic: entry.topic.clone(), questions: entry.questions.clone(), answer: entry.answer.clone(),
                keywords: vec![], subjects: vec![], sources: vec![], related: vec![], verified: entry.verified, review: entry.review,
            };
        };
        prop_assert_eq!(compared(&after, known), compared(&knowledge, known));
    }

    #[test]
    fn rasa_keeps_ids_questions_and_answers(knowledge in knowledge()) {
        prop_assume!(is_sound(&knowledge));
        let after = around(Export::Rasa, Format::Rasa, &knowledge, &KnowledgeBase::default());
        let marked = |question: &String| question.contains("](") || question.contains("]{");
        let known = |entry: &mut Entry| {
            // The title is the first example there; what Rasa would read as a mark was said to be left out.
            let mut questions: Vec<String> = vec![entry.title.clone()];
            questions.extend(entry.questions.iter().filter(|question| **question != entry.title).cloned());
            questions.retain(|question| !marked(question));
            *entry = Entry {
                id: entry.id.clone(), title: String::new(), topic: entry.topic.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect(), questions, answer: entry.answer.clone(),
                keywords: vec![], subjects: vec![], sources: vec![], related: vec![], verified: None, review: None,
            };
        };
        prop_assume!(knowledge.entries.iter().all(|entry| entry.questions.iter().chain([&entry.title]).any(|q| !marked(q))));
        prop_assert_eq!(compared(&after, known), compared(&knowledge, known));
    }
}

#[test]
fn the_small_knowledge_goes_out_as_pages_for_people() {
    let desk = Desk::with_knowledge();
    let ran = desk.docent(&["export", "markdown", "site"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let files = desk.files("site");
    let index = files.get("README.md").unwrap();
    for link in index.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
        assert!(files.contains_key(link), "{link}: {index}");
    }
    let entries =
        files.iter().filter(|(path, _)| path.starts_with("faq/")).map(|(_, text)| text.as_str()).collect::<String>();
    for entry in &desk.knowledge().entries {
        assert!(entries.contains(&entry.answer), "{}", entry.id);
    }
    let again = desk.docent(&["export", "markdown", "site"]);
    assert!(again.code == Some(2) && again.err.contains("`site` is there already"), "{}", again.err);
    assert_eq!(desk.files("site"), files);
}

#[test]
fn everything_goes_out_as_json() {
    let desk = Desk::with_knowledge();
    let ran = desk.docent(&["export", "json", "-"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let knowledge = desk.knowledge();
    let count = |name: &str| document[name].as_array().map_or(0, Vec::len);
    assert_eq!(
        [
            count("entries"),
            count("subjects"),
            count("sources"),
            count("comparisons"),
            count("aspects"),
            count("intents")
        ],
        [
            knowledge.entries.len(),
            knowledge.subjects.len(),
            knowledge.sources.len(),
            knowledge.comparisons.len(),
            knowledge.aspects.len(),
            knowledge.intents.len()
        ]
    );
}

#[test]
fn tracks_and_the_quiz_go_out_as_json_with_the_keys_of_their_files() {
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let knowledge = parse(&docent::folder::read(&shipped).unwrap()).knowledge.unwrap();
    assert!(!knowledge.tracks.is_empty() && !knowledge.quiz.questions.is_empty());
    let taken = Export::Json.write(&knowledge);
    assert!(taken.notes.is_empty() && taken.held.contains(&(knowledge.tracks.len(), "track")), "{taken:?}");
    let Out::File(text) = taken.out else { panic!("JSON is one file") };
    let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let written = |name: &str| {
        let text = std::fs::read_to_string(shipped.join("onboarding").join(format!("{name}.toml"))).unwrap();
        serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap()
    };
    assert_eq!(document["quiz"], written("quiz"));
    for track in document["tracks"].as_array_mut().unwrap() {
        let id = track.as_object_mut().unwrap().remove("id").unwrap();
        let mut file = written(id.as_str().unwrap());
        [&mut *track, &mut file].into_iter().for_each(without_nothing);
        assert_eq!(*track, file, "{id}");
    }
    for other in [Export::Markdown, Export::Csv, Export::Rasa] {
        let notes = other.write(&knowledge).notes;
        for left in ["tracks were left out: `json` has room", "the quiz was left out: `json` has room"] {
            assert!(notes.iter().any(|note| note.contains(left)), "{other:?}: {notes:?}");
        }
    }
}

/// Takes out what says nothing: empty lists, which a file leaves out, and the line end of a long text.
fn without_nothing(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
            fields.values_mut().for_each(without_nothing);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_nothing),
        serde_json::Value::String(text) => *text = text.trim().to_owned(),
        _ => {}
    }
}

/// The small knowledge with a translation and an entry that nobody has checked.
pub(super) fn desk_with_all_kinds() -> Desk {
    let desk = Desk::with_knowledge();
    let write = |path: &str, text: &str| std::fs::write(desk.path("knowledge/faq/brewing").join(path), text).unwrap();
    write(
        "why-bitter.de.md",
        "+++\ntitle = \"Warum ist mein Kaffee bitter?\"\nquestions = [\n  \"kaffee zu bitter\",\n]\nverified = \"2026-11-20\"\n+++\nZu fein gemahlen.\n",
    );
    write(
        "parking.md",
        "+++\ntitle = \"Where can I park?\"\ntopic = \"Place\"\nquestions = [\n  \"bicycle parking\",\n  \"where do bikes go\",\n]\nsources = []\nreview = \"2027-05\"\n+++\nBehind the house.\n",
    );
    desk
}

#[test]
fn a_folder_that_was_taken_out_is_read_back_with_all_folders_in_it() {
    let desk = desk_with_all_kinds();
    let originals: Vec<Entry> =
        desk.knowledge().entries.into_iter().filter(|entry| entry.id.original().is_none()).collect();
    for (format, known) in [("markdown", true), ("rasa", false)] {
        let ran = desk.docent(&["export", format, "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let back = desk.docent(&["import", format, "out", "--knowledge", "back"]);
        for said in ["translations were left out (1)", "sources and what to read next were not taken over ("] {
            assert_eq!(back.out.contains(said), known, "{said}: {}{}", back.out, back.err);
        }
        let parsed = parse(&docent::folder::read(&desk.path("back")).unwrap());
        let found = parsed.knowledge.unwrap().entries;
        let told = |entries: &[Entry]| {
            let mut told: Vec<_> = entries
                .iter()
                .map(|entry| {
                    let dates =
                        known.then_some((entry.verified, entry.review, entry.topic.clone(), entry.title.clone()));
                    (entry.answer.clone(), entry.questions.last().cloned(), dates)
                })
                .collect();
            told.sort_by(|one, other| one.0.cmp(&other.0));
            told
        };
        assert_eq!(told(&found), told(&originals), "{format}: {}{}", back.out, back.err);
        for folder in ["out", "back"] {
            std::fs::remove_dir_all(desk.path(folder)).unwrap();
        }
    }
}

#[test]
fn what_an_export_says_it_holds_is_in_it() {
    let desk = desk_with_all_kinds();
    let knowledge = desk.knowledge();
    let facts: usize = knowledge.subjects.iter().map(|subject| subject.facts.len()).sum();
    let (all, subjects, sources) = (knowledge.entries.len(), knowledge.subjects.len(), knowledge.sources.len());
    let pages = format!("{all} entries, {subjects} subjects, {facts} facts, 1 comparison");
    let whole = format!("{pages}, {sources} sources");
    let entries = format!("{} entries", all - 1);
    for (format, out, held) in [
        ("csv", "faq.csv", &entries),
        ("rasa", "bot", &entries),
        ("markdown", "site", &pages),
        ("json", "all.json", &whole),
    ] {
        let ran = desk.docent(&["export", format, out]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(
            ran.err.lines().any(|line| line.ends_with(&format!(" in `{out}`: {held}"))),
            "{format} {held}: {}",
            ran.err
        );
    }
}
