//! What moderators taught in one server, laid over the knowledge of the files.
//!
//! In: a [`KnowledgeBase`] and [`Lesson`]s. Out: another one that has both; the first is untouched. Also writes what was taught as files that a team can take over. Where lessons
//! are kept is left to the shell.

use std::collections::HashSet;

use super::id::MAX_ID_CHARS;
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
/// The last number behind an id. In letters other than Latin all titles give the same id; the search for one that is left has to end somewhere.
const LAST_NUMBER: usize = 9_999;

/// One thing that was taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lesson {
    /// A question and its answer.
    Entry {
        /// The id that it got when it was learned first; none where it gets one now.
        id: Option<EntryId>,
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

impl Lesson {
    /// The id of an entry, where it has one.
    #[must_use]
    pub fn id(&self) -> Option<&EntryId> {
        if let Self::Entry { id, .. } = self { id.as_ref() } else { None }
    }
}

impl KnowledgeBase {
    /// The same knowledge with what was taught. A lesson about an entry that is gone changes nothing.
    #[must_use]
    pub fn with_lessons(&self, lessons: &[Lesson]) -> Self {
        let mut base = self.clone();
        for lesson in self.with_ids(lessons, []) {
            base.learn(&lesson);
        }
        base
    }

    /// The same lessons in their order, each entry with an id of its own, beside those that are known here. An entry that has an id keeps it, because others refer to it; one whose id
    /// is known here, as after its export, gets another. A new id is never one that was `used`.
    #[must_use]
    pub fn with_ids(&self, lessons: &[Lesson], used: impl IntoIterator<Item = EntryId>) -> Vec<Lesson> {
        let mut taken: HashSet<EntryId> = self.entries.iter().map(|entry| entry.id.clone()).collect();
        let mut lessons = lessons.to_vec();
        // What is kept comes before what is new: an entry that has no id yet may have been taught earlier.
        for lesson in &mut lessons {
            if let Lesson::Entry { id, .. } = lesson {
                *id = id.take().filter(|own| taken.insert(own.clone()));
            }
        }
        taken.extend(used);
        for lesson in &mut lessons {
            if let Lesson::Entry { id, title, .. } = lesson
                && id.is_none()
            {
                *id = free_id(title, &taken);
                taken.extend(id.clone());
            }
        }
        lessons
    }

    fn learn(&mut self, lesson: &Lesson) {
        match lesson {
            Lesson::Entry { id, title, questions, answer, day } => {
                // None where all numbers are used up.
                let Some(id) = id.clone() else { return };
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
}

/// An id made of a title's words that is not taken, with a number behind where the words alone are.
fn free_id(title: &str, taken: &HashSet<EntryId>) -> Option<EntryId> {
    let name = id_of(title);
    let numbers = (2..=LAST_NUMBER).map(|number| numbered(&name, number));
    let names = std::iter::once(name.clone()).chain(numbers);
    names.filter_map(|name| EntryId::new(&name).ok()).find(|id| !taken.contains(id))
}

/// An id with a number behind. A long one is cut for it: as a whole it would be none, and the entry would be lost.
fn numbered(name: &str, number: usize) -> String {
    let end = format!("-{number}");
    let kept: String = name.chars().take(MAX_ID_CHARS - end.len()).collect();
    format!("{}{end}", kept.trim_end_matches('-'))
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

/// What was taught as a patch for a team's repository (`git apply`), whose knowledge this is: each entry as the file that it would be, under the id that it has in
/// [`KnowledgeBase::with_lessons`], and a page of notes on what belongs into files that exist.
#[must_use]
pub fn patch(knowledge: &KnowledgeBase, lessons: &[Lesson]) -> String {
    let mut files: Vec<(String, String)> = Vec::new();
    for lesson in &knowledge.with_ids(lessons, []) {
        if let Lesson::Entry { id: Some(id), title, questions, answer, day } = lesson {
            let text = file(id.clone(), title, questions, answer, *day);
            files.push((format!("knowledge/faq/{TOPIC}/{id}.md"), text));
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

    /// Two titles of which only the ninth word differs, and what both make.
    const BERLIN: &str = "How do I book a meeting room in Berlin?";
    const MUNICH: &str = "How do I book a meeting room in Munich?";
    const ROOM: &str = "how-do-i-book-a-meeting-room-in";

    fn lesson(title: &str) -> Lesson {
        Lesson::Entry {
            id: None,
            title: title.to_owned(),
            questions: vec!["where is \"it\"?".to_owned()],
            answer: "On the **second** floor.".to_owned(),
            day: "2026-11-20".parse().unwrap(),
        }
    }

    fn with_id(id: &str, title: &str) -> Lesson {
        let mut lesson = lesson(title);
        if let Lesson::Entry { id: own, .. } = &mut lesson {
            *own = EntryId::new(id).ok();
        }
        lesson
    }

    fn ids(lessons: &[Lesson]) -> Vec<&str> {
        lessons.iter().filter_map(Lesson::id).map(EntryId::as_str).collect()
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
    fn an_entry_keeps_its_id_whatever_else_is_taught_or_gone() {
        let base = KnowledgeBase::default();
        let (second, third) = (format!("{ROOM}-2"), format!("{ROOM}-3"));
        let (second, third) = (second.as_str(), third.as_str());
        assert_eq!(ids(&base.with_ids(&[lesson(BERLIN), lesson(MUNICH)], [])), [ROOM, second]);
        let munich = with_id(second, MUNICH);
        assert_eq!(ids(&base.with_ids(std::slice::from_ref(&munich), [])), [second], "Berlin is gone");
        assert_eq!(ids(&base.with_ids(&[with_id(second, "Rooms?")], [])), [second], "it is put otherwise");
        let used = [ROOM, second].map(|id| EntryId::new(id).unwrap());
        let again = [lesson(BERLIN), munich.clone()];
        assert_eq!(ids(&base.with_ids(&again, used)), [third, second], "Berlin is taught again");
        let exported = base.with_lessons(&[lesson(BERLIN)]);
        let berlin = with_id(ROOM, BERLIN);
        assert_eq!(ids(&exported.with_ids(&[berlin, munich], [])), [third, second], "a file has Berlin's id by now");
    }

    #[test]
    fn a_long_id_leaves_room_for_its_number() {
        let title = "Responsibilities infrastructure observability documentation eng?";
        let lessons = KnowledgeBase::default().with_ids(&[lesson(title), lesson(title), lesson(title)], []);
        let long = "responsibilities-infrastructure-observability-documentation";
        let cut = "responsibilities-infrastructure-observability-documentatio";
        assert_eq!(ids(&lessons), [long.to_owned(), format!("{cut}-2"), format!("{cut}-3")]);
    }

    #[test]
    fn a_patch_has_a_file_for_each_entry_under_its_id_in_memory() {
        let base = KnowledgeBase::default().with_lessons(&[lesson("Где кофе?")]);
        let lessons = [BERLIN, MUNICH, "Где чашки?", "Где мельница?"].map(lesson);
        let text = patch(&base, &lessons);
        let file = |line: &str| line.strip_prefix("+++ b/knowledge/faq/taught/").map(str::to_owned);
        let files: Vec<String> = text.lines().filter_map(file).collect();
        let taught = base.with_lessons(&lessons);
        let new = taught.entries.iter().filter(|entry| base.entry(&entry.id).is_none());
        let in_memory: Vec<String> = new.map(|entry| format!("{}.md", entry.id)).collect();
        assert_eq!(files, in_memory);
        let second = format!("{ROOM}-2");
        assert_eq!(files, [ROOM, second.as_str(), "taught-2", "taught-3"].map(|id| format!("{id}.md")));
    }

    #[test]
    fn a_patch_says_where_a_phrasing_of_a_fact_belongs() {
        let reply: ReplyId = "fact:espresso:caffeine".parse().unwrap();
        let lessons = [Lesson::Phrasing { reply, question: "does espresso keep me up?".to_owned() }];
        let text = patch(&KnowledgeBase::default(), &lessons);
        assert!(text.contains("`questions` of `caffeine`") && text.contains("does espresso keep me up?"), "{text}");
    }

    #[test]
    fn a_patch_makes_files_that_load() {
        let text = patch(&KnowledgeBase::default(), &[lesson("Where is the grinder?")]);
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
