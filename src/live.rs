//! The knowledge that answers now: replaced whole, never changed in place.
//!
//! In: a folder of knowledge, read again when someone asks for it or, with [`follow`], when a file in it changes. Out: the [`Docent`] of this
//! moment, and all that is wrong with the folder. Reading and learning happen beside what answers, checking after it; a broken folder keeps what answered before.

mod follow;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use crate::check;
use crate::decision::Thresholds;
use crate::folder::{self, FolderError, Looked};
use crate::knowledge::{self, KnowledgeBase, Parsed, Places, Problem, Severity};
use crate::matching::Aids;
use crate::pipeline::Docent;

pub use follow::{Follower, follow};

/// The knowledge that answers now; clones share it.
#[derive(Debug, Clone)]
pub struct Live {
    now: Arc<watch::Sender<Now>>,
}

/// What answers at one moment, and how the folder it came from was found at the last look.
#[derive(Debug, Clone)]
pub struct Now {
    /// What answers.
    pub docent: Arc<Docent>,
    /// What answered before, to go back to.
    pub before: Option<Arc<Docent>>,
    /// Whether somebody went back to what answers now.
    pub went_back: bool,
    /// What was wrong at the last look; until it is `checked`, only what keeps files from loading.
    pub problems: Arc<[Problem]>,
    /// Whether the folder loaded at the last look.
    loaded: bool,
    /// Whether the whole was checked since the last look, which takes a while longer than learning.
    pub checked: bool,
    /// How often the folder was looked at since the start.
    pub looks: u64,
}

/// One look at the folder, still to be checked as a whole.
#[derive(Debug)]
pub struct Look {
    number: u64,
    docent: Arc<Docent>,
    places: Places,
}

/// What reading the folder brought, before it answers.
#[derive(Debug)]
struct Found {
    /// How often the folder had been looked at when reading began.
    began: u64,
    /// What answers from the folder, where it is not broken.
    docent: Option<Arc<Docent>>,
    problems: Arc<[Problem]>,
    places: Places,
}

impl Now {
    /// Whether what the folder held at the last look is what answers; no where it was broken, and where somebody went back from it.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.loaded && !self.went_back
    }

    /// Whether somebody went back from this since that look.
    fn left_since(&self, look: u64, docent: Option<&Docent>) -> bool {
        let left = self.before.as_deref().filter(|_| self.went_back && self.looks != look);
        left.zip(docent).is_some_and(|(left, docent)| is_alike(left, docent))
    }
}

impl From<Arc<Docent>> for Live {
    fn from(docent: Arc<Docent>) -> Self {
        let now = Now {
            docent,
            before: None,
            went_back: false,
            problems: Arc::from([]),
            loaded: true,
            checked: false,
            looks: 0,
        };
        Self { now: Arc::new(watch::Sender::new(now)) }
    }
}

impl Live {
    /// What answers now. One message uses one of these throughout.
    #[must_use]
    pub fn docent(&self) -> Arc<Docent> {
        Arc::clone(&self.now.borrow().docent)
    }

    /// What answers now, with the state of the folder.
    #[must_use]
    pub fn now(&self) -> Now {
        self.now.borrow().clone()
    }

    /// Wakes at every change of [`Live::now`].
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Now> {
        self.now.subscribe()
    }

    /// The look that brought what answers now, where its files are known to be at these `places`.
    #[must_use]
    pub fn look(&self, places: Places) -> Look {
        let now = self.now.borrow();
        Look { number: now.looks, docent: Arc::clone(&now.docent), places }
    }

    /// Answers with this from now on: what somebody else has learnt, and of whose files nothing is known.
    pub fn answer_with(&self, docent: Arc<Docent>) {
        self.now.send_if_modified(|now| {
            let other = !Arc::ptr_eq(&now.docent, &docent);
            if other {
                now.before = Some(std::mem::replace(&mut now.docent, docent));
                now.went_back = false;
                now.problems = Arc::from([]);
                now.loaded = true;
                now.checked = false;
                now.looks += 1;
            }
            other
        });
    }

