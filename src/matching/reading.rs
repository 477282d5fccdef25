//! Reads a sentence with the knowledge in mind: typos repaired, synonyms joined, subjects and aspects recognised.
//!
//! In: the words of a sentence. Out: a [`Reading`]: the same sentence as [`Unit`]s, in which every mention of a subject is one unit. Comparing it
//! with examples is left to [`super::features`].

use std::collections::HashMap;

use super::names::Names;
use super::vocabulary::Vocabulary;
use crate::knowledge::{KnowledgeBase, Scope};
use crate::text::words::{self, Kind};
use crate::text::{self, Token};

/// What a unit of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// A word.
    Word(Kind),
    /// A mention of a subject: its place in [`KnowledgeBase::subjects`].
    Subject(usize),
    /// A slot of a template: any subject.
    AnySubject,
    /// Something that one could ask about and that the knowledge does not have.
    Stranger,
}

/// A word or a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// As written, folded.
    pub(super) text: String,
    /// What it is compared by: the stem, or the first of its synonyms.
    pub(super) stem: String,
    /// What it is.
    pub(super) role: Role,
}

/// A sentence, read with the knowledge in mind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// In order.
    pub(super) units: Vec<Unit>,
    /// Subjects mentioned, in order, each once.
    pub(super) subjects: Vec<usize>,
    /// Aspects and groups named, in order, each once: places in [`Lexis::scopes`].
    pub(super) scopes: Vec<usize>,
    /// What is asked about and not known.
    pub(super) strangers: Vec<String>,
    /// Typos repaired: as written, as read.
    pub(super) repairs: Vec<(String, String)>,
}

/// Everything needed to read: names, synonyms, vocabulary.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexis {
    subjects: Names,
    /// Abbreviations that may be ordinary words in small letters.
    abbreviations: HashMap<String, usize>,
    /// Short names ("data") that count only beside another subject.
    shorts: HashMap<String, usize>,
    aspects: Names,
    /// What the owners of aspect names are.
    pub(super) scopes: Vec<Scope>,
    others: Names,
    synonyms: Names,
    synonym_stems: Vec<String>,
    long_forms: HashMap<String, String>,
    heads: Vec<String>,
    vocabulary: Vocabulary,
    /// Pairs of stems that examples use: "software engineer" is then no stranger.
    usual_pairs: std::collections::HashSet<(String, String)>,
}

/// Slots of a template.
pub(super) const SLOTS: [&str; 2] = ["{subject}", "{other}"];
/// What a slot is written as before words are cut: a word that nobody types.
const SLOT_WORD: &str = "subjectslotx";

/// Words that join two subjects: beside them a short name or abbreviation is one.
const JOINERS: &[&str] =
    &["vs", "or", "and", "to", "from", "into", "than", "with", "for", "between", "in", "about", "of"];
/// Words behind which "be" is a verb.
const MODALS: &[&str] =
    &["to", "would", "should", "could", "can", "will", "may", "might", "must", "not", "let", "shall"];
/// Words that set two things against each other: a stranger beside them is what is asked about.
const RIVALRY: &[&str] = &["vs", "or", "and", "than", "to", "from", "into", "between", "as"];
/// Words that say how good or how far someone is, not what they do: "senior engineer" names no other subject.
const QUALIFIERS: &[&str] = &[
    "senior",
    "junior",
    "staff",
    "principal",
    "lead",
    "good",
    "great",
    "better",
    "best",
    "new",
    "aspiring",
    "entry",
    "level",
    "mid",
    "experienced",
    "chief",
    "human",
    "every",
    "real",
    "average",
    "typical",
    "actual",
    "strong",
    "solid",
    "decent",
    "first",
    "second",
    "single",
    "hire",
    "hiring",
    "become",
    "becoming",
    "of",
    "two",
    "three",
    "few",
    "many",
    "enough",
    "fellow",
    "type",
    "different",
    "regular",
    "normal",
    "pure",
    "these",
    "those",
    "top",
    "career",
    "between",
    "early",
];

impl Lexis {
    /// Learns names and words.
    pub(super) fn learn(knowledge: &KnowledgeBase) -> Self {
        let mut lexis = Self::default();
        lexis.learn_subjects(knowledge);
        lexis.learn_aspects(knowledge);
        lexis.learn_words(knowledge);
        lexis
    }

    fn learn_subjects(&mut self, knowledge: &KnowledgeBase) {
        for (owner, subject) in knowledge.subjects.iter().enumerate() {
            self.subjects.add(&subject.name, owner);
            self.subjects.add(&subject.id.as_str().replace('-', " "), owner);
            for alias in &subject.aliases {
                self.subjects.add(alias, owner);
            }
            for short in &subject.abbreviations {
                self.abbreviations.insert(text::fold(short), owner);
            }
            self.shorts.entry(text::fold(&subject.short)).or_insert(owner);
        }
        for other in &knowledge.lexicon.other_subjects {
            self.others.add(other, 0);
        }
        let heads = knowledge.categories.iter().flat_map(|c| &c.heads);
        self.heads = heads.map(|head| text::stem(&text::fold(head))).collect();
    }

