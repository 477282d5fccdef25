//! Keeps the greatest few of many values, in one sweep.
//!
//! In: numbered values. Out: the numbers of the greatest, in order. What the values are is left to the caller.

/// The numbers of the greatest values, at most so many; of two alike, the one that comes first. What is minus infinity is none.
pub(super) fn best(most: usize, values: impl Iterator<Item = (u32, f32)>) -> Vec<u32> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(most + 1);
    let mut least = f32::NEG_INFINITY;
    for (number, value) in values {
        if value > least {
            insert(&mut best, most, (number, value));
            least = if best.len() < most { least } else { best.last().map_or(least, |(_, value)| *value) };
        }
    }
    best.into_iter().map(|(number, _)| number).collect()
}

/// Puts a value where it belongs, and leaves out the last where there are too many.
fn insert(best: &mut Vec<(u32, f32)>, most: usize, new: (u32, f32)) {
    let place = best.iter().rposition(|(_, value)| *value >= new.1).map_or(0, |before| before + 1);
    best.insert(place, new);
    best.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_best_come_first_and_of_two_alike_the_earlier() {
        let values = [(4, 0.5), (1, 0.9), (7, 0.5), (2, 0.1), (3, f32::NEG_INFINITY)];
        assert_eq!(best(3, values.into_iter()), [1, 4, 7]);
        assert_eq!(best(2, values.into_iter()), [1, 4]);
        assert_eq!(best(9, values.into_iter()), [1, 4, 7, 2]);
        assert!(best(0, values.into_iter()).is_empty());
    }
}
