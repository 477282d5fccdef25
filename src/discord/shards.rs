//! Which of the gateway's shards a process runs.
//!
//! In: what the setting says. Out: a range, once Discord has told how many there are. Starting them is left to `connect`.

use std::str::FromStr;

/// Which part of Discord's events a process takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shards {
    /// All, in as many shards as Discord recommends.
    #[default]
    Auto,
    /// These of so many.
    Range(Range),
    /// None: interactions come over HTTP, and messages are for other processes.
    None,
}

/// Shards from the first to the last, both included, of so many over all processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Over all processes.
    pub total: u32,
}

/// The setting cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "is no range of shards: write `auto`, `none`, first, last and number over all processes as `0-3/16`, or `pod 0 of 4/16`"
)]
pub struct ShardsError;

impl Range {
    /// How many this process runs.
    #[must_use]
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }
}

impl FromStr for Shards {
    type Err = ShardsError;

    fn from_str(text: &str) -> Result<Self, ShardsError> {
        match text.trim() {
            "auto" => return Ok(Self::Auto),
            "none" => return Ok(Self::None),
            _ => {}
        }
        let (range, total) = text.split_once('/').ok_or(ShardsError)?;
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| ShardsError);
        let total = number(total)?;
        let range =
            if let Some((pod, size)) = range.trim().strip_prefix("pod ").and_then(|rest| rest.split_once(" of ")) {
                let (pod, size) = (number(pod)?, number(size)?);
                let first = pod.checked_mul(size).ok_or(ShardsError)?;
                // The last pod may have fewer; one that holds none at all is one too many.
                Range { first, last: first.saturating_add(size).min(total).checked_sub(1).ok_or(ShardsError)?, total }
            } else {
                // One shard alone needs no hyphen.
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                Range { first: number(first)?, last: number(last)?, total }
            };
        if range.first <= range.last && range.last < range.total { Ok(Self::Range(range)) } else { Err(ShardsError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_within_its_total() {
        let range = |first, last, total| Ok(Shards::Range(Range { first, last, total }));
        let rows = [
            ("auto", Ok(Shards::Auto)),
            ("none", Ok(Shards::None)),
            ("0-3/16", range(0, 3, 16)),
            (" 12 - 15 / 16 ", range(12, 15, 16)),
            ("5/16", range(5, 5, 16)),
            ("0/1", range(0, 0, 1)),
            ("pod 0 of 2/4", range(0, 1, 4)),
            ("pod 1 of 3/4", range(3, 3, 4)),
            ("pod 2 of 2/4", Err(ShardsError)),
            ("pod 0 of 0/4", Err(ShardsError)),
            ("pod 4000000000 of 2/4", Err(ShardsError)),
            ("12-16/16", Err(ShardsError)),
            ("3-0/16", Err(ShardsError)),
            ("0-3", Err(ShardsError)),
            ("0-0/0", Err(ShardsError)),
            ("-1-3/16", Err(ShardsError)),
            ("all", Err(ShardsError)),
            ("", Err(ShardsError)),
        ];
        for (text, expected) in rows {
            assert_eq!(text.parse::<Shards>(), expected, "{text}");
        }
    }
}
