//! Keeps what was found in a knowledge, so that a start finds nothing again that the last one found.
//!
//! In: a Docent that has learned, where its knowledge is written, and the day. Out: what [`super::check`] finds, from the shelf where it lies there.

use jiff::civil;

use super::check;
use crate::knowledge::{Places, Problem};
use crate::matching::shelf;
use crate::pipeline::Docent;

/// State of the code that checking depends on.
const PROGRAM: &str = env!("CHECKING_STATE");

/// Looks for everything, or takes what this program found in the same files on the same day.
#[must_use]
pub fn check_or_take(docent: &Docent, places: &Places, today: civil::Date) -> Vec<Problem> {
    let look = || check(docent.knowledge(), places, Some(docent), today);
    let Some(shelf) = docent.shelf() else { return look() };
    let label = label(docent, places, today);
    if let Some(found) = shelf::take(shelf, &label) {
        return found;
    }
    let found = look();
    shelf::put(shelf, &label, &found);
    found
}

/// Under which label it lies what is found: the same for the same files, thresholds, day and program.
fn label(docent: &Docent, places: &Places, today: civil::Date) -> String {
    shelf::label_of(format_args!("{PROGRAM} {:x} {:?} {today}", places.state(), docent.thresholds()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::decision::Thresholds;
    use crate::knowledge::{self, KnowledgeFile};
    use crate::matching::testing::Board;
    use crate::matching::{Aids, Shelf};

    fn files(answer: &str) -> Vec<KnowledgeFile> {
        let file = |path: &str, text: String| KnowledgeFile { path: path.to_owned(), text };
        let entry = format!(
            "+++\ntitle = \"Where is the key?\"\ntopic = \"House\"\nquestions = [\"i am locked out\"]\nsources = [\"house\"]\nverified = \"2026-01-01\"\n+++\n{answer}\n"
        );
        vec![
            file("faq/house/key.md", entry),
            file("sources.toml", "[[sources]]\nid = \"house\"\ntitle = \"House\"\nread = \"2026-01-01\"\n".to_owned()),
        ]
    }

    #[test]
    fn what_was_found_once_is_taken_until_file_or_day_change() {
        let board = Arc::new(Board::default());
        let found = |answer: &str, today: &str| {
            let parsed = knowledge::parse(&files(answer));
            let aids = Aids { vectors: None, shelf: Some(Arc::clone(&board) as Arc<dyn Shelf>) };
            let docent = Docent::learn(parsed.knowledge.unwrap(), Thresholds::default(), aids);
            let today = today.parse().unwrap();
            let found = check_or_take(&docent, &parsed.places, today);
            // What lies there from now on is nothing: whoever finds something has looked.
            shelf::put(&*board, &label(&docent, &parsed.places, today), &Vec::<Problem>::new());
            (found == check(docent.knowledge(), &parsed.places, Some(&docent), today), found.len())
        };
        let (right, count) = found("Under the mat.", "2026-11-29");
        assert!(right && count > 0, "one example question is too few");
        assert_eq!(found("Under the mat.", "2026-11-29"), (false, 0), "taken");
        assert_eq!(found("Under the mat.", "2026-11-30"), (true, count), "another day");
        assert_eq!(found("Under the  mat.", "2026-11-30"), (true, count), "another file");
    }
}