    /// Goes back to what answered before the last change, and from there forward again; no where there was none. The folder is read again when it
    /// changes or somebody asks for it.
    #[must_use = "where there is nothing to go back to, somebody should hear of it"]
    pub fn roll_back(&self) -> bool {
        self.now.send_if_modified(|now| {
            let Some(before) = now.before.take() else { return false };
            now.before = Some(std::mem::replace(&mut now.docent, before));
            now.went_back = !now.went_back;
            now.problems = Arc::from([]);
            now.checked = false;
            now.looks += 1;
            true
        })
    }

    /// Reads the folder again and answers with it from now on, by meaning where it did so before; gives nothing where it is broken, and then what answered before goes on.
    ///
    /// Takes as long as learning takes: call it where blocking is allowed.
    #[must_use = "what a look brought answers already, and is still to be checked"]
    pub fn reload(&self, folder: &Path, thresholds: Thresholds) -> Option<Look> {
        let found = self.find(folder, thresholds);
        self.take(found)
    }

    /// Reads the folder and learns from it, beside what answers.
    fn find(&self, folder: &Path, thresholds: Thresholds) -> Found {
        let Now { docent: now, looks, .. } = self.now();
        let parsed = folder::read(folder).map_or_else(|error| unreadable(&error), |files| knowledge::parse(&files));
        let docent = parsed.knowledge.map(|knowledge| {
            // A signal and the look for changes may both see one and the same change: the second finds nothing new, and what was before stays what was before.
            if is_same(&now, &knowledge, thresholds) { now } else { Arc::new(now.again(knowledge, thresholds)) }
        });
        Found { began: looks, docent, problems: parsed.problems.into(), places: parsed.places }
    }

    /// Answers with what was found, unless somebody went back from just that while it was being learned: whoever goes back does so after having seen it.
    fn take(&self, found: Found) -> Option<Look> {
        let Found { began, docent, problems, places } = found;
        let mut number = began;
        self.now.send_if_modified(|now| {
            if now.left_since(began, docent.as_deref()) {
                return false;
            }
            now.loaded = docent.is_some();
            now.went_back = false;
            // Two looks at one change may learn it beside each other: what comes second is what answers already.
            if let Some(docent) = docent.as_ref().filter(|docent| !is_alike(&now.docent, docent)) {
                now.before = Some(std::mem::replace(&mut now.docent, Arc::clone(docent)));
            }
            now.problems = problems;
            // There is nothing more to be found in what does not load.
            now.checked = docent.is_none();
            now.looks += 1;
            number = now.looks;
            true
        });
        docent.map(|docent| Look { number, docent, places })
    }

    /// Logs why the folder cannot answer; its first problem, for a screen of them hides it.
    pub fn tell_what_is_broken(&self) {
        let now = self.now();
        let first = now.problems.first();
        let (file, line) = first.map(|problem| (problem.file.as_str(), problem.line)).unwrap_or_default();
        let why = first.map(|problem| problem.message.as_str()).unwrap_or_default();
        tracing::warn!(
            problems = now.problems.len(),
            file,
            line,
            why,
            "the knowledge is broken; what answered before goes on answering"
        );
    }

    /// Whether the folder still holds just what somebody went back from: that something in it was written, and is told late, is no reason to go forward again.
    fn went_back_from(&self, folder: &Path, thresholds: Thresholds) -> bool {
        let now = self.now();
        let Some(left) = now.before.filter(|_| now.went_back) else { return false };
        let knowledge = folder::read(folder).ok().and_then(|files| knowledge::parse(&files).knowledge);
        knowledge.is_some_and(|knowledge| is_same(&left, &knowledge, thresholds))
    }

