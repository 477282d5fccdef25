//! The tracks that Docent ships with, and the program that walks them in a terminal.

use std::path::Path;
use std::sync::LazyLock;

use docent::folder;
use docent::knowledge::{AnswerId, KnowledgeBase, Task, parse};
use docent::onboarding::{advise, context, explained, next, question};

static SHIPPED: LazyLock<KnowledgeBase> = LazyLock::new(|| {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap();
    parse(&files).knowledge.unwrap()
});

#[test]
fn three_tracks_of_eight_to_twelve_short_steps_are_shipped() {
    let names: Vec<&str> = SHIPPED.tracks.iter().map(|track| track.name.as_str()).collect();
    assert_eq!(names, ["Both sides of the house", "New backend engineer", "New data engineer"]);
    for track in &SHIPPED.tracks {
        assert!((8..=12).contains(&track.steps.len()), "{}", track.name);
        assert!(track.steps.iter().all(|step| step.minutes <= 5), "{}", track.name);
        for word in ["read", "try", "do", "check"] {
            assert!(track.steps.iter().any(|step| step.task.word() == word), "{} has no {word}", track.name);
        }
    }
}

#[test]
fn the_facts_know_the_right_answer_of_every_check() {
    // By hand, from the sources: what is computed has to come to the same.
    let expected = [
        ("both-sides-of-the-house", "who-delivers-what", "data-engineer"),
        ("both-sides-of-the-house", "pay-check", "backend-engineer"),
        ("new-backend-engineer", "measured-by", "backend-engineer"),
        ("new-backend-engineer", "database-check", "backend-engineer"),
        ("new-data-engineer", "measured-by", "data-engineer"),
        ("new-data-engineer", "warehouse-check", "data-engineer"),
    ];
    let mut found = Vec::new();
    for track in &SHIPPED.tracks {
        for step in &track.steps {
            let Task::Check(check) = &step.task else { continue };
            let asked = question(&SHIPPED, check).unwrap();
            assert!(asked.right_choice().is_some());
            let why = explained(&SHIPPED, check).unwrap();
            assert!(!why.sources.is_empty(), "{}: the explanation names its sources", step.id);
            found.push((track.id.to_string(), step.id.to_string(), asked.right.to_string()));
        }
    }
    let expected = expected.map(|(track, step, right)| (track.to_owned(), step.to_owned(), right.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_step_knows_what_questions_about_it_are_about() {
    for track in &SHIPPED.tracks {
        for step in track.steps.iter().filter(|step| matches!(step.task, Task::Read(_) | Task::Check(_))) {
            let about = context(&SHIPPED, step);
            assert!(!about.subjects.is_empty(), "{}/{}: questions during it have nothing in mind", track.id, step.id);
        }
    }
}

/// All ways through the rest of the quiz.
fn ways(tapped: &[AnswerId]) -> Vec<Vec<AnswerId>> {
    let Some((_, asked)) = next(&SHIPPED, tapped) else { return vec![tapped.to_vec()] };
    let on = |answer: &AnswerId| ways(&tapped.iter().chain([answer]).cloned().collect::<Vec<_>>());
    asked.answers.iter().flat_map(|answer| on(&answer.id)).collect()
}

#[test]
fn every_way_through_the_quiz_leads_to_a_track_and_says_why() {
    let all = ways(&[]);
    assert_eq!(all.len(), 27);
    for tapped in &all {
        assert!((3..=5).contains(&tapped.len()));
        let advice = advise(&SHIPPED, tapped).unwrap();
        assert!(!advice.because.is_empty(), "{tapped:?}");
        let speak = |id: &AnswerId| advice.track.recommended_for.contains(id);
        assert_eq!(advice.because.len(), tapped.iter().filter(|id| speak(id)).count());
    }
    for track in &SHIPPED.tracks {
        assert!(all.iter().any(|tapped| advise(&SHIPPED, tapped).unwrap().track.id == track.id), "{}", track.name);
    }
}

/// What the program prints when it is fed these lines.
#[cfg(feature = "discord")]
fn preview(arguments: &[&str], input: &str) -> (String, String, Option<i32>) {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DOCENT_")) {
        command.env_remove(name);
    }
    let command = command.arg("onboard").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program may end before it has read everything.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let done = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(done.stdout), text(done.stderr), done.status.code())
}

#[cfg(feature = "discord")]
#[test]
fn a_track_is_walked_through_a_pipe() {
    let (list, _, code) = preview(&[], "");
    assert!(code == Some(0) && list.contains("new-data-engineer  New data engineer\n  12 steps"), "{list}");
    // Done twice, a question, later, back, done twice, a wrong answer, and on to the end with a right one.
    let lines = "\n\nand what do they earn?\nl\nb\n\n\n2\n\n\n\n\n2\n\n\n";
    let (walked, error, code) = preview(&["--preview", "new-data-engineer"], lines);
    assert_eq!((code, error.as_str()), (Some(0), ""));
    for part in [
        "1/12 What a data engineer is",
        "To do: Introduce yourself",
        "Not quite. The facts say: Data accuracy",
        "12 of 12 done",
        "That was the ground",
        "Worth another look: Overview",
    ] {
        assert!(walked.contains(part), "`{part}` is not in {walked}");
    }
    let (_, error, code) = preview(&["--preview", "new-barista"], "");
    assert!(code == Some(2) && error.contains("there is no track `new-barista`"), "{error}");
}
