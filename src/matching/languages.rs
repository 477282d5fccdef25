//! Chooses the language in which a message is searched: what is translated is a domain of its own for each language, read in that language.
//!
//! In: a message as written, and the language of who asks where that is known. Out: the [`Findings`] of the language that the message is in. What is written in English
//! is found as if there were no translations; who writes in another language gets what was found in English only where little was found in theirs and that is surer by
//! far, and its translation where there is one.

use super::domains::Matcher;
use super::extents::Extent;
use super::meaning::Vectors;
use super::search::{Findings, Reach, Sources};
use crate::knowledge::{KnowledgeBase, ReplyId};
use crate::language::Language;
use crate::text::{self, Message, Told, words};

/// How much surer English must be than the language that a message is in: both know the names and the signs in it, and only one its words.
const AT_HOME: f32 = 0.3;
/// From this confidence on, what was found in the language of the message stands.
const FOUND: f32 = 0.35;
/// How much surer another language must be than English, where nothing tells that the message is in it: a typo in an English name is no word of either.
const SURER: f32 = 0.1;
/// From this confidence on, what was found in English stands, where nothing tells that the message is in another language.
const SURE: f32 = 0.9;

/// The translations, an extent for each language that has any: all of its entries, and every subject, whose names are the same everywhere.
pub(super) fn part(knowledge: &KnowledgeBase) -> Vec<Extent> {
    let extent = |language: Language| {
        let translated = knowledge.entries.iter().enumerate().filter(|(_, entry)| entry.id.original().is_some());
        let own = translated.filter(|(_, entry)| entry.id.language() == language).map(|(at, _)| at);
        let subjects = (0..knowledge.subjects.len()).collect();
        Extent { language, entries: own.collect(), subjects, scopes: Vec::new() }
    };
    Language::TRANSLATED.into_iter().map(extent).filter(|extent| !extent.entries.is_empty()).collect()
}

/// A message as a person sent it.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// As written.
    pub text: &'a str,
    /// As read in English.
    pub read: &'a Message,
}

impl Matcher {
    /// What a message may ask for; its sentences are compared by meaning where there are vectors of them. What a message does not tell of its language, the
    /// language of who asks does.
    #[must_use]
    pub fn find(
        &self,
        knowledge: &KnowledgeBase,
        sent: Sent<'_>,
        asker: Option<Language>,
        vectors: Option<&dyn Vectors>,
        reach: Reach,
    ) -> Findings {
        let Sent { text, read } = sent;
        let mut found = self.find_in_english(read, Sources { knowledge, reach, vectors });
        if self.translated.is_empty() {
            self.put_side_by_side(&mut found, knowledge, read);
            return found;
        }
        let told = match text::tell(text) {
            Told::Open { foreign } => Told::Open { foreign: foreign && !self.knows_all(read) },
            told => told,
        };
        let sources = Sources { knowledge, reach, vectors: None };
        for domain in &self.translated {
            let language = domain.lexis.language;
            if is_searched(language, told, asker) {
                let other = domain.find(sources, &text::read_in(language, text));
                found = chosen(found, other, told == Told::In(language));
            }
        }
        // What stands between two names is told by English words.
        if matches!(told, Told::In(Language::English) | Told::Open { .. }) {
            self.put_side_by_side(&mut found, knowledge, read);
        }
        let spoken = match told {
            Told::In(language) => Some(language),
            Told::Open { .. } => asker,
            Told::Elsewhere => None,
        };
        let spoken = spoken.filter(|spoken| self.translated.iter().any(|domain| domain.lexis.language == *spoken));
        if let Some(language) = spoken {
            translate(knowledge, &mut found, language);
        }
        found
    }

    /// Whether every word is an English one or one that is used in what is written in English: "pipelines", "kafka".
    fn knows_all(&self, message: &Message) -> bool {
        let known = |word: &str| words::is_english(word) || self.domains.iter().any(|domain| domain.lexis.knows(word));
        message.sentences.iter().flat_map(|sentence| &sentence.tokens).all(|token| known(&token.text))
    }
}

