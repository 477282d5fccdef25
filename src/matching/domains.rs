//! Keeps apart what has nothing to do with one another: what is learned is learned of each domain alone.
//!
//! In: the knowledge, then a message. Out: the [`Findings`] of the domain that is surest of it, with the candidates of the others behind. What is found
//! within a domain is left to [`super::search`], which domains there are to [`super::extents`].
//!
//! What a word is worth, what tells cards apart, which names and words are known and how far scores can be trusted is all learned from a domain alone. So a
//! thousand entries about something else, or ten products beside the roles, change nothing in what is answered about the roles. To which domain an entry belongs is
//! told by what people ask it with, never by how many others there are.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::apart::Apart;
use super::extents::part;
use super::glance::Glance;
use super::learnt::Everything;
use super::meaning::Vectors;
use super::search::{Candidate, Domain, Findings, Reach, Shared, Sources, View};
use super::shelf::Shelf;
use super::signals::Signals;
use crate::knowledge::{KnowledgeBase, ReplyId, Scope};
use crate::language::Language;
use crate::text::Message;

/// From this confidence on, what an earlier domain found stands: "… what is the reason for that?" may be a whole example elsewhere.
const SURE: f32 = 0.9;
/// What it counts in log-odds that a domain knows a name in the message where the other knows none: "kafka vs pulsar" is about these two, whatever else is written of
/// the word kafka. With half of it three more of 784 questions find their entry, and two more of 135 that nothing answers are answered.
const NAMED: f32 = 1.0;
/// What it counts besides that it puts two of them side by side: "java or python for the backend of a small shop?" is about the two languages, although it names a role
/// as well. With anything from 0 to 4.5 no more than three of 2,455 questions are answered otherwise.
const OPPOSED: f32 = 3.0;
/// Confidences nearer than this to 0 or to 1 are not told apart: their log-odds would outweigh any name.
const LEAST: f32 = 1e-4;

/// Confidence of the table of subjects that a message puts side by side, whatever it adds: "kafka vs rabbitmq for 2k messages a second". Of 360 questions that people put who knew
/// nothing of the knowledge, ten are answered so that were not, all of use; rows of the table had been found with 0.02 to 0.3.
const SIDE_BY_SIDE: f32 = 0.6;
/// Below this confidence the table goes before an entry. Without it five of 635 questions are lost that an entry answers best: "backend or data, if I like …".
const HARDLY_MEANT: f32 = 0.35;

/// With fewer candidates, those of domains that were passed over stand behind: a small knowledge too names a few beside the best.
const NAMED_BESIDE: usize = 6;

/// The knowledge, ready to be searched.
#[derive(Debug)]
pub struct Matcher {
    /// One a category that has subjects, in their order; then those of the other entries. There is at least one.
    pub(super) domains: Vec<Domain>,
    /// One for each language that entries are translated into.
    pub(super) translated: Vec<Domain>,
    glance: Glance,
    apart: Apart,
}

impl Matcher {
    /// Learns from the knowledge, and where there are vectors of all its wordings, from these. The same knowledge and vectors give the same matcher.
    /// What lies on the shelf need not be learned again.
    #[must_use]
    pub fn learn(knowledge: &KnowledgeBase, vectors: Option<&dyn Vectors>, shelf: Option<&dyn Shelf>) -> Self {
        let Everything { english, translated, mut glance, comparisons } = Everything::of(knowledge, vectors, shelf);
        let shared = Arc::new(Shared::of(knowledge, Language::English));
        glance.lexis.common = Arc::clone(&shared.common);
        let apart = Apart::of(shared.comparisons(), &comparisons);
        let domains = english.into_iter().map(|learnt| Domain::of(knowledge, learnt, &shared)).collect();
        let translated = translated.into_iter().map(|learnt| {
            let shared = Arc::new(Shared::of(knowledge, learnt.extent.language));
            Domain::of(knowledge, learnt, &shared)
        });
        Self { domains, translated: translated.collect(), glance, apart }
    }

    /// The first domain.
    #[cfg(test)]
    pub(super) fn home(&self) -> &Domain {
        &self.domains[0]
    }

