//! Reads the text of knowledge files into a [`KnowledgeBase`], strictly: everything that is wrong is reported, all at once.
//!
//! In: the files as text, in any order. Out: [`Parsed`]. First the lists and the file names are read, so that all ids are known; then
//! what refers to them. Judging the content as a whole is left to [`crate::check`], reading the disk to [`crate::folder`].

mod comparison;
mod document;
mod entry;
mod front_matter;
mod homeless;
mod ids;
mod known;
mod lexicon;
mod lists;
mod nearest;
mod page;
mod quiz;
mod shelves;
mod slips;
mod subject;
mod table;
mod track;
mod translation;

use std::collections::HashMap;

use document::{Block, document};
use front_matter::{Parts, split};
use ids::Ids;
use known::Known;
use page::Page;
use shelves::Shelves;
use table::Table;

use super::base::KnowledgeBase;
use super::id::{EntryId, InvalidId, SubjectId, TrackId};
use super::model::{ComparisonPage, Entry, Subject};
use super::places::Places;
use super::problem::{KnowledgeFile, Problem, Severity};
use super::track::Track;
use crate::cores;

/// What the files are called in messages.
const SOURCES: &str = "`sources.toml`";
const CATEGORIES: &str = "`categories.toml`";
const ASPECTS: &str = "`aspects.toml`";
const INTENTS: &str = "`intents.toml`";
const OWNERS: &str = "`owners.toml`";
const LEXICON: &str = "the lexicon";
const TONGUE: &str = "the lexicon of a language";
const QUIZ: &str = "`onboarding/quiz.toml`";

/// What came of reading the files.
#[derive(Debug)]
pub struct Parsed {
    /// The knowledge; none where there is any error.
    pub knowledge: Option<KnowledgeBase>,
    /// What is left of it where there is: enough to look for more that is wrong, too little to answer from.
    pub rest: Option<KnowledgeBase>,
    /// Everything that is wrong, by file and line.
    pub problems: Vec<Problem>,
    /// Where everything is written; [`crate::check`] needs it, a running bot does not.
    pub places: Places,
}

/// Reads all files of a knowledge folder.
#[must_use]
pub fn parse(files: &[KnowledgeFile]) -> Parsed {
    let mut reading = Reading { known: Known::new(), places: Places::of(files), problems: Vec::new() };
    let shelves = Shelves::sort(files, &mut reading.problems);
    let knowledge = reading.knowledge(shelves);
    let Reading { places, mut problems, .. } = reading;
    problems.sort_by(|a, b| (&a.file, a.line, spot(a)).cmp(&(&b.file, b.line, spot(b))));
    let broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    let (knowledge, rest) = if broken { (None, Some(knowledge)) } else { (Some(knowledge), None) };
    Parsed { knowledge, rest, problems, places }
}

fn spot(problem: &Problem) -> usize {
    problem.span.as_ref().map_or(0, |span| span.start)
}

/// The reading of one folder.
struct Reading {
    known: Known,
    places: Places,
    problems: Vec<Problem>,
}

impl Reading {
    fn knowledge(&mut self, shelves: Shelves<'_>) -> KnowledgeBase {
        let mut base = KnowledgeBase::default();
        self.lists(&mut base, shelves.sources, shelves.categories, shelves.aspects);
        let subjects = self.names(shelves.subjects, SubjectId::new, |known| &mut known.subjects);
        let (entries, translations): (Vec<_>, Vec<_>) =
            shelves.entries.into_iter().partition(|(stem, _)| !stem.contains('.'));
        let entries = self.names(entries, EntryId::new, |known| &mut known.entries);
        base.subjects = self.subjects(subjects);
        base.entries = self.entries(entries);
        let translated = self.translations(translations, &base);
        base.entries.extend(translated);
        base.entries.sort_by(|one, other| one.id.cmp(&other.id));
        base.relate_translations();
        base.comparisons = self.comparisons(shelves.comparisons);
        base.intents = shelves.intents.and_then(|page| self.toml(page, INTENTS, lists::intents)).unwrap_or_default();
        base.owners = shelves.owners.and_then(|page| self.toml(page, OWNERS, lists::owners)).unwrap_or_default();
        let lexicon = |top: Table<'_>, _: &mut Known, places: &mut Places| lexicon::lexicon(top, places);
        match shelves.quiz.map(|page| self.toml(page, QUIZ, quiz::quiz)) {
            Some(Some(quiz)) => base.quiz = quiz,
            Some(None) => self.known.answers.unreadable(),
            None => {}
        }
        let tracks = self.names(shelves.tracks, TrackId::new, |known| &mut known.tracks);
        base.tracks = self.tracks(tracks);
        base.lexicon = shelves.lexicon.and_then(|page| self.toml(page, LEXICON, lexicon)).unwrap_or_default();
        for (language, page) in shelves.tongues {
            let tongue =
                |top: Table<'_>, known: &mut Known, places: &mut Places| lexicon::tongue(top, language, known, places);
            base.tongues.extend(self.toml(page, TONGUE, tongue));
        }
        base
    }