/// Whether a message may be in a language: it is told so, or nothing tells and who asks speaks it, or some word is no English one.
fn is_searched(language: Language, told: Told, asker: Option<Language>) -> bool {
    match told {
        Told::In(other) => other == language,
        Told::Open { foreign } => {
            asker.map_or(foreign, |asker| asker == language || (foreign && asker == Language::English))
        }
        Told::Elsewhere => false,
    }
}

/// What was found in English or in another language, whichever counts, with the other's candidates behind. Where the message is told to be in that language, it counts
/// unless little was found in it and English is surer by far; where nothing tells, English counts unless something was found in the other that is clearly surer.
fn chosen(english: Findings, other: Findings, told: bool) -> Findings {
    let sure = |findings: &Findings| findings.candidates.first().map_or(0.0, |c| c.confidence);
    let is_other = if told {
        sure(&other) >= FOUND || sure(&other) + AT_HOME >= sure(&english)
    } else {
        sure(&other) >= FOUND && sure(&other) > sure(&english) + SURER && sure(&english) < SURE
    };
    let (mut best, rest) = if is_other { (other, english) } else { (english, other) };
    best.candidates.extend(rest.candidates);
    best
}

/// Puts translations in the place of entries that have one; each answer is named once.
fn translate(knowledge: &KnowledgeBase, found: &mut Findings, language: Language) {
    found.language = language;
    let mut kept: Vec<super::search::Candidate> = Vec::with_capacity(found.candidates.len());
    for mut candidate in std::mem::take(&mut found.candidates) {
        if let ReplyId::Entry(id) = &candidate.reply
            && let Some(entry) = knowledge.translation(id, language)
        {
            candidate.reply = ReplyId::Entry(entry.id.clone());
        }
        if !kept.iter().any(|known| known.reply == candidate.reply) {
            kept.push(candidate);
        }
    }
    found.candidates = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::search::{Candidate, View};
    use crate::matching::signals::Signals;

    fn findings(id: &str, confidence: f32) -> Findings {
        let candidate = Candidate {
            reply: id.parse().unwrap(),
            confidence,
            view: View::Search,
            signals: Signals::default(),
            recorded: true,
        };
        Findings { candidates: vec![candidate], ..Findings::default() }
    }

    #[test]
    fn what_is_told_to_be_in_a_language_is_searched_in_it_and_in_english_alone() {
        use Language::{English, German, Spanish};
        let rows = [
            (Told::In(German), None, true),
            (Told::In(German), Some(Spanish), true),
            (Told::In(English), Some(German), false),
            (Told::In(Spanish), Some(German), false),
            (Told::Elsewhere, Some(German), false),
            (Told::Open { foreign: false }, None, false),
            (Told::Open { foreign: false }, Some(German), true),
            (Told::Open { foreign: true }, None, true),
            (Told::Open { foreign: true }, Some(English), true),
            (Told::Open { foreign: true }, Some(Spanish), false),
        ];
        for (told, asker, searched) in rows {
            assert_eq!(is_searched(German, told, asker), searched, "{told:?} {asker:?}");
        }
    }

    #[test]
    fn the_language_of_the_message_counts_unless_little_was_found_in_it() {
        let first = |english, other, told| {
            let found = chosen(findings("en", english), findings("de", other), told);
            assert_eq!(found.candidates.len(), 2, "the other stands behind");
            found.candidates[0].reply.to_string()
        };
        let rows = [
            (0.9, 0.4, true, "de"),
            (0.9, 0.1, true, "en"),
            (0.3, 0.1, true, "de"),
            (0.5, 0.65, false, "de"),
            (0.5, 0.55, false, "en"),
            (0.5, 0.5, false, "en"),
            (0.0, 0.2, false, "en"),
            (0.95, 0.99, false, "en"),
        ];
        for (english, other, told, expected) in rows {
            assert_eq!(first(english, other, told), expected, "{english} {other} {told}");
        }
    }
}
