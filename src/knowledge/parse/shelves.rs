//! Sorts the files of the folder by what they hold, by path alone.
//!
//! In: all files. Out: each on its shelf; errors for a file that has no place ([`homeless`] says where it belongs) and for one that is missing.

use super::homeless::homeless;
use super::page::Page;
use crate::knowledge::problem::{KnowledgeFile, Problem, Severity};
use crate::language::Language;

/// The file that every knowledge needs, and what it holds.
const NEEDED: (&str, &str) = ("sources.toml", "where facts come from");

/// Files that a knowledge with subjects needs besides; one that only answers questions does without.
const NEEDED_BY_SUBJECTS: [(&str, &str); 2] =
    [("categories.toml", "sets of things that can be compared"), ("aspects.toml", "the rows of a comparison")];

/// Names that mean something at the top of the folder.
pub(super) const NAMES: [&str; 10] = [
    "sources.toml",
    "categories.toml",
    "aspects.toml",
    "intents.toml",
    "lexicon.toml",
    "owners.toml",
    "subjects",
    "comparisons",
    "faq",
    "onboarding",
];

/// The files by what they hold.
#[derive(Default)]
pub(super) struct Shelves<'f> {
    pub(super) sources: Option<Page<'f>>,
    pub(super) categories: Option<Page<'f>>,
    pub(super) aspects: Option<Page<'f>>,
    pub(super) intents: Option<Page<'f>>,
    pub(super) lexicon: Option<Page<'f>>,
    pub(super) owners: Option<Page<'f>>,
    /// Lexicons of other languages.
    pub(super) tongues: Vec<(Language, Page<'f>)>,
    /// With the file's name without its ending.
    pub(super) subjects: Vec<(&'f str, Page<'f>)>,
    pub(super) comparisons: Vec<Page<'f>>,
    /// With the file's name without its ending.
    pub(super) entries: Vec<(&'f str, Page<'f>)>,
    /// With the file's name without its ending.
    pub(super) tracks: Vec<(&'f str, Page<'f>)>,
    pub(super) quiz: Option<Page<'f>>,
}

impl<'f> Shelves<'f> {
    pub(super) fn sort(files: &'f [KnowledgeFile], problems: &mut Vec<Problem>) -> Self {
        let mut shelves = Self::default();
        for file in files {
            if !shelves.place(file) {
                problems.push(homeless(file));
            }
        }
        let by_subjects = NEEDED_BY_SUBJECTS.iter().filter(|_| !shelves.subjects.is_empty());
        let needed = std::iter::once(&NEEDED).chain(by_subjects);
        let missing = needed.filter(|(path, _)| !files.iter().any(|file| file.path == *path));
        problems.extend(missing.map(|(path, holds)| missing_file(path, holds)));
        shelves
    }

    fn place(&mut self, file: &'f KnowledgeFile) -> bool {
        let parts: Vec<&str> = file.path.split('/').collect();
        let page = || Page::new(file);
        match parts.as_slice() {
            ["sources.toml"] => self.sources = Some(page()),
            ["categories.toml"] => self.categories = Some(page()),
            ["aspects.toml"] => self.aspects = Some(page()),
            ["intents.toml"] => self.intents = Some(page()),
            ["lexicon.toml"] => self.lexicon = Some(page()),
            ["owners.toml"] => self.owners = Some(page()),
            [name] => match language_of_lexicon(name) {
                Some(language) => self.tongues.push((language, page())),
                None => return false,
            },
            ["subjects", name] => match name.strip_suffix(".toml") {
                Some(stem) => self.subjects.push((stem, page())),
                None => return false,
            },
            ["onboarding", "quiz.toml"] => self.quiz = Some(page()),
            ["onboarding", name] => match name.strip_suffix(".toml") {
                Some(stem) => self.tracks.push((stem, page())),
                None => return false,
            },
            ["comparisons", name] => match name.strip_suffix(".md") {
                Some(_) => self.comparisons.push(page()),
                None => return false,
            },
            ["faq", .., name] => match name.strip_suffix(".md") {
                Some(stem) => self.entries.push((stem, page())),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

/// The language of `lexicon.de.toml`.
fn language_of_lexicon(name: &str) -> Option<Language> {
    Language::of_translation(name.strip_prefix("lexicon.")?.strip_suffix(".toml")?)
}

fn missing_file(path: &str, holds: &str) -> Problem {
    // House knowledge has no sources, and says so by a file without any.
    let form = if path == NEEDED.0 { ", an empty file will do" } else { "" };
    Problem {
        severity: Severity::Error,
        file: path.to_owned(),
        span: None,
        line: 1,
        message: format!("`{path}` is missing: {holds}"),
        help: format!("add it{form}, or check that this is the knowledge folder"),
    }
}
