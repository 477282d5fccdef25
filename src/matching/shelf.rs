//! Puts what took long to learn on a shelf, so that the same is not learned twice.
//!
//! In: what is learned from, and a [`Shelf`], which the shell provides. Out: what just this program learned from just this once before, or nothing. What is learned is
//! left to [`super::learnt`].

use std::fmt::{self, Write};
use std::hash::{Hash as _, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::domains::Matcher;
use super::features::{Key, View};
use super::meaning::Vectors;
use crate::knowledge::KnowledgeBase;

/// State of the code and libraries that learning depends on.
const PROGRAM: &str = env!("LEARNING_STATE");

/// Where learned things are put. Losing them costs time and nothing else.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// What was put under a label, if it is still there.
    fn take(&self, label: &str) -> Option<Vec<u8>>;
    /// Some of the bytes that were put under a label, if all of these are still there.
    fn take_part(&self, label: &str, part: Range<usize>) -> Option<Vec<u8>> {
        self.take(label)?.get(part).map(<[u8]>::to_vec)
    }
    /// Puts something under a label, if there is room.
    fn put(&self, label: &str, learned: &[u8]);
    /// Has somebody else learn what is missing, where there is somebody: learning leaves much memory behind that answering has no use for. Whether it is worth
    /// looking again.
    fn ask_for(&self, _label: &str) -> bool {
        false
    }
}

/// A shelf whose owner has nobody learn for it: what is learned is not what others would find in the folder.
#[derive(Debug)]
pub(crate) struct Unasked(pub(crate) Arc<dyn Shelf>);

impl Shelf for Unasked {
    fn take(&self, label: &str) -> Option<Vec<u8>> {
        self.0.take(label)
    }

    fn take_part(&self, label: &str, part: Range<usize>) -> Option<Vec<u8>> {
        self.0.take_part(label, part)
    }

    fn put(&self, label: &str, learned: &[u8]) {
        self.0.put(label, learned);
    }
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

/// What lies under a label; something that was spoiled is as good as nothing.
pub(crate) fn take<T: DeserializeOwned>(shelf: &dyn Shelf, label: &str) -> Option<T> {
    opened(&shelf.take(label)?)
}

/// Puts something under a label.
pub(crate) fn put<T: Serialize>(shelf: &dyn Shelf, label: &str, found: &T) {
    if let Some(bytes) = sealed(found) {
        shelf.put(label, &bytes);
    }
}

/// Something as bytes that can be told from spoiled ones.
pub(super) fn sealed<T: Serialize>(found: &T) -> Option<Vec<u8>> {
    let bytes = postcard::to_allocvec(found).ok()?;
    Some([&seal(&bytes)[..], &bytes].concat())
}

/// What was sealed; nothing where it was spoiled.
pub(super) fn opened<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (seal, found) = bytes.split_first_chunk()?;
    if *seal == self::seal(found) { postcard::from_bytes(found).ok() } else { None }
}

/// Tells whole bytes from those that a disk or a hand has changed: what is taken is used unseen.
fn seal(bytes: &[u8]) -> [u8; 4] {
    crc32fast::hash(bytes).to_le_bytes()
}

/// Under which label it lies what is learned: the same for the same knowledge, vectors and program, and for no other.
pub(super) fn label(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>) -> String {
    let mut printed = Printed::of(PROGRAM);
    knowledge.hash(&mut printed);
    for wording in vectors.iter().flat_map(|_| Matcher::wordings(knowledge)) {
        let vector = vectors.and_then(|vectors| vectors.vector(&wording));
        printed.add(&[u8::from(vector.is_some())]);
        vector.iter().flatten().for_each(|number| printed.add(&number.to_bits().to_le_bytes()));
    }
    printed.label()
}

/// Under which label it lies what was found in another way.
pub(crate) fn label_of(found: fmt::Arguments<'_>) -> String {
    let mut printed = Printed::of("found");
    printed.print(found);
    printed.label()
}

/// Takes what is printed into two keys of 64 bits: with one, chance would put a wrong thing under a label once in some billions of edits.
#[derive(Debug, Clone, Copy)]
struct Printed([Key; 2]);

impl Printed {
    fn of(what: &str) -> Self {
        Self(["one", "other"].map(|salt| Key::of(View::Word).text(salt).text(what)))
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0 = self.0.map(|key| key.bytes(bytes));
    }

    fn print(&mut self, what: fmt::Arguments<'_>) {
        let all = self.write_fmt(what);
        debug_assert!(all.is_ok(), "nothing that is printed into numbers can fail");
    }

    fn label(self) -> String {
        self.keys().map(|key| format!("{key:016x}")).concat()
    }

    fn keys(self) -> [u64; 2] {
        self.0.map(Key::finish)
    }
}

impl Hasher for Printed {
    fn write(&mut self, bytes: &[u8]) {
        self.add(bytes);
    }