    fn learn_aspects(&mut self, knowledge: &KnowledgeBase) {
        for aspect in &knowledge.aspects {
            self.name_scope(Scope::Aspect(aspect.id.clone()), &aspect.name, &aspect.aliases);
        }
        for group in &knowledge.groups {
            self.name_scope(Scope::Group(group.id.clone()), &group.name, &group.aliases);
        }
    }

    fn name_scope(&mut self, scope: Scope, name: &str, aliases: &[String]) {
        let owner = self.scopes.len();
        self.aspects.add(name, owner);
        self.aspects.add(&scope.as_str().replace('-', " "), owner);
        for alias in aliases {
            self.aspects.add(alias, owner);
        }
        self.scopes.push(scope);
    }

    fn learn_words(&mut self, knowledge: &KnowledgeBase) {
        for set in &knowledge.lexicon.synonyms {
            let Some(first) = set.first() else { continue };
            let stems: Vec<String> = text::phrase(first).into_iter().map(|t| t.stem).collect();
            self.synonym_stems.push(stems.join(" "));
            for word in set {
                self.synonyms.add(word, self.synonym_stems.len() - 1);
            }
        }
        for (short, long) in &knowledge.lexicon.abbreviations {
            self.long_forms.insert(text::fold(short), long.clone());
        }
        for phrase in written(knowledge) {
            let tokens = text::phrase(&without_slots(phrase));
            for token in &tokens {
                self.vocabulary.add(&token.text);
            }
            for (one, other) in tokens.iter().zip(tokens.iter().skip(1)) {
                self.usual_pairs.insert((one.stem.clone(), other.stem.clone()));
            }
        }
    }

