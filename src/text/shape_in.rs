//! Tells whether a sentence of another language asks, by its grammar; English has [`super::shape`].
//!
//! In: the words of a sentence and the text that they stand in. Out: its [`Shape`].

use smol_str::SmolStr;

use super::grammar::{Grammar, Listed};
use super::shape::{FRAGMENT_WORDS, Shape};
use super::tokens::Token;

/// The shape of a sentence.
pub(super) fn of(grammar: &Grammar, text: &str, tokens: &[Token], question_mark: bool) -> Shape {
    let all: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let start = all.iter().position(|word| !is_passed_over(grammar, word)).unwrap_or(0);
    let words = all.get(start..).unwrap_or_default();
    let exclaims = begins(words, &grammar.exclaiming) || begins(&all, &grammar.exclaiming);
    let any = |phrases: &[Vec<SmolStr>]| phrases.iter().any(|phrase| contains(&all, phrase));
    let accented = tokens.iter().any(|token| is_accented(grammar, text, token));
    let outright = !exclaims && (asks_outright(grammar, words) || (accented && !is_indirect(grammar, &all)));
    if question_mark || outright || (!exclaims && any(&grammar.anywhere)) {
        Shape::Question
    } else if any(&grammar.requests) || accented {
        Shape::Request
    } else if any(&grammar.comparing) || either_or(grammar, &all) {
        Shape::Comparison
    } else if all.len() <= FRAGMENT_WORDS && !all.iter().any(|word| grammar.verbs.contains(*word)) {
        Shape::Fragment
    } else {
        Shape::Statement
    }
}

/// Greetings and hedges before the sentence proper, unless they are a verb or an interrogative of its own.
fn is_passed_over(grammar: &Grammar, word: &str) -> bool {
    let asks = [&grammar.interrogatives, &grammar.conjunctions, &grammar.verbs].into_iter().any(|of| of.contains(word));
    grammar.listed(word).filler && !asks
}

fn asks_outright(grammar: &Grammar, words: &[&str]) -> bool {
    // "Mit welchen …", "¿para qué …": one word may stand before the interrogative.
    let led = words.first().is_some_and(|first| grammar.before.contains(*first));
    let second = words.get(1..).filter(|_| led);
    std::iter::once(words).chain(second).any(|words| begins_asking(grammar, words))
}

fn begins_asking(grammar: &Grammar, words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let Some(next) = rest.first() else { return false };
    if grammar.interrogatives.contains(*first) {
        return true;
    }
    if grammar.conjunctions.contains(*first) {
        return grammar.verbs.contains(*next) || grammar.subjects.contains(*next);
    }
    grammar.inverted && grammar.verbs.contains(*first) && grammar.subjects.contains(*next)
}

/// An interrogative that is written with its accent: "qué", "cuánto". Without it, it is a conjunction.
fn is_accented(grammar: &Grammar, text: &str, token: &Token) -> bool {
    let asks = grammar.conjunctions.contains(&token.text) || grammar.interrogatives.contains(&token.text);
    let written = text.get(token.place.clone()).unwrap_or_default();
    asks && written.contains(grammar.accents)
}

/// "No sé qué …": it is told that somebody does not know, which asks less outright.
fn is_indirect(grammar: &Grammar, words: &[&str]) -> bool {
    words.first().is_some_and(|first| grammar.indirect.contains(*first))
}

/// "…, Backend oder Data": two words to choose from at the end.
fn either_or(grammar: &Grammar, words: &[&str]) -> bool {
    let says = |word: &str| {
        let Listed { function, filler, .. } = grammar.listed(word);
        !function && !filler
    };
    matches!(words, [.., one, or, other] if *or == grammar.or && says(one) && says(other))
}

fn begins(words: &[&str], phrases: &[Vec<SmolStr>]) -> bool {
    let begins = |phrase: &Vec<SmolStr>| {
        words.len() >= phrase.len() && phrase.iter().zip(words).all(|(one, other)| one.as_str() == *other)
    };
    phrases.iter().any(begins)
}

fn contains(words: &[&str], phrase: &[SmolStr]) -> bool {
    words.windows(phrase.len().max(1)).any(|window| window.iter().zip(phrase).all(|(word, of)| *word == of.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn shape(language: Language, text: &str) -> Option<Shape> {
        super::super::read_in(language, text).sentences.last().map(|sentence| sentence.shape)
    }

    #[test]
    fn a_german_sentence_is_known_by_its_shape() {
        let rows = [
            ("was verdient ein data engineer", Shape::Question),
            ("Mit welchen Sprachen arbeitet man im Backend", Shape::Question),
            ("hi zusammen, ist data engineering schwerer als backend", Shape::Question),
            ("lohnt sich der wechsel", Shape::Question),
            ("gehalt backend?", Shape::Question),
            ("gehalt backend", Shape::Fragment),
            ("backend vs data", Shape::Comparison),
            ("ich schwanke noch, backend oder data", Shape::Comparison),
            ("unterschied zwischen etl und elt bitte", Shape::Comparison),
            ("erklär mir mal was ein data engineer macht", Shape::Request),
            ("weiß jemand ob man ein studium braucht", Shape::Question),
            ("wie gesagt, das backend ist wieder down seit heute", Shape::Statement),
            ("das backend ist schon wieder kaputt und keiner kümmert sich", Shape::Statement),
            ("muss jetzt los, bis morgen leute und danke für alles", Shape::Statement),
        ];
        for (text, expected) in rows {
            assert_eq!(shape(Language::German, text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_spanish_sentence_is_known_by_its_shape() {
        let rows = [
            ("¿Cuánto gana un ingeniero de datos?", Shape::Question),
            ("Hola, ¿qué hace un data engineer?", Shape::Question),
            ("que es un data engineer", Shape::Question),
            ("cuanto gana un backend", Shape::Question),
            ("para que sirve el streaming", Shape::Question),
            ("sueldo backend", Shape::Fragment),
            ("diferencia entre etl y elt", Shape::Comparison),
            ("estoy pensando en cambiar, backend o data", Shape::Comparison),
            ("explícame la diferencia", Shape::Request),
            ("alguien sabe si hace falta una carrera", Shape::Request),
            ("no sé qué rol elegir", Shape::Request),
            ("como dije ayer, el backend se ha caido otra vez y nadie mira nada", Shape::Statement),
            ("que tal gente, ya he subido los cambios a la rama de siempre", Shape::Statement),
        ];
        for (text, expected) in rows {
            assert_eq!(shape(Language::Spanish, text), Some(expected), "{text}");
        }
    }
}
