//! 3 · Decides whether to speak: candidates and thresholds become answer, clarify, fallback or silent.
//!
//! In: ranked candidates with their confidence, and whether Docent was addressed. Out: a [`Decision`]. Composing the words is left to [`crate::answer`].

use std::fmt;

use crate::matching::{Candidate, Findings, View};

/// What Docent does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Gives one answer.
    Answer,
    /// Was addressed, and asks which of two or three is meant.
    Clarify,
    /// Was addressed, and says honestly that it does not know.
    Fallback,
    /// Says nothing.
    Silent,
}

impl Decision {
    /// The word used in JSON and logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Clarify => "clarify",
            Self::Fallback => "fallback",
            Self::Silent => "silent",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// From this confidence on, something that the knowledge does not have stands beside what is asked ("our agile coach wants everyone to integrate daily: what is that
/// called?"). Where it is what is asked about ("what does a game developer earn?"), confidence stays below 0.4. Of 1,389 new questions four more
/// are answered rightly.
const ACQUAINTED: f32 = 0.7;

/// Share of a message's weight that the knowledge may not know when nobody addressed Docent: what is asked must be covered, not only what it is
/// about. Of the right answers in the labelled questions 2 % have more, of the wrong ones in the silent messages 20 %.
const MOST_UNKNOWN: f32 = 0.4;

/// From this confidence on it does not matter, in a message that nobody addressed to Docent, that it points at here and now in words that the answer's own questions lack ("our policy",
/// "yesterday": what a team has of its own is rarely what general knowledge tells), nor that these questions lack more than [`MOST_UNASKED`] of it. Of the right answers to the labelled
/// questions the first keeps back one in 500, of the wrong ones in the silent messages one in five.
const ALL_BUT_CERTAIN: f32 = 0.9;

/// Share of a message's weight that the answer's own questions may lack when nobody addressed Docent. Of 16 answers to silent messages it keeps back nine, of 611 right ones to
/// questions 69; a threshold of 0.88 would keep back as many of the former and 145 of the latter.
const MOST_UNASKED: f32 = 0.2;

/// From this confidence on an answer is given plainly, below it as a guess. Of 600 questions that people put who knew nothing of the knowledge, 153 of 276 answers above it
/// were right and 44 wrong, the others of some use; below it 12 of 130 were right and 90 wrong.
const PLAINLY: f32 = 0.5;

/// From which confidence on Docent speaks. Each is between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Least confidence to answer a message that was addressed to Docent. Of 300 questions as they come, 157 are answered rightly at 0.2 and 45 wrongly, at 0.14 158 and 53, at 0.3 157 and 33; of 399 that all have an
    /// answer 363 rightly at 0.22, at 0.14 366, at 0.3 350.
    pub addressed: f32,
    /// Least confidence to answer a message that was not. At 0.87, two of 1,114 messages that deserve silence are answered, 167 of 399 questions rightly, and of 300 questions as they come 74 rightly and one wrongly; at
    /// 0.8 three, 189, 79 and one, at 0.9 two, 155, 71 and one. Of 486 messages kept aside one is answered (at 0.8 four, and more than one in fifty near misses).
    pub unaddressed: f32,
    /// Least lead over the runner-up; below it an addressed message is clarified.
    pub margin: f32,
    /// From here on the lead does not matter: two entries may both answer well.
    pub sure: f32,
    /// Least confidence for a candidate to be offered as a choice.
    pub offer: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { addressed: 0.22, unaddressed: 0.87, margin: 0.005, sure: 0.22, offer: 0.09 }
    }
}

/// Decides what to do with what was found.
#[must_use]
pub fn decide(findings: &Findings, addressed: bool, thresholds: &Thresholds) -> Decision {
    if addressed { decide_addressed(findings, thresholds) } else { decide_unaddressed(findings, thresholds) }
}

/// Whether an answer is only a guess, and has to say so.
#[must_use]
pub fn is_guess(best: &Candidate) -> bool {
    best.view == View::Search && best.confidence < PLAINLY
}

/// Somebody asked Docent: an answer, a question back, or an honest "I don't know".
fn decide_addressed(findings: &Findings, thresholds: &Thresholds) -> Decision {
    let Some(best) = findings.candidates.first() else { return Decision::Fallback };
    if findings.apart.is_some() {
        return Decision::Fallback;
    }
    let certain = best.view != View::Search;
    let unknown = !findings.strangers.is_empty() && !certain && best.confidence < ACQUAINTED;
    // Among a handful of entries, the one with the likeliest shape wins although it shares no word: "wie wird das Wetter" is no question about coffee.
    let nothing_shared = !certain && findings.matched.is_empty() && findings.subjects.is_empty();
    if unknown || nothing_shared || (!best.recorded && best.confidence >= thresholds.addressed) {
        return Decision::Fallback;
    }
    let second = findings.candidates.get(1).map_or(0.0, |c| c.confidence);
    let clear = certain || best.confidence - second >= thresholds.margin || best.confidence >= thresholds.sure;
    if best.confidence >= thresholds.addressed && clear {
        Decision::Answer
    } else if best.confidence >= thresholds.offer && second >= thresholds.offer / 2.0 {
        Decision::Clarify
    } else {
        Decision::Fallback
    }
}