    /// Looks for everything that is wrong with what a look brought, and tells it unless there was another look meanwhile.
    pub fn check(&self, look: &Look) {
        let found = checked(&look.docent, &look.places);
        self.now.send_if_modified(|now| {
            let latest = now.looks == look.number && !now.checked;
            if latest {
                now.problems = sorted(now.problems.iter().cloned().chain(found).collect()).into();
                now.checked = true;
            }
            latest
        });
    }
}

/// Whether a Docent answers from this already.
fn is_same(docent: &Docent, knowledge: &KnowledgeBase, thresholds: Thresholds) -> bool {
    docent.thresholds() == thresholds && docent.knowledge() == knowledge
}

/// Whether both answer alike.
fn is_alike(one: &Docent, other: &Docent) -> bool {
    std::ptr::eq(one, other) || is_same(one, other.knowledge(), other.thresholds())
}

fn unreadable(error: &FolderError) -> Parsed {
    let problem = Problem {
        severity: Severity::Error,
        file: String::new(),
        span: None,
        line: 1,
        message: error.to_string(),
        help: "mend it and save: the folder is read again by itself".to_owned(),
    };
    Parsed { knowledge: None, rest: None, places: Places::default(), problems: vec![problem] }
}

/// Knowledge that was read and tried.
#[derive(Debug)]
pub struct Judged {
    /// What was tried, where the files load.
    pub docent: Option<Docent>,
    /// All of it, where only a part was tried.
    whole: Option<KnowledgeBase>,
    /// Everything that is wrong, by file and line.
    pub problems: Vec<Problem>,
}

impl Judged {
    /// The knowledge, where the files load.
    #[must_use]
    pub fn knowledge(&self) -> Option<&KnowledgeBase> {
        self.whole.as_ref().or_else(|| self.docent.as_ref().map(Docent::knowledge))
    }

    /// How many entries were tried, where not all of them were.
    #[must_use]
    pub fn tried(&self) -> Option<usize> {
        let learned = self.docent.as_ref()?.knowledge();
        self.whole.as_ref().map(|_| learned.entries.len())
    }
}

/// Everything that is wrong with a folder; answers are tried by a Docent that has learnt from it (with these aids), where it loads. Of very many
/// entries it learns a part, unless `all` are asked for.
#[must_use]
pub fn judge(folder: &Looked, thresholds: Thresholds, aids: Aids, all: bool) -> Judged {
    let parsed = knowledge::parse(&folder.files);
    let Some(knowledge) = parsed.knowledge else {
        return Judged { docent: None, whole: None, problems: broken(folder, parsed) };
    };
    let (learned, whole) = match check::to_try(&knowledge).filter(|_| !all) {
        Some(part) => (part, Some(knowledge)),
        None => (knowledge, None),
    };
    let docent = Docent::learn(learned, thresholds, aids);
    let found = check::check(whole.as_ref().unwrap_or(docent.knowledge()), &parsed.places, Some(&docent), today());
    let problems = sorted(folder.problems.iter().cloned().chain(parsed.problems).chain(found).collect());
    Judged { docent: Some(docent), whole, problems }
}

/// The day it is, everywhere alike.
#[must_use]
pub fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Everything that can be told of a folder that does not load. Of a file that cannot be read, only that: what stands for its text is no mistake of anybody.
fn broken(folder: &Looked, parsed: Parsed) -> Vec<Problem> {
    let illegible: HashSet<&str> = folder.problems.iter().map(|problem| problem.file.as_str()).collect();
    let rest = parsed.rest.as_ref();
    let found = rest.map(|rest| check::check_rest(rest, &parsed.places, &parsed.problems, today())).unwrap_or_default();
    let legible = parsed.problems.into_iter().filter(|problem| !illegible.contains(problem.file.as_str()));
    sorted(folder.problems.iter().cloned().chain(legible).chain(found).collect())
}

fn checked(docent: &Docent, places: &Places) -> Vec<Problem> {
    check::check_or_take(docent, places, today())
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    problems
}
