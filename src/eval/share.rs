//! A part of a whole that keeps its counts: 3 of 4 says more than 75 %.
//!
//! In: two counts. Out: text ("75.0 %"), or a number for JSON. Nothing of nothing has no value.

use std::fmt;

use serde::{Serialize, Serializer};

/// Digits of a share in JSON; more would only look exact.
const DIGITS: f64 = 1_000_000.0;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many of them.
    pub part: usize,
    /// How many there are.
    pub whole: usize,
}

impl Share {
    /// So many of so many.
    #[must_use]
    pub fn of(part: usize, whole: usize) -> Self {
        Self { part, whole }
    }

    /// Counts those that hold.
    pub fn count<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(&T) -> bool) -> Self {
        all.into_iter().fold(Self::default(), |share, one| Self {
            part: share.part + usize::from(holds(&one)),
            whole: share.whole + 1,
        })
    }

    /// 0 to 1; none where there is nothing to share.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| real(self.part) / real(self.whole))
    }

    /// Those that do not hold.
    #[must_use]
    pub fn rest(self) -> Self {
        Self { part: self.whole.saturating_sub(self.part), ..self }
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "no file has 2^52 cases")]
pub(super) fn real(count: usize) -> f64 {
    count as f64
}

/// Rounded to the digits that JSON shows.
pub(super) fn rounded(value: f64) -> f64 {
    (value * DIGITS).round() / DIGITS
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.value().map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0));
        f.pad(&text)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().map(rounded).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_keeps_its_counts_and_nothing_of_nothing_has_no_value() {
        let even = Share::count([1, 2, 3], |n| n % 2 == 0);
        assert_eq!((even, even.rest()), (Share::of(1, 3), Share::of(2, 3)));
        assert_eq!(format!("{even:>8}|{}", Share::default()), "  33.3 %|–");
        assert_eq!(serde_json::to_string(&[even, Share::default()]).unwrap(), "[0.333333,null]");
    }
}
