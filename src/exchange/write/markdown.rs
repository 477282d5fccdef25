//! Knowledge as pages that any forge or note program shows: an index, a page a topic, a page a subject, a page a comparison.
//!
//! In: knowledge. Out: Markdown files by path. Comparisons are computed as everywhere; their form is that of [`crate::render::markdown`].

use std::collections::{HashMap, HashSet};

use super::super::page::Page;
use super::{ABOUT, ASKED, ENTRY, ENTRY_END, NOT_VERIFIED, REVIEW, SEE_ALSO, SOURCES, VERIFIED, free_name};
use crate::answer;
use crate::knowledge::{Entry, EntryId, KnowledgeBase, ReplyId, Source, Subject, id_of};
use crate::language::Language;
use crate::render;

/// Where each thing stands.
struct Site<'k> {
    knowledge: &'k KnowledgeBase,
    /// Topics in the order of their first entry, with their page.
    topics: Vec<(&'k str, String)>,
    pages: HashMap<&'k str, String>,
    sources: HashMap<&'k str, &'k Source>,
}

pub(super) fn write(knowledge: &KnowledgeBase) -> Vec<(String, String)> {
    let site = Site::new(knowledge);
    let mut files = site.shelves(Language::English);
    // Translations stand in a folder of their language, with pages like those of their originals.
    for language in Language::TRANSLATED {
        if knowledge.entries.iter().any(|entry| entry.id.language() == language) {
            let pages = site.shelves(language).into_iter();
            files.extend(pages.map(|(path, text)| (format!("{}/{path}", language.code()), text)));
        }
    }
    files.extend(
        knowledge.subjects.iter().map(|subject| (format!("subjects/{}.md", subject.id), site.subject(subject))),
    );
    files.extend(knowledge.comparisons.iter().filter_map(|page| {
        let id = ReplyId::Compare { subjects: page.subjects.to_vec(), scope: None };
        let [one, other] = &page.subjects;
        let text = render::markdown::answer(&answer::compose(knowledge, &id)?);
        // A page of its own begins with a heading of the first level.
        let text = text.strip_prefix('#').unwrap_or(&text).trim_end();
        Some((format!("comparisons/{one}-and-{other}.md"), marked(text, Page::Comparison)))
    }));
    files
}

/// A page that says in its last line what it holds.
fn marked(text: &str, page: Page) -> String {
    format!("{text}\n\n{}\n", page.mark())
}

impl<'k> Site<'k> {
    /// The index and the pages of the topics, of what is written in a language.
    fn shelves(&self, language: Language) -> Vec<(String, String)> {
        let mut shelves: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in self.knowledge.entries.iter().filter(|entry| entry.id.language() == language) {
            shelves.entry(&entry.topic).or_default().push(entry);
        }
        let mut files = vec![("README.md".to_owned(), self.index(language, &shelves))];
        for (topic, page) in &self.topics {
            let Some(entries) = shelves.get(topic) else { continue };
            let sections: Vec<String> = entries.iter().map(|entry| self.entry(entry)).collect();
            let text = format!("# {}\n\n{}", safe(topic), sections.join("\n\n"));
            let is_original = language == Language::English;
            let text = if is_original { format!("{text}\n") } else { marked(&text, Page::Translations) };
            files.push((format!("faq/{page}.md"), text));
        }
        files
    }

    fn new(knowledge: &'k KnowledgeBase) -> Self {
        let mut taken = HashSet::new();
        let mut pages: HashMap<&str, String> = HashMap::new();
        let mut topics = Vec::new();
        for entry in &knowledge.entries {
            if !pages.contains_key(entry.topic.as_str()) {
                let page = free_name(&mut taken, &id_of(&entry.topic, 12), "topic");
                pages.insert(&entry.topic, page.clone());
                topics.push((entry.topic.as_str(), page));
            }
        }
        topics.sort();
        let sources = knowledge.sources.iter().map(|source| (source.id.as_str(), source)).collect();
        Self { knowledge, topics, pages, sources }
    }

