//! Out, and in again where it came from: what is there is known, what was edited on the way is told, and it is taken over only where that is asked for.

use std::fs;
use std::path::Path;

use docent::knowledge::{Entry, EntryId};
use docent::language::Language;
use serde_json::json;

use super::round_trips::desk_with_all_kinds;
use super::{Desk, copy};

const DESCALE: &str = "knowledge/faq/brewing/descale-machine.md";

/// Changes the text of a file; each part must be in it.
fn edit(desk: &Desk, path: &str, changes: &[(&str, &str)]) {
    let mut text = fs::read_to_string(desk.path(path)).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}\n{text}");
        text = text.replace(old, new);
    }
    fs::write(desk.path(path), text).unwrap();
}

/// The small knowledge, and a table of it that was edited.
fn desk_with_table(changes: &[(&str, &str)]) -> Desk {
    let desk = Desk::with_knowledge();
    assert_eq!(desk.docent(&["export", "csv", "faq.csv"]).code, Some(0));
    edit(&desk, "faq.csv", changes);
    desk
}

fn entry(desk: &Desk, id: &str) -> Entry {
    desk.knowledge().entry(&EntryId::new(id).unwrap()).cloned().unwrap()
}

#[test]
fn what_was_taken_out_is_there_already() {
    let desk = Desk::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), &desk.path("knowledge"));
    let (before, knowledge) = (desk.files("knowledge"), desk.knowledge());
    let (originals, all) = (knowledge.entries_in(Language::English).count(), knowledge.entries.len());
    for (format, out, count) in [
        ("csv", "faq.csv", originals),
        ("json", "all.json", all),
        ("rasa", "bot", originals),
        ("markdown", "site", originals),
    ] {
        assert_eq!(desk.docent(&["export", format, out]).code, Some(0), "{format}");
        let ran = desk.docent(&["import", format, out]);
        assert!(ran.out.contains(&format!("{count} entries are there already")), "{format}: {}{}", ran.out, ran.err);
        // Pages hold translations too, which are not read from them.
        let nothing = if format == "markdown" {
            "0 entries: nothing was written (1 left out"
        } else {
            "nothing to do (0 left out"
        };
        assert!(ran.out.contains(nothing), "{format}: {}{}", ran.out, ran.err);
        assert_eq!(ran.code, Some(i32::from(format == "markdown")), "{format}");
        assert_eq!(desk.files("knowledge"), before, "{format}");
    }
}

