//! Writes knowledge as the files that it would be, in the order and form that `docent fmt` keeps.
//!
//! In: an [`Entry`], a [`Subject`], a [`Source`] or a [`Track`]. Out: text that [`super::parse`] reads back as the same value. Where files stand is left to who writes them.

use super::model::{Entry, Source, Subject};
use super::track::{Check, Rule, Step, Task, Track};

/// Longest list that stands on one line, in characters; a longer one has an item a line, so that a change touches one line.
pub(crate) const ONE_LINE: usize = 100;

/// An entry as its file in `faq/`. A translation has only what differs from its original.
#[must_use]
pub fn entry_file(entry: &Entry) -> String {
    let mut front = Fields::default();
    let own = entry.id.original().is_none();
    front.text("title", &entry.title);
    front.optional("topic", Some(entry.topic.as_str()).filter(|_| own));
    front.lines("questions", &entry.questions);
    front.list("keywords", entry.keywords.iter().map(String::as_str));
    if own {
        front.list("subjects", entry.subjects.iter().map(super::SubjectId::as_str));
        // Even empty: that an answer has no source must be said.
        front.always("sources", entry.sources.iter().map(super::SourceId::as_str));
        front.list("related", entry.related.iter().map(super::EntryId::as_str));
    }
    front.optional("verified", entry.verified.map(|date| date.to_string()).as_deref());
    front.optional("review", entry.review.map(|date| date.to_string()).as_deref());
    format!("+++\n{}+++\n{}\n", front.written, entry.answer.trim())
}

/// A source as its table in `sources.toml`.
#[must_use]
pub fn source_table(source: &Source) -> String {
    let mut row = Fields::default();
    row.text("id", source.id.as_str());
    row.text("title", &source.title);
    row.optional("author", source.author.as_deref());
    row.optional("publisher", source.publisher.as_deref());
    row.optional("date", source.date.map(|date| date.to_string()).as_deref());
    row.optional("read", source.read.map(|date| date.to_string()).as_deref());
    row.optional("link", source.link.as_deref());
    format!("[[sources]]\n{}", row.written)
}

/// A subject as its file in `subjects/`.
#[must_use]
pub fn subject_file(subject: &Subject) -> String {
    let mut top = Fields::default();
    top.text("name", &subject.name);
    top.optional("short", Some(subject.short.as_str()).filter(|short| *short != subject.name));
    top.text("category", subject.category.as_str());
    top.list("aliases", subject.aliases.iter().map(String::as_str));
    top.list("abbreviations", subject.abbreviations.iter().map(String::as_str));
    top.text("summary", &subject.summary);
    top.always("sources", subject.sources.iter().map(super::SourceId::as_str));
    for fact in &subject.facts {
        let mut row = Fields::default();
        row.text("aspect", fact.aspect.as_str());
        row.text("text", &fact.text);
        row.text("source", fact.source.as_str());
        row.optional("as_of", fact.as_of.map(|date| date.to_string()).as_deref());
        top.written.push_str("\n[[facts]]\n");
        top.written.push_str(&row.written);
    }
    top.written
}

/// A track as its file in `onboarding/`.
#[must_use]
pub fn track_file(track: &Track) -> String {
    let mut top = Fields::default();
    top.text("name", &track.name);
    top.text("audience", &track.audience);
    top.list("recommended_for", track.recommended_for.iter().map(super::AnswerId::as_str));
    top.optional("closing", track.closing.as_deref());
    for step in &track.steps {
        top.written.push_str("\n[[steps]]\n");
        top.written.push_str(&step_table(step));
    }
    top.written
}

fn step_table(step: &Step) -> String {
    let mut row = Fields::default();
    row.text("id", step.id.as_str());
    row.text("title", &step.title);
    row.line("minutes", &step.minutes.to_string());
    row.optional("text", step.text.as_deref());
    let word = step.task.word();
    match &step.task {
        Task::Read(reply) => row.text(word, &reply.to_string()),
        Task::Try(question) => row.text(word, question),
        Task::Do { what, link } => {
            row.text(word, what);
            row.optional("link", link.as_deref());
        }
        Task::Check(check) => check_fields(&mut row, check),
    }
    row.list("subjects", step.subjects.iter().map(super::SubjectId::as_str));
    row.written
}

fn check_fields(row: &mut Fields, check: &Check) {
    row.text("check", check.rule.word());
    row.text("question", &check.question);
    match &check.rule {
        Rule::Who { fact } => row.text("fact", fact),
        Rule::What { subject } => row.text("subject", subject.as_str()),
        Rule::Highest | Rule::Lowest => {}
    }
    row.text("aspect", check.aspect.as_str());
    row.always("choices", check.subjects.iter().map(super::SubjectId::as_str));
    row.optional("why", check.why.as_deref());
}

