//! Puts what took long to learn on a shelf, so that the same is not learned twice.
//!
//! In: what is learned from, and a [`Shelf`], which the shell provides. Out: what just this program learned from just this once before, or nothing.

use std::fmt::{self, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::calibration::Calibrations;
use super::classifier::Classifier;
use super::features::{Key, View};
use super::material::Material;
use super::meaning::Vectors;

/// State of the code and libraries that learning depends on.
const PROGRAM: &str = env!("LEARNING_STATE");

/// Where learned things are put. Losing them costs time and nothing else.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// What was put under a label, if it is still there.
    fn take(&self, label: &str) -> Option<Vec<u8>>;
    /// Puts something under a label, if there is room.
    fn put(&self, label: &str, learned: &[u8]);
}

/// What helps to learn; everything works without.
#[derive(Debug, Clone, Default)]
pub struct Aids {
    /// Vectors of meaning.
    pub vectors: Option<Arc<dyn Vectors>>,
    /// Where what was learned before lies.
    pub shelf: Option<Arc<dyn Shelf>>,
}

impl From<Option<Arc<dyn Vectors>>> for Aids {
    fn from(vectors: Option<Arc<dyn Vectors>>) -> Self {
        Self { vectors, shelf: None }
    }
}

/// What took long to learn.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Learnt {
    /// None where there are too many cards for one.
    pub(super) classifier: Option<Classifier>,
    pub(super) calibrations: Calibrations,
}

impl Learnt {
    /// What lies on the shelf, if it fits so many features and cards: a file that somebody changed is as good as none.
    pub(super) fn take(shelf: &dyn Shelf, label: &str, features: usize, cards: usize) -> Option<Self> {
        let learnt: Self = postcard::from_bytes(&shelf.take(label)?).ok()?;
        let fits = learnt.classifier.as_ref().is_none_or(|classifier| classifier.fits(features, cards));
        (fits && learnt.calibrations.are_sound()).then_some(learnt)
    }

    pub(super) fn put(&self, on: &dyn Shelf, label: &str) {
        if let Ok(bytes) = postcard::to_allocvec(self) {
            on.put(label, &bytes);
        }
    }
}

/// Under which label it lies what is learned from a material: the same for the same material and program, and for no other.
pub(super) fn label(material: &Material<'_>) -> String {
    // Two keys of 64 bits: with one, chance would put a wrong thing under a label once in some billions of edits.
    let mut printed = Printed(["one", "other"].map(|salt| Key::of(View::Word).text(salt).text(PROGRAM)));
    let all = material.print(&mut printed);
    debug_assert!(all.is_ok(), "nothing that is printed into numbers can fail");
    printed.0.map(|key| format!("{:016x}", key.finish())).concat()
}

/// Takes what is printed into keys.
struct Printed([Key; 2]);

impl Write for Printed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for key in &mut self.0 {
            *key = std::mem::replace(key, Key::of(View::Word)).text(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use super::*;
    use crate::decision::Thresholds;
    use crate::knowledge::{Entry, EntryId, KnowledgeBase};
    use crate::pipeline::{Docent, Incoming};

    #[derive(Debug, Default)]
    struct Board(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Shelf for Board {
        fn take(&self, label: &str) -> Option<Vec<u8>> {
            self.0.lock().unwrap().get(label).cloned()
        }

        fn put(&self, label: &str, learned: &[u8]) {
            self.0.lock().unwrap().insert(label.to_owned(), learned.to_owned());
        }
    }

    fn knowledge(answer: &str) -> KnowledgeBase {
        let entry = |at: usize| Entry {
            id: EntryId::new(&format!("entry-{at}")).unwrap(),
            title: ["Where is the key?", "When is lunch?", "Who feeds the cat?"][at].to_owned(),
            topic: "House".to_owned(),
            questions: vec![["i am locked out", "what time do we eat", "does the pet get food"][at].to_owned()],
            keywords: Vec::new(),
            subjects: Vec::new(),
            sources: Vec::new(),
            related: Vec::new(),
            verified: "2026-01-01".parse().unwrap(),
            review: None,
            answer: answer.to_owned(),
        };
        KnowledgeBase { entries: (0..3).map(entry).collect(), ..KnowledgeBase::default() }
    }

    fn replies(docent: &Docent) -> Vec<(Option<String>, u32)> {
        let respond = |text| docent.respond(Incoming { text, addressed: true, context: None, locale: None });
        let asked = ["when do we have lunch", "locked out, where is a key?", "who gives the cat its food"];
        asked.map(respond).map(|reply| (reply.id.map(|id| id.to_string()), reply.confidence.to_bits())).to_vec()
    }

    fn learn(knowledge: KnowledgeBase, board: &Arc<Board>) -> Docent {
        let shelf = Arc::clone(board) as Arc<dyn Shelf>;
        Docent::learn(knowledge, Thresholds::default(), Aids { vectors: None, shelf: Some(shelf) })
    }

    #[test]
    fn what_is_taken_from_the_shelf_answers_bit_for_bit_as_what_was_learned() {
        let board = Arc::new(Board::default());
        let fresh = replies(&Docent::new(knowledge("Yes."), Thresholds::default()));
        assert_eq!(replies(&learn(knowledge("Yes."), &board)), fresh, "learned");
        assert_eq!(replies(&learn(knowledge("Yes."), &board)), fresh, "taken");
        assert_eq!(board.0.lock().unwrap().len(), 1);
        let _ = learn(knowledge("No."), &board);
        assert_eq!(board.0.lock().unwrap().len(), 2, "other knowledge has a label of its own");
    }

    #[test]
    fn what_lies_on_the_shelf_is_what_answers() {
        // A shelf that nothing is taken from would pass the test above.
        let board = Arc::new(Board::default());
        let fresh = replies(&learn(knowledge("Yes."), &board));
        for learned in board.0.lock().unwrap().values_mut() {
            let mut learnt: Learnt = postcard::from_bytes(learned).unwrap();
            learnt.calibrations = Calibrations::default().shifted(-3.0);
            *learned = postcard::to_allocvec(&learnt).unwrap();
        }
        assert_ne!(replies(&learn(knowledge("Yes."), &board)), fresh);
    }

    #[test]
    fn what_was_spoiled_is_learned_again() {
        let board = Arc::new(Board::default());
        let fresh = replies(&learn(knowledge("Yes."), &board));
        let whole = board.0.lock().unwrap().values().next().unwrap().clone();
        for length in 0..whole.len() {
            board.0.lock().unwrap().values_mut().for_each(|bytes| bytes.truncate(length));
            assert_eq!(replies(&learn(knowledge("Yes."), &board)), fresh, "{length} bytes");
        }
    }
}
