//! What is said where Docent is unsure: perhaps this, which of these, honestly nothing, or a kind word back.
//!
//! In: an answer that is a guess, the choices, what was not understood, or a courtesy. Out: an [`Answer`]; but for a guess without sources, for it claims nothing.

use super::compose::{capitalized, in_a_sentence};
use super::{Answer, Block, Words};
use crate::knowledge::{KnowledgeBase, Subject, SubjectId};
use crate::language::Language;
use crate::text::Courtesy;

/// Subjects that are named to a person who asked for an unknown one.
const NAMED: usize = 6;

/// Subjects of the same kind that are named where a comparison makes no sense.
const KIN: usize = 3;

/// An answer that may be to another question than was asked: it says so first. In the title, where it takes no room from what stands on which page.
pub(crate) fn guessed(answer: Answer) -> Answer {
    Answer { title: format!("{} {}", answer.words().perhaps, answer.title), ..answer }
}

/// Asks which of several is meant.
pub(crate) fn which(titles: &[String], language: Language) -> Answer {
    let list: Vec<String> = titles.iter().enumerate().map(|(at, title)| format!("{}. {title}", at + 1)).collect();
    own_words(Words::of(language).which, list.join("\n"), language)
}

/// Says that there is no answer, and what there is instead.
pub(crate) fn fallback(
    knowledge: &KnowledgeBase,
    strangers: &[String],
    nearest: &[String],
    language: Language,
) -> Answer {
    let words = Words::of(language);
    let mut text = match strangers.first() {
        Some(stranger) => {
            let [unknown, known] = words.unknown_subject;
            format!("{unknown} **{stranger}**. {known} {}.", known_subjects(knowledge, language).join(", "))
        }
        None => words.no_answer.to_owned(),
    };
    if !nearest.is_empty() {
        let list: Vec<String> = nearest.iter().map(|title| format!("- {title}")).collect();
        text.push_str("\n\n");
        text.push_str(words.nearest);
        text.push('\n');
        text.push_str(&list.join("\n"));
    }
    own_words(words.unknown, text, language)
}

/// Answers a courtesy.
pub(crate) fn courteous(knowledge: &KnowledgeBase, courtesy: Courtesy, language: Language) -> Answer {
    let words = Words::of(language);
    match courtesy {
        Courtesy::Thanks => {
            let [title, text] = words.thanked;
            own_words(title, text.to_owned(), language)
        }
        Courtesy::Call => {
            let [title, text, known] = words.called;
            let names = known_subjects(knowledge, language);
            let known = if names.is_empty() { String::new() } else { format!("\n\n{known} {}.", names.join(", ")) };
            own_words(title, format!("{text}{known}"), language)
        }
    }
}

/// Some of what there is to ask about.
fn known_subjects(knowledge: &KnowledgeBase, language: Language) -> Vec<String> {
    // In other languages a name is a name, and stands as it is written.
    let name = |subject| if language == Language::English { in_a_sentence(subject) } else { subject.name.clone() };
    knowledge.chief_subjects().into_iter().take(NAMED).map(name).collect()
}

/// Says that two subjects have no rows in common, and what each can be compared with. None where one is not known.
pub(crate) fn apart(knowledge: &KnowledgeBase, [one, other]: &[SubjectId; 2]) -> Option<Answer> {
    let (one, other) = (knowledge.subject(one)?, knowledge.subject(other)?);
    let what = |subject: &Subject| {
        let noun = &knowledge.category(&subject.category)?.noun;
        Some(format!("{} is {}", in_a_sentence(subject), with_article(noun)))
    };
    let text = format!(
        "{}, {}: they have no rows in common. What I can put beside them:\n\n{}\n{}\n\nOr ask me what either of them is.",
        capitalized(&what(one)?),
        what(other)?,
        beside(knowledge, one),
        beside(knowledge, other),
    );
    Some(own_words("Those can't be put side by side", text, Language::English))
}

/// A noun with its indefinite article: "an orchestrator".
pub(crate) fn with_article(noun: &str) -> String {
    let article = if noun.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// What a subject can be compared with: first what a page has more to say on.
fn beside(knowledge: &KnowledgeBase, subject: &Subject) -> String {
    let kin = knowledge.subjects.iter().filter(|one| one.category == subject.category && one.id != subject.id);
    let (first, then): (Vec<&Subject>, Vec<&Subject>) =
        kin.partition(|one| knowledge.comparison(&one.id, &subject.id).is_some());
    let names: Vec<String> = first.into_iter().chain(then).take(KIN).map(in_a_sentence).collect();
    match names.as_slice() {
        [] => format!("- **{}**: nothing, it is the only one of its kind here", subject.name),
        [only] => format!("- **{}**: {only}", subject.name),
        [names @ .., last] => format!("- **{}**: {} or {last}", subject.name, names.join(", ")),
    }
}

fn own_words(title: &str, text: String, language: Language) -> Answer {
    Answer {
        id: None,
        title: title.to_owned(),
        blocks: vec![Block::Prose(text)],
        sources: Vec::new(),
        verified: None,
        overdue: None,
        related: Vec::new(),
        language,
    }
}
