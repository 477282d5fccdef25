//! Spells out what people shorten: contractions ("what's") and chat spellings ("u", "wanna", "diff").
//!
//! In: a folded word. Out: the words it stands for. Abbreviations of the field (DE, comp) are the lexicon's, not ours.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::grammar;
use crate::language::Language;

/// Chat spelling, and what it stands for. Only forms that have no other common meaning in a question.
const SPELLED_OUT: &[(&str, &str)] = &[
    ("whats", "what is"),
    ("wats", "what is"),
    ("wat", "what"),
    ("wut", "what"),
    ("wht", "what"),
    ("whos", "who is"),
    ("hows", "how is"),
    ("wheres", "where is"),
    ("whens", "when is"),
    ("whys", "why is"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("theyre", "they are"),
    ("youre", "you are"),
    ("im", "i am"),
    ("ive", "i have"),
    ("id", "id"),
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("wont", "will not"),
    ("shouldnt", "should not"),
    ("wouldnt", "would not"),
    ("couldnt", "could not"),
    ("havent", "have not"),
    ("hasnt", "has not"),
    ("won't", "will not"),
    ("can't", "can not"),
    ("shan't", "shall not"),
    ("ain't", "is not"),
    ("let's", "let us"),
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("wanna", "want to"),
    ("gonna", "going to"),
    ("gotta", "have to"),
    ("kinda", "kind of"),
    ("sorta", "sort of"),
    ("lemme", "let me"),
    ("gimme", "give me"),
    ("dunno", "do not know"),
    ("idk", "i do not know"),
    ("pls", "please"),
    ("plz", "please"),
    ("plss", "please"),
    ("thx", "thanks"),
    ("ty", "thanks"),
    ("cuz", "because"),
    ("bc", "because"),
    ("coz", "because"),
    ("abt", "about"),
    ("bw", "between"),
    ("btwn", "between"),
    ("versus", "vs"),
    ("v", "vs"),
    ("diff", "difference"),
    ("diffs", "differences"),
    ("smth", "something"),
    ("ppl", "people"),
    ("tho", "though"),
    ("nvm", "never mind"),
    ("rn", "right now"),
    ("yrs", "years"),
    ("yr", "year"),
    ("mos", "months"),
    ("info", "information"),
    ("q", "question"),
    ("alot", "a lot"),
    ("hrs", "hours"),
];

/// Endings behind an apostrophe.
const ENDINGS: &[(&str, &str)] =
    &[("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("'d", " would")];

/// Words after which `'s` means "is"; elsewhere it is a genitive and falls away ("a backend engineer's salary").
const BEFORE_IS: &[&str] = &["what", "who", "how", "where", "when", "why", "that", "there", "it", "he", "she", "here"];

static TABLE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| SPELLED_OUT.iter().copied().collect());

/// Whether a folded word is an English chat spelling.
pub(super) fn is_spelled_out(word: &str) -> bool {
    TABLE.contains_key(word)
}

/// Gives the words that a written word stands for in a language, in order.
pub(super) fn expand_in(language: Language, word: &str, give: impl FnMut(&str)) {
    match grammar::of(language) {
        None => expand(word, give),
        Some(grammar) => grammar.expand(word, give),
    }
}

/// The same in English.
fn expand(word: &str, mut give: impl FnMut(&str)) {
    if let Some(long) = TABLE.get(word) {
        return long.split(' ').for_each(give);
    }
    if !word.contains('\'') {
        return give(word);
    }
    for (ending, long) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            give(stem);
            return long.split(' ').filter(|part| !part.is_empty()).for_each(give);
        }
    }
    match word.strip_suffix("'s") {
        Some(name) => {
            give(name);
            if BEFORE_IS.contains(&name) {
                give("is");
            }
        }
        None => give(&word.replace('\'', "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shortened_is_spelled_out() {
        let rows = [
            ("what's", "what is"),
            ("don't", "do not"),
            ("engineer's", "engineer"),
            ("they're", "they are"),
            ("diff", "difference"),
            ("salary", "salary"),
        ];
        for (word, expected) in rows {
            let mut parts: Vec<String> = Vec::new();
            expand(word, |part| parts.push(part.to_owned()));
            assert_eq!(parts.join(" "), expected);
        }
    }
}
