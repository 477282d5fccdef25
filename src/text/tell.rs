//! Tells which language a message is in, by its small words.
//!
//! In: a message as written. Out: [`Told`]. A message of names and nouns ("data engineer gehalt") tells nothing; whoever knows who asks may then say.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::{fold, fold_in};
use super::strip::strip;
use super::words::{self, Kind};
use super::{expand, grammar, tokens};
use crate::language::Language;

/// What a message tells of its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It is in this one.
    In(Language),
    /// It may be in any.
    Open {
        /// Whether some word of it is no English word.
        foreign: bool,
    },
    /// It is in one that nothing here is read in.
    Elsewhere,
}

/// Small words of languages that Docent does not read and that look like those it does: French, Italian, Portuguese, Dutch, Scandinavian, Polish. Those that
/// are Spanish or German as well stand here too: they then speak for neither.
const ELSEWHERE: &str = "le la les un une est et des de du qui que pour dans avec sur pas plus quel quelle quels quelles comment pourquoi combien je tu nous vous \
    ils elles mais sont fait ou ce cette che di del sono come perché quanto cosa gli della il per una con non questo anche qual e è tra uma um não nao os \
    dos das você voce fazer são mais isso ele ela em na no het een en van wat ik niet zijn hoe voor met wij jullie kan naar och att det jag hur vad av og er \
    til jeg hva hvad czy jak jest nie se si me";

static OTHERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| ELSEWHERE.split_whitespace().collect());

/// What a word counts: one that only one language has, and one that is also a word of another.
const OWN: u32 = 2;
const SHARED: u32 = 1;
/// The least that must speak for a language, beside more than speaks for any other.
const LEAST: u32 = 2;
/// Letters that only one of the languages has count as a word of its own.
const LETTERS: [(usize, &[char]); 2] = [(1, &['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']), (2, &['ñ', 'Ñ', '¿', '¡'])];
/// A shorter word that is no English one may be anything: an abbreviation, a version, a smiley.
const FOREIGN_LETTERS: usize = 4;

/// What stands on either side of these is a name, whatever small word it may look like: "de vs ds".
const VERSUS: [&str; 2] = ["vs", "versus"];

/// What speaks for English, German, Spanish (in the order of [`Language::ALL`]) and for any other language.
type Scores = [u32; 4];

/// Which language a message is in.
#[must_use]
pub fn tell(text: &str) -> Told {
    let text = strip(super::start(text));
    let mut scores = Scores::default();
    let mut foreign = false;
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let mut counted: Vec<&str> = Vec::new();
    for written in text.split_whitespace() {
        let words: Vec<&str> = written.split(|c| !inside(c)).filter(|word| !word.is_empty()).collect();
        // "backend o datos" is Spanish, "w/o" is not.
        let tells = |word: &&str| words.len() == 1 || word.chars().count() > 1;
        counted.extend(words.iter().copied().filter(tells));
    }
    for (at, word) in counted.iter().enumerate() {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| counted.get(at));
        if !beside.into_iter().any(|other| VERSUS.iter().any(|versus| other.eq_ignore_ascii_case(versus))) {
            foreign |= count(tokens::start(word), &mut scores);
        }
    }
    for (at, letters) in LETTERS {
        if let Some(score) = scores.get_mut(at).filter(|_| text.contains(letters)) {
            *score += OWN;
        }
    }
    judge(scores, foreign)
}

fn judge(scores: Scores, foreign: bool) -> Told {
    let most = scores.iter().copied().max().unwrap_or_default();
    let mut leading = scores.iter().enumerate().filter(|(_, score)| **score == most);
    match (leading.next(), leading.next()) {
        (Some((at, _)), None) if most >= LEAST => {
            Language::ALL.get(at).map_or(Told::Elsewhere, |language| Told::In(*language))
        }
        _ => Told::Open { foreign },
    }
}

/// Counts a word for each language whose small word it is; gives whether it is a word that English does not have.
fn count(word: &str, scores: &mut Scores) -> bool {
    let folded = fold(word);
    let usual = words::is_english(&folded);
    let begin = folded.split(['\'', '’']).next().unwrap_or_default();
    let english = words::kind(begin) != Kind::Content || expand::is_spelled_out(&folded);
    // A name in capitals is no small word: "DE", "ES".
    if !(word.chars().count() > 1 && word.chars().all(char::is_uppercase)) {
        let tells = |language| grammar::of(language).is_some_and(|of| of.listed(&fold_in(language, word)).tells);
        let (german, spanish) = (tells(Language::German), tells(Language::Spanish));
        let other = OTHERS.contains(word.to_lowercase().as_str());
        // Whatever else it is in English, a small word of another language is then none that tells.
        let told = [english || (usual && (german || spanish)), german, spanish, other];
        let value = if told.iter().filter(|told| **told).count() > 1 { SHARED } else { OWN };
        for (score, _) in scores.iter_mut().zip(told).filter(|(_, told)| *told) {
            *score += value;
        }
    }
    !english && !usual && folded.chars().filter(|c| c.is_alphabetic()).count() >= FOREIGN_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_the_language() {
        use Language::{English, German, Spanish};
        let open = |foreign| Told::Open { foreign };
        let rows = [
            ("what does a data engineer earn", Told::In(English)),
            ("whats the diff", Told::In(English)),
            ("will data engineers die out", Told::In(English)),
            ("BE to DE how many months", Told::In(English)),
            ("Was verdient ein Data Engineer?", Told::In(German)),
            ("wie wird man backend engineer", Told::In(German)),
            ("backend oder data?", Told::In(German)),
            ("Gehälter Backend", Told::In(German)),
            ("fuer wen lohnt sich das", Told::In(German)),
            ("¿Cuánto gana un ingeniero de datos?", Told::In(Spanish)),
            ("que es un data engineer", Told::In(Spanish)),
            ("diferencia entre etl y elt", Told::In(Spanish)),
            ("data engineer karriere", open(true)),
            ("data engineer gehalt", Told::In(German)),
            ("DE vs BE", open(false)),
            ("de vs ds", open(false)),
            ("ds vs. de", open(false)),
            ("que es mejor, de vs ds", Told::In(Spanish)),
            ("data engineer salary", open(false)),
            ("de salary", open(false)),
            ("ES DE", open(false)),
            ("backend o data", Told::In(Spanish)),
            ("startup w/o data engineer ok?", open(true)),
            ("quelle est la différence entre un data engineer et un backend", Told::Elsewhere),
            ("quanto ganha um engenheiro de dados", Told::Elsewhere),
            ("wat verdient een data engineer", Told::Elsewhere),
            ("", open(false)),
            ("`was ist das`? what is this", Told::In(English)),
        ];
        for (text, told) in rows {
            assert_eq!(tell(text), told, "{text}");
        }
    }
}
