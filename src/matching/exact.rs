//! Questions typed word for word: certain where one is an example, silent where it is not.
//!
//! In: a reading, of an example or of a message. Out: the key under which both are the same. Greetings, articles, inflection and case make no difference.

use super::features::{self, Key};
use super::local;
use super::reading::{Reading, Role, Unit};
use crate::language::Language;
use crate::text::words;

/// Words that two askings of one question may differ in.
const POLITE: &[&str] = &["a", "an", "the", "please", "hi", "hey", "hello", "thanks", "so", "ok"];

/// A sentence as one number, small talk left out: the key of an example typed word for word. Templates hold for any subject. Where it matters which
/// subject is meant, all its names are one, but for words that are added to one: who asks what a *big* data engineer is does not ask what a data engineer is.
pub(super) fn key(reading: &Reading, any_subject: bool) -> u64 {
    let add = |key: Key, unit: &Unit| match unit.role {
        Role::Subject(at) if !any_subject => {
            unit.text.split(' ').take(unit.added).fold(key.number(at as u64 + 1), Key::text)
        }
        Role::Subject(_) | Role::AnySubject => key.number(0),
        Role::Word(_) | Role::Stranger => key.text(&unit.stem),
    };
    let polite = |unit: &&Unit| match reading.language {
        Language::English => POLITE.contains(&unit.text.as_str()),
        other => words::is_polite(other, &unit.text),
    };
    let said = reading.units.iter().filter(|unit| !polite(unit));
    said.fold(Key::of(features::View::Word), add).finish()
}

/// Words that add nothing to a bare name: "a data engineer?", "BE vs DE".
const BARE: &[&str] =
    &["a", "an", "the", "vs", "or", "and", "against", "what", "about", "is", "are", "please", "hi", "hey", "hello"];

/// Whether a sentence is nothing but names of subjects.
pub(super) fn is_bare(reading: &Reading) -> bool {
    let bare = |unit: &Unit| matches!(unit.role, Role::Subject(_)) || BARE.contains(&unit.text.as_str());
    !reading.subjects.is_empty() && reading.units.iter().all(bare)
}

/// Words of a choice that say nothing of what it is for: "so should I reach for DynamoDB or for Redis".
const CHOOSING: &[&str] = &[
    "be",
    "best",
    "better",
    "between",
    "can",
    "choose",
    "could",
    "do",
    "does",
    "for",
    "go",
    "going",
    "i",
    "instead",
    "it",
    "need",
    "of",
    "one",
    "pick",
    "prefer",
    "rather",
    "reach",
    "recommend",
    "shall",
    "should",
    "so",
    "suggest",
    "take",
    "than",
    "then",
    "to",
    "use",
    "want",
    "we",
    "which",
    "with",
    "would",
    "you",
];

/// Words without which there is no choice: "what does the frontend need the backend for".
const BETWEEN: &[&str] = &["against", "between", "instead", "or", "than", "vs"];

/// The same in another language: what subjects are is written in English alone, and whoever asks for it in German or Spanish names them as everybody does. Words are as English
/// folds them, without accents, and as they are.
struct Elsewhere {
    /// Words that ask what something is, or what to choose, and say nothing of what for.
    plain: &'static str,
    /// Words without which there is no choice.
    between: &'static [&'static str],
}

const ELSEWHERE: [Elsewhere; 2] = [
    Elsewhere {
        plain: "als bedeutet benutzt bitte braucht das dem den denn der die ein eine einem einen einer eigentlich er erklar erklare erklär erkläre es fur für genau gut hallo heisst heißt hey hi ich ihr ist \
            kann lieber macht mal man mir nehmen nimmt nutzen nutzt sich sind sollen sollten sollte und unterscheiden unterscheidet was welche welcher welches wir wofur wofür worin wozu wurde wurdet würde würdet zu zum besser",
        between: &["gegen", "gegenuber", "gegenüber", "oder", "und", "unterschied", "unterschiede", "vs", "zwischen"],
    },
    Elsewhere {
        plain: "a cual cuales cuál cuáles de debo deberia deberiamos debería deberíamos decir del el elegir elegimos elijo en es explica explicame explícame favor hace hay hola la las los me mejor nos para por prefieres \
            puedes que qué quiere recomiendas se significa sirve sirven sobre son un una uno usa usar usamos uso y",
        between: &["contra", "diferencia", "diferencias", "entre", "o", "u", "vs", "y"],
    },
];

