//! Judges the knowledge as a whole: what loads, and would still give a wrong answer, none, or one that nobody trusts.
//!
//! In: knowledge, where it is written, and today's date; the [`Docent`] that learnt from it, where its answers are to be tried.
//! Out: every finding at once. What keeps knowledge from loading at all is left to [`crate::knowledge::parse`]. Whether links
//! still lead somewhere is left to the shell: that takes a network. [`links`] says which there are.

mod answers;
mod dates;
mod due;
mod facts;
mod found;
mod kept;
mod lexicon;
mod links;
mod markdown;
mod names;
mod owners;
mod pages;
mod patterns;
mod questions;
mod related;
mod slots;
mod templates;
mod topics;
mod tracks;
mod translations;
mod view;

use std::collections::HashSet;

use jiff::civil;
use view::View;

pub use answers::{MOST_EMBED_CHARS, MOST_TITLE_CHARS, source_chars};
pub use due::{Due, due, never_checked};
pub use found::to_try;
pub use kept::check_or_take;
pub use links::{Link, links};
pub use markdown::fits_discord;
pub use names::MOST_SHORT_CHARS;
pub use view::asked;

use crate::cores;
use crate::knowledge::{KnowledgeBase, Place, Places, Problem, Severity};
use crate::pipeline::Docent;

/// One kind of finding: looks through the knowledge and reports.
type Finding = fn(&View<'_>, &mut Findings);

/// What is wrong wherever it stands, room by room. What stands at one place is told in this order.
const FINDINGS: &[Finding] = &[
    questions::too_few,
    questions::shared,
    questions::repeated,
    names::shared_by_subjects,
    names::shared_by_aspects,
    names::too_long,
    names::same_column,
    patterns::broken,
    patterns::greedy,
    answers::empty,
    answers::too_long,
    answers::off_length,
    answers::title_too_long,
    markdown::unfit,
    markdown::broken_links,
    facts::unfit_for_a_cell,
    facts::repeated,
    pages::not_comparable,
    related::itself,
    related::too_many,
    related::repeated,
    topics::alike,
    owners::shared,
    lexicon::keeps_out_a_question,
    lexicon::silences_a_question,
    lexicon::shortens_a_subject,
    lexicon::denies_a_subject,
    dates::future,
    dates::unverified,
    dates::overdue,
    translations::outdated,
    tracks::empty_or_twins,
    tracks::too_long,
    tracks::unfit_quiz,
];

/// What only all of the knowledge can tell: that something is missing, that nobody needs it, that it is not found.
const FINDINGS_OF_ALL: &[Finding] = &[
    templates::slots,
    facts::none,
    patterns::dead,
    facts::unused_aspects,
    facts::unused_sources,
    owners::of_no_topic,
    lexicon::idle_synonyms,
    found::by_own_questions,
    found::by_aspect_questions,
    found::by_summary_questions,
    tracks::off_minutes,
    tracks::nothing_to_read,
    tracks::unsupported,
    tracks::tried_in_vain,
    tracks::quiz_without_effect,
];

/// Looks for everything. Without a `docent`, answers are not tried.
#[must_use]
pub fn check(knowledge: &KnowledgeBase, places: &Places, docent: Option<&Docent>, today: civil::Date) -> Vec<Problem> {
    look(&View::new(knowledge, places, docent, today), &[FINDINGS, FINDINGS_OF_ALL].concat()).sorted()
}

/// Looks through what is left of knowledge that has these `errors`, for what does not depend on what is missing. Of files with an error nothing more is
/// told: what was read of them may not be what stands there.
#[must_use]
pub fn check_rest(rest: &KnowledgeBase, places: &Places, errors: &[Problem], today: civil::Date) -> Vec<Problem> {
    let broken: HashSet<&str> = errors.iter().map(|problem| problem.file.as_str()).collect();
    let mut findings = look(&View::new(rest, places, None, today), FINDINGS);
    findings.problems.retain(|problem| !broken.contains(problem.file.as_str()));
    findings.sorted()
}

fn look(view: &View<'_>, kinds: &[Finding]) -> Findings {
    let look = |finding: &Finding| {
        let mut findings = Findings::default();
        finding(view, &mut findings);
        findings.problems
    };
    Findings { problems: cores::each(kinds, look).concat() }
}

/// What was found so far.
#[derive(Default)]
struct Findings {
    problems: Vec<Problem>,
}

impl Findings {
    /// A person who asks would be misled, or Discord would refuse the reply.
    fn error(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(place.problem(Severity::Error, message, help));
    }

    /// It answers, and could be better.
    fn warning(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(place.problem(Severity::Warning, message, help));
    }

    fn sorted(mut self) -> Vec<Problem> {
        // Stable: what stands at one place keeps the order of the list above.
        self.problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.problems
    }
}
