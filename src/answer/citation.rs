//! Sources as they stand under an answer, numbered in the order in which they are first named.
//!
//! In: ids of sources. Out: [`Citation`]s, each once.

use super::Words;
use crate::knowledge::{KnowledgeBase, Source, SourceId};
use crate::language::Language;

/// A source named under an answer. Its number is its place in [`super::Answer::sources`], from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its id.
    pub id: SourceId,
    /// Title, with the publisher where known.
    pub title: String,
    /// "2022-09-21", "undated, read 2026-11-20", or "undated" where it is named from memory.
    pub date: String,
    /// Address, where there is one.
    pub link: Option<String>,
}

impl Citation {
    /// A source as an answer in a language names it.
    #[must_use]
    pub fn of(source: &Source, language: Language) -> Self {
        let words = Words::of(language);
        let title = source.called(words.no_publisher);
        let date = match (source.date, source.read) {
            (Some(date), _) => date.to_string(),
            (None, Some(read)) => format!("{}, {} {read}", words.undated, words.read),
            (None, None) => words.undated.to_owned(),
        };
        Self { id: source.id.clone(), title, date, link: source.link.clone() }
    }
}

/// Collects the sources of one answer.
pub(super) struct Citations<'a> {
    knowledge: &'a KnowledgeBase,
    language: Language,
    named: Vec<Citation>,
}

impl<'a> Citations<'a> {
    /// None yet.
    pub(super) fn new(knowledge: &'a KnowledgeBase) -> Self {
        Self::in_language(knowledge, Language::English)
    }

    /// None yet, of an answer in a language.
    pub(super) fn in_language(knowledge: &'a KnowledgeBase, language: Language) -> Self {
        Self { knowledge, language, named: Vec::new() }
    }

    /// The place of a source in the list; none where the knowledge has no such source.
    pub(super) fn cite(&mut self, id: &SourceId) -> Option<usize> {
        if let Some(at) = self.named.iter().position(|c| c.id == *id) {
            return Some(at);
        }
        self.named.push(Citation::of(self.knowledge.source(id)?, self.language));
        Some(self.named.len() - 1)
    }

    /// Cites several.
    pub(super) fn all(mut self, ids: &[SourceId]) -> Self {
        for id in ids {
            self.cite(id);
        }
        self
    }

    /// The list.
    pub(super) fn list(self) -> Vec<Citation> {
        self.named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_dated_by_itself_else_by_who_read_it_else_not_at_all() {
        let cited = |date: Option<&str>, read: Option<&str>, language| {
            let source = Source {
                id: SourceId::new("guide").unwrap(),
                title: "A guide".to_owned(),
                author: None,
                publisher: None,
                date: date.and_then(|date| date.parse().ok()),
                read: read.and_then(|date| date.parse().ok()),
                link: None,
            };
            Citation::of(&source, language).date
        };
        assert_eq!(cited(Some("2024-03"), Some("2026-11-20"), Language::English), "2024-03");
        assert_eq!(cited(None, Some("2026-11-20"), Language::English), "undated, read 2026-11-20");
        assert_eq!(cited(None, Some("2026-11-20"), Language::German), "ohne Datum, gelesen am 2026-11-20");
        assert_eq!(cited(None, None, Language::English), "undated");
    }
}
