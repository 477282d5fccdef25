//! Tells at a glance which domains a message can concern, so that the others need not read it.
//!
//! In: the knowledge and its domains, learned once; then a message. Out: the domains that may find something in it. What they find is left to [`super::search`].
//!
//! What is recorded of subjects mostly answers only where one of them is named. Such a domain matters where a message has one of their names in it, however it is
//! spelled, or shares its words with an entry of the domain. The first domain always matters: somebody has to say whether the message asks at all.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::extents::Extent;
use super::features;
use super::keys::Keys;
use super::lexis::{Common, Lexis};
use super::lists::Lists;
use super::search::MAX_SENTENCES;
use crate::knowledge::{Entry, KnowledgeBase};
use crate::text::words::{self, Kind};
use crate::text::{self, Message, Token};

/// Share of the words of a message that the entries of a domain must have, where none of its subjects is named. On 13,414 messages, asked of Docent or not, that costs nothing: the
/// same are answered with the same as without looking first.
const SHARED_WORDS: f32 = 0.5;

/// All subjects of all domains, and the words of entries beside them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Glance {
    /// Reads with the names of all subjects.
    pub(super) lexis: Lexis,
    /// The domain of each subject of the lexis.
    domains: Vec<usize>,
    /// Stems that the entries of domains with subjects are asked with.
    words: Keys,
    /// The domains whose entries are asked with each of them.
    having: Lists<u32>,
    /// Whether each domain may answer where no subject is named.
    open: Vec<bool>,
}

impl Glance {
    /// Learns which domain has which names and words, given of each whether it may answer where no subject is named.
    pub(super) fn learn(knowledge: &KnowledgeBase, extents: &[&Extent], open: Vec<bool>, common: &Arc<Common>) -> Self {
        let mut glance = Self { open, ..Self::default() };
        if let Some(first) = glance.open.first_mut() {
            *first = true;
        }
        if glance.open.iter().all(|open| *open) {
            return glance;
        }
        let mut of_subjects: Vec<(usize, usize)> = Vec::new();
        for (domain, extent) in extents.iter().enumerate() {
            of_subjects.extend(extent.subjects.iter().map(|subject| (*subject, domain)));
        }
        of_subjects.sort_unstable();
        let (subjects, domains) = of_subjects.into_iter().unzip();
        glance.lexis = Lexis::learn(knowledge, &Extent { subjects, ..Extent::default() }, common);
        glance.domains = domains;
        let mut having: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (domain, extent) in extents.iter().enumerate().filter(|(at, _)| !glance.open[*at]) {
            for word in extent.entries.iter().filter_map(|at| knowledge.entries.get(*at)).flat_map(words_of) {
                let having = having.entry(features::stem_key(&word)).or_default();
                if having.last() != Some(&(domain as u32)) {
                    having.push(domain as u32);
                }
            }
        }
        let mut words = Vec::with_capacity(having.len());
        for (number, (key, domains)) in having.into_iter().enumerate() {
            words.push((key, number as u32));
            glance.having.push(domains);
        }
        glance.words = Keys::of(words);
        glance
    }

    /// For each domain, whether it can find anything in a message.
    pub(super) fn concerned(&self, message: &Message) -> Vec<bool> {
        let mut concerned = self.open.clone();
        if self.domains.is_empty() {
            return concerned;
        }
        let mut shared = vec![0_usize; concerned.len()];
        let mut said: FxHashSet<SmolStr> = FxHashSet::default();
        for sentence in message.sentences.iter().take(MAX_SENTENCES) {
            let repaired = self.lexis.repaired(&sentence.tokens, &mut Vec::new());
            for owner in self.lexis.may_name(&self.lexis.spelled_out(&repaired)) {
                self.domains.get(owner).into_iter().for_each(|domain| concerned[*domain] = true);
            }
            let pairs = sentence.tokens.iter().zip(repaired.iter());
            for (written, meant) in pairs.filter(|(written, _)| words::kind(&written.text) == Kind::Content) {
                if said.insert(written.stem.clone()) {
                    // What only an entry is asked with is no typo there: "rETL".
                    let word = |stem: &str| self.words.get(features::stem_key(stem));
                    if let Some(word) = word(&written.stem).or_else(|| word(&meant.stem)) {
                        self.having.get(word as usize).iter().for_each(|domain| shared[*domain as usize] += 1);
                    }
                }
            }
        }
        let enough = SHARED_WORDS * said.len() as f32;
        for (concerned, shared) in concerned.iter_mut().zip(shared) {
            *concerned |= shared > 0 && shared as f32 >= enough;
        }
        concerned
    }
}

/// The stems of the words that an entry is asked with.
fn words_of(entry: &Entry) -> Vec<SmolStr> {
    let asked = std::iter::once(&entry.title).chain(&entry.questions).chain(&entry.keywords);
    let tokens = asked.flat_map(|phrase| text::phrase(phrase));
    tokens.filter(|token: &Token| words::kind(&token.text) == Kind::Content).map(|token| token.stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::matching::testing::{entry, subject};

    /// Drinks, food, furniture, and entries about nothing of it.
    fn glance(open: [bool; 4]) -> Glance {
        let subjects = vec![
            subject("espresso", "drinks", &[]),
            subject("toast", "food", &["french toast", "grilled bread"]),
            subject("armchair", "furniture", &["easy chair"]),
        ];
        let entries = vec![
            entry("crumbs", "Who sweeps the toasted crumbs?", "Yes."),
            entry("hours", "When do you open?", "At nine."),
        ];
        let extent = |subjects: &[usize], entries: &[usize]| Extent {
            subjects: subjects.to_vec(),
            entries: entries.to_vec(),
            ..Extent::default()
        };
        let extents = [extent(&[0], &[]), extent(&[1], &[0]), extent(&[2], &[]), extent(&[], &[1])];
        let knowledge = KnowledgeBase { subjects, entries, ..KnowledgeBase::default() };
        let common = Arc::new(Common::of(&knowledge, Language::English));
        Glance::learn(&knowledge, &extents.each_ref(), open.to_vec(), &common)
    }

    #[test]
    fn a_domain_of_subjects_matters_where_one_is_named_or_an_entry_shares_the_words() {
        let glance = glance([false, false, false, true]);
        let rows = [
            ("how hot is it", [true, false, false, true]),
            ("how dark is toast", [true, true, false, true]),
            ("how dark is taost", [true, true, false, true]),
            ("is a french toast better than an easy chiar", [true, true, true, true]),
            ("AR or TO?", [true, true, true, true]),
            ("nice. and the armchairs?", [true, false, true, true]),
            ("who sweeps", [true, true, false, true]),
            ("who sweeps the corridor on the second floor", [true, false, false, true]),
            ("", [true, false, false, true]),
        ];
        for (message, concerned) in rows {
            assert_eq!(glance.concerned(&text::read(message)), concerned, "{message}");
        }
    }

    #[test]
    fn what_may_answer_without_a_name_is_never_passed_over() {
        let concerned = glance([true, false, true, true]).concerned(&text::read("how hot is it"));
        assert_eq!(concerned, [true, false, true, true]);
        assert_eq!(glance([true; 4]).concerned(&text::read("how hot is it")), [true; 4]);
        assert!(Glance::default().concerned(&text::read("toast")).is_empty());
    }
}
