//! Everything that is known, as one JSON document.
//!
//! In: knowledge. Out: an object with a list for each kind of thing, keys as in the files. Other programs rely on them, and `docent import json` reads entries and sources back.

mod onboarding;

use serde_json::{Map, Value, json};

use crate::knowledge::{
    Aspect, Called, ComparisonPage, Entry, EntryId, Fact, Intent, IntentReply, KnowledgeBase, Lexicon, Scope, Source,
    SourceId, Subject, SubjectId,
};

pub(super) fn write(knowledge: &KnowledgeBase) -> String {
    let document = json!({
        "sources": knowledge.sources.iter().map(source).collect::<Vec<_>>(),
        "categories": knowledge.categories.iter().map(|category| json!({
            "id": category.id.as_str(), "name": category.name, "noun": category.noun, "heads": category.heads,
        })).collect::<Vec<_>>(),
        "groups": knowledge.groups.iter().map(|group| json!({
            "id": group.id.as_str(), "name": group.name, "aliases": group.aliases,
        })).collect::<Vec<_>>(),
        "aspects": knowledge.aspects.iter().map(aspect).collect::<Vec<_>>(),
        "subjects": knowledge.subjects.iter().map(subject).collect::<Vec<_>>(),
        "comparisons": knowledge.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "entries": knowledge.entries.iter().map(entry).collect::<Vec<_>>(),
        "tracks": knowledge.tracks.iter().map(onboarding::track).collect::<Vec<_>>(),
        "quiz": onboarding::quiz(&knowledge.quiz),
        "intents": knowledge.intents.iter().map(intent).collect::<Vec<_>>(),
        "owners": knowledge.owners.iter().map(|owner| json!({"name": owner.name, "topics": owner.topics})).collect::<Vec<_>>(),
        "lexicon": lexicon(&knowledge.lexicon),
        "tongues": knowledge.tongues.iter().map(|tongue| json!({
            "language": tongue.language.code(), "lexicon": lexicon(&tongue.lexicon),
            "names": tongue.names.iter().map(called).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

fn lexicon(lexicon: &Lexicon) -> Value {
    let abbreviations = lexicon.abbreviations.iter().cloned().map(|(short, long)| (short, Value::String(long)));
    json!({
        "synonyms": lexicon.synonyms,
        "other_subjects": lexicon.other_subjects,
        "not_for_us": lexicon.not_for_us,
        "silent": lexicon.silent,
        "abbreviations": abbreviations.collect::<Map<_, _>>(),
    })
}

fn called(names: &Called) -> Value {
    known(json!({"subject": names.subject.as_str(), "called": names.called, "short": names.short}))
}

fn ids<I: AsRef<str>>(ids: impl Iterator<Item = I>) -> Vec<Value> {
    ids.map(|id| Value::String(id.as_ref().to_owned())).collect()
}

/// An object without what is not known: a key with null would ask to be filled in.
fn known(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

fn source(source: &Source) -> Value {
    known(json!({
        "id": source.id.as_str(), "title": source.title, "author": source.author, "publisher": source.publisher,
        "date": source.date.map(|date| date.to_string()), "read": source.read.map(|date| date.to_string()), "link": source.link,
    }))
}

fn aspect(aspect: &Aspect) -> Value {
    known(json!({
        "id": aspect.id.as_str(), "name": aspect.name, "group": aspect.group.as_str(), "aliases": aspect.aliases,
        "questions": aspect.questions, "headline": aspect.headline, "together": aspect.together, "review_months": aspect.review_months,
    }))
}

fn subject(subject: &Subject) -> Value {
    json!({
        "id": subject.id.as_str(), "name": subject.name, "short": subject.short, "category": subject.category.as_str(),
        "aliases": subject.aliases, "abbreviations": subject.abbreviations, "summary": subject.summary,
        "sources": ids(subject.sources.iter().map(SourceId::as_str)),
        "facts": subject.facts.iter().map(fact).collect::<Vec<_>>(),
    })
}

fn fact(fact: &Fact) -> Value {
    known(json!({
        "aspect": fact.aspect.as_str(), "text": fact.text, "source": fact.source.as_str(),
        "as_of": fact.as_of.map(|date| date.to_string()),
    }))
}

fn comparison(page: &ComparisonPage) -> Value {
    known(json!({
        "subjects": ids(page.subjects.iter().map(SubjectId::as_str)),
        "sources": ids(page.sources.iter().map(SourceId::as_str)),
        "verified": page.verified.to_string(),
        "review": page.review.map(|date| date.to_string()),
        "verdict": page.verdict,
        "in_common": page.in_common,
        "choose": page.choose.iter().map(|(subject, text)| json!({"subject": subject.as_str(), "text": text})).collect::<Vec<_>>(),
        "moves": page.moves.iter().map(|one| json!({"from": one.from.as_str(), "to": one.to.as_str(), "text": one.text})).collect::<Vec<_>>(),
    }))
}

fn entry(entry: &Entry) -> Value {
    known(json!({
        "id": entry.id.as_str(), "translates": entry.id.original().map(|original| original.to_string()),
        "language": entry.id.original().map(|_| entry.id.language().code()), "title": entry.title, "topic": entry.topic, "questions": entry.questions,
        "keywords": entry.keywords,
        "subjects": ids(entry.subjects.iter().map(SubjectId::as_str)),
        "sources": ids(entry.sources.iter().map(SourceId::as_str)),
        "related": ids(entry.related.iter().map(EntryId::as_str)),
        "verified": entry.verified.map(|date| date.to_string()),
        "review": entry.review.map(|date| date.to_string()),
        "answer": entry.answer,
    }))
}

fn intent(intent: &Intent) -> Value {
    let reply = match intent.reply {
        IntentReply::Summary => "summary",
        IntentReply::Fact => "fact",
        IntentReply::Comparison => "comparison",
        IntentReply::Move => "move",
    };
    known(json!({
        "id": intent.id.as_str(), "reply": reply, "scope": intent.scope.as_ref().map(Scope::as_str),
        "questions": intent.questions, "patterns": intent.patterns,
    }))
}
