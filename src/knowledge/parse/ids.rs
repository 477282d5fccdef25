//! The ids that exist, so that one that points nowhere is noticed.
//!
//! In: ids as they are found. Out: look-ups; the errors for a duplicate and for a dangling reference.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use super::nearest::remedy;
use super::page::Page;

/// All ids of one kind.
pub(super) struct Ids<I> {
    /// "source"
    what: &'static str,
    /// Where they are written: "`sources.toml`".
    home: &'static str,
    known: HashMap<String, (I, String)>,
    /// Whether all of them could be read. Where not, a reference is not blamed for that.
    complete: bool,
    /// References that pointed nowhere so far.
    dangling: Cell<usize>,
}

/// Dangling references for which the nearest name is looked for: each takes a look at all names, and nobody reads more of them.
const MOST_HELPED: usize = 200;

impl<I: Clone> Ids<I> {
    pub(super) fn new(what: &'static str, home: &'static str) -> Self {
        Self { what, home, known: HashMap::new(), complete: true, dangling: Cell::new(0) }
    }

    /// One or all of them could not be read: references are taken as they are.
    pub(super) fn unreadable(&mut self) {
        self.complete = false;
    }

    /// Adds an id; one that exists already is an error at its second place.
    pub(super) fn add(&mut self, page: &Page<'_>, span: Option<Range<usize>>, name: &str, id: I) -> bool {
        let place = format!("{}:{}", page.lines.path, span.as_ref().map_or(1, |span| page.line(span.start)));
        if let Some((_, first)) = self.known.get(name) {
            let message = format!("the {} `{name}` exists twice, first in `{first}`", self.what);
            let help = "give one of them another id, or join the two";
            match span {
                Some(span) => page.error(span, message, help),
                None => page.file_error(message, help),
            }
            return false;
        }
        self.known.insert(name.to_owned(), (id, place));
        true
    }

    pub(super) fn get(&self, name: &str) -> Option<I> {
        self.known.get(name).map(|(id, _)| id.clone())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }

    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The id of this name; a name that does not exist is an error at its place.
    pub(super) fn resolve(&self, page: &Page<'_>, span: Range<usize>, name: &str) -> Option<I> {
        let found = self.get(name);
        if found.is_none() && self.complete {
            let otherwise = format!("add it to {}, or name one that is there", self.home);
            self.dangling.set(self.dangling.get() + 1);
            let names = self.names().filter(|_| self.dangling.get() <= MOST_HELPED);
            let help = remedy(name, names, &otherwise);
            page.error(span, format!("there is no {} `{name}`", self.what), help);
        }
        found
    }
}
