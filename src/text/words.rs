//! Tells which words carry meaning: function words, small talk, words that point at here and now, English words.
//!
//! In: a folded word. Out: its [`Kind`]. What a word means in this knowledge is left to [`crate::matching`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::grammar::{self, Listed};
use super::sorted;
use crate::language::Language;

/// What part a word plays in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Grammar: says nothing of what is asked.
    Function,
    /// Small talk around a question: greetings, politeness, hedges.
    Filler,
    /// Points at one place, time or person ("our", "today", "someone"): general knowledge rarely answers that.
    Here,
    /// Everything else.
    Content,
}

const FUNCTION: &str = "a an the of to in on at by for from with into onto as than then and or but nor so if it its is am are was were be been \
    being do does did doing done has have had having can could will would shall should may might must i you he she they them me \
    what which who whom whose when where why how that this these those there here not no also just about between vs any some all \
    both each either one ones more most much many very too own same other such only up out over per via while whether because \
    your their his her our";

const FILLER: &str = "hi hey hello yo hiya heya morning evening afternoon guys folks everyone everybody all team gang peeps friends please thanks thank \
    cheers sorry ok okay well um uh hmm hm so like really actually basically honestly literally maybe perhaps probably quick quickly \
    question questions wondering wonder curious know tell explain idea ideas someone anyone anybody somebody help me understand \
    asking ask want wanted need trying try think thinking guess feel suppose mean say said hear heard read figure out anyway btw lol lmao haha \
    docent bot noob newbie dumb stupid silly random simple short kind sort kinda bit lot little still even ever always often usually \
    typically generally exactly roughly mostly normally these days nowadays today currently guys sir mate bro dude man pal buddy \
    appreciate advance give gave get got go going gonna let us see look looking love new here there eli5 tldr imo imho afaik fyi serious seriously";

const HERE: &str = "our ours my mine we us yesterday tonight tomorrow today week monday tuesday wednesday thursday friday saturday sunday \
    morning pm am oclock now again already still currently ago last next someone somebody anyone anybody he she his her him \
    this that here";

/// On which lists a word stands.
#[expect(clippy::struct_excessive_bools, reason = "a word may stand on any of the four lists")]
#[derive(Debug, Clone, Copy, Default)]
struct Lists {
    function: bool,
    filler: bool,
    here: bool,
    english: bool,
}

/// One table of all lists, so that a word is looked up once.
static LISTS: LazyLock<FxHashMap<&'static str, Lists>> = LazyLock::new(|| {
    let mut lists: FxHashMap<&'static str, Lists> = FxHashMap::default();
    FUNCTION.split_whitespace().for_each(|word| lists.entry(word).or_default().function = true);
    FILLER.split_whitespace().for_each(|word| lists.entry(word).or_default().filler = true);
    HERE.split_whitespace().for_each(|word| lists.entry(word).or_default().here = true);
    include_str!("english_words.txt").lines().for_each(|word| lists.entry(word).or_default().english = true);
    lists
});

fn lists(word: &str) -> Lists {
    LISTS.get(word).copied().unwrap_or_default()
}

/// What part a folded word plays. A word on several lists is taken for the one that says least: function, then filler, then here.
#[must_use]
pub fn kind(word: &str) -> Kind {
    match lists(word) {
        Lists { function: true, .. } => Kind::Function,
        Lists { filler: true, .. } => Kind::Filler,
        Lists { here: true, .. } => Kind::Here,
        _ => Kind::Content,
    }
}

/// Whether a word points at here and now.
#[must_use]
pub fn points_here(word: &str) -> bool {
    lists(word).here
}

/// Whether a folded word is among the eleven thousand most usual English ones: then it is no typo of another.
#[must_use]
pub fn is_english(word: &str) -> bool {
    lists(word).english
}

/// Words that are rarer in English, one a line, in order.
const RARE: &str = include_str!("rare_english_words.txt");

/// Whether a folded word is one of twenty-nine thousand rarer English ones: it may be meant as it stands, be it a letter away from another.
#[must_use]
pub fn is_rare_english(word: &str) -> bool {
    sorted::behind(RARE, word).is_some()
}

fn listed(language: Language, word: &str) -> Listed {
    grammar::of(language).map_or_else(Listed::default, |grammar| grammar.listed(word))
}

/// What part a folded word plays in a language.
#[must_use]
pub fn kind_in(language: Language, word: &str) -> Kind {
    if language == Language::English {
        return kind(word);
    }
    match listed(language, word) {
        Listed { function: true, .. } => Kind::Function,
        Listed { filler: true, .. } => Kind::Filler,
        Listed { here: true, .. } => Kind::Here,
        _ => Kind::Content,
    }
}

/// Whether a word points at here and now in a language.
#[must_use]
pub fn points_here_in(language: Language, word: &str) -> bool {
    if language == Language::English { points_here(word) } else { listed(language, word).here }
}

/// Whether a folded word is an article.
#[must_use]
pub fn is_article(language: Language, word: &str) -> bool {
    if language == Language::English { matches!(word, "a" | "an" | "the") } else { listed(language, word).article }
}

/// The word "not" in a language.
#[must_use]
pub fn not(language: Language) -> &'static str {
    grammar::of(language).map_or("not", |grammar| grammar.not)
}

/// Whether behind a word stands where somebody wants to get; of languages other than English.
#[must_use]
pub(crate) fn leads_to(language: Language, word: &str) -> bool {
    listed(language, word).towards
}

/// Whether a word joins two things; of languages other than English.
#[must_use]
pub(crate) fn joins(language: Language, word: &str) -> bool {
    listed(language, word).joins
}

/// Whether a word sets two things against each other; of languages other than English.
#[must_use]
pub(crate) fn sets_against(language: Language, word: &str) -> bool {
    listed(language, word).rivals
}

/// Whether two askings of one question may differ in a word; of languages other than English.
#[must_use]
pub(crate) fn is_polite(language: Language, word: &str) -> bool {
    listed(language, word).polite
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_are_found_wherever_they_stand() {
        let all: Vec<&str> = RARE.lines().collect();
        assert!(all.is_sorted(), "what is not in order is not found");
        for at in [0, 1, 7, all.len() / 2, all.len() - 2, all.len() - 1] {
            assert!(is_rare_english(all[at]), "{}", all[at]);
        }
        assert!(all.iter().step_by(97).all(|word| is_rare_english(word)));
        assert!(["", "a", "dog", "zzzz", "meshx", "mes", "kubernetes"].iter().all(|word| !is_rare_english(word)));
        assert!(["mesh", "grapes", "raft"].iter().all(|word| is_rare_english(word) && !is_english(word)));
    }
}
