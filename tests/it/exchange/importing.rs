//! Every importer on a file of its origin's shape: what comes, what is said of the rest, and that it answers.

use super::Desk;

/// Titles by id.
fn titles(desk: &Desk) -> Vec<(String, String)> {
    desk.knowledge().entries.iter().map(|entry| (entry.id.to_string(), entry.title.clone())).collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(id, title)| ((*id).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn a_spreadsheet_becomes_entries_that_answer() {
    let desk = Desk::new();
    let ran = desk.import("csv", &["faq.csv"], &[]);
    assert_eq!(ran.code, Some(1), "something was left out: {}{}", ran.out, ran.err);
    assert_eq!(
        titles(&desk),
        pairs(&[
            ("can-i-bring-my-dog", "Can I bring my dog?"),
            ("how-do-i-join-the-club", "How do I join the club?"),
            ("what-does-a-flat-membership-cost", "What does a \"flat\" membership cost?"),
        ])
    );
    for said in [
        "faq.csv:4: left out: everything that it asks, the entry `how-do-i-join-the-club` asks too: join the two by hand",
        "faq.csv:5: left out: it has no answer",
        "faq.csv:3: changed: HTML became Markdown",
        "faq.csv:1: changed: the column `Votes` was left out; read are `id`, `title`, ",
        "3 entries in `knowledge/faq/faq` (2 left out, ",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let knowledge = desk.knowledge();
    let flat = knowledge.entries.iter().find(|entry| entry.id.as_str().contains("flat")).unwrap();
    assert!(
        flat.answer.ends_with("- two cups a day\n- beans at cost\n\nSee the [price list](https://example.org/prices)."),
        "{}",
        flat.answer
    );
    assert_eq!((flat.topic.as_str(), flat.questions.len()), ("Membership", 2));
    assert_eq!(desk.errors(), Vec::<String>::new());
    let asked = desk.docent(&["ask", "are pets welcome?"]);
    assert!(asked.code == Some(0) && asked.out.contains("Yes, on a lead."), "{}", asked.out);
}

#[test]
fn json_lines_come_line_by_line() {
    let desk = Desk::with_knowledge();
    let ran = desk.import("json", &["faq.jsonl"], &["--shelf", "gear", "--source", "brew-guide"]);
    assert!(ran.out.contains("faq.jsonl:3: left out: the line is not JSON"), "{}", ran.out);
    let knowledge = desk.knowledge();
    let grind = knowledge.entries.iter().find(|entry| entry.id.as_str() == "espresso-grind").unwrap();
    assert_eq!((grind.verified, grind.topic.as_str()), ("2026-03-01".parse().ok(), "Gear"));
    assert_eq!(grind.sources.iter().map(ToString::to_string).collect::<Vec<_>>(), ["brew-guide"]);
    assert!(knowledge.entries.iter().any(|entry| entry.title == "What is a burr?"));
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn headings_are_questions_and_the_text_below_them_answers() {
    let desk = Desk::new();
    let ran = desk.import("markdown", &["page.md"], &[]);
    let knowledge = desk.knowledge();
    let found: Vec<(&str, &str)> =
        knowledge.entries.iter().map(|entry| (entry.title.as_str(), entry.topic.as_str())).collect();
    assert_eq!(
        found,
        [
            ("Beans", "Coffee club handbook"),
            ("Is it open on holidays?", "Opening hours"),
            ("When does the bar open?", "Opening hours"),
        ]
    );
    for said in [
        "page.md:29: left out: nothing stands below `Returns`",
        "a table became a list",
        "a link that leads nowhere became text",
        "got a backslash",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let hours = knowledge.entries.iter().find(|entry| entry.title.starts_with("When")).unwrap();
    assert!(hours.answer.ends_with("- Monday to Friday; Opens: 8:00\n- Saturday; Opens: 10:00"), "{}", hours.answer);
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn intents_come_with_the_response_that_answers_them() {
    let desk = Desk::new();
    let ran = desk.import("rasa", &["rasa"], &[]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let knowledge = desk.knowledge();
    let found: Vec<(String, &str, Vec<&str>)> = knowledge
        .entries
        .iter()
        .map(|e| (e.id.to_string(), e.topic.as_str(), e.questions.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        found,
        [
            ("ask-wifi".to_owned(), "Rasa", vec!["what is the wifi password", "wifi?"]),
            ("decaf".to_owned(), "Faq", vec!["do you have decaf", "is there coffee without caffeine"]),
            (
                "opening-hours".to_owned(),
                "Faq",
                vec!["When do you open?", "opening hours on Saturday", "are you open tomorrow?"]
            ),
        ]
    );
    let hours = knowledge.entries.iter().find(|e| e.id.as_str() == "opening-hours").unwrap();
    assert_eq!(hours.answer, "We open at 8 on weekdays and at 10 on Saturdays.");
    for said in [
        "nlu.yml:4: left out: no response answers the intent `greet`",
        "left out: no intent leads to the response `utter_goodbye`",
        "`saturday` teaches Rasa words and was left out",
        "1 more wordings of the response",
        "the buttons of the response were left out",
        "has `{name}` in it, which Rasa fills",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn botpress_comes_in_the_language_of_most_questions() {
    let desk = Desk::new();
    let ran = desk.import("botpress", &["qna.json"], &[]);
    let knowledge = desk.knowledge();
    let [entry] = knowledge.entries.as_slice() else { panic!("{}", ran.out) };
    assert_eq!((entry.id.as_str(), entry.topic.as_str()), ("can-i-pause-my-membership", "Membership"));
    assert_eq!(entry.questions.len(), 3);
    for said in [
        "it leads into the flow `cancel.flow.json`",
        "it is switched off in Botpress",
        "what it says in `de` was left out",
        "1 more answers",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let german = Desk::new();
    german.import("botpress", &["qna.json"], &["--language", "de"]);
    assert_eq!(german.knowledge().entries[0].answer, "Ja, bis zu drei Monate im Jahr.");
}

#[test]
fn tags_are_asked_for_by_their_names() {
    let desk = Desk::new();
    let ran = desk.import("toml-tags", &["tags.toml"], &["--topic", "Tags"]);
    assert_eq!(titles(&desk), pairs(&[("descale", "Descale"), ("grind-size", "Grind size")]));
    assert!(ran.out.contains("tags.toml:17: left out: it has no answer"), "{}", ran.out);
    let knowledge = desk.knowledge();
    let grind = &knowledge.entries[1];
    assert_eq!(grind.questions, ["grind size", "too fine", "how fine"]);
    assert_eq!(grind.keywords, ["grind", "too fine", "how fine"]);
    assert!(grind.answer.ends_with("Tell \\<barista> what you changed."), "{}", grind.answer);
    assert_eq!(desk.errors(), Vec::<String>::new());
    let again = desk.import("markdown-tags", &["tags"], &[]);
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.err);
    let knowledge = desk.knowledge();
    let water = knowledge.entries.iter().find(|e| e.id.as_str() == "water-hardness").unwrap();
    assert_eq!(water.questions, ["Which water for coffee?", "water hardness", "hard water", "limescale filter"]);
    assert!(water.answer.contains("# a strip from the counter tells"));
    assert!(knowledge.entries.iter().any(|e| e.title == "How to cup"));
    assert!(again.out.contains("only Baristas could see it"), "{}", again.out);
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn nothing_that_exists_is_written_over() {
    let desk = Desk::with_knowledge();
    let before = desk.files("knowledge");
    let dry = desk.import("csv", &["faq.csv"], &["--dry-run"]);
    assert!(dry.out.contains("3 entries would come into `knowledge/faq/faq`: nothing was written"), "{}", dry.out);
    let taken = desk.import("csv", &["faq.csv"], &["--shelf", "beans"]);
    assert_eq!(taken.code, Some(2));
    assert!(
        taken.err.contains("`knowledge/faq/beans` has something in it: name another folder with `--shelf`"),
        "{}",
        taken.err
    );
    assert_eq!(desk.files("knowledge"), before);
    desk.import("csv", &["faq.csv"], &[]);
    let mut after = desk.files("knowledge");
    after.retain(|path, _| !path.starts_with("faq/faq/"));
    assert_eq!(after, before);
}

#[test]
fn what_is_not_of_the_format_is_refused_with_its_line() {
    let desk = Desk::new();
    for (format, file, said) in [
        ("csv", "README.md", "README.md:1: the first line must name the columns"),
        ("botpress", "faq.jsonl", "faq.jsonl:2: the file is not JSON"),
        ("toml-tags", "faq.csv", "faq.csv:1: the file is not TOML"),
        ("rasa", "page.md", "the file is no YAML of Rasa"),
        ("json", "page.md", "page.md:1: no line is a JSON object"),
        ("csv", "gone.csv", "cannot read"),
    ] {
        let ran = desk.import(format, &[file], &[]);
        assert!(
            ran.code == Some(2) && ran.err.contains(said),
            "{format} {file}: {:?} {}{}",
            ran.code,
            ran.out,
            ran.err
        );
    }
    assert!(!desk.path("knowledge").exists());
}

#[test]
fn an_answer_that_no_message_holds_becomes_entries_that_propose_one_another() {
    let desk = Desk::new();
    let paragraph = "Beans rest for a week after they were roasted. ".repeat(30);
    let answer = [paragraph.trim(); 7].join("\n\n");
    let row = serde_json::json!({ "question": "How long do beans rest?", "answer": answer });
    std::fs::write(desk.path("long.jsonl"), format!("{row}\n")).unwrap();
    let ran = desk.docent(&["import", "json", "long.jsonl"]);
    assert!(ran.out.contains("became 4 entries, each proposing the next"), "{}", ran.out);
    let knowledge = desk.knowledge();
    assert_eq!(desk.errors(), Vec::<String>::new());
    let mut next = knowledge.entries.iter().find(|entry| entry.id.as_str() == "how-long-do-beans-rest");
    let mut read = Vec::new();
    while let Some(entry) = next {
        read.push(entry.answer.clone());
        next = entry.related.first().and_then(|id| knowledge.entry(id));
    }
    assert_eq!(read.join("\n\n"), answer);
}

#[test]
fn entries_stay_apart_from_those_that_are_there() {
    let desk = Desk::with_knowledge();
    let [there, asked] = [0, 1].map(|at| desk.knowledge().entries[at].clone());
    // The id alone is the same: others give theirs to other things.
    let row = serde_json::json!({
        "id": there.id.as_str(), "questions": [asked.questions[0].to_uppercase(), "something that is only asked here"], "answer": "Another answer.",
    });
    std::fs::write(desk.path("more.jsonl"), row.to_string()).unwrap();
    let ran = desk.docent(&["import", "json", "more.jsonl", "--update"]);
    for said in [
        format!("stays with the entry `{}`, which asks it too", asked.id),
        format!("another entry has the id `{0}`: this one became `{0}-2`", there.id),
    ] {
        assert!(ran.code == Some(0) && ran.out.contains(&said), "{}{}", ran.out, ran.err);
    }
    assert_eq!(desk.knowledge().entry(&there.id), Some(&there));
    let new = desk.knowledge().entries.iter().find(|entry| entry.answer == "Another answer.").cloned().unwrap();
    assert_eq!(
        (new.id.to_string(), new.questions),
        (format!("{}-2", there.id), vec!["something that is only asked here".to_owned()])
    );
    assert_eq!(desk.errors(), Vec::<String>::new());
}

#[test]
fn an_import_into_broken_knowledge_changes_nothing() {
    let desk = Desk::with_knowledge();
    std::fs::write(desk.path("knowledge/faq/broken.md"), "+++\n").unwrap();
    let before = desk.files("knowledge");
    let ran = desk.import("csv", &["faq.csv"], &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(desk.files("knowledge"), before);
}

#[test]
fn a_table_with_an_open_quote_is_refused_as_a_whole() {
    let desk = Desk::new();
    let table =
        "question,answer\nHow do I join?,Ask Mara.\nWhat does it cost?,\"25 euros\nWhen is it open?,From 8 on.\n";
    std::fs::write(desk.path("faq.csv"), table).unwrap();
    let ran = desk.docent(&["import", "csv", "faq.csv"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
    assert!(ran.err.contains("faq.csv:3: nothing closes the quote that begins a cell here"), "{}", ran.err);
    assert!(!desk.path("knowledge").exists());
    std::fs::write(desk.path("faq.csv"), table.replace("euros", "euros\"")).unwrap();
    assert_eq!(desk.docent(&["import", "csv", "faq.csv"]).code, Some(0));
    assert_eq!(desk.knowledge().entries.len(), 3);
}

#[test]
fn a_misspelt_column_or_key_is_refused_and_a_foreign_one_told() {
    let desk = Desk::new();
    let rows = [
        (
            "csv",
            "a.csv",
            "question,answer,catgory\nWhere?,Here.,House\n",
            "a.csv:1: there is no column `catgory`; the nearest is `category`",
        ),
        (
            "json",
            "a.jsonl",
            "{\"question\": \"Where?\", \"answer\": \"Here.\"}\n{\"question\": \"When?\", \"anwser\": \"Now.\"}\n",
            "a.jsonl:2: there is no key `anwser`; the nearest is `answer`",
        ),
    ];
    for (format, name, text, said) in rows {
        std::fs::write(desk.path(name), text).unwrap();
        let ran = desk.docent(&["import", format, name]);
        assert!(ran.code == Some(2) && ran.err.contains(said), "{said}: {}{}", ran.out, ran.err);
        assert!(!desk.path("knowledge").exists());
    }
    std::fs::write(desk.path("b.jsonl"), "{\"question\": \"Where is it?\", \"answer\": \"Here.\", \"votes\": 3}\n")
        .unwrap();
    let ran = desk.docent(&["import", "json", "b.jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("b.jsonl:1: changed: the key `votes` was left out; read are `id`"), "{}", ran.out);
}

#[test]
fn nobody_is_said_to_have_checked_what_nobody_vouches_for() {
    let desk = Desk::new();
    let table = "question,answer,verified\nWhere is the till?,At the door of the bar.,2026-03-01\nWhere is the key?,Under the mat at the door.,\n";
    std::fs::write(desk.path("faq.csv"), table).unwrap();
    let ran = desk.docent(&["import", "csv", "faq.csv", "--report", "report.txt"]);
    let said = "of 1 of them the files do not say when the answer was checked";
    assert!(ran.code == Some(0) && ran.out.contains(said), "{}{}", ran.out, ran.err);
    assert!(std::fs::read_to_string(desk.path("report.txt")).unwrap().contains(said));
    let verified = |desk: &Desk| {
        desk.knowledge().entries.iter().map(|entry| entry.verified.map(|date| date.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(verified(&desk), [None, Some("2026-03-01".to_owned())]);
    assert_eq!(desk.errors(), Vec::<String>::new());
    let checked = desk.docent(&["check"]);
    assert_eq!(checked.out.matches("nobody has said that the answer was checked").count(), 1, "{}", checked.out);
    let [claimed, silent] = ["where is the till", "where is the key"].map(|asked| desk.docent(&["ask", asked]).out);
    assert!(claimed.contains("ast checked: 2026-03-01") && !silent.contains("checked"), "{claimed}{silent}");
    let told = Desk::new();
    std::fs::write(told.path("faq.csv"), table).unwrap();
    let ran = told.docent(&["import", "csv", "faq.csv", "--verified", "2026-11-20"]);
    assert!(!ran.out.contains("do not say when"), "{}", ran.out);
    assert_eq!(verified(&told), [Some("2026-11-20".to_owned()), Some("2026-03-01".to_owned())]);
}

#[test]
fn a_report_that_has_no_place_is_found_before_anything_is_written() {
    let desk = Desk::new();
    for place in ["gone/report.txt", "."] {
        let ran = desk.import("csv", &["faq.csv"], &["--report", place]);
        assert!(ran.code == Some(2) && ran.err.contains(&format!("cannot write `{place}`")), "{}{}", ran.out, ran.err);
        assert!(!desk.path("knowledge").exists(), "{place}");
    }
    std::fs::write(
        desk.path("report.txt"),
        "a longer report of an import before, whose end must not stay\n".repeat(99),
    )
    .unwrap();
    let ran = desk.import("csv", &["faq.csv"], &["--report", "report.txt"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let report = std::fs::read_to_string(desk.path("report.txt")).unwrap();
    assert!(report.contains("faq.csv:5: left out: it has no answer") && !report.contains("before"), "{report}");
}

#[test]
fn an_import_that_fails_leaves_no_report() {
    let desk = Desk::new();
    // The folder must be empty until the entries come.
    std::fs::create_dir(desk.path("knowledge")).unwrap();
    let ran = desk.import("csv", &["faq.csv"], &["--report", "knowledge/report.txt"]);
    assert!(ran.code == Some(2) && ran.out.is_empty(), "{}{}", ran.out, ran.err);
    assert!(desk.files("knowledge").is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_back_to_itself_is_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("old")).unwrap();
    std::fs::write(desk.path("old/faq.md"), "# FAQ\n\n## Where is the key?\n\nUnder the mat.\n").unwrap();
    std::os::unix::fs::symlink(desk.path("old"), desk.path("old/again")).unwrap();
    let ran = desk.docent(&["import", "markdown", "old"]);
    assert!(ran.code == Some(2) && ran.err.contains("folders deep"), "{}{}", ran.out, ran.err);
    assert!(!desk.path("knowledge").exists());
}
