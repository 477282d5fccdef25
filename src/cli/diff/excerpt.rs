//! Two texts that differ, cut down to where they do.
//!
//! In: a text before and after. Out: of each the words from the first that differs to the last, with some around them, on one line; empty where the text is.

/// Words that are shown before and behind the difference: enough to know the sentence again.
const AROUND: usize = 5;

/// Words that are shown at most: a long sentence. What begins to differ stands within them.
const MOST: usize = 30;

/// Stands for words that are left out.
const LEFT_OUT: &str = "…";

pub(super) fn excerpts(before: &str, after: &str) -> [String; 2] {
    let (before, after) = (words(before), words(after));
    let ahead = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    // A word that counts from the start must not count from the end once more.
    let room = before.len().min(after.len()) - ahead;
    let backwards = before.iter().rev().zip(after.iter().rev()).take(room);
    let behind = backwards.take_while(|(one, other)| one == other).count();
    [before, after].map(|words| around(&words, ahead, behind))
}

/// What moves the cursor or the colors of a terminal parts words as blanks do.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect()
}

/// All words but so many at either end, and those around them.
fn around(words: &[&str], ahead: usize, behind: usize) -> String {
    let from = ahead.saturating_sub(AROUND);
    let to = (words.len() - behind + AROUND).min(words.len()).min(from + MOST);
    let mut shown: Vec<&str> = words.get(from..to).unwrap_or_default().to_vec();
    if from > 0 {
        shown.insert(0, LEFT_OUT);
    }
    if to < words.len() {
        shown.push(LEFT_OUT);
    }
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_shown_with_the_words_around_it() {
        for (before, after, expected) in [
            ("25 to 30 seconds", "20 to 30 seconds", ["25 to 30 seconds", "20 to 30 seconds"]),
            (
                "a b c d e f g old h i j k l m n",
                "a b c d e f g new h i j k l m n",
                ["… c d e f g old h i j k l …", "… c d e f g new h i j k l …"],
            ),
            // From the first difference to the last.
            ("x a b c d e f y", "X a b c d e f Y", ["x a b c d e f y", "X a b c d e f Y"]),
            ("a b c d e f g not h", "a b c d e f g h", ["… c d e f g not h", "… c d e f g h"]),
            ("a b c d e f g end", "a b c d e f g", ["… c d e f g end", "… c d e f g"]),
            ("so so", "so so so", ["so so", "so so so"]),
            ("", "something new", ["", "something new"]),
            ("gone", "", ["gone", ""]),
            ("two\n\n- lines\u{1b}[31m", "two\nlines", ["two - lines [31m", "two lines"]),
        ] {
            assert_eq!(excerpts(before, after), expected, "{before} → {after}");
        }
    }

    #[test]
    fn a_long_text_is_cut_behind_its_first_difference() {
        let long = "word ".repeat(100);
        let [before, after] = excerpts(&format!("a b c d e f g old {long}"), &format!("a b c d e f g new {long}end"));
        assert!(before.starts_with("… c d e f g old word") && after.starts_with("… c d e f g new word"));
        for text in [before, after, excerpts("", &long)[1].clone()] {
            let words: Vec<&str> = text.split(' ').filter(|word| *word != LEFT_OUT).collect();
            assert!(words.len() <= MOST && text.ends_with(LEFT_OUT), "{text}");
        }
    }
}
