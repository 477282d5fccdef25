//! Makes spellings of one word alike: Unicode compatibility forms, case, accents, invisible characters, drawn-out letters.
//!
//! In: a word. Out: the same word in small plain letters. Folding twice is folding once.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::Language;

/// Letters that repeat more often than this are drawn out for effect ("sooooo"); no English word has three in a row.
const MAX_REPEAT: usize = 2;

/// Whether a character is invisible: zero-width, soft hyphen, or a mark of writing direction.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Folds one word.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        // Nearly every word: nothing to decompose.
        return squeeze(word.len(), word.chars().map(|c| c.to_ascii_lowercase()));
    }
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)).flat_map(char::to_lowercase);
    // Small letters can decompose further (İ), so the accents go once more before letters are composed again.
    squeeze(word.len(), plain.nfkd().filter(|c| !is_combining_mark(*c)).nfc())
}

/// Folds one word as a language is spelled. In German, "für", "fuer" and "fur" are one, and so are "heißt" and "heisst".
#[must_use]
pub fn fold_in(language: Language, word: &str) -> String {
    let folded = fold(word);
    if language == Language::German { without_umlauts(&folded).into_owned() } else { folded }
}

/// Whether folding changes nothing, told without folding: small plain letters, digits and apostrophes, none of them drawn out. Most words are so.
pub(super) fn is_folded(language: Language, word: &str) -> bool {
    let bytes = word.as_bytes();
    language != Language::German
        && bytes.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'\''))
        && !bytes.windows(MAX_REPEAT + 1).any(|run| run.iter().all(|byte| *byte == run[0]))
}

/// Two letters for an umlaut become the plain one, unless they are no umlaut: "Quelle", "neue", "bauen".
fn without_umlauts(folded: &str) -> Cow<'_, str> {
    let two = ["ae", "oe", "ue", "\u{df}"];
    if !two.iter().any(|letters| folded.contains(letters)) {
        return Cow::Borrowed(folded);
    }
    let mut plain = String::with_capacity(folded.len());
    let mut before = ['\0'; 2];
    for letter in folded.chars() {
        let [earlier, last] = before;
        let umlaut =
            letter == 'e' && matches!(last, 'a' | 'o' | 'u') && !matches!(earlier, 'a' | 'e' | 'i' | 'o' | 'u' | 'q');
        match letter {
            '\u{df}' => plain.push_str("ss"),
            _ if umlaut => {}
            _ => plain.push(letter),
        }
        before = [last, letter];
    }
    Cow::Owned(plain)
}

fn squeeze(bytes: usize, letters: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(bytes);
    let (mut last, mut run) = (None, 0);
    for letter in letters {
        run = if last == Some(letter) { run + 1 } else { 1 };
        last = Some(letter);
        if run <= MAX_REPEAT || !letter.is_alphabetic() {
            folded.push(letter);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_become_alike() {
        let rows = [
            ("Café", "cafe"),
            ("ＤＡＴＡ", "data"),
            ("𝐛𝐞", "be"),
            ("sal\u{200b}ary", "salary"),
            ("sooooo", "soo"),
            ("İ", "i"),
            ("ﬁt", "fit"),
            ("100000", "100000"),
        ];
        for (word, folded) in rows {
            assert_eq!(fold(word), folded, "{word}");
        }
    }

    #[test]
    fn spellings_of_one_german_word_become_alike() {
        let rows = [
            ("für", "fur"),
            ("fuer", "fur"),
            ("Gehaelter", "gehalter"),
            ("heißt", "heisst"),
            ("GRÖẞE", "grosse"),
            ("Quelle", "quelle"),
            ("neue", "neue"),
            ("bauen", "bauen"),
        ];
        for (word, folded) in rows {
            assert_eq!(fold_in(Language::German, word), folded, "{word}");
        }
        assert_eq!(fold_in(Language::English, "does"), "does");
        assert_eq!(fold_in(Language::Spanish, "¿Cuánto"), "¿cuanto");
    }

    #[test]
    fn a_plain_word_is_told_without_folding() {
        use Language::{English, German, Spanish};
        let told = |language, words: &[&str]| words.iter().all(|word| is_folded(language, word));
        assert!(told(English, &["data", "what's", "k8s", "too"]) && told(Spanish, &["datos"]));
        assert!(["Data", "caf\u{e9}", "sooo", "c++"].iter().all(|word| !is_folded(English, word)));
        assert!(!is_folded(German, "fuer"), "two letters may be an umlaut there");
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_is_folding_once(word in "\\PC{0,24}") {
            let once = fold(&word);
            proptest::prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn what_counts_as_folded_is(word in "[a-cA0'é]{0,8}") {
            for language in [Language::English, Language::German, Language::Spanish] {
                if is_folded(language, &word) {
                    proptest::prop_assert_eq!(fold_in(language, &word), word.clone());
                }
            }
        }
    }
}
