//! Completes what a person types into an option: names of subjects and aspects, titles of entries.
//!
//! In: the knowledge, and what is typed so far. Out: at most 25 [`Completion`]s, best first. Every key that somebody presses asks for them, so names and questions are
//! folded once, when they are first asked for.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};
use rapidfuzz::distance::jaro_winkler::{Args, BatchComparator};

use super::{Completion, Docent};
use crate::knowledge::{Entry, KnowledgeBase, ReplyId, Subject};
use crate::language::Language;
use crate::matching::Reach;
use crate::text;

/// Discord shows at most so many completions.
const COMPLETIONS: usize = 25;
/// Longest label and value of a completion.
const COMPLETION_CHARS: usize = 100;
/// Likeness from which a name may be meant by what is typed.
const LIKENESS: f64 = 0.85;

/// What can be completed, folded once somebody types.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    names: OnceLock<Names>,
    /// Of each entry its title and questions, each behind a line break.
    entries: OnceLock<Vec<String>>,
}

/// Of each thing its name, then whatever else it is called.
#[derive(Debug)]
struct Names {
    subjects: Vec<Vec<String>>,
    /// Groups, then aspects.
    scopes: Vec<Vec<String>>,
}

impl Names {
    fn of(knowledge: &KnowledgeBase) -> Self {
        let subject = |s: &Subject| phrases(&s.name, s.aliases.iter().chain(&s.abbreviations));
        let groups = knowledge.groups.iter().map(|group| phrases(&group.name, &group.aliases));
        let aspects = knowledge.aspects.iter().map(|aspect| phrases(&aspect.name, &aspect.aliases));
        Self { subjects: knowledge.subjects.iter().map(subject).collect(), scopes: groups.chain(aspects).collect() }
    }
}

impl Docent {
    /// Subjects that what is typed may become, best first, at most 25; those already `chosen` are left out.
    #[must_use]
    pub fn complete_subject(&self, typed: &str, chosen: &[String]) -> Vec<Completion> {
        let taken: Vec<usize> = chosen.iter().filter_map(|name| self.matcher.subject_named(name)).collect();
        let is_taken = |at: usize, s: &Subject| taken.contains(&at) || chosen.iter().any(|c| c == s.id.as_str());
        // Only what can stand beside the first choice is offered.
        let category = taken.first().and_then(|at| self.knowledge.subjects.get(*at)).map(|s| &s.category);
        let spelled = self.knowledge.subjects.iter().zip(&self.names().subjects).enumerate();
        let open = spelled.filter(|(at, (s, _))| !is_taken(*at, s) && category.is_none_or(|c| *c == s.category));
        complete(typed, open.map(|(_, (s, phrases))| (s.name.as_str(), s.id.as_str(), phrases.as_slice())))
    }

    /// Aspects and groups that what is typed may become, best first, at most 25; groups first.
    #[must_use]
    pub fn complete_aspect(&self, typed: &str) -> Vec<Completion> {
        let groups = self.knowledge.groups.iter().map(|group| (group.name.as_str(), group.id.as_str()));
        let aspects = self.knowledge.aspects.iter().map(|aspect| (aspect.name.as_str(), aspect.id.as_str()));
        let spelled = groups.chain(aspects).zip(&self.names().scopes);
        complete(typed, spelled.map(|((name, id), phrases)| (name, id, phrases.as_slice())))
    }

    /// Entries that what is typed may be asking for, best first, at most 25: first those whose title or a question begins so, then those that hold the
    /// words, then what the matcher makes of it. Each is offered in the language that the person has chosen, where it is translated.
    #[must_use]
    pub fn complete_entry(&self, typed: &str, locale: Option<Language>) -> Vec<Completion> {
        let said = fold_line(typed.trim());
        let asked = Asked::of(&said);
        let all = self.spelled.entries.get_or_init(|| self.knowledge.entries.iter().map(lines).collect());
        let rank = |entry: &Entry| asked.rank(all.get(self.knowledge.place_of(&entry.id)?)?);
        let entries = self.knowledge.entries_in(locale.unwrap_or_default());
        let mut ranked: Vec<(u8, &Entry)> = entries.filter_map(|entry| Some((rank(entry)?, entry))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut found: Vec<&Entry> = ranked.into_iter().map(|(_, entry)| entry).take(COMPLETIONS).collect();
        if !said.is_empty() && found.len() < COMPLETIONS {
            for entry in self.matched_entries(typed, locale) {
                if !found.iter().any(|known| known.id == entry.id) {
                    found.push(entry);
                }
            }
        }
        let fits = |entry: &&Entry| entry.id.as_str().chars().count() <= COMPLETION_CHARS;
        found.into_iter().filter(fits).take(COMPLETIONS).map(completion).collect()
    }

    /// Entries that the matcher makes of what is typed, best first.
    pub(super) fn matched_entries(&self, typed: &str, locale: Option<Language>) -> Vec<&Entry> {
        let offered = |confidence: f32| confidence >= self.thresholds.offer / 2.0;
        let found = self.findings_for(typed, locale, Reach::Everything).candidates;
        let ids = found.into_iter().filter(|c| offered(c.confidence)).filter_map(|candidate| match candidate.reply {
            ReplyId::Entry(id) => Some(id),
            _ => None,
        });
        let known = |id| {
            let own = locale.and_then(|language| self.knowledge.translation(&id, language));
            own.or_else(|| self.knowledge.entry(&id))
        };
        ids.filter_map(known).collect()
    }

    fn names(&self) -> &Names {
        self.spelled.names.get_or_init(|| Names::of(&self.knowledge))
    }
}

/// Ranks names by how well what is typed begins them: the name, then one of its words, then an alias, then a likeness.
fn complete<'a>(typed: &str, names: impl Iterator<Item = (&'a str, &'a str, &'a [String])>) -> Vec<Completion> {
    let typed = text::fold(typed.trim());
    let like = BatchComparator::new(typed.chars());
    let mut ranked: Vec<(u8, usize, &str, &str)> = Vec::new();
    for (place, (name, id, phrases)) in names.enumerate() {
        if let Some(rank) = rank(&typed, &like, phrases) {
            ranked.push((rank, place, name, id));
        }
    }
    ranked.sort_unstable();
    let completion =
        |(_, _, name, id): (u8, usize, &str, &str)| Completion { label: name.to_owned(), value: id.to_owned() };
    ranked.into_iter().take(COMPLETIONS).map(completion).collect()
}

