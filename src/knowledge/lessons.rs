//! What moderators taught in one server, laid over the knowledge of the files.
//!
//! In: a [`KnowledgeBase`] and [`Lesson`]s. Out: another one that has both; the first is untouched. Also writes what was taught as files that a team can take over. Where lessons
//! are kept is left to the shell.

use super::write::{entry_file, quoted};
use super::{Date, Entry, EntryId, KnowledgeBase, ReplyId, SourceId};

/// The folder of taught entries.
const TOPIC: &str = "taught";
/// Their topic.
const TOPIC_NAME: &str = "Taught here";
/// The source that a patch names for them.
const SOURCE: &str = "taught-in-discord";
/// Longest id made from a title, in words: enough to tell what it is about.
const ID_WORDS: usize = 8;

/// One thing that was taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lesson {
    /// A question and its answer.
    Entry {
        /// The question.
        title: String,
        /// Further ways of asking.
        questions: Vec<String>,
        /// Markdown.
        answer: String,
        /// The day it was taught.
        day: Date,
    },
    /// One more way of asking for something. An entry learns from it as from its own questions; anything else answers it word for word, as [`crate::pipeline`] sees to.
    Phrasing {
        /// What answers it.
        reply: ReplyId,
        /// How it was asked.
        question: String,
    },
    /// A question that is never answered.
    Never {
        /// How it was asked.
        question: String,
    },
}

impl KnowledgeBase {
    /// The same knowledge with what was taught. A lesson about an entry that is gone changes nothing.
    #[must_use]
    pub fn with_lessons(&self, lessons: &[Lesson]) -> Self {
        let mut base = self.clone();
        for lesson in lessons {
            base.learn(lesson);
        }
        base
    }

    fn learn(&mut self, lesson: &Lesson) {
        match lesson {
            Lesson::Entry { title, questions, answer, day } => {
                let Some(id) = self.free_id(title) else { return };
                let entry = entry(id, title, questions, answer, *day);
                let at = self.entries.partition_point(|known| known.id < entry.id);
                self.entries.insert(at, entry);
            }
            Lesson::Phrasing { reply: ReplyId::Entry(entry), question } => {
                if let Some(known) = self.entries.iter_mut().find(|known| known.id == *entry) {
                    known.questions.push(question.clone());
                }
            }
            Lesson::Phrasing { .. } => {}
            Lesson::Never { question } => self.lexicon.silent.push(question.clone()),
        }
    }

    /// An id made of a title's words that no entry has yet.
    fn free_id(&self, title: &str) -> Option<EntryId> {
        let name = id_of(title);
        let numbered = (2..100).map(|number| format!("{name}-{number}"));
        let names = std::iter::once(name.clone()).chain(numbered);
        names.filter_map(|name| EntryId::new(&name).ok()).find(|id| self.entries.iter().all(|known| known.id != *id))
    }
}

fn entry(id: EntryId, title: &str, questions: &[String], answer: &str, day: Date) -> Entry {
    Entry {
        id,
        title: title.to_owned(),
        topic: TOPIC_NAME.to_owned(),
        questions: std::iter::once(title.to_owned()).chain(questions.iter().cloned()).collect(),
        keywords: Vec::new(),
        subjects: Vec::new(),
        sources: Vec::new(),
        related: Vec::new(),
        verified: Some(day),
        review: None,
        answer: answer.to_owned(),
    }
}

/// A title as an id.
fn id_of(title: &str) -> String {
    let name = super::write::id_of(title, ID_WORDS);
    if name.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) {
        name
    } else {
        // With the few words that surely leave room for the prefix.
        let name = format!("taught-{}", super::write::id_of(title, 3));
        let name = name.trim_end_matches('-');
        if EntryId::new(name).is_ok() { name.to_owned() } else { "taught".to_owned() }
    }
}

/// What was taught as a patch for a team's repository (`git apply`): each entry as the file that it would be, and a page of notes on what belongs into files that exist.
#[must_use]
pub fn patch(lessons: &[Lesson]) -> String {
    let mut files: Vec<(String, String)> = Vec::new();
    for lesson in lessons {
        if let Lesson::Entry { title, questions, answer, day } = lesson {
            let Ok(id) = EntryId::new(&id_of(title)) else { continue };
            files.push((format!("knowledge/faq/{TOPIC}/{id}.md"), file(id, title, questions, answer, *day)));
        }
    }
    let last = lessons
        .iter()
        .filter_map(|lesson| if let Lesson::Entry { day, .. } = lesson { Some(*day) } else { None })
        .max();
    let source = last.map(|day| format!("- `sources.toml`, once:\n\n  [[sources]]\n  id = \"{SOURCE}\"\n  title = \"Taught in Discord\"\n  read = \"{day}\"\n"));
    let notes: Vec<String> = source.into_iter().chain(lessons.iter().filter_map(note)).collect();
    if !notes.is_empty() {
        let text = format!("To be added to files that exist, then delete this one:\n\n{}\n", notes.join("\n"));
        files.push(("knowledge/faq/TAUGHT.txt".to_owned(), text));
    }
    files.iter().map(|(path, text)| new_file(path, text)).collect()
}

