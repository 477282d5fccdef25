//! What speaks for and against a candidate, and how sure that makes Docent.
//!
//! In: a reading and a card with its scores. Out: [`Signals`], a rank among the cards of one message, and log-odds that the best of them is right. What the
//! log-odds are worth in a given knowledge is left to [`super::calibration`].
//!
//! Never the score alone: a sentence can resemble an example closely and still be about another role, another place, another time. The weights are those
//! of two regressions (listwise softmax for the rank, logistic for the odds), fitted on the labelled questions and messages in `tests/data`, answered
//! by the knowledge before it was taught any of them, together with eight public question sets, none of which decides alone.

/// Evidence for one candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Log-probability of its card.
    pub log_probability: f32,
    /// Cosine of words and pairs to its nearest example, 0 to 1.
    pub similarity: f32,
    /// `ln(1 + content words)`: a short message is weaker evidence than a long one.
    pub length: f32,
    /// Share of the message's weight that the words of the card's examples account for, 0 to 1.
    pub asked: f32,
    /// Share of the message's weight that the words of its answer account for, 0 to 1.
    pub told: f32,
    /// Lead of its score over the runner-up.
    pub lead: f32,
    /// Cosine to the nearest message that deserves silence, 0 to 1.
    pub silence: f32,
    /// Log-probability of silence.
    pub log_silence: f32,
    /// How badly the subjects fit: 0 they do, ½ one is missing, 1 it is about another.
    pub mismatch: f32,
    /// Words that point at here and now and that no example has, at most 3.
    pub here: f32,
    /// 1 where the message says "not" and no example does.
    pub negation: f32,
    /// 1 where the sentence asks.
    pub asks: f32,
    /// Log of the mean of the exponential scores of all cards but silence: how much of the message speaks for any card at all.
    pub evidence: f32,
    /// Cosine of words and pairs to the nearest example of another card, 0 to 1.
    pub rival: f32,
    /// Vote of all examples of the card, on the scale of a cosine.
    pub vote: f32,
    /// Weight of the words that the whole knowledge does not use, or only if they were misspelled, as a share, 0 to 1.
    pub unknown: f32,
    /// Share of what the message asks the meaning of that no example of the card asks the meaning of, 0 to 1.
    pub undefined: f32,
    /// Share of what the message would choose between that no example of the card has, 0 to 1.
    pub unchosen: f32,
    /// 1 where the message asks for what only one place can know ("where do we keep …") and no example of the card does.
    pub local: f32,
    /// What the view by meaning says; none where it is off or silent.
    pub meaning: Option<Meant>,
}

/// Evidence from the view by meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Meant {
    /// Log-probability of the card by meaning alone.
    pub log_probability: f32,
    /// Cosine of meaning to the nearest of its examples, 0 to 1.
    pub similarity: f32,
}

/// A lead greater than this says no more.
const GREATEST_LEAD: f32 = 3.0;

/// Weights by which cards are ranked: log-probability, vote, asked, told, mismatch.
const RANK: [f32; 5] = [0.99, 1.65, -1.92, 4.66, -1.4];

/// Weight of [`Signals::local`], set by hand: the sets that the others were fitted on hardly have such questions. Of 360 questions that people put who knew nothing of the
/// knowledge, thirteen that only a team could answer are not answered any more, and no right answer is lost in 5,000 labelled questions.
const LOCAL_WEIGHT: f32 = -3.0;

/// Weights, in the order of [`Signals::values`], and the intercept last. Fitted but for three of them: the regressions saw few questions that are near what the knowledge has
/// and beside it. What is unknown (-0.14 as fitted), undefined and unchosen weigh what answered a third fewer of 100 such questions (54 before, 36 after) and lost one of 180
/// others; of 80 by another writer 29 instead of 38. On CLINC150 with 10 and 5 examples AUROC against what is out of scope rose from .940 and .928 to .945 and .937.
const WEIGHTS: [f32; 20] = [
    0.92,
    5.84,
    1.45,
    0.46,
    1.12,
    0.26,
    -4.5,
    -0.16,
    -1.84,
    0.18,
    0.09,
    0.0,
    -2.14,
    0.15,
    -0.14,
    -1.94,
    -1.5,
    -3.0,
    LOCAL_WEIGHT,
    -5.87,
];

/// The same for a sentence that is also compared by meaning: the five, then log-probability and similarity by meaning.
const RANK_WITH_MEANING: [f32; 7] = [0.58, 1.56, -2.1, 4.47, -1.4, 0.27, 1.99];

/// The same for such a sentence: the nineteen, then log-probability and similarity by meaning, and the intercept. Fitted as [`WEIGHTS`] were, held close to
/// them: what is farther away does better on the sets that it was fitted on and worse on those left out. Words that are unknown speak by their meaning here.
const WEIGHTS_WITH_MEANING: [f32; 22] = [
    0.83,
    5.94,
    1.22,
    0.33,
    0.96,
    0.22,
    -4.5,
    -0.2,
    -1.84,
    0.1,
    -0.2,
    0.0,
    0.02,
    0.12,
    0.1,
    -1.89,
    -1.5,
    -3.0,
    LOCAL_WEIGHT,
    0.14,
    0.7,
    -6.02,
];

impl Signals {
    /// As numbers, in a fixed order.
    #[must_use]
    pub fn values(&self) -> [f32; 19] {
        [
            self.log_probability,
            self.similarity,
            self.length,
            self.asked,
            self.told,
            self.lead,
            self.silence,
            self.log_silence,
            self.mismatch,
            self.here,
            self.negation,
            self.asks,
            self.unknown,
            self.evidence,
            self.rival,
            self.vote,
            self.undefined,
            self.unchosen,
            self.local,
        ]
    }

    /// What cards are ranked by: unbounded, comparable within one message only.
    #[must_use]
    pub fn rank(&self) -> f32 {
        let values = [self.log_probability, self.vote, self.asked, self.told, self.mismatch];
        match self.meaning {
            None => weighed(&values, &RANK),
            Some(meant) => {
                let [weights @ .., by_log, by_similarity] = &RANK_WITH_MEANING;
                weighed(&values, weights) + by_log * meant.log_probability + by_similarity * meant.similarity
            }
        }
    }

    /// The same with the lead of its rank over the runner-up's.
    #[must_use]
    pub fn with_lead(self, lead: f32) -> Self {
        Self { lead, ..self }
    }

    /// How sure that makes Docent, as log-odds; what they mean for this knowledge is the calibration's to say.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        match self.meaning {
            None => {
                let [weights @ .., intercept] = &WEIGHTS;
                weighed(&self.values(), weights) + intercept
            }
            Some(meant) => {
                let [weights @ .., log, similarity, intercept] = &WEIGHTS_WITH_MEANING;
                let by_meaning = log * meant.log_probability + similarity * meant.similarity;
                weighed(&self.values(), weights) + by_meaning + intercept
            }
        }
    }
}

fn weighed(values: &[f32], weights: &[f32]) -> f32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// Lead of the rank at a place over its best rival, within [`GREATEST_LEAD`].
pub(super) fn lead(ranks: &[f32], place: usize) -> f32 {
    let own = ranks.get(place);
    let rival = ranks.get(usize::from(place == 0));
    own.zip(rival).map_or(0.0, |(own, rival)| own - rival).clamp(-GREATEST_LEAD, GREATEST_LEAD)
}
