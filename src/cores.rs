//! Does pieces of work on all cores, the next free one taking the next piece: some take a thousand times as long as others.
//!
//! In: things, and what to do with one. Out: what came of each, in their order, whatever the number of cores.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{iter, thread};

/// Does the same with all things.
pub(crate) fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    // Each thread keeps what it did: where pieces are as small as a phrase, all would wait for one list of everything.
    let one = || {
        let taken = iter::from_fn(|| take(&next, things));
        taken.map(|(at, thing)| (at, work(thing))).collect::<Vec<_>>()
    };
    let others = thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).min(things.len());
    let mut done = thread::scope(|scope| {
        // Where the system refuses a thread, those that there are do all of it.
        let started: Vec<_> =
            (0..others).filter_map(|_| thread::Builder::new().spawn_scoped(scope, one).ok()).collect();
        let mut done = one();
        for thread in started {
            done.extend(thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn take<'t, T>(next: &AtomicUsize, things: &'t [T]) -> Option<(usize, &'t T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    things.get(at).map(|thing| (at, thing))
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn what_comes_out_is_in_order() {
        let things: Vec<usize> = (0..101).collect();
        let slowly = |thing: &usize| {
            std::thread::sleep(std::time::Duration::from_micros((101 - *thing as u64) * 10));
            thing * 2
        };
        assert_eq!(each(&things, slowly), things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
        assert!(each(&[] as &[usize], slowly).is_empty());
    }
}