/// A new file as a patch has it.
fn new_file(path: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("+{line}\n")).collect();
    let count = lines.len();
    format!(
        "diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{count} @@\n{}",
        lines.concat()
    )
}

fn note(lesson: &Lesson) -> Option<String> {
    match lesson {
        Lesson::Entry { .. } => None,
        Lesson::Phrasing { reply: ReplyId::Entry(entry), question } => {
            Some(format!("- `{entry}.md`, one more of its `questions`: {}", quoted(question)))
        }
        Lesson::Phrasing { reply, question } => {
            let (file, slots) = match reply {
                ReplyId::Fact { scope, .. } | ReplyId::Compare { scope: Some(scope), .. } => {
                    (format!("`aspects.toml`, one more of the `questions` of `{scope}`"), "`{subject}`")
                }
                _ => {
                    ("`intents.toml`, one more of the `questions` of an intent".to_owned(), "`{subject}` and `{other}`")
                }
            };
            Some(format!("- {file}, with {slots} for the names (now it leads to `{reply}`): {}", quoted(question)))
        }
        Lesson::Never { question } => Some(format!("- `lexicon.toml`, one more of `silent`: {}", quoted(question))),
    }
}

fn file(id: EntryId, title: &str, questions: &[String], answer: &str, day: Date) -> String {
    let sources = SourceId::new(SOURCE).into_iter().collect();
    entry_file(&Entry { sources, ..entry(id, title, questions, answer, day) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{KnowledgeFile, parse};

    fn lesson(title: &str) -> Lesson {
        Lesson::Entry {
            title: title.to_owned(),
            questions: vec!["where is \"it\"?".to_owned()],
            answer: "On the **second** floor.".to_owned(),
            day: "2026-11-20".parse().unwrap(),
        }
    }

    #[test]
    fn what_is_taught_stands_beside_what_the_files_say() {
        let base = KnowledgeBase::default();
        let lessons = [lesson("Where is the grinder?"), lesson("Where is the grinder?"), lesson("3 cups?")];
        let taught = base.with_lessons(&lessons);
        let ids: Vec<_> = taught.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["taught-3-cups", "where-is-the-grinder", "where-is-the-grinder-2"]);
        assert!(taught.entries.iter().all(|entry| taught.entry(&entry.id).is_some()), "in the order of ids");
        assert!(base.entries.is_empty());
    }

    #[test]
    fn phrasings_and_silence_are_taught_too() {
        let base = KnowledgeBase::default().with_lessons(&[lesson("Where is the grinder?")]);
        let entry = EntryId::new("where-is-the-grinder").unwrap();
        let gone = EntryId::new("gone").unwrap();
        let phrasing = |entry| Lesson::Phrasing { reply: ReplyId::Entry(entry), question: "grinder?".to_owned() };
        let never = Lesson::Never { question: "who broke it?".to_owned() };
        let taught = base.with_lessons(&[phrasing(entry), phrasing(gone), never]);
        assert_eq!(taught.entries[0].questions.last().map(String::as_str), Some("grinder?"));
        assert_eq!(taught.lexicon.silent, ["who broke it?"]);
    }

    #[test]
    fn a_patch_says_where_a_phrasing_of_a_fact_belongs() {
        let reply: ReplyId = "fact:espresso:caffeine".parse().unwrap();
        let text = patch(&[Lesson::Phrasing { reply, question: "does espresso keep me up?".to_owned() }]);
        assert!(text.contains("`questions` of `caffeine`") && text.contains("does espresso keep me up?"), "{text}");
    }

    #[test]
    fn a_patch_makes_files_that_load() {
        let text = patch(&[lesson("Where is the grinder?")]);
        let file = text.split("diff --git").find(|part| part.contains("where-is-the-grinder.md")).unwrap();
        let body = file.split_once("@@\n").unwrap().1;
        let lines: Vec<&str> = body.lines().map(|line| line.strip_prefix('+').unwrap()).collect();
        let body = lines.join("\n");
        let sources = "[[sources]]\nid = \"taught-in-discord\"\ntitle = \"Taught in Discord\"\nread = \"2026-11-20\"\n";
        let files = [("sources.toml", sources), ("faq/taught/where-is-the-grinder.md", body.as_str())];
        let files = files.map(|(path, text)| KnowledgeFile { path: path.to_owned(), text: text.to_owned() });
        let parsed = parse(&files);
        let errors: Vec<_> = parsed.problems.iter().map(|problem| problem.message.clone()).collect();
        assert!(!errors.iter().any(|error| error.contains("where-is-the-grinder")), "{errors:?}");
    }
}
