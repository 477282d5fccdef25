//! Lets Docent read every case and takes the time of each.
//!
//! In: cases. Out: judged cases, and how long a message takes. A bar on standard error shows how far it is, where that is a terminal and there is much to do.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::super::progress;
use crate::eval::{self, Case, Judged};
use crate::pipeline::Docent;

/// Microseconds that a message takes, from its text to the composed reply.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Micros {
    /// Half of the messages take no longer.
    pub(super) p50: f64,
    /// All but one in a hundred take no longer.
    pub(super) p99: f64,
}

/// `prepare` is called with each message before it is read, and its time counts.
pub(super) fn all(
    docent: &Docent,
    prepare: impl Fn(&str),
    cases: Vec<Case>,
    addressed: bool,
) -> (Vec<Judged>, Option<Micros>) {
    let bar = progress::bar(cases.len(), "messages");
    let mut times = Vec::with_capacity(cases.len());
    let judge = |case: Case| {
        let start = Instant::now();
        prepare(&case.text);
        let outcome = eval::examine(docent, &case.text, addressed);
        times.push(start.elapsed());
        bar.inc(1);
        Judged { case, outcome }
    };
    let judged = cases.into_iter().map(judge).collect();
    bar.finish_and_clear();
    (judged, micros(times))
}

fn micros(mut times: Vec<Duration>) -> Option<Micros> {
    times.sort_unstable();
    Some(Micros { p50: percentile(&times, 50)?, p99: percentile(&times, 99)? })
}

/// The least time that so many percent do not exceed, to a tenth.
fn percentile(sorted: &[Duration], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    let time = sorted.get(rank.saturating_sub(1))?;
    Some((time.as_secs_f64() * 1e7).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_taken() {
        let times = |count: u64| (1..=count).map(Duration::from_micros).rev().collect::<Vec<_>>();
        for (count, p50, p99) in [(1, 1.0, 1.0), (2, 1.0, 2.0), (100, 50.0, 99.0), (101, 51.0, 100.0)] {
            assert_eq!(micros(times(count)), Some(Micros { p50, p99 }), "{count}");
        }
        assert_eq!(micros(Vec::new()), None);
    }
}
