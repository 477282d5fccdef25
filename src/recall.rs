//! Recalls what files say where the same files were parsed before: that takes a tenth of the time.
//!
//! In: the files of a folder, and a [`Shelf`]. Out: what [`knowledge::parse`] makes of them. Reading the disk is left to [`crate::folder`].

use std::sync::Arc;

use crate::knowledge::{self, KnowledgeBase, KnowledgeFile, Parsed, Places, Problem};
use crate::matching::Shelf;
use crate::matching::shelf;

/// State of the code and libraries that parsing depends on.
const PROGRAM: &str = env!("LEARNING_STATE");

/// Parses the files, or takes what this program found in the same ones. Files with errors are parsed each time: they say no knowledge that could be kept.
#[must_use]
pub fn parse_or_take(files: &Arc<[KnowledgeFile]>, shelf: Option<&dyn Shelf>) -> Parsed {
    let Some(shelf) = shelf else { return knowledge::parse(files) };
    let places = Places::later(files);
    let label = label(&places);
    if let Some((knowledge, problems)) = shelf::take::<(KnowledgeBase, Vec<Problem>)>(shelf, &label) {
        return Parsed { knowledge: Some(knowledge), rest: None, problems, places };
    }
    let parsed = knowledge::parse(files);
    if let Some(knowledge) = &parsed.knowledge {
        shelf::put(shelf, &label, &(knowledge, &parsed.problems));
    }
    parsed
}

/// Under which label it lies what files say: the same for the same files and program.
fn label(places: &Places) -> String {
    shelf::label_of(format_args!("{PROGRAM} says {:x}", places.state()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Kind, Severity};
    use crate::matching::testing::Board;

    fn files(title: &str) -> Arc<[KnowledgeFile]> {
        let file = |path: &str, text: String| KnowledgeFile { path: path.to_owned(), text };
        let entry = format!(
            "+++\ntitle = \"{title}\"\ntopic = \"House\"\nquestions = [\"i am locked out\"]\nsources = [\"house\"]\nverified = \"2026-01-01\"\n+++\nUnder the mat.\n"
        );
        let sources = "\n[[sources]]\nid = \"house\"\ntitle = \"House\"\nread = \"2026-01-01\"\n";
        Arc::from([file("faq/house/key.md", entry), file("sources.toml", sources.to_owned())])
    }

    fn place(parsed: &Parsed) -> (String, usize) {
        let place = parsed.places.whole(Kind::Source, "house");
        (place.file().to_owned(), place.line())
    }

    #[test]
    fn what_the_same_files_say_is_taken_with_the_places_where_it_is_written() {
        let board = Board::default();
        let parsed = knowledge::parse(&files("Where is the key?"));
        for time in ["parsed", "taken"] {
            let again = parse_or_take(&files("Where is the key?"), Some(&board));
            assert_eq!((&again.knowledge, &again.problems), (&parsed.knowledge, &parsed.problems), "{time}");
            assert_eq!(place(&again), ("sources.toml".to_owned(), 2), "{time}");
            assert_eq!(again.places.state(), parsed.places.state(), "{time}");
        }
        assert_eq!(board.0.lock().unwrap().len(), 1);
        let other = parse_or_take(&files("Where is the other key?"), Some(&board)).knowledge.unwrap();
        assert_eq!((other.entries[0].title.as_str(), board.0.lock().unwrap().len()), ("Where is the other key?", 2));
    }

    #[test]
    fn what_lies_on_the_shelf_is_what_the_files_are_said_to_say() {
        // A shelf that nothing is taken from would pass the test above.
        let (board, files) = (Board::default(), files("Where is the key?"));
        shelf::put(&board, &label(&Places::later(&files)), &(KnowledgeBase::default(), Vec::<Problem>::new()));
        assert_eq!(parse_or_take(&files, Some(&board)).knowledge, Some(KnowledgeBase::default()));
        board.0.lock().unwrap().values_mut().for_each(|bytes| bytes[0] ^= 1);
        assert_eq!(parse_or_take(&files, Some(&board)).knowledge.unwrap().entries.len(), 1, "spoiled");
    }

    #[test]
    fn files_with_errors_are_told_of_each_time() {
        let (board, files) = (Board::default(), files(""));
        for _ in 0..2 {
            let parsed = parse_or_take(&files, Some(&board));
            assert!(parsed.knowledge.is_none());
            assert!(parsed.problems.iter().any(|problem| problem.severity == Severity::Error));
        }
        assert!(board.0.lock().unwrap().is_empty());
    }
}
