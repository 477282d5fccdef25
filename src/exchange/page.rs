//! Tells what a page of `docent export markdown` holds, so that reading the pages back takes entries from those that have any.
//!
//! In: the text of a page. Out: its kind, where its last line says one. A page of entries says none, nor does one that somebody else wrote: headings of theirs are questions.

/// What a page holds that is no entry to be read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Page {
    /// Links to the others.
    Index,
    /// A subject with its facts.
    Subject,
    /// A comparison.
    Comparison,
    /// Entries in another language than English.
    Translations,
}

impl Page {
    const ALL: [Self; 4] = [Self::Index, Self::Subject, Self::Comparison, Self::Translations];

    /// The line that ends such a page. It shows nowhere but in the text.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Index => "<!-- docent export: index -->",
            Self::Subject => "<!-- docent export: subject -->",
            Self::Comparison => "<!-- docent export: comparison -->",
            Self::Translations => "<!-- docent export: translations -->",
        }
    }

    /// What a page holds, where it says so.
    pub(super) fn of(text: &str) -> Option<Self> {
        let last = text.trim_end().lines().next_back()?;
        Self::ALL.into_iter().find(|page| page.mark() == last.trim())
    }
}