    /// What a message may ask for of what is written in English; its sentences are compared by meaning where there are vectors of them.
    pub(super) fn find_in_english(&self, message: &Message, sources: Sources<'_>) -> Findings {
        let mut best: Option<Findings> = None;
        let mut naming = 0;
        let mut passed_over = Vec::new();
        for (domain, concerned) in self.domains.iter().zip(self.glance.concerned(message)) {
            if !concerned || best.as_ref().is_some_and(|best| stands(best, domain, message, sources.reach)) {
                passed_over.push(domain);
                continue;
            }
            let found = domain.find(sources, message);
            naming += usize::from(!found.subjects.is_empty());
            best = Some(match best {
                Some(earlier) => surest_first(earlier, found),
                None => found,
            });
        }
        let mut best = best.unwrap_or_default();
        for domain in passed_over {
            let enough = sources.reach == Reach::Certain && is_written(&best);
            if best.candidates.len() < NAMED_BESIDE && !enough {
                best.candidates.extend(domain.find(sources, message).candidates);
            }
        }
        // A writer who has an entry on just these two knows better than their categories.
        if naming > 1 && !is_written(&best) {
            let sure = best.candidates.first().map_or(0.0, |c| c.confidence);
            best.apart = self.apart.find(sources.knowledge, &self.glance.lexis, message, sure);
        }
        best
    }

    /// Has the table of the subjects that a message puts side by side answer, where nothing better is found than some of its rows, or what is hardly meant.
    pub(super) fn put_side_by_side(&self, found: &mut Findings, knowledge: &KnowledgeBase, message: &Message) {
        if found.candidates.first().is_some_and(|best| best.confidence >= SIDE_BY_SIDE) {
            return;
        }
        let table = self.domains.iter().find_map(|domain| domain.side_by_side(knowledge, message));
        let of_table = |best: &Candidate| matches!(&best.reply, ReplyId::Compare { .. });
        let better = |best: &Candidate| best.confidence >= HARDLY_MEANT && !of_table(best);
        let Some(reply) = table.filter(|_| !found.candidates.first().is_some_and(better)) else { return };
        found.candidates.retain(|candidate| candidate.reply != reply);
        let (view, signals) = (View::Search, Signals::default());
        found.candidates.insert(0, Candidate { reply, confidence: SIDE_BY_SIDE, view, signals, recorded: true });
    }

    /// Whether there is a view by meaning, in one domain at least.
    #[must_use]
    pub fn has_meaning(&self) -> bool {
        self.domains.iter().any(|domain| domain.scorer.has_meaning())
    }

    /// Texts whose vectors [`Matcher::learn`] looks up; none of a domain with too many cards to compare by meaning.
    #[must_use]
    pub fn wordings(knowledge: &KnowledgeBase) -> Vec<String> {
        distinct(part(knowledge).iter().flat_map(|extent| Domain::wordings(knowledge, extent)))
    }

    /// Texts whose vectors [`Matcher::find`] may look up.
    #[must_use]
    pub fn wordings_of(&self, message: &Message) -> Vec<String> {
        distinct(self.domains.iter().flat_map(|domain| domain.wordings_of(message)))
    }

    /// The subject that a phrase names as a whole.
    pub(crate) fn subject_named(&self, phrase: &str) -> Option<usize> {
        self.domains.iter().chain(&self.translated).find_map(|domain| domain.lexis.subject_named(phrase))
    }

    /// The aspect or group that a phrase names as a whole.
    pub(crate) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        self.domains.iter().find_map(|domain| domain.lexis.scope_named(phrase))
    }
}

/// Texts that are not empty, each once, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    texts.filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}

/// Whether what was found stands, whatever a domain finds: it is written down word for word and nothing there is; or it is sure, the domain has no subjects, and none of the
/// examples there is the message word for word.
fn stands(best: &Findings, domain: &Domain, message: &Message, reach: Reach) -> bool {
    let sure = best.candidates.first().is_some_and(|c| c.confidence >= SURE);
    let (written, unnamed) = (is_written(best), sure && !domain.has_subjects());
    let enough = unnamed || (written && reach == Reach::Certain);
    (unnamed && written) || (enough && !domain.may_be_written(message))
}