#[test]
fn a_changed_line_is_told_and_taken_over_only_where_that_is_asked_for() {
    let desk =
        desk_with_table(&[("\"descale\nlime\"", "descale"), (",2027-05,", ",,"), ("twice a year", "once a year")]);
    edit(&desk, DESCALE, &[("verified = ", "# The plumber said so.\nverified = ")]);
    let before = desk.files("knowledge");
    let would = "`descale-machine` is there and would change: `keywords` (1 fewer), no `review`, another answer; `--update` takes that over";
    let told = desk.docent(&["import", "csv", "faq.csv"]);
    assert_eq!(told.code, Some(1), "{}", told.err);
    for said in [
        would,
        "0 entries: nothing was written (1 left out, 0 changes)",
        "2 entries are there already",
        "1 entry is there and would change: `--update`",
    ] {
        assert!(told.out.contains(said), "{said}\n{}", told.out);
    }
    let dry = desk.docent(&["import", "csv", "faq.csv", "--update", "--dry-run"]);
    assert!(dry.code == Some(0) && dry.out.contains("1 entry would change\n"), "{}{}", dry.out, dry.err);
    assert_eq!(desk.files("knowledge"), before);
    let ran = desk.docent(&["import", "csv", "faq.csv", "--update", "--report", "report.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in
        ["0 entries that are new (0 left out, 1 change)", "2 entries are there already", "1 entry was changed\n"]
    {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let report = fs::read_to_string(desk.path("report.txt")).unwrap();
    assert!(report.contains("changed: `descale-machine`, which is there, becomes what the file says: "), "{report}");
    let mut after = desk.files("knowledge");
    let written =
        after.insert("faq/brewing/descale-machine.md".to_owned(), before["faq/brewing/descale-machine.md"].clone());
    assert_eq!(after, before, "nothing else was touched");
    let expected = before["faq/brewing/descale-machine.md"]
        .replace("[\"descale\", \"lime\"]", "[\"descale\"]")
        .replace("review = \"2027-05\"\n", "")
        .replace("twice a year", "once a year");
    assert_eq!(written, Some(expected), "and the comment is still there");
    let again = desk.docent(&["import", "csv", "faq.csv"]);
    assert!(again.code == Some(0) && again.out.contains("nothing to do (0 left out, 0 changes)"), "{}", again.out);
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn a_new_line_comes_beside_what_is_there() {
    let row = "sugar,Where is the sugar?,Place,where do i find sugar,,,,why-bitter,,,On the shelf above the till.\n";
    let desk = desk_with_table(&[]);
    let table = fs::read_to_string(desk.path("faq.csv")).unwrap();
    fs::write(desk.path("faq.csv"), format!("{table}{row}")).unwrap();
    let ran = desk.docent(&["import", "csv", "faq.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in ["1 entry in `knowledge/faq/faq` (0 left out, 0 changes)", "3 entries are there already"] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    assert_eq!(desk.knowledge().entries.len(), 4);
    assert_eq!(entry(&desk, "sugar").related, [EntryId::new("why-bitter").unwrap()]);
}

#[test]
fn pages_know_their_entries_by_id_also_under_another_title() {
    let desk = Desk::with_knowledge();
    assert_eq!(desk.docent(&["export", "markdown", "site"]).code, Some(0));
    let page = "site/faq/brewing.md";
    edit(&desk, page, &[("## Why does my coffee taste bitter?", "## What makes coffee bitter?")]);
    let ran = desk.docent(&["import", "markdown", "site"]);
    let said = "`why-bitter` is there and would change: `title` to `What makes coffee bitter?`; `--update`";
    assert!(ran.code == Some(1) && ran.out.contains(said), "{}{}", ran.out, ran.err);
    let before = entry(&desk, "why-bitter");
    assert_eq!(desk.docent(&["import", "markdown", "site", "--update"]).code, Some(0));
    let after = Entry { title: "What makes coffee bitter?".to_owned(), ..before };
    assert_eq!(entry(&desk, "why-bitter"), after, "what pages have no place for stays");
}

#[test]
fn a_question_may_move_from_one_entry_to_another() {
    let desk = Desk::with_knowledge();
    let (bitter, beans) = (entry(&desk, "why-bitter"), entry(&desk, "how-to-store-beans"));
    let moved = bitter.questions[2].clone();
    let questions: Vec<&String> = beans.questions.iter().chain([&moved]).collect();
    // No key, nothing said of it.
    let rows = [
        json!({ "id": "how-to-store-beans", "questions": questions, "answer": beans.answer }),
        json!({ "id": "why-bitter", "questions": bitter.questions[..2], "answer": bitter.answer, "keywords": [] }),
    ];
    fs::write(desk.path("faq.jsonl"), rows.map(|row| row.to_string()).join("\n")).unwrap();
    let before = desk.files("knowledge");
    let told = desk.docent(&["import", "json", "faq.jsonl"]);
    for said in [
        "`how-to-store-beans` is there and would change: `questions` (1 more); ",
        "`why-bitter` is there and would change: `questions` (1 fewer), `keywords` (2 fewer); ",
        "2 entries are there and would change",
    ] {
        assert!(told.code == Some(1) && told.out.contains(said), "{said}\n{}", told.out);
    }
    assert_eq!(desk.files("knowledge"), before);
    let ran = desk.docent(&["import", "json", "faq.jsonl", "--update"]);
    assert!(ran.code == Some(0) && ran.out.contains("2 entries were changed\n"), "{}{}", ran.out, ran.err);
    let questions = questions.into_iter().cloned().collect();
    assert_eq!(entry(&desk, "how-to-store-beans"), Entry { questions, ..beans });
    let questions = bitter.questions[..2].to_vec();
    assert_eq!(entry(&desk, "why-bitter"), Entry { questions, keywords: Vec::new(), ..bitter });
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn an_update_takes_no_question_from_an_entry_that_keeps_it() {
    let desk = desk_with_table(&[("where should i keep my beans", "where should i keep my beans\ndescaling interval")]);
    let ran = desk.docent(&["import", "csv", "faq.csv", "--update"]);
    let said = "the question `descaling interval` stays with the entry `descale-machine`, which asks it too";
    assert!(ran.code == Some(0) && ran.out.contains(said), "{}{}", ran.out, ran.err);
    for said in ["nothing to do (0 left out, 1 change)", "3 entries are there already"] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
}

#[test]
fn dates_in_the_form_of_a_spreadsheet_are_told_and_change_none() {
    let desk = desk_with_table(&[("2026-11-05", "05.11.2026")]);
    let before = desk.files("knowledge");
    let ran = desk.docent(&["import", "csv", "faq.csv", "--update"]);
    assert_eq!(ran.out.matches("`05.11.2026` is no date for `verified`").count(), 3, "{}", ran.out);
    assert!(ran.code == Some(0) && ran.out.contains("nothing to do (0 left out, 3 changes)"), "{}", ran.out);
    assert_eq!(desk.files("knowledge"), before);
}

#[test]
fn an_id_that_stands_in_a_file_twice_counts_once() {
    let desk = Desk::with_knowledge();
    let bitter = entry(&desk, "why-bitter");
    let row = |answer: &str| json!({ "id": "why-bitter", "questions": bitter.questions, "answer": answer }).to_string();
    fs::write(desk.path("faq.jsonl"), [row("Grind coarser."), row("Brew shorter.")].join("\n")).unwrap();
    let ran = desk.docent(&["import", "json", "faq.jsonl", "--update"]);
    let said = "faq.jsonl:2: left out: `why-bitter` stands in the files more than once: give this one an id of its own";
    assert!(ran.code == Some(1) && ran.out.contains(said), "{}{}", ran.out, ran.err);
    assert_eq!(entry(&desk, "why-bitter").answer, "Grind coarser.");
    assert_eq!(desk.knowledge().entries.len(), 3);
}

#[test]
fn a_translation_is_known_and_changed_by_hand_alone() {
    let desk = desk_with_all_kinds();
    assert_eq!(desk.docent(&["export", "json", "all.json"]).code, Some(0));
    let before = desk.files("knowledge");
    let same = desk.docent(&["import", "json", "all.json"]);
    assert!(same.code == Some(0) && same.out.contains("5 entries are there already"), "{}{}", same.out, same.err);
    edit(&desk, "all.json", &[("Zu fein gemahlen.", "Zu grob gemahlen.")]);
    let ran = desk.docent(&["import", "json", "all.json", "--update"]);
    let said = "left out: the translation `why-bitter.de` is there and says something else: change its file by hand";
    assert!(ran.code == Some(1) && ran.out.contains(said), "{}{}", ran.out, ran.err);
    assert_eq!(desk.files("knowledge"), before);
}

#[test]
fn a_file_with_a_comment_that_an_update_would_lose_is_left_to_a_person() {
    let desk = desk_with_table(&[("when do i need to descale", "when must i descale")]);
    edit(&desk, DESCALE, &[("  \"descaling interval\",", "  # From a mail.\n  \"descaling interval\",")]);
    let before = desk.files("knowledge");
    let ran = desk.docent(&["import", "csv", "faq.csv", "--update"]);
    let said = format!("nothing was written: `{DESCALE}` has a comment in a list");
    assert!(ran.code == Some(2) && ran.err.contains(&said), "{}{}", ran.out, ran.err);
    assert_eq!(desk.files("knowledge"), before);
}

#[test]
fn a_file_without_ids_that_came_before_comes_once() {
    let desk = Desk::new();
    assert_eq!(desk.import("csv", &["faq.csv"], &[]).code, Some(1), "some of it is left out");
    let before = desk.files("knowledge");
    let again = desk.import("csv", &["faq.csv"], &[]);
    for said in [
        "0 entries: nothing was written (2 left out, ",
        "3 entries are there already",
        "faq.csv:4: left out: the entry `how-do-i-join-the-club` asks all that this one asks, and says something else: ",
    ] {
        assert!(again.code == Some(1) && again.out.contains(said), "{said}\n{}{}", again.out, again.err);
    }
    for (format, file) in [("toml-tags", "tags.toml"), ("rasa", "rasa")] {
        desk.import(format, &[file], &[]);
        let before = desk.knowledge();
        desk.import(format, &[file], &[]);
        assert_eq!(desk.knowledge(), before, "{format}");
    }
    assert_eq!(desk.files("knowledge").len(), before.len() + 5);
}
