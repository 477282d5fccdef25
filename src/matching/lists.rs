//! Many short lists in one: what a million examples have, without a million allocations.
//!
//! In: lists, one after the other. Out: each by its number.

use serde::{Deserialize, Serialize};

use super::packed::{self, Plain};

/// Lists of different lengths, held end to end.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Plain")]
pub(super) struct Lists<T> {
    /// Where each begins in `items`; one more for the end.
    #[serde(with = "packed")]
    bounds: Vec<u32>,
    #[serde(with = "packed")]
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { bounds: vec![0], items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds a list behind the others.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.bounds.push(self.items.len() as u32);
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The list with this number, empty where there is none.
    pub(super) fn get(&self, at: usize) -> &[T] {
        let bounds = self.bounds.get(at).zip(self.bounds.get(at + 1));
        bounds.and_then(|(from, to)| self.items.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// Puts something else in the place of each item.
    pub(super) fn map(&mut self, of: impl Fn(T) -> T)
    where
        T: Copy,
    {
        for item in &mut self.items {
            *item = of(*item);
        }
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.bounds.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were_put_in() {
        let mut lists = Lists::default();
        lists.push([1, 2]);
        lists.push([]);
        lists.push([3]);
        assert_eq!((lists.get(0), lists.get(1), lists.get(2)), (&[1, 2][..], &[][..], &[3][..]));
        assert_eq!((lists.len(), lists.get(3)), (3, &[][..]));
        lists.map(|item| item * 2);
        assert_eq!((lists.get(0), lists.get(2)), (&[2, 4][..], &[6][..]));
    }
}
