//! Any file in a knowledge folder is read or reported: no panic, and every problem points at a place that exists.
//!
//! The first byte chooses which file of the small test knowledge the rest takes the place of.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use docent::knowledge::{self, KnowledgeFile, Problem, Severity};
use docent::{check, folder};
use libfuzzer_sys::fuzz_target;

static SMALL: LazyLock<Vec<KnowledgeFile>> = LazyLock::new(|| {
    folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/small")).expect("the folder is there")
});

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    let mut files = SMALL.clone();
    let at = usize::from(*choice) % files.len();
    files[at].text = String::from_utf8_lossy(text).into_owned();
    let parsed = knowledge::parse(&files);
    pointing_at_places(&parsed.problems, &files);
    let broken = parsed.problems.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(parsed.knowledge.is_none(), broken, "errors and knowledge at once, or neither");
    if let Some(knowledge) = &parsed.knowledge {
        let today = jiff::civil::date(2026, 1, 1);
        pointing_at_places(&check::check(knowledge, &parsed.places, None, today), &files);
    }
});

fn pointing_at_places(problems: &[Problem], files: &[KnowledgeFile]) {
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
        let Some(file) = files.iter().find(|file| file.path == problem.file) else { continue };
        if let Some(span) = &problem.span {
            assert!(file.text.get(span.clone()).is_some(), "{problem:?}");
        }
        assert!((1..=file.text.split('\n').count().max(1)).contains(&problem.line), "{problem:?}");
    }
}