    fn finish(&self) -> u64 {
        let [one, other] = self.keys();
        one ^ other
    }
}

impl Write for Printed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.add(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::decision::Thresholds;
    use crate::knowledge::{Entry, Lesson};
    use crate::matching::learnt::{self, Everything};
    use crate::matching::testing::{self, Board};
    use crate::pipeline::{Docent, Incoming};

    fn knowledge(answer: &str) -> KnowledgeBase {
        let titles = ["Where is the key?", "When is lunch?", "Who feeds the cat?"];
        let questions = ["i am locked out", "what time do we eat", "does the pet get food"];
        let entry = |at: usize| Entry {
            questions: vec![questions[at].to_owned()],
            ..testing::entry(&format!("entry-{at}"), titles[at], answer)
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
            let mut learnt = Everything::from_bytes(learned).unwrap();
            learnt.english.iter_mut().for_each(|domain| domain.scorer.shift(-3.0));
            *learned = learnt.to_bytes().unwrap();
        }
        assert_ne!(replies(&learn(knowledge("Yes."), &board)), fresh);
    }

    /// Has another one learn what is missing.
    #[derive(Debug)]
    struct Asking {
        board: Board,
        /// Nothing where there is nobody to ask.
        other: Option<KnowledgeBase>,
        asked: AtomicUsize,
    }

    impl Shelf for Asking {
        fn take(&self, label: &str) -> Option<Vec<u8>> {
            self.board.take(label)
        }

        fn put(&self, label: &str, learned: &[u8]) {
            assert!(self.other.is_none(), "what another has put there needs not be learned");
            self.board.put(label, learned);
        }

        fn ask_for(&self, _: &str) -> bool {
            self.asked.fetch_add(1, Ordering::Relaxed);
            let Some(other) = &self.other else { return false };
            let everything = Everything::of(other, None, None);
            self.board.put(&label(other, None), &everything.to_bytes().unwrap());
            true
        }
    }

    #[test]
    fn much_is_learned_by_another_where_there_is_one() {
        let much = |answer| {
            let mut knowledge = knowledge(answer);
            knowledge.entries[0].questions = (0..learnt::MUCH).map(|at| format!("where is key number {at}")).collect();
            knowledge
        };
        let replies_with = |knowledge: KnowledgeBase, other| {
            let shelf = Arc::new(Asking { board: Board::default(), other, asked: AtomicUsize::new(0) });
            let aids = Aids { vectors: None, shelf: Some(Arc::clone(&shelf) as Arc<dyn Shelf>) };
            let replies = replies(&Docent::learn(knowledge, Thresholds::default(), aids));
            (replies, shelf.asked.load(Ordering::Relaxed), shelf.board.0.lock().unwrap().len())
        };
        let fresh = replies(&Docent::new(much("Yes."), Thresholds::default()));
        assert_eq!(replies_with(much("Yes."), Some(much("Yes."))), (fresh.clone(), 1, 1), "taken from another");
        assert_eq!(replies_with(much("Yes."), None), (fresh, 1, 1), "nobody to ask");
        let little = replies(&Docent::new(knowledge("Yes."), Thresholds::default()));
        assert_eq!(replies_with(knowledge("Yes."), None), (little, 0, 1), "not worth asking");
    }

    #[test]
    fn what_a_server_taught_is_learned_without_asking_others() {
        let shelf = Arc::new(Asking { board: Board::default(), other: None, asked: AtomicUsize::new(0) });
        let mut much = knowledge("Yes.");
        much.entries[0].questions = (0..learnt::MUCH).map(|at| format!("where is key number {at}")).collect();
        let aids = Aids { vectors: None, shelf: Some(Arc::clone(&shelf) as Arc<dyn Shelf>) };
        let docent = Docent::learn(much, Thresholds::default(), aids);
        let phrasing = Lesson::Phrasing { reply: "entry-1".parse().unwrap(), question: "is there soup".to_owned() };
        let taught = docent.taught(&[phrasing]);
        assert_eq!(taught.findings("is there soup").candidates[0].reply.to_string(), "entry-1");
        assert_eq!((shelf.asked.load(Ordering::Relaxed), shelf.board.0.lock().unwrap().len()), (1, 2));
    }

    #[test]
    fn what_was_spoiled_is_learned_again() {
        let board = Arc::new(Board::default());
        let fresh = replies(&learn(knowledge("Yes."), &board));
        let whole = board.0.lock().unwrap().values().next().unwrap().clone();
        let spoil = |how: &dyn Fn(&mut Vec<u8>)| {
            board.0.lock().unwrap().values_mut().for_each(|bytes| {
                bytes.clone_from(&whole);
                how(bytes);
            });
            assert_eq!(replies(&learn(knowledge("Yes."), &board)), fresh);
        };
        for at in (0..whole.len()).step_by(7) {
            spoil(&|bytes| bytes.truncate(at));
            spoil(&|bytes| bytes[at] ^= 1);
        }
    }
}
