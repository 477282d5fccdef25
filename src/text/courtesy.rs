//! Tells a courtesy from a question: a greeting, a word of thanks, or who Docent is.
//!
//! In: a message, read in English. Out: the [`Courtesy`] that it is, where it is nothing else. What is said to it is left to [`crate::answer`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::sentence::Message;
use super::tokens::Token;
use super::{read, words};
use crate::language::Language;

/// What is said to a person rather than asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Courtesy {
    /// Somebody calls, or asks what they can ask.
    Call,
    /// Somebody thanks.
    Thanks,
}

/// Whole messages, folded. A phrase that is on no list costs an "I don't know that", a phrase too many costs an answer: so only what is nothing else.
const CALLS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hi there",
    "hey there",
    "hello there",
    "hiya",
    "yo",
    "good morning",
    "good afternoon",
    "good evening",
    "help",
    "help me",
    "who are you",
    "what are you",
    "what can you do",
    "what do you know",
    "what do you do",
    "what are you for",
    "what can i ask",
    "what can i ask you",
    "how do you work",
    "are you a bot",
    "are you there",
    "hallo",
    "moin",
    "servus",
    "guten morgen",
    "guten tag",
    "guten abend",
    "hilfe",
    "wer bist du",
    "was bist du",
    "was kannst du",
    "was weisst du",
    "was weißt du",
    "was kann ich fragen",
    "hola",
    "buenas",
    "buenos dias",
    "buenas tardes",
    "buenas noches",
    "ayuda",
    "quien eres",
    "que eres",
    "que sabes",
    "que puedes hacer",
    "que puedo preguntar",
];
const THANKS: &[&str] = &[
    "thanks",
    "thank you",
    "thank you so much",
    "thank you very much",
    "thanks a lot",
    "many thanks",
    "thx",
    "ty",
    "tysm",
    "cheers",
    "much appreciated",
    "ok thanks",
    "okay thanks",
    "ok thank you",
    "great thanks",
    "perfect thanks",
    "cool thanks",
    "nice thanks",
    "got it thanks",
    "danke",
    "danke dir",
    "danke schoen",
    "danke schön",
    "dankeschön",
    "vielen dank",
    "danke sehr",
    "super danke",
    "gracias",
    "muchas gracias",
    "mil gracias",
    "ok gracias",
    "perfecto gracias",
];

static ALL: LazyLock<FxHashMap<String, Courtesy>> = LazyLock::new(|| {
    let of =
        |phrases: &[&str], courtesy| phrases.iter().map(|phrase| (folded(&read(phrase)), courtesy)).collect::<Vec<_>>();
    [of(CALLS, Courtesy::Call), of(THANKS, Courtesy::Thanks)].concat().into_iter().collect()
});

/// Words of the longest message that is looked at: the longest phrase has five, and a name may stand on either side. Whoever says more asks something.
const LONGEST: usize = 8;

/// What a message is where it is a courtesy and nothing else; the name of who is meant does not count.
#[must_use]
pub fn courtesy(message: &Message) -> Option<Courtesy> {
    let words: usize = message.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
    if words > LONGEST { None } else { ALL.get(&folded(message)).copied() }
}

/// Its words as any message is read, so that spellings of one phrase are one.
fn folded(message: &Message) -> String {
    let tokens = message.sentences.iter().flat_map(|sentence| &sentence.tokens);
    let counts =
        |token: &&Token| !NAMES.contains(&token.text.as_str()) && !words::is_article(Language::English, &token.text);
    tokens.filter(counts).map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// What Docent is called.
const NAMES: [&str; 2] = ["docent", "bot"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesies_are_told_from_questions() {
        let rows = [
            ("Hello!", Some(Courtesy::Call)),
            ("hey Docent :)", Some(Courtesy::Call)),
            ("Who are you?", Some(Courtesy::Call)),
            ("what can you do", Some(Courtesy::Call)),
            ("¿Qué puedes hacer?", Some(Courtesy::Call)),
            ("Was kannst du?", Some(Courtesy::Call)),
            ("thanks!!", Some(Courtesy::Thanks)),
            ("Thank you so much", Some(Courtesy::Thanks)),
            ("ok, thanks", Some(Courtesy::Thanks)),
            ("vielen Dank", Some(Courtesy::Thanks)),
            ("thanks, and the salary?", None),
            ("what does a data engineer do", None),
            ("help me choose a database", None),
            ("", None),
            ("bot, bot, bot, bot, bot, bot, bot, thanks", Some(Courtesy::Thanks)),
            // More words are no courtesy alone, whatever they are.
            ("bot, bot, bot, bot, bot, bot, bot, bot, thanks", None),
        ];
        for (text, expected) in rows {
            assert_eq!(courtesy(&read(text)), expected, "{text}");
        }
    }
}
