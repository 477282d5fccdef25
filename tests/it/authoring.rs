//! What helps those who write: one form of files, schemas for editors, new files, and what a change does to questions. With the program as a person starts it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use docent::authoring::{layout, schemas};
use docent::folder;
use docent::knowledge::{KnowledgeFile, Severity, parse};
use serde_json::{Value, json};

use crate::exchange::{Desk, data};
use crate::support;

/// The knowledge folders of this project.
fn all_files() -> Vec<KnowledgeFile> {
    let small = folder::read(&data("small")).unwrap();
    small.into_iter().chain(support::shipped_files()).collect()
}

/// Front matter and text of a Markdown file.
fn parts(file: &KnowledgeFile) -> Option<(&str, &str)> {
    file.text.strip_prefix("+++\n")?.split_once("+++\n")
}

/// What a schema sees of a file: its TOML, or that of its front matter.
fn toml_of(file: &KnowledgeFile) -> Option<Value> {
    let text = parts(file).map_or(file.text.as_str(), |(front, _)| front);
    // Dates may be written without quotes; a schema of JSON knows no dates, and editors read them as text.
    let table: toml::Table = text.parse().ok()?;
    Some(json_of(&toml::Value::Table(table)))
}

fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect(),
        toml::Value::Array(list) => list.iter().map(json_of).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn kind_of(path: &str) -> Option<&'static str> {
    let (kind, ..) = schemas::ALL.iter().find(|(_, files, _)| is_among(files, path))?;
    Some(kind)
}

/// Whether a path fits a pattern with stars and one choice in braces.
fn is_among(files: &str, path: &str) -> bool {
    if let Some((before, (choices, behind))) = files.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        return choices.split(',').any(|choice| is_among(&format!("{before}{choice}{behind}"), path));
    }
    let ends = |rest: &str| rest.rsplit('*').next().is_some_and(|ending| path.ends_with(ending));
    files.split_once('*').map_or(path == files, |(folder, rest)| path.starts_with(folder) && ends(rest))
}