/// Whether a sentence names subjects and does nothing else, or nothing but choose between them, be it in another language.
pub(super) fn is_names_alone(reading: &Reading) -> bool {
    is_bare(reading) || (is_choice(reading) && !local::asks(reading)) || is_alone_elsewhere(reading)
}

/// Whether a sentence in another language asks what a subject is, or chooses between several, and does nothing else.
fn is_alone_elsewhere(reading: &Reading) -> bool {
    let alone = |language: &Elsewhere| {
        let plain = |word: &str| language.plain.split(' ').any(|known| word == known);
        let between = |word: &str| language.between.contains(&word);
        // "Das" is a small word, whatever it abbreviates in capitals.
        let names = |unit: &Unit| matches!(unit.role, Role::Subject(_)) && !plain(unit.text.as_str());
        let others = || reading.units.iter().filter(|unit| !names(unit)).map(|unit| as_written(reading, unit));
        let several = reading.subjects.len() > 1;
        reading.units.iter().any(names)
            && (!several || others().any(between))
            && others().all(|word| plain(word) || (several && between(word)))
    };
    !reading.subjects.is_empty() && ELSEWHERE.iter().any(alone)
}

/// A word before it was repaired: what is no word of this knowledge may have been taken for a typo of one.
fn as_written<'r>(reading: &'r Reading, unit: &'r Unit) -> &'r str {
    let repair = reading.repairs.iter().find(|(_, read)| unit.text == read.as_str());
    repair.map_or(unit.text.as_str(), |(written, _)| written)
}

/// Whether a sentence does nothing but choose between the subjects that it names.
fn is_choice(reading: &Reading) -> bool {
    let plain = |unit: &Unit| {
        let text = unit.text.as_str();
        matches!(unit.role, Role::Subject(_)) || BARE.contains(&text) || CHOOSING.contains(&text)
    };
    let chooses = |unit: &Unit| BETWEEN.contains(&unit.text.as_str());
    reading.subjects.len() > 1 && reading.units.iter().any(chooses) && reading.units.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::knowledge::{CategoryId, KnowledgeBase, Subject, SubjectId};
    use crate::language::Language;
    use crate::matching::extents::Extent;
    use crate::matching::lexis::{Common, Lexis};

    /// Reads as a knowledge of two drinks does.
    fn lexis() -> Lexis {
        let drink = |id: &str, aliases: &[&str]| Subject {
            id: SubjectId::new(id).unwrap(),
            name: id.to_owned(),
            short: id.to_owned(),
            category: CategoryId::new("drinks").unwrap(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            abbreviations: Vec::new(),
            summary: String::new(),
            sources: Vec::new(),
            facts: Vec::new(),
        };
        let subjects = vec![drink("espresso", &["double espresso", "short black"]), drink("ristretto", &[])];
        let knowledge = KnowledgeBase { subjects, ..KnowledgeBase::default() };
        let extent = Extent { subjects: vec![0, 1], ..Extent::default() };
        Lexis::learn(&knowledge, &extent, &Arc::new(Common::of(&knowledge, Language::English)))
    }

    #[test]
    fn who_names_subjects_alone_may_do_so_in_another_language() {
        let lexis = lexis();
        let rows = [
            ("Was ist Espresso und wofür nimmt man das?", true),
            ("Espresso oder Ristretto, was würdet ihr nehmen?", true),
            ("Worin unterscheiden sich Espresso und Ristretto?", true),
            ("Unterschied zwischen Espresso und Ristretto?", true),
            ("¿Para qué sirve un espresso?", true),
            ("¿Qué diferencia hay entre espresso y ristretto?", true),
            ("Was kostet ein Espresso?", false),
            ("¿Cuánto cuesta un espresso?", false),
            ("Was ist das?", false),
            ("Was ist Kaffee?", false),
        ];
        for (text, expected) in rows {
            let reading = lexis.read_template(text);
            assert_eq!(is_names_alone(&reading), expected, "{text}: {reading:?}");
        }
    }

    #[test]
    fn names_of_a_subject_are_one_but_for_words_added_to_a_name() {
        let lexis = lexis();
        let key = |text: &str, any| key(&lexis.read_template(text), any);
        let asked = key("what is an espresso", false);
        assert_eq!(asked, key("What is a short black?", false));
        assert_ne!(asked, key("what is a double espresso", false));
        assert_ne!(asked, key("what is a cup", false));
        assert_eq!(key("what is {subject}", true), key("what is a double espresso", true));
    }
}
