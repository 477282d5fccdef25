//! What `check` finds. Each folder in `tests/data/broken/` is laid over the small coffee knowledge of `tests/data/small/`: its files
//! replace those of the same path or are added, and those named in its file `without` are left out. Its file `expected` holds
//! the lines that must then be printed, no more and no fewer. With a file `tried`, answers are tried too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use docent::check::{check, check_rest};
use docent::decision::Thresholds;
use docent::folder;
use docent::knowledge::{KnowledgeFile, Problem, parse};
use docent::pipeline::{Docent, Incoming};
use jiff::civil::{Date, date};

/// Files of a broken folder that are no knowledge.
const FOR_THE_TEST: [&str; 3] = ["expected", "without", "tried"];

/// The day on which the broken folders are looked at.
const TODAY: Date = date(2026, 11, 20);

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    folder::read(folder).unwrap().into_iter().map(|file| (file.path, file.text)).collect()
}

/// The small knowledge with a broken folder laid over it.
fn laid_over(broken: &Path) -> Vec<KnowledgeFile> {
    let mut files = read(&data("small"));
    files.extend(read(broken));
    let without = files.get("without").cloned().unwrap_or_default();
    files.retain(|path, _| !FOR_THE_TEST.contains(&path.as_str()) && !without.lines().any(|line| line == path));
    files.into_iter().map(|(path, text)| KnowledgeFile { path, text }).collect()
}

/// Everything that reading and checking print.
fn problems(files: &[KnowledgeFile], tried: bool, today: Date) -> Vec<String> {
    let parsed = parse(files);
    let found = parsed.knowledge.map(|knowledge| {
        let docent = tried.then(|| Docent::new(knowledge.clone(), Thresholds::default()));
        check(&knowledge, &parsed.places, docent.as_ref(), today)
    });
    let rest = parsed.rest.map(|rest| check_rest(&rest, &parsed.places, &parsed.problems, today));
    let problems: Vec<Problem> = parsed.problems.into_iter().chain(found.or(rest).unwrap_or_default()).collect();
    for problem in &problems {
        points_into_its_file(problem, files);
    }
    problems.iter().map(ToString::to_string).collect()
}

/// A caret is drawn under the span: it must lie within the file, on the line that is named.
fn points_into_its_file(problem: &Problem, files: &[KnowledgeFile]) {
    let Some(span) = &problem.span else { return assert_eq!(problem.line, 1, "{problem}") };
    let file = files.iter().find(|file| file.path == problem.file).unwrap();
    assert!(file.text.get(span.clone()).is_some(), "{problem}: {span:?}");
    let line = 1 + file.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count();
    assert_eq!(problem.line, line, "{problem}");
}

#[test]
fn every_broken_folder_is_told_what_is_wrong() {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(data("broken")).unwrap().map(|item| item.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in folders {
        let expected = fs::read_to_string(folder.join("expected")).unwrap_or_default();
        let printed = problems(&laid_over(&folder), folder.join("tried").exists(), TODAY).join("\n");
        if printed != expected.trim_end() || printed.is_empty() {
            wrong.push(format!("## {}\nexpected:\n{expected}\nprinted:\n{printed}\n", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_small_knowledge_is_without_fault() {
    assert_eq!(problems(&laid_over(&data("small")), true, TODAY), Vec::<String>::new());
}

#[test]
fn the_shipped_knowledge_has_no_errors() {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap();
    // Whoever verifies an entry writes down the day: the clock has to be asked.
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let errors: Vec<String> =
        problems(&files, false, now).into_iter().filter(|line| line.contains(": error: ")).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn a_folder_that_only_answers_questions_needs_sources_and_entries() {
    let small = read(&data("small")).into_iter();
    let mut files: Vec<KnowledgeFile> = small.map(|(path, text)| KnowledgeFile { path, text }).collect();
    files.retain(|file| file.path == "sources.toml" || file.path.starts_with("faq/"));
    for file in &mut files {
        // An entry may say which subjects it is about; here there are none.
        file.text = file.text.lines().filter(|line| !line.starts_with("subjects")).collect::<Vec<_>>().join("\n");
    }
    let parsed = parse(&files);
    assert_eq!(parsed.problems, [], "nothing is missing");
    let docent = Docent::new(parsed.knowledge.unwrap(), Thresholds::default());
    let reply = docent.respond(Incoming {
        text: "can coffee beans go into the freezer?",
        addressed: false,
        context: None,
        locale: None,
    });
    assert_eq!(reply.id.map(|id| id.to_string()).as_deref(), Some("how-to-store-beans"));
}