fn validator(kind: &str) -> jsonschema::Validator {
    let (_, _, text) = schemas::ALL.iter().find(|(known, ..)| *known == kind).unwrap();
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

/// Whether the parser takes it, for its form alone: ids that lead nowhere are beyond a schema.
fn parser_takes(file: &KnowledgeFile) -> bool {
    let form = |message: &str| {
        [
            "is not a key of",
            " needs `",
            "must be ",
            "is no date",
            "an empty text",
            "is not an id",
            "is no web address",
            "is no reply",
            "is about two",
            "a step needs one of",
        ]
        .iter()
        .any(|said| message.contains(said))
    };
    let parsed = parse(std::slice::from_ref(file));
    !parsed
        .problems
        .iter()
        .any(|problem| problem.file == file.path && problem.severity == Severity::Error && form(&problem.message))
}

#[test]
fn every_file_of_this_project_fits_its_schema() {
    for file in all_files() {
        let Some(kind) = kind_of(&file.path) else { continue };
        let value = toml_of(&file).unwrap();
        let errors: Vec<String> =
            validator(kind).iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", file.path);
    }
}

#[test]
fn what_the_parser_refuses_for_its_form_the_schema_refuses_too() {
    let mut seen = BTreeSet::new();
    for folder in ["unknown-keys", "missing-keys", "wrong-types", "bad-dates", "empty-texts", "bad-link"] {
        for file in folder::read(&data("broken").join(folder)).unwrap() {
            let (Some(kind), Some(value)) = (kind_of(&file.path), toml_of(&file)) else { continue };
            assert_eq!(validator(kind).is_valid(&value), parser_takes(&file), "{folder}/{}", file.path);
            seen.insert(kind);
        }
    }
    assert!(seen.len() >= 4, "{seen:?}");
}

/// Every key of every table is taken away, and one is added: parser and schema must agree on each.
#[test]
fn parser_and_schema_agree_on_every_key() {
    let mut tried = 0;
    let tracks = support::shipped_files().into_iter().filter(|file| file.path.starts_with("onboarding/"));
    for file in folder::read(&data("small")).unwrap().into_iter().chain(tracks) {
        let Some(kind) = kind_of(&file.path) else { continue };
        let validator = validator(kind);
        let (front, body) = parts(&file).map_or((file.text.as_str(), None), |(front, body)| (front, Some(body)));
        let whole: toml::Table = front.parse().unwrap();
        for changed in variants(&whole) {
            let toml = changed.to_string();
            let text = body.map_or_else(|| toml.clone(), |body| format!("+++\n{toml}+++\n{body}"));
            let file = KnowledgeFile { path: file.path.clone(), text };
            let fits = validator.is_valid(&json_of(&toml::Value::Table(changed)));
            assert_eq!(fits, parser_takes(&file), "{}:\n{}", file.path, file.text);
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

fn variants(table: &toml::Table) -> Vec<toml::Table> {
    let mut variants = Vec::new();
    let mut with = |change: &dyn Fn(&mut toml::Table)| {
        let mut changed = table.clone();
        change(&mut changed);
        variants.push(changed);
    };
    for (key, value) in table {
        with(&|changed| _ = changed.remove(key));
        with(&|changed| _ = changed.insert(key.clone(), toml::Value::Integer(7)));
        // One row of each kind: those with the same keys are read alike.
        let rows = value.as_array().into_iter().flatten().filter_map(toml::Value::as_table);
        let kinds: BTreeMap<Vec<&String>, &toml::Table> = rows.map(|row| (row.keys().collect(), row)).collect();
        for row in kinds.into_values() {
            for row in variants_of_row(row) {
                with(&|changed| {
                    _ = changed.insert(key.clone(), toml::Value::Array(vec![toml::Value::Table(row.clone())]));
                });
            }
        }
    }
    with(&|changed| _ = changed.insert("nonsense".to_owned(), toml::Value::String("x".to_owned())));
    variants
}

fn variants_of_row(row: &toml::Table) -> Vec<toml::Table> {
    let mut variants: Vec<toml::Table> = row
        .keys()
        .map(|key| {
            let mut changed = row.clone();
            changed.remove(key);
            changed
        })
        .collect();
    for (key, value) in
        [("nonsense", toml::Value::Boolean(true)), ("link", toml::Value::String("https://a.example".to_owned()))]
    {
        let mut more = row.clone();
        more.insert(key.to_owned(), value);
        variants.push(more);
    }
    variants
}

#[test]
fn schemas_are_printed_and_written() {
    let desk = Desk::new();
    let printed = desk.docent(&["schema", "entry"]);
    let schema: Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(schema["title"], "Entry");
    desk.docent(&["schema", "--write", "schemas"]);
    assert_eq!(desk.files("schemas").len(), schemas::ALL.len());
    let unknown = desk.docent(&["schema", "page"]);
    assert!(
        unknown.code == Some(2) && unknown.err.contains("there is no kind `page`: translation, entry, subject,"),
        "{}",
        unknown.err
    );
}

#[test]
fn one_form_changes_no_meaning_and_once_is_enough() {
    let files = all_files();
    for file in &files {
        let once = layout(file).unwrap_or_else(|| panic!("{}", file.path));
        let again = layout(&KnowledgeFile { path: file.path.clone(), text: once.clone() }).unwrap();
        assert_eq!(once, again, "{}", file.path);
        let comments = |text: &str| {
            text.lines()
                .filter(|line| line.trim_start().starts_with('#'))
                .map(str::trim)
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(comments(&file.text), comments(&once), "{}", file.path);
    }
    let small = folder::read(&data("small")).unwrap();
    let after: Vec<_> =
        small.iter().map(|file| KnowledgeFile { path: file.path.clone(), text: layout(file).unwrap() }).collect();
    assert_eq!(parse(&small).knowledge, parse(&after).knowledge);
}

#[test]
fn fmt_writes_what_differs_and_check_only_tells() {
    let desk = Desk::with_knowledge();
    desk.docent(&["fmt"]);
    let tidy = desk.files("knowledge");
    let path = desk.path("knowledge/faq/brewing/why-bitter.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let untidy = text.replacen("title = ", "# kept\ntitle=", 1).replace('\n', "\r\n");
    std::fs::write(&path, &untidy).unwrap();
    let told = desk.docent(&["fmt", "--check"]);
    assert!(told.code == Some(1) && told.out.contains("why-bitter.md\n1 of "), "{}", told.out);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), untidy);
    assert_eq!(desk.docent(&["fmt"]).code, Some(0));
    let mended = std::fs::read_to_string(&path).unwrap();
    assert_eq!(mended, text.replacen("title = ", "# kept\ntitle = ", 1));
    std::fs::write(&path, text).unwrap();
    assert_eq!(desk.docent(&["fmt", "--check"]).code, Some(0));
    assert_eq!(desk.files("knowledge"), tidy);
}

#[test]
fn fmt_names_what_it_cannot_read_and_writes_the_others() {
    let desk = Desk::with_knowledge();
    desk.docent(&["fmt"]);
    let broken = desk.path("knowledge/faq/brewing/descale-machine.md");
    let unclosed = std::fs::read_to_string(&broken).unwrap().replacen("title = \"How", "title = \"How\nold = \"", 1);
    std::fs::write(&broken, &unclosed).unwrap();
    let untidy = desk.path("knowledge/faq/brewing/why-bitter.md");
    let tidy = std::fs::read_to_string(&untidy).unwrap();
    std::fs::write(&untidy, tidy.replacen("title = ", "title=", 1)).unwrap();
    let illegible = desk.path("knowledge/faq/brewing/cafe.md");
    std::fs::write(&illegible, b"caf\xe9\n").unwrap();
    let ran = desk.docent(&["fmt"]);
    assert!(ran.code == Some(1) && ran.out.contains("1 of "), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("cafe.md") && ran.err.contains("UTF-8"), "{}", ran.err);
    assert_eq!(std::fs::read(&illegible).unwrap(), b"caf\xe9\n");
    assert!(ran.err.contains("descale-machine.md:2:"), "{}", ran.err);
    assert!(ran.err.contains("descale-machine.md` was left as it is: it cannot be read"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&untidy).unwrap(), tidy);
    assert_eq!(std::fs::read_to_string(&broken).unwrap(), unclosed);
    assert_eq!(desk.docent(&["fmt", "--check"]).code, Some(1));
}

#[test]
fn a_new_entry_is_written_only_if_it_is_one() {
    let desk = Desk::with_knowledge();
    let new = [
        "new",
        "entry",
        "--title",
        "Where is the spare grinder?",
        "--topic",
        "The bar",
        "--question",
        "spare grinder",
        "--question",
        "second grinder?",
        "--answer",
        "In the left cupboard, behind the filters.",
    ];
    let ran = desk.docent(&new);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("knowledge/faq/the-bar/where-is-the-spare-grinder.md"), "{}", ran.out);
    let entry = desk.knowledge().entries.iter().find(|e| e.topic == "The bar").cloned().unwrap();
    assert_eq!(entry.questions, ["Where is the spare grinder?", "spare grinder", "second grinder?"]);
    let before = desk.files("knowledge");
    let again = desk.docent(&new);
    let there =
        "nothing was written: `Where is the spare grinder?` asks for the entry `where-is-the-spare-grinder` too";
    assert!(again.code == Some(2) && again.err.contains(there), "{}", again.err);
    for (flag, value, told) in [
        ("--answer", " ", "the answer is empty: write one with `--answer`"),
        ("--source", "nowhere", "there is no source `nowhere`: add it to `sources.toml`"),
        ("--review", "next May", "`next May` is no date: write `--review` as in 2026-11-20"),
        ("--title", &"why ".repeat(60), "the title has 239 characters, the most is 200"),
        ("--answer", "# No\nheadings.", "it would fit only changed (a heading became bold): write it so yourself"),
    ] {
        let mut row = vec!["new", "entry", flag, value];
        for (other, text) in [("--title", "A wholly other thing?"), ("--topic", "The bar"), ("--answer", "Yes.")] {
            if other != flag {
                row.extend([other, text]);
            }
        }
        let ran = desk.docent(&row);
        assert!(ran.code == Some(2) && ran.err.contains(&format!("nothing was written: {told}")), "{}", ran.err);
        assert!(!ran.err.contains("import"), "{}", ran.err);
    }
    let missing = desk.docent(&["new", "entry", "--title", "What now?"]);
    assert!(missing.err.contains("`--topic` is missing: name it, or run this in a terminal"), "{}", missing.err);
    for shelf in ["../../evil", "/evil", "My shelf", ""] {
        let new = ["new", "entry", "--title", "A wholly other thing?", "--topic", "The bar", "--answer", "Yes."];
        let ran = desk.docent(&[&new[..], &["--shelf", shelf]].concat());
        assert!(ran.code == Some(2) && ran.err.contains("is no name for a folder of entries"), "{shelf}: {}", ran.err);
    }
    assert_eq!(desk.files("knowledge"), before);
    let there = desk.knowledge().entries[0].topic.clone();
    let beside =
        desk.docent(&["new", "entry", "--title", "A wholly new thing?", "--topic", &there, "--answer", "Yes."]);
    assert!(beside.code == Some(0) && !beside.out.contains("/a-wholly-new-thing/"), "{}{}", beside.out, beside.err);
    assert_eq!(
        desk.docent(&["fmt", "--check"]).out.lines().filter(|line| line.contains("the-bar")).count(),
        0,
        "new files have the form"
    );
}

#[test]
fn a_new_entry_asks_nothing_that_can_be_asked_of_any_subject() {
    let desk = Desk::with_knowledge();
    let before = desk.files("knowledge");
    let new = |title: &str, question: &str| {
        let new = ["new", "entry", "--title", title, "--topic", "The bar", "--question", question];
        desk.docent(&[&new[..], &["--answer", "Ask Ada, who is here from nine to five."]].concat())
    };
    let free = "Who cleans the espresso machine on Sundays?";
    for (question, reply) in [
        ("What is an espresso?", "about:espresso"),
        ("how fine do I grind for cold brew", "fact:cold-brew:grind"),
        ("espresso vs cold brew", "compare:espresso+cold-brew"),
        ("how do I switch from espresso to cold brew", "move:espresso+cold-brew"),
    ] {
        let told = format!(
            "nothing was written: `{question}` asks for `{reply}` too: word it differently, or mend the answer there"
        );
        for ran in [new(free, question), new(question, free)] {
            assert!(ran.code == Some(2) && ran.err.contains(&told), "{question}: {}{}", ran.out, ran.err);
        }
    }
    assert_eq!(desk.files("knowledge"), before);
    // Something is found for it, and nothing that asks just this; and of robusta no grind is recorded.
    let ran = new(free, "how fine do I grind for robusta");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn a_new_subject_is_written_only_if_it_loads() {
    let desk = Desk::with_knowledge();
    let knowledge = desk.knowledge();
    let (category, source, aspect) = (&knowledge.categories[0].id, &knowledge.sources[0].id, &knowledge.aspects[0].id);
    let fact = format!("{aspect}=Fine");
    let ran = desk.docent(&[
        "new",
        "subject",
        "--name",
        "Moka pot",
        "--category",
        category.as_str(),
        "--summary",
        "A pot for the stove.",
        "--source",
        source.as_str(),
        "--fact",
        &fact,
        "--alias",
        "stovetop",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let subject = desk.knowledge().subjects.iter().find(|s| s.name == "Moka pot").cloned().unwrap();
    assert_eq!((subject.id.as_str(), subject.facts.len(), subject.aliases.len()), ("moka-pot", 1, 1));
    let wrong = desk.docent(&["new", "subject", "--name", "Syphon", "--category", "nowhere", "--summary", "Glass."]);
    assert!(
        wrong.code == Some(2)
            && wrong.err.contains("there is no category `nowhere`")
            && wrong.err.contains("nothing was written"),
        "{}",
        wrong.err
    );
    assert!(!desk.path("knowledge/subjects/syphon.toml").exists());
    let long =
        ["new", "subject", "--name", "A long siphon name", "--category", category.as_str(), "--summary", "Glass."];
    let none = "has 18 characters, the most for a column heading is 12: name a shorter one with `--short`";
    for (short, told) in [(None, none), (Some("As long as the name"), "give it a shorter `short`")] {
        let ran = desk.docent(&[&long[..], &short.map_or_else(Vec::new, |short| vec!["--short", short])].concat());
        assert!(ran.code == Some(2) && ran.err.contains(told), "{}", ran.err);
        assert!(ran.err.contains("nothing was written"), "{}", ran.err);
        assert!(!desk.path("knowledge/subjects/a-long-siphon-name.toml").exists());
    }
    assert_eq!(desk.docent(&[&long[..], &["--short", "Siphon"]].concat()).code, Some(0));
}

#[test]
fn the_first_entry_begins_a_folder_that_loads() {
    let desk = Desk::new();
    let new = ["new", "entry", "--title", "When is payday?", "--topic", "Pay", "--answer", "On the 25th."];
    let ran = desk.docent(&new);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let paths: Vec<String> = desk.files("knowledge").into_keys().collect();
    assert_eq!(paths, ["faq/pay/when-is-payday.md", "sources.toml"]);
    assert_eq!(desk.knowledge().entries.len(), 1);
    assert_eq!(desk.docent(&["fmt", "--check"]).code, Some(0), "new files have the form");
    let second = desk.docent(&["new", "entry", "--title", "Who pays?", "--topic", "Pay", "--answer", "The office."]);
    assert_eq!((second.code, desk.files("knowledge").len()), (Some(0), 3), "{}", second.err);
    let desk = Desk::new();
    let subject = ["new", "subject", "--name", "Moka pot", "--category", "methods", "--summary", "A pot."];
    let ran = desk.docent(&subject);
    assert!(ran.code == Some(2) && ran.err.contains("`categories.toml` is missing"), "{}", ran.err);
    assert!(!desk.path("knowledge").exists());
}

#[test]
fn a_new_track_is_written_only_if_its_steps_lead_somewhere() {
    let desk = Desk::with_knowledge();
    let entry = desk.knowledge().entries[0].clone();
    let read = format!("read={}", entry.id);
    let new = ["new", "track", "--name", "New porter", "--audience", "You carry the sacks.", "--step", &read];
    let ran =
        desk.docent(&[&new[..], &["--step", "try=how fine do I grind?", "--step", "do=Say hello at the bar"]].concat());
    assert!(ran.code == Some(0) && ran.out.contains("onboarding/new-porter.toml"), "{}{}", ran.out, ran.err);
    let track = desk.knowledge().tracks.iter().find(|track| track.name == "New porter").cloned().unwrap();
    let steps: Vec<(&str, &str)> = track.steps.iter().map(|step| (step.task.word(), step.title.as_str())).collect();
    assert_eq!(
        steps,
        [("read", entry.title.as_str()), ("try", "how fine do I grind?"), ("do", "Say hello at the bar")]
    );
    assert!(!desk.docent(&["fmt", "--check"]).out.contains("new-porter"), "new files have the form");
    let before = desk.files("knowledge");
    for (step, told) in [("read=nowhere", "nothing was written"), ("dance=now", "is no step"), ("do", "is no step")] {
        let wrong = desk.docent(&["new", "track", "--name", "Lost", "--audience", "Nobody.", "--step", step]);
        assert!(wrong.code == Some(2) && wrong.err.contains(told), "{step}: {}", wrong.err);
    }
    assert_eq!(desk.files("knowledge"), before);
}

#[test]
fn diff_tells_what_is_lost_taken_and_gained_and_by_which_words() {
    let desk = Desk::with_knowledge();
    crate::exchange::copy(&data("small"), &desk.path("old"));
    let same = desk.docent(&["diff", "old", "knowledge"]);
    assert!(same.code == Some(0) && same.out.starts_with("0 of "), "{}{}", same.out, same.err);
    let write = |path: &str, text: &str| std::fs::write(desk.path(path), text).unwrap();
    // One entry goes, one comes, and one question moves from one to the other.
    std::fs::remove_file(desk.path("knowledge/faq/brewing/descale-machine.md")).unwrap();
    write(
        "knowledge/faq/brewing/parking.md",
        "+++\ntitle = \"Where can I park my bicycle?\"\ntopic = \"Place\"\nquestions = [\n  \"bicycle parking\",\n  \"where do bikes go\",\n  \"park a bike\",\n]\nsources = []\nverified = \"2026-11-20\"\n+++\nBehind the house.\n",
    );
    let old = parse(&folder::read(&desk.path("old")).unwrap()).knowledge.unwrap();
    let descale = old.entries.iter().find(|e| e.id.as_str() == "descale-machine").unwrap();
    let cases = [
        json!({"text": "bicycle parking", "label": "parking"}),
        json!({"text": descale.questions[0], "label": "descale-machine"}),
    ];
    write("cases.jsonl", &cases.map(|case| case.to_string()).join("\n"));
    let ran = desk.docent(&["diff", "old", "knowledge", "--cases", "cases.jsonl", "--markdown"]);
    assert_eq!(ran.code, Some(1), "a right answer is gone: {}{}", ran.out, ran.err);
    for said in [
        "### What this change does to 2 questions",
        "| gained an answer | 1 |",
        "| were right and are wrong now | 1 |",
        "`bicycle parking` — no answer → `parking`, new there or gone: `bicycle`, `parking` (now right)",
        "**(was right)**",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let examples = desk.docent(&["diff", "old", "knowledge"]);
    assert!(examples.out.contains("gained an answer") && examples.out.contains("bicycle parking"), "{}", examples.out);
}

#[test]
fn diff_tells_what_reads_otherwise_where_every_question_finds_the_same() {
    let desk = Desk::with_knowledge();
    crate::exchange::copy(&data("small"), &desk.path("old"));
    for (path, from, to) in [
        ("faq/beans/how-to-store-beans.md", "an airtight tin", "an airtight jar"),
        ("subjects/espresso.toml", "\"Fine\"\nsource = \"brew-guide\"", "\"Medium\"\nsource = \"bean-primer\""),
        ("subjects/cold-brew.toml", "[[facts]]\naspect = \"grind\"", CAFFEINE),
        ("comparisons/cold-brew-and-espresso.md", "tastes mild", "tastes sweet"),
        ("sources.toml", "date = \"2024-03\"", "date = \"2025-03\""),
    ] {
        let path = desk.path("knowledge").join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}\n{text}");
        std::fs::write(&path, text.replace(from, to)).unwrap();
    }
    let said = [
        (
            "`how-to-store-beans`",
            "Keep them in an airtight tin, dark and at room temperature, …",
            "Keep them in an airtight jar, dark and at room temperature, …",
        ),
        ("`fact:espresso:grind`", "Fine [brew-guide]", "Medium [bean-primer]"),
        ("`compare:cold-brew+espresso`", "… takes a night and tastes mild.", "… takes a night and tastes sweet."),
        (
            "source `brew-guide`",
            "Example Roasters: The brew guide, 2024-03, https://example.org/brew-guide",
            "Example Roasters: The brew guide, 2025-03, https://example.org/brew-guide",
        ),
    ];
    let plain = desk.docent(&["diff", "old", "knowledge"]);
    assert_eq!(plain.code, Some(0), "a text is no answer that got lost: {}{}", plain.out, plain.err);
    let lines = said.map(|(place, before, after)| format!("  {place}: {before} → {after}\n")).concat();
    let new = "`fact:cold-brew:caffeine`: nothing →";
    let listed = format!("5 read otherwise\n{lines}  {new} About 200 mg a glass [brew-guide, 2023]\n0 of ");
    assert!(plain.out.starts_with(&listed), "{listed}\n{}", plain.out);
    let markdown = desk.docent(&["diff", "old", "knowledge", "--markdown"]).out;
    let lines = said.map(|(place, before, after)| format!("- {place}: `{before}` → `{after}`\n")).concat();
    let listed = format!(
        "Nothing: every one finds the same answer as before.\n\n<details><summary>5 read otherwise</summary>\n\n{lines}- {new} `About 200 mg a glass [brew-guide, 2023]`\n\n</details>\n"
    );
    assert!(markdown.ends_with(&listed), "{listed}\n{markdown}");
}

/// A fact that the small knowledge lacks, before one that it has.
const CAFFEINE: &str = "[[facts]]
aspect = \"caffeine\"
text = \"About 200 mg a glass\"
source = \"brew-guide\"
as_of = \"2023\"

[[facts]]
aspect = \"grind\"";

#[test]
fn diff_of_a_log_that_is_not_there_creates_none() {
    let desk = Desk::with_knowledge();
    for (name, said) in [
        (None, "there is no store `docent.db`"),
        (Some("[store]\nurl = \"sqlite::memory:\"\n"), "keeps the question log in memory"),
    ] {
        if let Some(text) = name {
            std::fs::write(desk.path("docent.toml"), text).unwrap();
        }
        let ran = desk.docent(&["diff", "knowledge", "knowledge", "--logged", "81384788765712384"]);
        assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
        assert!(ran.err.contains(said) && ran.err.contains("`store.url`"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
    let left: Vec<_> = std::fs::read_dir(desk.path(".")).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn explain_tells_why_and_why_not() {
    let desk = Desk::with_knowledge();
    let knowledge = desk.knowledge();
    let (asked, other) = (&knowledge.entries[0], &knowledge.entries[1]);
    let ran = desk.docent(&["explain", &asked.questions[0], "--not", other.id.as_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [asked.title.as_str(), "decision     answer", &format!("Why not `{}`", other.id), "lacks", "mend"] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let unknown = desk.docent(&["explain", "x", "--not", "gone"]);
    assert!(
        unknown.code == Some(2) && unknown.err.contains("`gone` names nothing in the knowledge"),
        "{}",
        unknown.err
    );
}

#[test]
fn what_is_due_is_listed_with_its_owner_and_said_in_the_reply() {
    let desk = Desk::with_knowledge();
    assert_eq!(desk.docent(&["check", "--overdue"]).out, "nothing is due to be checked again\n");
    let path = desk.path("knowledge/faq/brewing/why-bitter.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(
        &path,
        text.replacen("verified = \"2026-11-05\"", "verified = \"2025-01-05\"\nreview = \"2025-06\"", 1),
    )
    .unwrap();
    std::fs::write(desk.path("knowledge/owners.toml"), "[[owners]]\nname = \"Baristas\"\ntopics = [\"Brewing\"]\n")
        .unwrap();
    let due = desk.docent(&["check", "--overdue"]);
    assert_eq!(due.code, Some(1));
    assert!(
        due.out.starts_with(
            "2025-06     Baristas  Why does my coffee taste bitter?  knowledge/faq/brewing/why-bitter.md:"
        ),
        "{}",
        due.out
    );
    let asked = desk.docent(&["ask", "why does my coffee taste bitter?"]);
    assert!(asked.out.contains("Last checked: 2025-01-05, due to be checked again since 2025-06"), "{}", asked.out);
}

#[test]
fn what_nobody_ever_checked_is_due_once_and_below_what_has_a_day() {
    let desk = Desk::with_knowledge();
    let unchecked = |file: &str, review: &str| {
        let path = desk.path(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let line = text.lines().find(|line| line.starts_with("verified")).unwrap();
        std::fs::write(&path, text.replacen(line, review, 1)).unwrap();
    };
    unchecked("knowledge/faq/brewing/descale-machine.md", "");
    unchecked("knowledge/faq/brewing/why-bitter.md", "review = \"2025-06\"");
    let due = desk.docent(&["check", "--overdue"]);
    assert_eq!(due.code, Some(1));
    let lines: Vec<&str> = due.out.lines().collect();
    let beginnings =
        ["2025-06     no owner  Why does my coffee taste bitter?", "never checked  no owner  ", "2 are due"];
    assert_eq!(lines.len(), beginnings.len(), "{}", due.out);
    for (line, beginning) in lines.iter().zip(beginnings) {
        assert!(line.starts_with(beginning), "{}", due.out);
    }
    assert!(lines[1].contains("knowledge/faq/brewing/descale-machine.md:"), "{}", due.out);
}

#[test]
fn facts_that_age_are_due_some_months_after_their_source_was_read() {
    let desk = Desk::with_knowledge();
    let ages = |months: u16| {
        let path = desk.path("knowledge/aspects.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let kept = text.lines().filter(|line| !line.starts_with("review_months"));
        let aged = kept.map(|line| match line {
            "id = \"caffeine\"" => format!("{line}\nreview_months = {months}\n"),
            line => format!("{line}\n"),
        });
        std::fs::write(&path, aged.collect::<String>()).unwrap();
    };
    ages(1_200);
    assert_eq!(desk.docent(&["check", "--overdue"]).out, "nothing is due to be checked again\n");
    assert!(!desk.docent(&["ask", "how much caffeine is in an espresso"]).out.contains("due"));
    ages(0);
    let due = desk.docent(&["check", "--overdue"]);
    assert_eq!(due.code, Some(1));
    assert!(
        due.out.contains("2026-11-02  no owner  Espresso: Caffeine (brew-guide)  knowledge/subjects/espresso.toml:")
    );
    assert!(due.out.contains("2026-11-03  no owner  Robusta: Caffeine (bean-primer)"), "{}", due.out);
    let checked = desk.docent(&["check"]);
    assert!(checked.out.contains("what `brew-guide` says under `caffeine` is to be checked again since 2026-11-02"));
    let asked = desk.docent(&["ask", "how much caffeine is in an espresso"]);
    assert!(asked.out.contains("ue to be checked again since 2026-11-02"), "{}", asked.out);
    let other = desk.docent(&["ask", "how fine do i grind for an espresso"]);
    assert!(!other.out.contains("be checked again"), "grind does not age: {}", other.out);
}

#[test]
fn the_examples_for_teams_name_commands_that_exist() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/authoring");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (hooks, workflow) = (read("pre-commit-config.yaml"), read("workflow.yaml"));
    for text in [&hooks, &workflow] {
        serde_saphyr::from_str::<Value>(text).unwrap();
    }
    let desk = Desk::new();
    let word = regex::Regex::new(r"\bdocent ([a-z]+)((?: --[a-z]+)*)").unwrap();
    let run = hooks
        .lines()
        .filter(|line| line.contains("entry:"))
        .chain(workflow.lines().filter(|line| !line.trim_start().starts_with('#')));
    let mut commands = BTreeSet::new();
    for found in run.flat_map(|line| word.captures_iter(line)) {
        let (command, flags) = (&found[1], &found[2]);
        if command == "docent" {
            continue;
        }
        let help = desk.docent(&[command, "--help"]);
        assert_eq!(help.code, Some(0), "{command}: {}", help.err);
        assert!(flags.split_whitespace().all(|flag| help.out.contains(flag)), "{command}{flags}");
        commands.insert(command.to_owned());
    }
    assert_eq!(commands.into_iter().collect::<Vec<_>>(), ["check", "diff", "eval", "fmt"]);
    let editors: toml::Table = read("taplo.toml").parse().unwrap();
    let rules = editors["rule"].as_array().unwrap();
    for rule in rules {
        let path = rule["schema"]["path"].as_str().unwrap();
        let name = path.rsplit('/').next().unwrap().trim_end_matches(schemas::ENDING);
        assert!(schemas::ALL.iter().any(|(kind, ..)| *kind == name), "{path}");
    }
}
