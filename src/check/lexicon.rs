//! Findings about the words of the field: those that take questions away from what answers them, and those that do nothing.

use std::collections::{HashMap, HashSet};

use super::Findings;
use super::view::{View, asked_in, folded, wordings};
use crate::knowledge::{Entry, Field, Kind, Lexicon, Place, Subject};
use crate::language::Language;

/// From so many ways of asking on, some of an entry are stories in which colleagues talk as they do; of fewer, each stands for many who ask.
const MANY_WORDINGS: usize = 20;

/// Of that many, a phrase is told that keeps out this part: one in six.
const TOLD_SHARE: usize = 6;

/// The lexicon of a language.
struct Words<'a> {
    language: Language,
    lexicon: &'a Lexicon,
}

impl Words<'_> {
    fn place(&self, view: &View<'_>, key: &'static str, item: usize) -> Place {
        // That of English is noted under no code.
        let code = if self.language == Language::English { "" } else { self.language.code() };
        view.place(Kind::Lexicon, code, Field::item(key, item))
    }

    /// A text as it is compared.
    fn stems(&self, text: &str) -> String {
        asked_in(self.language, text)
    }

    /// The entries of the language with their wordings, titles first.
    fn entries<'v>(&self, view: &'v View<'_>) -> impl Iterator<Item = (&'v Entry, &'v [String])> {
        let language = self.language;
        let all = view.knowledge.entries.iter().zip(view.asked());
        all.filter(move |(entry, _)| entry.id.language() == language).map(|(entry, asked)| (entry, asked.as_slice()))
    }
}

fn lexicons<'a>(view: &View<'a>) -> impl Iterator<Item = Words<'a>> {
    let others = view.knowledge.tongues.iter().map(|tongue| (tongue.language, &tongue.lexicon));
    let all = std::iter::once((Language::English, &view.knowledge.lexicon)).chain(others);
    all.map(|(language, lexicon)| Words { language, lexicon })
}

/// A phrase that keeps Docent silent, in a question that an entry answers.
pub(super) fn keeps_out_a_question(view: &View<'_>, findings: &mut Findings) {
    for words in lexicons(view) {
        let phrases: Vec<String> = words.lexicon.not_for_us.iter().map(|phrase| words.stems(phrase)).collect();
        let first_kept_out = first_kept_out(&words, view, &phrases);
        for (at, phrase) in words.lexicon.not_for_us.iter().enumerate() {
            let Some((entry, wording)) = first_kept_out.get(&at) else { continue };
            let question = wordings(entry).nth(*wording).map_or("", |wording| wording.text);
            let message = format!(
                "`{phrase}` stands in `{question}`, which the entry `{}` answers: in a channel that gets silence",
                entry.id
            );
            let help =
                "make the phrase longer, so that only talk between colleagues has it, or word the question otherwise";
            findings.warning(&words.place(view, "not_for_us", at), message, help);
        }
    }
}

/// By phrase the first entry that it keeps out enough of to be told, and the first such wording.
fn first_kept_out<'v>(words: &Words<'_>, view: &'v View<'_>, phrases: &[String]) -> HashMap<usize, (&'v Entry, usize)> {
    // By its first word: of thousands of questions, hardly one has any phrase in it.
    let mut by_first: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (at, phrase) in phrases.iter().enumerate() {
        by_first.entry(phrase.split(' ').next().unwrap_or_default()).or_default().push((at, phrase));
    }
    let mut first_of = HashMap::new();
    for (entry, asked) in words.entries(view) {
        let mut kept_out: HashMap<usize, Vec<usize>> = HashMap::new();
        for (wording, question) in asked.iter().enumerate() {
            let begun = question.split(' ').filter_map(|word| by_first.get(word)).flatten();
            let stands: HashSet<usize> =
                begun.filter(|(_, phrase)| has_words(question, phrase)).map(|(at, _)| *at).collect();
            for at in stands {
                kept_out.entry(at).or_default().push(wording);
            }
        }
        for (at, wordings) in kept_out {
            let many = asked.len() < MANY_WORDINGS || wordings.len() * TOLD_SHARE >= asked.len();
            if let Some(wording) = wordings.first().filter(|_| many) {
                first_of.entry(at).or_insert((entry, *wording));
            }
        }
    }
    first_of
}