/// Text as TOML writes it, on one line.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                // Four digits are enough: control characters stand at the beginning of Unicode.
                let code = format!("\\u{:04X}", u32::from(control));
                quoted.push_str(&code);
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as an id: small letters and digits, hyphens between words, of at most so many words. Empty where it has none of these.
#[must_use]
pub fn id_of(text: &str, words: usize) -> String {
    let folded = crate::text::fold(text);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for part in parts.take(words) {
        let longer = name.len() + usize::from(!name.is_empty()) + part.len();
        if longer > super::id::MAX_ID_CHARS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(part);
    }
    name
}

/// The fields of a table, a line each.
#[derive(Default)]
struct Fields {
    written: String,
}

impl Fields {
    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &quoted(text));
    }

    fn line(&mut self, key: &str, value: &str) {
        for part in [key, " = ", value, "\n"] {
            self.written.push_str(part);
        }
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    /// A list, left out where it is empty.
    fn list<'a>(&mut self, key: &str, items: impl Iterator<Item = &'a str>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.always(key, items);
        }
    }

    fn always<'a>(&mut self, key: &str, items: impl Iterator<Item = &'a str>) {
        let items: Vec<String> = items.map(quoted).collect();
        let list = format!("[{}]", items.join(", "));
        if key.len() + " = ".len() + list.chars().count() <= ONE_LINE {
            self.line(key, &list);
        } else {
            self.item_a_line(key, &items);
        }
    }

    /// A list with an item a line.
    fn lines(&mut self, key: &str, items: &[String]) {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        self.item_a_line(key, &items);
    }

    fn item_a_line(&mut self, key: &str, items: &[String]) {
        let lines: Vec<String> = items.iter().map(|item| format!("  {item},\n")).collect();
        self.line(key, &format!("[\n{}]", lines.concat()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{EntryId, KnowledgeFile, SourceId, parse};

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let source = Source {
            id: SourceId::new("guide").unwrap(),
            title: "The \"guide\" \\ C:\\new".to_owned(),
            author: None,
            publisher: Some("Press\ttab".to_owned()),
            date: "2024-03".parse().ok(),
            read: "2026-11-02".parse().ok(),
            link: Some("https://example.org/guide".to_owned()),
        };
        let entry = Entry {
            id: EntryId::new("odd").unwrap(),
            title: "It's \"odd\"\u{7f}".to_owned(),
            topic: "Odd".to_owned(),
            questions: vec!["why \\d+?".to_owned(), "two\nlines".to_owned()],
            keywords: (0..30).map(|at| format!("keyword {at}")).collect(),
            subjects: Vec::new(),
            sources: vec![source.id.clone()],
            related: Vec::new(),
            verified: "2026-11-20".parse().ok(),
            review: "2027".parse().ok(),
            answer: "First.\n\n+++\n\nLast.".to_owned(),
        };
        let files = [("sources.toml", source_table(&source)), ("faq/odd.md", entry_file(&entry))];
        let files = files.map(|(path, text)| KnowledgeFile { path: path.to_owned(), text });
        let parsed = parse(&files);
        assert_eq!(parsed.problems, []);
        let knowledge = parsed.knowledge.unwrap();
        assert_eq!((knowledge.sources, knowledge.entries), (vec![source], vec![entry]));
    }

    #[test]
    fn every_kind_of_step_reads_back_as_the_same() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        let mut files = crate::folder::read(&path).unwrap();
        let tracks = parse(&files).knowledge.unwrap().tracks;
        for track in &tracks {
            let path = format!("onboarding/{}.toml", track.id);
            files.iter_mut().find(|file| file.path == path).unwrap().text = track_file(track);
        }
        assert_eq!(parse(&files).knowledge.unwrap().tracks, tracks);
        let words: std::collections::BTreeSet<&str> =
            tracks.iter().flat_map(|track| &track.steps).map(|step| step.task.word()).collect();
        assert_eq!(words.len(), 4, "{words:?}");
    }

    #[test]
    fn an_id_is_made_of_whole_words() {
        assert_eq!(id_of("Wie groß ist Ärger? (2024)", 8), "wie-gro-ist-arger-2024");
        assert_eq!(id_of("日本", 8), "");
        let long = id_of(&"engineering ".repeat(20), 20);
        assert!(EntryId::new(&long).is_ok() && long.ends_with("engineering"), "{long}");
    }
}
