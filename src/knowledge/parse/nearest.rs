//! The known name that a mistyped one was probably meant to be.
//!
//! In: a name and the known ones. Out: a remedy for the writer.

/// Below this likeness (0 to 1) a suggestion confuses more than it helps: "pay" is not "price".
const LEAST_LIKENESS: f64 = 0.78;

/// More known names than this are not listed: the list would hide the message.
const MOST_LISTED: usize = 12;

/// The most similar known name, if any is similar enough.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|candidate| (strsim::jaro_winkler(name, candidate), candidate));
    let best = scored.filter(|(likeness, _)| *likeness >= LEAST_LIKENESS);
    // Equal likeness: the alphabet decides, so that the same files give the same words.
    best.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one))).map(|(_, candidate)| candidate)
}

/// "did you mean …", or the known names where there are few, or `otherwise`.
pub(super) fn remedy<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(candidate) = nearest(name, known.iter().copied()) {
        return format!("did you mean `{candidate}`?");
    }
    if known.is_empty() || known.len() > MOST_LISTED {
        return otherwise.to_owned();
    }
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("known: {}", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        for (typed, expected) in [("titel", Some("title")), ("question", Some("questions")), ("zebra", None)] {
            assert_eq!(nearest(typed, ["title", "questions", "topic"]), expected, "{typed}");
        }
    }

    #[test]
    fn without_a_likely_word_the_known_ones_are_listed() {
        assert_eq!(remedy("zebra", ["b", "a"], "add it"), "known: `a`, `b`");
        assert_eq!(remedy("zebra", [], "add it"), "add it");
    }
}