fn rank(typed: &str, like: &BatchComparator<char>, phrases: &[String]) -> Option<u8> {
    let (first, rest) = phrases.split_first()?;
    let alike = |phrase: &String| {
        like.normalized_similarity_with_args(phrase.chars(), &Args::default().score_cutoff(LIKENESS)).is_some()
    };
    if first.starts_with(typed) {
        Some(0)
    } else if first.split(' ').any(|word| word.starts_with(typed)) {
        Some(1)
    } else if rest.iter().any(|alias| alias.starts_with(typed)) {
        Some(2)
    } else {
        phrases.iter().any(alike).then_some(3)
    }
}

/// What is typed, ready to be looked for in the lines of every entry.
struct Asked<'t> {
    begins: Finder<'static>,
    /// Each of its words, the longest first: it stands in the fewest lines.
    words: Vec<Finder<'t>>,
}

impl<'t> Asked<'t> {
    fn of(said: &'t str) -> Self {
        let mut words: Vec<&str> = said.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self {
            begins: Finder::new(&format!("\n{said}")).into_owned(),
            words: words.into_iter().map(Finder::new).collect(),
        }
    }

    /// 0 where a line begins so, 1 where one holds all words.
    fn rank(&self, lines: &str) -> Option<u8> {
        let lines = lines.as_bytes();
        if self.begins.find(lines).is_some() {
            return Some(0);
        }
        let (longest, others) = self.words.split_first()?;
        let holds_others = |at: usize| {
            let from = lines.get(..at).and_then(|before| memrchr(b'\n', before)).unwrap_or_default();
            let line = lines.get(from + 1..).unwrap_or_default();
            let line = line.get(..memchr(b'\n', line).unwrap_or(line.len())).unwrap_or_default();
            others.iter().all(|word| word.find(line).is_some())
        };
        longest.find_iter(lines).any(holds_others).then_some(1)
    }
}

/// The title and questions of an entry, each folded and behind a line break.
fn lines(entry: &Entry) -> String {
    let said = std::iter::once(&entry.title).chain(&entry.questions);
    let mut lines: String = said.flat_map(|said| ["\n".to_owned(), fold_line(said)]).collect();
    lines.shrink_to_fit();
    lines
}

/// A text folded, and in one line.
fn fold_line(text: &str) -> String {
    text::fold(text).replace('\n', " ")
}

fn phrases<'a>(name: &'a str, others: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    std::iter::once(name).chain(others.into_iter().map(String::as_str)).map(fold_phrase).collect()
}

fn fold_phrase(text: &str) -> String {
    text.split_whitespace().map(text::fold).collect::<Vec<_>>().join(" ")
}

fn completion(entry: &Entry) -> Completion {
    let long = entry.title.chars().count() > COMPLETION_CHARS;
    let label = if long {
        let start: String = entry.title.chars().take(COMPLETION_CHARS - 1).collect();
        format!("{}…", start.trim_end())
    } else {
        entry.title.clone()
    };
    Completion { label, value: entry.id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_by_what_begins_them_and_then_by_likeness() {
        let of = |names: &[&str]| names.iter().map(|name| fold_phrase(name)).collect::<Vec<String>>();
        let names = [of(&["Data Engineer", "DE"]), of(&["Backend Engineer", "server-side engineer"]), of(&["Dagster"])];
        let ranks = |typed: &str| {
            let like = BatchComparator::new(typed.chars());
            names.iter().map(|phrases| rank(typed, &like, phrases)).collect::<Vec<_>>()
        };
        assert_eq!(ranks("da"), [Some(0), None, Some(0)]);
        assert_eq!(ranks("eng"), [Some(1), Some(1), None]);
        assert_eq!(ranks("de"), [Some(2), None, None]);
        assert_eq!(ranks("dgaster"), [None, None, Some(3)]);
        assert_eq!(ranks(""), [Some(0); 3]);
    }

    #[test]
    fn a_line_begins_so_or_holds_all_words() {
        let lines = "\nwhere is the key?\nhow do i open the door\nwho has the key of the door";
        let rows = [
            ("where is", Some(0)),
            ("who", Some(0)),
            ("", Some(0)),
            ("key where", Some(1)),
            ("door key", Some(1)),
            ("oo", Some(1)),
            ("door where", None),
            ("window", None),
        ];
        for (typed, expected) in rows {
            assert_eq!(Asked::of(typed).rank(lines), expected, "{typed}");
        }
        assert_eq!(Asked::of("where").rank(""), None);
    }
}
