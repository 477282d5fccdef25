//! What a language other than English needs to be read: its small words, how it asks, what people shorten.
//!
//! In: the word lists of each language, a file each, written as people write. Out: a [`Grammar`], its words folded. English has its own rooms ([`super::words`],
//! [`super::shape`], [`super::expand`]), which are older and say more.

mod german;
mod spanish;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::fold::fold_in;
use crate::language::Language;

/// Words as they stand in a file: between blanks, or phrases in a list.
pub(super) struct Written {
    /// Grammar: says nothing of what is asked.
    function: &'static str,
    /// Small talk around a question.
    filler: &'static str,
    /// Points at one place, time or person.
    here: &'static str,
    /// Further words that tell this language from the others.
    telling: &'static str,
    articles: &'static str,
    /// Behind these stands where somebody wants to get.
    towards: &'static str,
    /// These join two subjects.
    joiners: &'static str,
    /// These set two things against each other.
    rivals: &'static str,
    /// Two askings of one question may differ in these.
    polite: &'static str,
    not: &'static str,
    /// Whose full stop ends no sentence.
    before_a_stop: &'static str,
    /// Chat spelling, and what it stands for.
    shortened: &'static [(&'static str, &'static str)],
    /// Endings behind an apostrophe, and what they stand for.
    endings: &'static [(&'static str, &'static str)],
    asking: Asking,
}

/// How sentences ask, as it stands in a file.
struct Asking {
    /// A sentence that begins so asks.
    interrogatives: &'static str,
    /// These also begin a clause: they ask before a verb, or where they are written with an accent.
    conjunctions: &'static str,
    /// May stand before an interrogative: "with which".
    before: &'static str,
    /// Verbs that begin a question.
    verbs: &'static str,
    /// Whether a sentence that begins with such a verb asks, where one of `subjects` follows.
    inverted: bool,
    /// Letters with which interrogatives are written where they ask: "qué".
    accents: &'static [char],
    /// A sentence that begins so tells what somebody does not know, which asks less outright: "no sé qué …".
    indirect: &'static str,
    /// Behind a conjunction, these ask as verbs do: "qué sueldo".
    subjects: &'static str,
    /// What begins like a question and exclaims or reports.
    exclaiming: &'static [&'static str],
    requests: &'static [&'static str],
    comparing: &'static [&'static str],
    /// Mid-sentence, these ask.
    anywhere: &'static [&'static str],
    /// Between two things to choose from.
    or: &'static str,
}

/// On which lists a word stands.
#[expect(clippy::struct_excessive_bools, reason = "a word may stand on any of the lists")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) function: bool,
    pub(super) filler: bool,
    pub(super) here: bool,
    /// Whether it tells the language.
    pub(super) tells: bool,
    pub(super) article: bool,
    pub(super) towards: bool,
    pub(super) joins: bool,
    pub(super) rivals: bool,
    pub(super) polite: bool,
}

/// A language, ready to be read in.
pub(super) struct Grammar {
    listed: FxHashMap<SmolStr, Listed>,
    shortened: FxHashMap<SmolStr, Vec<SmolStr>>,
    endings: &'static [(&'static str, &'static str)],
    stops: FxHashSet<SmolStr>,
    /// The word "not".
    pub(super) not: &'static str,
    pub(super) interrogatives: FxHashSet<SmolStr>,
    pub(super) conjunctions: FxHashSet<SmolStr>,
    pub(super) before: FxHashSet<SmolStr>,
    pub(super) verbs: FxHashSet<SmolStr>,
    pub(super) inverted: bool,
    pub(super) accents: &'static [char],
    pub(super) indirect: FxHashSet<SmolStr>,
    pub(super) subjects: FxHashSet<SmolStr>,
    pub(super) exclaiming: Vec<Vec<SmolStr>>,
    pub(super) requests: Vec<Vec<SmolStr>>,
    pub(super) comparing: Vec<Vec<SmolStr>>,
    pub(super) anywhere: Vec<Vec<SmolStr>>,
    pub(super) or: &'static str,
}

static GERMAN: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(Language::German, &german::WORDS));
static SPANISH: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(Language::Spanish, &spanish::WORDS));

/// The grammar of a language; none of English.
pub(super) fn of(language: Language) -> Option<&'static Grammar> {
    match language {
        Language::English => None,
        Language::German => Some(&GERMAN),
        Language::Spanish => Some(&SPANISH),
    }
}

impl Grammar {
    fn of(language: Language, written: &Written) -> Self {
        let fold = |word: &str| SmolStr::from(fold_in(language, word));
        let set = |words: &str| words.split_whitespace().map(fold).collect::<FxHashSet<SmolStr>>();
        let phrase = |phrase: &&str| phrase.split_whitespace().map(fold).collect::<Vec<SmolStr>>();
        let phrases = |list: &[&str]| list.iter().map(phrase).collect();
        let shortened = |(short, long): &(&str, &str)| (fold(short), long.split_whitespace().map(fold).collect());
        let asking = &written.asking;
        Self {
            listed: listed(written, fold),
            shortened: written.shortened.iter().map(shortened).collect(),
            endings: written.endings,
            stops: set(written.before_a_stop),
            not: written.not,
            interrogatives: set(asking.interrogatives),
            conjunctions: set(asking.conjunctions),
            before: set(asking.before),
            verbs: set(asking.verbs),
            inverted: asking.inverted,
            accents: asking.accents,
            indirect: set(asking.indirect),
            subjects: set(asking.subjects),
            exclaiming: phrases(asking.exclaiming),
            requests: phrases(asking.requests),
            comparing: phrases(asking.comparing),
            anywhere: phrases(asking.anywhere),
            or: asking.or,
        }
    }

    /// On which lists a folded word stands.
    pub(super) fn listed(&self, word: &str) -> Listed {
        self.listed.get(word).copied().unwrap_or_default()
    }

    /// Whether the full stop behind a word may end no sentence.
    pub(super) fn is_before_a_stop(&self, word: &str) -> bool {
        self.stops.contains(word)
    }

    /// Gives the words that a written word stands for, in order.
    pub(super) fn expand(&self, word: &str, mut give: impl FnMut(&str)) {
        if let Some(long) = self.shortened.get(word) {
            return long.iter().for_each(|part| give(part));
        }
        let ending = self.endings.iter().find_map(|(ending, long)| Some((word.strip_suffix(ending)?, long)));
        match ending {
            Some((stem, long)) => {
                give(stem);
                give(long);
            }
            None => give(word),
        }
    }
}

fn listed(written: &Written, fold: impl Fn(&str) -> SmolStr) -> FxHashMap<SmolStr, Listed> {
    let mut listed: FxHashMap<SmolStr, Listed> = FxHashMap::default();
    let mut note = |words: &str, mark: fn(&mut Listed)| {
        words.split_whitespace().for_each(|word| mark(listed.entry(fold(word)).or_default()));
    };
    note(written.function, |of| (of.function, of.tells) = (true, true));
    note(written.filler, |of| (of.filler, of.tells) = (true, true));
    note(written.here, |of| (of.here, of.tells) = (true, true));
    note(written.telling, |of| of.tells = true);
    note(written.asking.interrogatives, |of| (of.function, of.tells) = (true, true));
    note(written.articles, |of| of.article = true);
    note(written.towards, |of| of.towards = true);
    note(written.joiners, |of| of.joins = true);
    note(written.rivals, |of| of.rivals = true);
    note(written.polite, |of| of.polite = true);
    listed
}