    /// Whether the knowledge uses a word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.vocabulary.knows(word)
    }

    /// Reads an example question, in which `{subject}` and `{other}` stand for any subject.
    pub(super) fn read_template(&self, template: &str) -> Reading {
        let text = SLOTS.iter().fold(template.to_owned(), |text, slot| text.replace(slot, SLOT_WORD));
        self.read(&text::phrase(&text))
    }

    /// Reads the words of a sentence.
    pub(super) fn read(&self, tokens: &[Token]) -> Reading {
        let mut reading = Reading::default();
        let tokens = self.spelled_out(&self.repaired(tokens, &mut reading.repairs));
        self.mark_subjects(&tokens, &mut reading);
        for found in self.aspects.find(&tokens) {
            if !reading.scopes.contains(&found.owner) {
                reading.scopes.push(found.owner);
            }
        }
        reading
    }

    /// The subject that a phrase names as a whole, as in `/compare`; short names count.
    pub(super) fn subject_named(&self, phrase: &str) -> Option<usize> {
        let tokens = text::phrase(phrase);
        let content: Vec<Token> =
            tokens.iter().filter(|t| !matches!(t.text.as_str(), "a" | "an" | "the")).cloned().collect();
        let folded = content.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        let known = |tokens: &[Token]| self.subjects.whole(tokens);
        let short = || self.abbreviation(&folded).or_else(|| self.shorts.get(&folded).copied());
        known(&content).or_else(short).or_else(|| known(&self.repaired(&content, &mut Vec::new())))
    }

    /// The aspect or group that a phrase names as a whole.
    pub(super) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        let tokens = text::phrase(phrase);
        let owner =
            self.aspects.whole(&tokens).or_else(|| self.aspects.whole(&self.repaired(&tokens, &mut Vec::new())))?;
        self.scopes.get(owner)
    }

    fn repaired(&self, tokens: &[Token], repairs: &mut Vec<(String, String)>) -> Vec<Token> {
        let repair = |token: &Token| match self.vocabulary.repair(&token.text) {
            Some(meant) if !self.is_name(&token.text) => {
                repairs.push((token.text.clone(), meant.clone()));
                Token { stem: text::stem(&meant), text: meant, ..token.clone() }
            }
            _ => token.clone(),
        };
        tokens.iter().map(repair).collect()
    }

    fn is_name(&self, word: &str) -> bool {
        word == SLOT_WORD || self.abbreviations.contains_key(word) || self.long_forms.contains_key(word)
    }

    fn spelled_out(&self, tokens: &[Token]) -> Vec<Token> {
        let long = |token: &Token| match self.long_forms.get(&token.text) {
            Some(long) => text::phrase(long).into_iter().map(|t| Token { place: token.place.clone(), ..t }).collect(),
            None => vec![token.clone()],
        };
        tokens.iter().flat_map(long).collect()
    }

    /// Replaces every mention of a subject by one unit.
    fn mark_subjects(&self, tokens: &[Token], reading: &mut Reading) {
        let owners = self.owners(tokens);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let (role, to) = match owners.iter().find(|(from, ..)| *from == at) {
                Some((_, to, role)) => (*role, *to),
                None if token.text == SLOT_WORD => (Role::AnySubject, at + 1),
                None => (Role::Word(words::kind(&token.text)), at + 1),
            };
            let span = tokens.get(at..to).unwrap_or_default();
            let text = span.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            match role {
                Role::Subject(owner) if !reading.subjects.contains(&owner) => reading.subjects.push(owner),
                _ => {}
            }
            reading.units.push(Unit { stem: self.joined_stem(token), text, role });
            at = to.max(at + 1);
        }
        reading.strangers = strangers_asked_about(&reading.units);
    }

    /// The stem, or the stem of the first of its synonyms.
    fn joined_stem(&self, token: &Token) -> String {
        let owner = self.synonyms.word(token);
        owner.and_then(|at| self.synonym_stems.get(at)).unwrap_or(&token.stem).clone()
    }

    /// Where subjects and strangers stand, from left to right.
    fn owners(&self, tokens: &[Token]) -> Vec<(usize, usize, Role)> {
        let mut owners: Vec<(usize, usize, Role)> =
            self.subjects.find(tokens).iter().map(|f| (f.from, f.to, Role::Subject(f.owner))).collect();
        self.add_abbreviations(tokens, &mut owners);
        self.add_shorts(tokens, &mut owners);
        for found in self.others.find(tokens) {
            add(&mut owners, found.from, found.to, Role::Stranger);
        }
        self.add_strangers(tokens, &mut owners);
        owners.sort_by_key(|(from, ..)| *from);
        owners
    }

    fn abbreviation(&self, word: &str) -> Option<usize> {
        let plural = |word: &str| word.strip_suffix('s').and_then(|w| self.abbreviations.get(w)).copied();
        self.abbreviations.get(word).copied().or_else(|| plural(word))
    }

    /// "BE" in capitals; "be" in small letters only where it can't be a verb.
    fn add_abbreviations(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        let shouting = tokens.len() > 2 && tokens.iter().all(|t| t.capitals || t.text.len() < 2);
        let unmistakable = |token: &Token| (token.capitals && !shouting) || !words::is_english(&token.text);
        let short = |(at, token): (usize, &Token)| Some((at, self.abbreviation(&token.text)?, unmistakable(token)));
        let (sure, unsure): (Vec<_>, Vec<_>) =
            tokens.iter().enumerate().filter_map(short).partition(|(.., sure)| *sure);
        for (at, owner, _) in sure {
            add(owners, at, at + 1, Role::Subject(owner));
        }
        for (at, owner, _) in unsure {
            if self.stands_as_name(tokens, at, owners) {
                add(owners, at, at + 1, Role::Subject(owner));
            }
        }
    }

    /// Whether the word at a place stands where a name stands: behind an article, beside "vs", before the name of an aspect at the start.
    fn stands_as_name(&self, tokens: &[Token], at: usize, owners: &[(usize, usize, Role)]) -> bool {
        let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str());
        let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
        let beside_subject = |i: usize| owners.iter().any(|(from, to, _)| *from == i || *to == i + 1);
        let joined_behind = after == "vs" || (matches!(after, "or" | "and" | "to") && beside_subject(at + 2));
        let joined_before =
            before == "vs" || (matches!(before, "or" | "and" | "to" | "than") && at >= 2 && beside_subject(at - 2));
        let names_aspect =
            |i: usize| self.aspects.find(tokens.get(i..).unwrap_or_default()).iter().any(|f| f.from == 0);
        let article = matches!(before, "a" | "an" | "the" | "for" | "of" | "as" | "in" | "from");
        // "be / de": two names and nothing between them, and no verb before that "be" could belong to.
        let verb = tokens.iter().take(at).any(|t| MODALS.contains(&t.text.as_str()));
        let touching = !verb && (beside_subject(at + 1) || at.checked_sub(1).is_some_and(beside_subject));
        article || touching || joined_behind || joined_before || (at == 0 && tokens.len() > 1 && names_aspect(1))
    }

    /// A short name beside another subject: "backend or data?".
    fn add_shorts(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        for (at, token) in tokens.iter().enumerate() {
            let Some(owner) = self.shorts.get(&token.text) else { continue };
            let is_other = |i: usize| {
                owners.iter().any(|(from, to, role)| (*from == i || *to == i + 1) && *role != Role::Subject(*owner))
                    || tokens.get(i).is_some_and(|t| self.shorts.get(&t.text).is_some_and(|o| o != owner))
            };
            let joins = |i: usize| tokens.get(i).is_some_and(|t| JOINERS.contains(&t.text.as_str()));
            // "backend vs data pay" is about the role, "backend vs data warehouse" is not.
            let ends = |i: usize| {
                tokens.get(i).is_none_or(|t| !self.usual_pairs.contains(&(token.stem.clone(), t.stem.clone())))
            };
            let behind = joins(at + 1) && is_other(at + 2);
            let before = at >= 2 && joins(at - 1) && is_other(at - 2) && ends(at + 1);
            // "data stack", "data L5 comp": the role's aspect, unless the two words are an aspect of their own ("data volume").
            let begins_aspect = |i: usize| self.aspects.starts(tokens, i);
            let of_role = begins_aspect(at + 1) && !begins_aspect(at);
            if behind || before || of_role {
                add(owners, at, at + 1, Role::Subject(*owner));
            }
        }
    }

    /// "game developer": a word of no known name before the head of one.
    fn add_strangers(&self, tokens: &[Token], owners: &mut Vec<(usize, usize, Role)>) {
        for (at, head) in tokens.iter().enumerate().skip(1) {
            let Some(modifier) = tokens.get(at - 1) else { continue };
            let stranger = self.heads.contains(&head.stem)
                && words::kind(&modifier.text) == Kind::Content
                && modifier.text != SLOT_WORD
                && !QUALIFIERS.contains(&modifier.text.as_str())
                && !self.heads.contains(&modifier.stem)
                && !modifier.text.chars().all(|c| c.is_ascii_digit())
                && !self.usual_pairs.contains(&(modifier.stem.clone(), head.stem.clone()));
            if stranger {
                add(owners, at - 1, at + 1, Role::Stranger);
            }
        }
    }
}