/// Whether a text has these words beside one another.
fn has_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// A message that deserves silence, and is asked for by an entry.
pub(super) fn silences_a_question(view: &View<'_>, findings: &mut Findings) {
    for words in lexicons(view) {
        let entries =
            words.entries(view).flat_map(|(entry, asked)| asked.iter().map(move |text| (text.as_str(), entry)));
        let owners: HashMap<&str, &Entry> = entries.collect();
        for (at, line) in words.lexicon.silent.iter().enumerate() {
            if let Some(entry) = owners.get(words.stems(line).as_str()) {
                let message =
                    format!("`{line}` is a question of the entry `{}`, and cannot deserve silence too", entry.id);
                findings.warning(&words.place(view, "silent", at), message, "remove it here, or there");
            }
        }
    }
}

/// A short form that a subject goes by too: it would be read as what it stands for, and the subject not be found.
pub(super) fn shortens_a_subject(view: &View<'_>, findings: &mut Findings) {
    for words in lexicons(view) {
        let mut owners: HashMap<String, &Subject> = HashMap::new();
        for subject in &view.knowledge.subjects {
            for name in subject.abbreviations.iter().chain([&subject.short]) {
                owners.entry(words.stems(name)).or_insert(subject);
            }
        }
        for (at, (short, long)) in words.lexicon.abbreviations.iter().enumerate() {
            let Some(subject) = owners.get(&words.stems(short)) else { continue };
            // Where it stands for a name of the same subject, either leads to it.
            if names(subject).any(|name| words.stems(name) == words.stems(long)) {
                continue;
            }
            let message =
                format!("`{short}` stands for `{long}` here, and is a short name of the subject `{}`", subject.id);
            let help = "leave it with the one that people mean by it";
            findings.warning(&words.place(view, "abbreviations", at), message, help);
        }
    }
}

fn names(subject: &Subject) -> impl Iterator<Item = &String> {
    std::iter::once(&subject.name).chain(&subject.aliases)
}

/// Something that this knowledge is said not to have, and that it has.
pub(super) fn denies_a_subject(view: &View<'_>, findings: &mut Findings) {
    for words in lexicons(view) {
        let of_all =
            view.knowledge.subjects.iter().flat_map(|subject| names(subject).map(move |name| (name, &subject.id)));
        let tongue = view.knowledge.tongues.iter().find(|tongue| tongue.language == words.language);
        let called = tongue.into_iter().flat_map(|tongue| &tongue.names);
        let of_language = called.flat_map(|called| called.called.iter().map(move |name| (name, &called.subject)));
        let owners: HashMap<String, _> = of_all.chain(of_language).map(|(name, id)| (words.stems(name), id)).collect();
        for (at, other) in words.lexicon.other_subjects.iter().enumerate() {
            if let Some(subject) = owners.get(&words.stems(other)) {
                let message = format!("`{other}` is a name of the subject `{subject}`, so this knowledge has it");
                let help = "remove it here, or make it the longer name of what is meant";
                findings.warning(&words.place(view, "other_subjects", at), message, help);
            }
        }
    }
}

/// A set of one word, and a word in two sets.
pub(super) fn idle_synonyms(view: &View<'_>, findings: &mut Findings) {
    for words in lexicons(view) {
        let mut owners: HashMap<String, usize> = HashMap::new();
        for (at, set) in words.lexicon.synonyms.iter().enumerate() {
            let place = words.place(view, "synonyms", at);
            if let [] | [_] = set.as_slice() {
                let alone = set.first().map_or_else(String::new, |word| format!("`{word}` "));
                let message = format!("{alone}stands alone in its set: nothing means the same");
                findings.warning(&place, message.trim_start(), "add what means the same, or remove the set");
            }
            for word in set {
                // As written: that two words have one stem ("pagar", "pager") is for the stemmer to mend, not for a writer.
                let owner = *owners.entry(folded(word)).or_insert(at);
                let first = words.lexicon.synonyms.get(owner).and_then(|set| set.first()).filter(|_| owner != at);
                if let Some(first) = first {
                    let message = format!("`{word}` is in the set of `{first}` already, and counts there alone");
                    findings.warning(&place, message, "remove it from one of them, or join the two sets");
                }
            }
        }
    }
}