/// Whether what was found is what somebody wrote down word for word.
fn is_written(findings: &Findings) -> bool {
    findings.candidates.first().is_some_and(|c| c.view == View::Example)
}

/// The findings of the surer of two domains, the earlier one where both are as sure, with what the other found behind. Confidence alone means the same in both, so they are
/// not mixed: what is decided rests on one domain. Confidences are compared as log-odds: odds twice as good count as much at a hundredth as at a half. What is asked in words that no
/// example has is sure nowhere, and there differences of confidence itself would leave nearly everything to the domain that came first.
fn surest_first(earlier: Findings, later: Findings) -> Findings {
    let sure = |findings: &Findings| findings.candidates.first().map_or(0.0, |c| c.confidence);
    let odds = |findings: &Findings| {
        let confidence = sure(findings).clamp(LEAST, 1.0 - LEAST);
        (confidence / (1.0 - confidence)).ln()
    };
    let named = |findings: &Findings| match (findings.subjects.is_empty(), findings.opposed) {
        (true, _) => 0.0,
        (false, false) => NAMED,
        (false, true) => NAMED + OPPOSED,
    };
    let surer = odds(&later) + named(&later) > odds(&earlier) + named(&earlier);
    let stands = sure(&earlier) >= SURE && named(&earlier) >= named(&later);
    // What somebody wrote down word for word is what it stands for, whatever its words mean elsewhere.
    let goes_to_later = match (is_written(&earlier), is_written(&later)) {
        (true, false) => false,
        (false, true) => true,
        _ => surer && !stands,
    };
    let (mut best, other) = if goes_to_later { (later, earlier) } else { (earlier, later) };
    best.candidates.extend(other.candidates);
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::SubjectId;
    use crate::matching::search::{Candidate, View};

    fn findings(candidates: &[(&str, f32)]) -> Findings {
        let candidate = |(id, confidence): &(&str, f32)| Candidate {
            reply: id.parse().unwrap(),
            confidence: *confidence,
            view: View::Search,
            signals: Signals::default(),
            recorded: true,
        };
        Findings { candidates: candidates.iter().map(candidate).collect(), ..Findings::default() }
    }

    #[test]
    fn the_surer_domain_wins_and_what_is_sure_in_an_earlier_one_stands() {
        type Found = &'static [(&'static str, f32)];
        let rows: &[(Found, Found, &[&str])] = &[
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.4)], &["a", "b", "x"]),
            (&[("a", 0.5), ("b", 0.1)], &[("x", 0.7)], &["x", "a", "b"]),
            (&[("a", 0.01)], &[("x", 0.02)], &["x", "a"]),
            (&[("a", 0.95)], &[("x", 0.99)], &["a", "x"]),
            (&[("a", 0.5)], &[("x", 0.5)], &["a", "x"]),
            (&[], &[("x", 0.1)], &["x"]),
        ];
        for (here, away, expected) in rows {
            let merged = surest_first(findings(here), findings(away));
            let ids: Vec<String> = merged.candidates.iter().map(|c| c.reply.to_string()).collect();
            assert_eq!(&ids, expected);
        }
    }

    #[test]
    fn a_name_that_only_one_domain_knows_counts() {
        let named = |candidates, named: bool| Findings {
            subjects: if named { vec![SubjectId::new("espresso").unwrap()] } else { Vec::new() },
            ..findings(candidates)
        };
        let first = |earlier, later| surest_first(earlier, later).candidates[0].reply.to_string();
        assert_eq!(first(named(&[("a", 0.92)], false), named(&[("x", 0.9)], true)), "x");
        assert_eq!(first(named(&[("a", 0.92)], true), named(&[("x", 0.99)], true)), "a", "what is sure stands");
        assert_eq!(first(named(&[("a", 0.7)], true), named(&[("x", 0.75)], false)), "a");
        let opposed = Findings { opposed: true, ..named(&[("x", 0.2)], true) };
        assert_eq!(first(named(&[("a", 0.8)], true), opposed), "x", "two names side by side are what is asked about");
    }
}