    /// The files that other files refer to. One that cannot be read is not blamed on those references.
    fn lists(
        &mut self,
        base: &mut KnowledgeBase,
        sources: Option<Page<'_>>,
        categories: Option<Page<'_>>,
        aspects: Option<Page<'_>>,
    ) {
        match sources.and_then(|page| self.toml(page, SOURCES, lists::sources)) {
            Some(sources) => base.sources = sources,
            None => self.known.sources.unreadable(),
        }
        match categories.and_then(|page| self.toml(page, CATEGORIES, lists::categories)) {
            Some(categories) => base.categories = categories,
            None => self.known.categories.unreadable(),
        }
        if let Some((groups, aspects)) = aspects.and_then(|page| self.toml(page, ASPECTS, lists::aspects)) {
            (base.groups, base.aspects) = (groups, aspects);
        } else {
            self.known.groups.unreadable();
            self.known.aspects.unreadable();
        }
    }

    /// Learns the ids that are file names. A file whose name is no id is reported and not read.
    fn names<'f, I: Clone>(
        &mut self,
        files: Vec<(&'f str, Page<'f>)>,
        new: fn(&str) -> Result<I, InvalidId>,
        ids: fn(&mut Known) -> &mut Ids<I>,
    ) -> Vec<(I, Page<'f>)> {
        let mut named = Vec::with_capacity(files.len());
        for (stem, page) in files {
            match new(stem) {
                Ok(id) => {
                    ids(&mut self.known).add(&page, None, stem, id.clone());
                    named.push((id, page));
                }
                Err(problem) => {
                    ids(&mut self.known).unreadable();
                    page.file_error(problem.to_string(), "rename the file: its name is the id, as in `data-engineer`");
                    self.problems.extend(page.into_problems());
                }
            }
        }
        named
    }

    fn subjects(&mut self, files: Vec<(SubjectId, Page<'_>)>) -> Vec<Subject> {
        let mut subjects = Vec::with_capacity(files.len());
        let texts: Vec<&str> = files.iter().map(|(_, page)| page.text).collect();
        for ((id, page), block) in files.into_iter().zip(blocks(&texts)) {
            let read =
                |top: Table<'_>, known: &mut Known, places: &mut Places| subject::subject(top, id, known, places);
            subjects.extend(self.parsed(page, block, "a subject", read).flatten());
        }
        subjects.sort_by(|one, other| one.id.cmp(&other.id));
        subjects
    }

    fn entries(&mut self, files: Vec<(EntryId, Page<'_>)>) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(files.len());
        let parts: Vec<Option<Parts<'_>>> = files.iter().map(|(_, page)| split(page)).collect();
        let texts: Vec<&str> = parts.iter().map(|parts| parts.as_ref().map_or("", |parts| parts.front)).collect();
        for (((id, page), parts), block) in files.into_iter().zip(&parts).zip(blocks(&texts)) {
            let read = |top: Table<'_>, parts: &Parts<'_>, known: &Known, places: &mut Places| {
                entry::entry(top, parts, id, known, places)
            };
            entries.extend(self.front(page, parts.as_ref().zip(Some(block)), "an entry", read));
        }
        entries.sort_by(|one, other| one.id.cmp(&other.id));
        entries
    }

    /// The translations, once their originals are read. Each has what its original has and does not say anew.
    fn translations(&mut self, files: Vec<(&str, Page<'_>)>, base: &KnowledgeBase) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(files.len());
        let mut ids = Ids::new("translation", "`faq/`");
        for (stem, page) in files {
            let id = translation::id(stem, &page, &self.known).filter(|id| ids.add(&page, None, stem, id.clone()));
            let original = id.as_ref().and_then(EntryId::original);
            // An original that could not be read is news enough.
            let original = original.and_then(|original| base.entry(&original));
            let (Some(id), Some(original)) = (id, original) else {
                self.problems.extend(page.into_problems());
                continue;
            };
            let read = |top: Table<'_>, parts: &Parts<'_>, _: &Known, places: &mut Places| {
                translation::translation(top, parts, id, original, places)
            };
            entries.extend(self.markdown(page, "a translation", read));
        }
        entries
    }

    fn tracks(&mut self, files: Vec<(TrackId, Page<'_>)>) -> Vec<Track> {
        let mut tracks = Vec::with_capacity(files.len());
        for (id, page) in files {
            let read = |top: Table<'_>, known: &mut Known, places: &mut Places| track::track(top, id, known, places);
            tracks.extend(self.toml(page, "a track", read).flatten());
        }
        tracks.sort_by(|one, other| one.id.cmp(&other.id));
        tracks
    }

    fn comparisons(&mut self, files: Vec<Page<'_>>) -> Vec<ComparisonPage> {
        let mut pages = Vec::with_capacity(files.len());
        let mut first_of: HashMap<[SubjectId; 2], String> = HashMap::new();
        for page in files {
            let path = page.lines.path.clone();
            let Some(read) = self.markdown(page, "a comparison page", comparison::comparison) else { continue };
            let mut pair = read.subjects.clone();
            pair.sort();
            if let Some(first) = first_of.get(&pair) {
                self.problems.push(second_page(&pair, &path, first));
            }
            first_of.entry(pair).or_insert(path);
            pages.push(read);
        }
        pages
    }

    fn toml<T>(
        &mut self,
        page: Page<'_>,
        what: &'static str,
        read: impl FnOnce(Table<'_>, &mut Known, &mut Places) -> T,
    ) -> Option<T> {
        let block = Block::parse(page.text);
        self.parsed(page, block, what, read)
    }

    /// The same once it is parsed.
    fn parsed<T>(
        &mut self,
        page: Page<'_>,
        block: Block<'_>,
        what: &'static str,
        read: impl FnOnce(Table<'_>, &mut Known, &mut Places) -> T,
    ) -> Option<T> {
        let document = document(&page, block, 0);
        let top = document.as_ref().map(|document| Table::top(&page, document.get_ref(), what, 0));
        let value = top.map(|top| read(top, &mut self.known, &mut self.places));
        self.problems.extend(page.into_problems());
        value
    }

    fn markdown<T>(
        &mut self,
        page: Page<'_>,
        what: &'static str,
        read: impl FnOnce(Table<'_>, &Parts<'_>, &Known, &mut Places) -> Option<T>,
    ) -> Option<T> {
        let parts = split(&page);
        let block = parts.as_ref().map(|parts| Block::parse(parts.front));
        self.front(page, parts.as_ref().zip(block), what, read)
    }

    /// The same once its front matter is parsed.
    fn front<T>(
        &mut self,
        page: Page<'_>,
        front: Option<(&Parts<'_>, Block<'_>)>,
        what: &'static str,
        read: impl FnOnce(Table<'_>, &Parts<'_>, &Known, &mut Places) -> Option<T>,
    ) -> Option<T> {
        let value = front.and_then(|(parts, block)| {
            let document = document(&page, block, parts.front_at)?;
            let top = Table::top(&page, document.get_ref(), what, parts.front_at);
            read(top, parts, &self.known, &mut self.places)
        });
        self.problems.extend(page.into_problems());
        value
    }
}

/// Blocks of TOML, parsed on all cores: of everything that reading takes, that takes longest.
fn blocks<'t>(texts: &[&'t str]) -> Vec<Block<'t>> {
    cores::each(texts, |text| Block::parse(text))
}

fn second_page([one, other]: &[SubjectId; 2], path: &str, first: &str) -> Problem {
    Problem {
        severity: Severity::Error,
        file: path.to_owned(),
        span: None,
        line: 1,
        message: format!("`{one}` and `{other}` have a page already: `{first}`"),
        help: "join the two pages".to_owned(),
    }
}