/// Strangers that the sentence is about: all where it names no subject, else those set against one. "Coming from PHP, which languages do
/// backend teams use?" is about the backend; "QA engineer or data engineer?" is about both.
fn strangers_asked_about(units: &[Unit]) -> Vec<String> {
    let is_subject = |unit: &Unit| matches!(unit.role, Role::Subject(_));
    let alone = !units.iter().any(is_subject);
    let plain = |unit: &&Unit| !matches!(unit.text.as_str(), "a" | "an" | "the");
    let kept: Vec<&Unit> = units.iter().filter(plain).collect();
    let at = |i: Option<usize>| i.and_then(|i| kept.get(i)).copied();
    let rivals = |joiner: Option<&Unit>, other: Option<&Unit>| {
        joiner.is_some_and(|j| RIVALRY.contains(&j.text.as_str()))
            && other.is_some_and(|o| is_subject(o) || o.role == Role::Stranger)
    };
    let asked_about = |i: usize| {
        alone || rivals(at(Some(i + 1)), at(Some(i + 2))) || rivals(at(i.checked_sub(1)), at(i.checked_sub(2)))
    };
    let strangers = kept.iter().enumerate().filter(|(i, unit)| unit.role == Role::Stranger && asked_about(*i));
    strangers.map(|(_, unit)| unit.text.clone()).collect()
}

/// Adds a mention unless one stands there already.
fn add(owners: &mut Vec<(usize, usize, Role)>, from: usize, to: usize, role: Role) {
    if !owners.iter().any(|(f, t, _)| from < *t && *f < to) {
        owners.push((from, to, role));
    }
}

/// Every phrase whose words the knowledge uses.
fn written(knowledge: &KnowledgeBase) -> impl Iterator<Item = &str> {
    let entries =
        knowledge.entries.iter().flat_map(|e| std::iter::once(&e.title).chain(&e.questions).chain(&e.keywords));
    let subjects =
        knowledge.subjects.iter().flat_map(|s| std::iter::once(&s.name).chain(&s.aliases).chain(&s.abbreviations));
    let aspects = knowledge.aspects.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases).chain(&a.questions));
    let groups = knowledge.groups.iter().flat_map(|g| std::iter::once(&g.name).chain(&g.aliases));
    let intents = knowledge.intents.iter().flat_map(|i| &i.questions);
    let lexicon = knowledge.lexicon.synonyms.iter().flatten();
    let others = &knowledge.lexicon.other_subjects;
    entries.chain(subjects).chain(aspects).chain(groups).chain(intents).chain(lexicon).chain(others).map(String::as_str)
}

fn without_slots(template: &str) -> String {
    [SLOTS[0], SLOTS[1], "{aspect}"].iter().fold(template.to_owned(), |text, slot| text.replace(slot, " "))
}