    fn index(&self, language: Language, shelves: &HashMap<&str, Vec<&Entry>>) -> String {
        let mut lines = vec!["# What Docent knows".to_owned()];
        for (topic, page) in &self.topics {
            let Some(entries) = shelves.get(topic) else { continue };
            lines.push(format!("\n## [{}](faq/{page}.md)\n", safe(topic)));
            lines.extend(
                entries
                    .iter()
                    .map(|entry| format!("- [{}](faq/{page}.md#{})", safe(&entry.title), anchor(&entry.title))),
            );
        }
        if language != Language::English {
            return marked(&lines.join("\n"), Page::Index);
        }
        if !self.knowledge.subjects.is_empty() {
            lines.push("\n## Subjects\n".to_owned());
            lines
                .extend(self.knowledge.subjects.iter().map(|s| format!("- [{}](subjects/{}.md)", safe(&s.name), s.id)));
        }
        if !self.knowledge.comparisons.is_empty() {
            lines.push("\n## Comparisons\n".to_owned());
            let name = |id| self.knowledge.subject(id).map_or("", |subject| subject.name.as_str());
            lines.extend(self.knowledge.comparisons.iter().map(|page| {
                let [one, other] = &page.subjects;
                format!("- [{} and {}](comparisons/{one}-and-{other}.md)", safe(name(one)), safe(name(other)))
            }));
        }
        marked(&lines.join("\n"), Page::Index)
    }

    fn entry(&self, entry: &Entry) -> String {
        let asked: Vec<String> = entry.questions.iter().map(|question| format!("- {}\n", safe(question))).collect();
        let about = format!("{ABOUT}\n{ENTRY}{}{ENTRY_END}", entry.id);
        let mut parts = vec![format!("## {}", safe(&entry.title)), entry.answer.clone(), about];
        let sources: Vec<String> =
            entry.sources.iter().filter_map(|id| self.sources.get(id.as_str())).map(|source| named(source)).collect();
        if !sources.is_empty() {
            parts.push(format!("{SOURCES}{}", sources.join("; ")));
        }
        let review = entry.review.map_or_else(String::new, |date| format!("{REVIEW}{date}"));
        let verified = entry.verified.map_or_else(|| NOT_VERIFIED.to_owned(), |date| format!("{VERIFIED}{date}"));
        parts.push(format!("{verified}{review}."));
        let related: Vec<String> = entry.related.iter().filter_map(|id| self.link(entry, id)).collect();
        if !related.is_empty() {
            parts.push(format!("{SEE_ALSO}{}", related.join(", ")));
        }
        parts.push(format!("{ASKED}\n\n{}", asked.concat().trim_end()));
        parts.join("\n\n")
    }

    fn link(&self, from: &Entry, id: &EntryId) -> Option<String> {
        let entry = self.knowledge.entry(id)?;
        // What is not translated stands one folder up.
        let up = if entry.id.language() == from.id.language() { "" } else { "../../faq/" };
        let page = self.pages.get(entry.topic.as_str())?;
        Some(format!("[{}]({up}{page}.md#{})", safe(&entry.title), anchor(&entry.title)))
    }

    fn subject(&self, subject: &Subject) -> String {
        let mut parts = vec![format!("# {}", safe(&subject.name)), subject.summary.trim().to_owned()];
        for aspect in &self.knowledge.aspects {
            let facts = subject.facts.iter().filter(|fact| fact.aspect == aspect.id);
            let lines: Vec<String> = facts
                .map(|fact| {
                    let source = self.sources.get(fact.source.as_str()).map(|source| named(source)).unwrap_or_default();
                    let as_of = fact.as_of.map_or_else(String::new, |date| format!(", as of {date}"));
                    format!("- {} ({source}{as_of})", safe(&fact.text))
                })
                .collect();
            if !lines.is_empty() {
                parts.push(format!("## {}\n\n{}", safe(&aspect.name), lines.join("\n")));
            }
        }
        marked(&parts.join("\n\n"), Page::Subject)
    }
}

/// A source with its date, as a link where it has one.
fn named(source: &Source) -> String {
    let title = safe(&source.called(answer::Words::of(Language::English).no_publisher));
    let title = source.link.as_deref().map_or(title.clone(), |link| format!("[{title}](<{link}>)"));
    let date = source.date.map(|date| date.to_string()).or_else(|| source.read.map(|read| format!("read {read}")));
    std::iter::once(title).chain(date).collect::<Vec<_>>().join(", ")
}

/// Text that means itself: every sign that Markdown or HTML could read gets a backslash.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_[]<>#&|~!$^".contains(letter) {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

/// What forges make of a heading to link to it: small letters, no signs, hyphens for blanks.
fn anchor(title: &str) -> String {
    let small = title.to_lowercase();
    let kept = small.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