/// Nobody asked Docent: an answer only where it asks, everything asked for is known, and the answer is all but certain.
fn decide_unaddressed(findings: &Findings, thresholds: &Thresholds) -> Decision {
    let Some(best) = findings.candidates.first() else { return Decision::Silent };
    let kept_out =
        !findings.asks || !findings.strangers.is_empty() || findings.not_for_us.is_some() || findings.apart.is_some();
    let foreign = best.signals.unknown > MOST_UNKNOWN || !best.recorded;
    let doubtful = best.signals.here > 0.0 || best.signals.asked < 1.0 - MOST_UNASKED;
    let sure =
        best.confidence >= if doubtful { thresholds.unaddressed.max(ALL_BUT_CERTAIN) } else { thresholds.unaddressed };
    if sure && !kept_out && !foreign { Decision::Answer } else { Decision::Silent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::SubjectId;
    use crate::matching::Signals;

    fn found(view: View, confidence: f32) -> Findings {
        let candidate = Candidate {
            reply: "about:espresso".parse().unwrap(),
            confidence,
            view,
            signals: Signals::default(),
            recorded: true,
        };
        Findings { candidates: vec![candidate], asks: true, matched: vec!["brew".to_owned()], ..Findings::default() }
    }

    fn named(findings: Findings) -> Findings {
        Findings { subjects: vec![SubjectId::new("espresso").unwrap()], ..findings }
    }

    fn unasked(findings: &Findings) -> Decision {
        decide(findings, false, &Thresholds::default())
    }

    #[test]
    fn what_was_searched_and_is_not_sure_is_a_guess() {
        let guess = |view, confidence| is_guess(&found(view, confidence).candidates[0]);
        assert!(guess(View::Search, 0.49) && !guess(View::Search, 0.5));
        assert!(!guess(View::Example, 0.4) && !guess(View::Pattern, 0.4));
    }

    #[test]
    fn what_an_answer_is_only_partly_asked_for_with_needs_certainty_where_nobody_asked() {
        let partly = |asked, here, confidence| {
            let mut found = found(View::Search, confidence);
            found.candidates[0].signals = Signals { asked, here, ..Signals::default() };
            unasked(&found)
        };
        assert_eq!(partly(1.0, 0.0, 0.88), Decision::Answer);
        assert_eq!(partly(1.0 - MOST_UNASKED - 0.01, 0.0, 0.88), Decision::Silent);
        assert_eq!(partly(1.0, 1.0, 0.88), Decision::Silent, "here and now");
        assert_eq!(partly(0.5, 1.0, ALL_BUT_CERTAIN), Decision::Answer);
    }

    #[test]
    fn what_shares_no_word_and_names_nothing_is_no_answer() {
        let shares_nothing = |findings| Findings { matched: Vec::new(), ..findings };
        let asked = |findings: &Findings| decide(findings, true, &Thresholds::default());
        assert_eq!(asked(&found(View::Search, 0.5)), Decision::Answer);
        assert_eq!(asked(&shares_nothing(found(View::Search, 0.5))), Decision::Fallback);
        assert_eq!(asked(&shares_nothing(named(found(View::Search, 0.5)))), Decision::Answer);
        assert_eq!(asked(&shares_nothing(found(View::Example, 0.99))), Decision::Answer);
    }

    #[test]
    fn a_stranger_beside_what_is_surely_asked_is_no_obstacle_to_who_asked() {
        let beside =
            |confidence| Findings { strangers: vec!["agile coach".to_owned()], ..found(View::Search, confidence) };
        let asked = |confidence| decide(&beside(confidence), true, &Thresholds::default());
        assert_eq!(asked(ACQUAINTED), Decision::Answer);
        assert_eq!(asked(ACQUAINTED - 0.01), Decision::Fallback);
        assert_eq!(unasked(&beside(0.98)), Decision::Silent, "nobody asked");
    }

    #[test]
    fn what_has_no_rows_in_common_is_refused_and_only_where_somebody_asked() {
        let pair = ["espresso", "toast"].map(|id| SubjectId::new(id).unwrap());
        let apart = Findings { apart: Some(pair), ..named(found(View::Search, 0.99)) };
        assert_eq!(decide(&apart, true, &Thresholds::default()), Decision::Fallback);
        assert_eq!(unasked(&apart), Decision::Silent);
    }
}
