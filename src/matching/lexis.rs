//! Everything that is needed to read a sentence: names, synonyms, abbreviations, the vocabulary.
//!
//! In: the knowledge. Out: a [`Lexis`] that knows what a word or phrase stands for as a whole. Reading sentences with it is left to [`super::reading`].

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::extents::Extent;
use super::features::{Key, View};
use super::keys::KeySet;
use super::names::Names;
use super::vocabulary::Vocabulary;
use crate::cores;
use crate::knowledge::{Called, Category, KnowledgeBase, Scope, Subject};
use crate::language::Language;
use crate::text::{self, Token};

/// Different words of a sentence that are taken for typos at most: more are another language, or noise.
const MOST_REPAIRED: usize = 16;

/// Everything needed to read: names, synonyms, vocabulary.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lexis {
    /// In which language it reads.
    pub(super) language: Language,
    /// The subjects of the domain: places in [`KnowledgeBase::subjects`]. Everything else that is learned knows a subject by its place in this list.
    pub(super) members: Vec<usize>,
    /// In whose name templates speak, one after the other: each of the members as often as it has facts, well mixed.
    pub(super) turns: Vec<usize>,
    pub(super) subjects: Names,
    /// Abbreviations that may be ordinary words in small letters.
    pub(super) abbreviations: FxHashMap<String, usize>,
    /// Short names ("data") that count only beside another subject.
    pub(super) shorts: FxHashMap<String, usize>,
    pub(super) aspects: Names,
    /// What the owners of aspect names are: those of the extent.
    pub(super) scopes: Vec<Scope>,
    /// Names of subjects of other domains in which a name of this one stands: "Kafka Streams" where Kafka is a subject.
    pub(super) longer: Names,
    /// What it has in common with all others of its language, which is held once; not on the shelf.
    #[serde(skip)]
    pub(super) common: Arc<Common>,
    pub(super) heads: Vec<SmolStr>,
    pub(super) vocabulary: Vocabulary,
    /// Pairs of stems that examples use: "software engineer" is then no stranger.
    usual_pairs: KeySet,
}

/// Words that mean something in a language whatever the domain: what its lexicon says.
#[derive(Debug, Default)]
pub(super) struct Common {
    /// Names of what one could ask about and this knowledge does not have.
    pub(super) others: Names,
    pub(super) synonyms: Names,
    pub(super) synonym_stems: Vec<SmolStr>,
    pub(super) long_forms: FxHashMap<String, String>,
}

impl Common {
    /// What the lexicon of a language says.
    pub(super) fn of(knowledge: &KnowledgeBase, language: Language) -> Self {
        let names = || Names::of(language);
        let mut common = Self { others: names(), synonyms: names(), ..Self::default() };
        for other in other_subjects(knowledge, language) {
            common.others.add(other, 0);
        }
        let lexicon = knowledge.lexicon_in(language);
        for set in &lexicon.synonyms {
            let Some(first) = set.first() else { continue };
            let stems: Vec<SmolStr> = text::phrase_in(language, first).into_iter().map(|t| t.stem).collect();
            common.synonym_stems.push(stems.join(" ").into());
            for word in set {
                common.synonyms.add(word, common.synonym_stems.len() - 1);
            }
        }
        for (short, long) in &lexicon.abbreviations {
            common.long_forms.insert(text::fold_in(language, short), long.clone());
        }
        common
    }
}

/// Phrases that are read before their words are noted.
const BATCH: usize = 8_192;

/// Slots of a template.
pub(super) const SLOTS: [&str; 2] = ["{subject}", "{other}"];
/// What a slot is written as before words are cut: a word that nobody types.
pub(super) const SLOT_WORD: &str = "subjectslotx";

impl Lexis {
    /// Learns names and words; of the entries, those of one domain.
    pub(super) fn learn(knowledge: &KnowledgeBase, extent: &Extent, common: &Arc<Common>) -> Self {
        let language = extent.language;
        let names = || Names::of(language);
        let mut lexis = Self {
            language,
            subjects: names(),
            aspects: names(),
            longer: names(),
            common: Arc::clone(common),
            ..Self::default()
        };
        lexis.learn_subjects(knowledge, extent);
        lexis.learn_aspects(knowledge, extent);
        lexis.learn_words(knowledge, extent);
        lexis
    }

    fn learn_subjects(&mut self, knowledge: &KnowledgeBase, extent: &Extent) {
        self.members.clone_from(&extent.subjects);
        self.turns = turns(&members(knowledge, extent).map(|subject| subject.facts.len()).collect::<Vec<_>>());
        for (owner, subject) in self.members.iter().filter_map(|at| knowledge.subjects.get(*at)).enumerate() {
            self.subjects.add(&subject.name, owner);
            self.subjects.add(&subject.id.as_str().replace('-', " "), owner);
            for alias in &subject.aliases {
                self.subjects.add(alias, owner);
            }
            for short in &subject.abbreviations {
                self.abbreviations.insert(text::fold_in(self.language, short), owner);
            }
            self.shorts.entry(text::fold_in(self.language, &subject.short)).or_insert(owner);
            for called in names_in(knowledge, self.language, subject) {
                called.called.iter().for_each(|name| self.subjects.add(name, owner));
                if let Some(short) = &called.short {
                    self.shorts.entry(text::fold_in(self.language, short)).or_insert(owner);
                }
            }
        }
        let own: FxHashSet<usize> = self.members.iter().copied().collect();
        for (at, subject) in knowledge.subjects.iter().enumerate().filter(|(at, _)| !own.contains(at)) {
            for name in std::iter::once(&subject.name).chain(&subject.aliases) {
                let words = text::phrase_in(self.language, name);
                if self.subjects.find(&words).iter().any(|found| found.to - found.from < words.len()) {
                    self.longer.add(name, at);
                }
            }
        }
        let own = |category: &&Category| members(knowledge, extent).any(|subject| subject.category == category.id);
        let heads = knowledge.categories.iter().filter(own).flat_map(|c| &c.heads);
        let stem = |head: &String| text::stem_in(self.language, &text::fold_in(self.language, head));
        self.heads = heads.map(stem).collect();
    }

    fn learn_aspects(&mut self, knowledge: &KnowledgeBase, extent: &Extent) {
        for scope in &extent.scopes {
            match scope {
                Scope::Aspect(id) => knowledge.aspect(id).map(|a| self.name_scope(scope.clone(), &a.name, &a.aliases)),
                Scope::Group(id) => knowledge.group(id).map(|g| self.name_scope(scope.clone(), &g.name, &g.aliases)),
            };
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

    fn learn_words(&mut self, knowledge: &KnowledgeBase, extent: &Extent) {
        let phrases: Vec<&str> = written(knowledge, extent).collect();
        let language = self.language;
        // Only names with a head or a short form are told from usual pairs.
        let pairs_matter = !self.heads.is_empty() || !self.shorts.is_empty();
        let (mut words, mut pairs) = (FxHashSet::default(), FxHashSet::default());
        for batch in phrases.chunks(BATCH) {
            for tokens in cores::each(batch, |phrase| text::phrase_in(language, &without_slots(phrase))) {
                let beside = tokens.iter().zip(tokens.iter().skip(1)).filter(|_| pairs_matter);
                pairs.extend(beside.map(|(one, other)| pair(one, other)));
                words.extend(tokens.into_iter().map(|token| token.text));
            }
        }
        self.vocabulary = Vocabulary::of(language, &words);
        self.usual_pairs = KeySet::of(pairs.into_iter().collect());
    }

    /// The subjects of the domain, in the order in which everything knows them.
    pub(super) fn subjects_in<'k>(&'k self, knowledge: &'k KnowledgeBase) -> impl Iterator<Item = &'k Subject> {
        self.members.iter().filter_map(|at| knowledge.subjects.get(*at))
    }

    /// The subject at a place among those of the domain.
    pub(super) fn subject<'k>(&self, knowledge: &'k KnowledgeBase, at: usize) -> Option<&'k Subject> {
        knowledge.subjects.get(*self.members.get(at)?)
    }

    /// Whether an example uses two words side by side.
    pub(super) fn is_usual(&self, one: &Token, other: &Token) -> bool {
        self.usual_pairs.has(pair(one, other))
    }

    /// Whether the knowledge uses a word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.vocabulary.knows(word)
    }

    /// The subject that a phrase names as a whole, as in `/compare`: its place in [`KnowledgeBase::subjects`]. Short names count.
    pub(super) fn subject_named(&self, phrase: &str) -> Option<usize> {
        let tokens = text::phrase_in(self.language, phrase);
        let content: Vec<Token> =
            tokens.iter().filter(|t| !text::words::is_article(self.language, &t.text)).cloned().collect();
        let folded = content.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        let known = |tokens: &[Token]| self.subjects.whole(tokens);
        let short = || self.abbreviation(&folded).or_else(|| self.shorts.get(&folded).copied());
        let named = known(&content).or_else(short).or_else(|| known(&self.repaired(&content, &mut Vec::new())));
        self.members.get(named?).copied()
    }

    /// The aspect or group that a phrase names as a whole.
    pub(super) fn scope_named(&self, phrase: &str) -> Option<&Scope> {
        let tokens = text::phrase(phrase);
        let owner =
            self.aspects.whole(&tokens).or_else(|| self.aspects.whole(&self.repaired(&tokens, &mut Vec::new())))?;
        self.scopes.get(owner)
    }

    /// The words with their typos repaired; what was repaired is noted.
    pub(super) fn repaired<'t>(&self, tokens: &'t [Token], repairs: &mut Vec<(String, String)>) -> Cow<'t, [Token]> {
        let mut repaired = Cow::Borrowed(tokens);
        let mut looked_up: Vec<(&str, Option<&str>)> = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| self.may_be_typo(&token.text)) {
            let known = looked_up.iter().find(|(word, _)| *word == token.text).map(|(_, meant)| *meant);
            let meant = known.unwrap_or_else(|| self.vocabulary.repair(&token.text));
            if known.is_none() {
                looked_up.push((&token.text, meant));
            }
            if let (Some(meant), Some(token)) = (meant, repaired.to_mut().get_mut(at)) {
                repairs.push((token.text.to_string(), meant.to_string()));
                token.stem = text::stem_in(self.language, meant);
                token.text = meant.into();
            }
            if looked_up.len() == MOST_REPAIRED {
                break;
            }
        }
        repaired
    }

    fn may_be_typo(&self, word: &str) -> bool {
        self.vocabulary.may_be_typo(word) && !self.is_name(word)
    }

    fn is_name(&self, word: &str) -> bool {
        word == SLOT_WORD || self.abbreviations.contains_key(word) || self.common.long_forms.contains_key(word)
    }

    /// Every subject that a sentence may name, be it by a short form that is an ordinary word as well.
    pub(super) fn may_name(&self, tokens: &[Token]) -> Vec<usize> {
        let mut named = self.subjects.touched(tokens);
        let short =
            |token: &Token| self.abbreviation(&token.text).or_else(|| self.shorts.get(token.text.as_str()).copied());
        named.extend(tokens.iter().filter_map(short));
        named
    }

    pub(super) fn abbreviation(&self, word: &str) -> Option<usize> {
        let plural = |word: &str| word.strip_suffix('s').and_then(|w| self.abbreviations.get(w)).copied();
        self.abbreviations.get(word).copied().or_else(|| plural(word))
    }
}

/// The key of two words side by side, by their stems.
fn pair(one: &Token, other: &Token) -> u64 {
    Key::of(View::Pair).text(&one.stem).text(&other.stem).finish()
}

/// Every phrase whose words a domain uses.
fn written<'k>(knowledge: &'k KnowledgeBase, extent: &'k Extent) -> impl Iterator<Item = &'k str> {
    let entries = extent.entries.iter().filter_map(|at| knowledge.entries.get(*at));
    let entries = entries.flat_map(|e| std::iter::once(&e.title).chain(&e.questions).chain(&e.keywords));
    let subjects = members(knowledge, extent);
    let subjects = subjects.flat_map(|s| std::iter::once(&s.name).chain(&s.aliases).chain(&s.abbreviations));
    let has = |scope: Scope| extent.scopes.contains(&scope);
    let aspects = knowledge.aspects.iter().filter(move |a| has(Scope::Aspect(a.id.clone())));
    let aspects = aspects.flat_map(|a| std::iter::once(&a.name).chain(&a.aliases).chain(&a.questions));
    let groups = knowledge.groups.iter().filter(move |g| has(Scope::Group(g.id.clone())));
    let groups = groups.flat_map(|g| std::iter::once(&g.name).chain(&g.aliases));
    let intents = knowledge.intents.iter().filter(|intent| extent.asks(intent)).flat_map(|i| &i.questions);
    let lexicon = knowledge.lexicon_in(extent.language).synonyms.iter().flatten();
    let others = other_subjects(knowledge, extent.language);
    let called = members(knowledge, extent).flat_map(|s| names_in(knowledge, extent.language, s));
    let subjects = subjects.chain(called.flat_map(|called| called.called.iter().chain(&called.short)));
    entries.chain(subjects).chain(aspects).chain(groups).chain(intents).chain(lexicon).chain(others).map(String::as_str)
}

/// What a subject is called in a language besides the names that it has everywhere.
fn names_in<'k>(
    knowledge: &'k KnowledgeBase,
    language: Language,
    subject: &'k Subject,
) -> impl Iterator<Item = &'k Called> {
    let tongues = knowledge.tongues.iter().filter(move |tongue| tongue.language == language);
    tongues.flat_map(|tongue| &tongue.names).filter(|called| called.subject == subject.id)
}

/// What one could ask about and this knowledge does not have: names are names everywhere, and each language has more.
fn other_subjects(knowledge: &KnowledgeBase, language: Language) -> impl Iterator<Item = &String> {
    let own = Some(knowledge.lexicon_in(language)).filter(|_| language != Language::English);
    knowledge.lexicon.other_subjects.iter().chain(own.into_iter().flat_map(|lexicon| &lexicon.other_subjects))
}

/// A list in which each place stands as often as it counts (once at least), evenly spread.
fn turns(counts: &[usize]) -> Vec<usize> {
    let spread = |(at, count): (usize, &usize)| {
        let count = (*count).max(1);
        (0..count).map(move |turn| ((turn as f32 + 0.5) / count as f32, at))
    };
    let mut turns: Vec<(f32, usize)> = counts.iter().enumerate().flat_map(spread).collect();
    turns.sort_by(|(one, a), (other, b)| one.total_cmp(other).then(a.cmp(b)));
    turns.into_iter().map(|(_, at)| at).collect()
}

/// The subjects of a domain.
fn members<'k>(knowledge: &'k KnowledgeBase, extent: &'k Extent) -> impl Iterator<Item = &'k Subject> {
    extent.subjects.iter().filter_map(|at| knowledge.subjects.get(*at))
}

fn without_slots(template: &str) -> Cow<'_, str> {
    with_slots_as(template, &[SLOTS[0], SLOTS[1], "{aspect}"], " ")
}

/// A template with something else in its slots.
pub(super) fn with_slots_as<'t>(template: &'t str, slots: &[&str], instead: &str) -> Cow<'t, str> {
    if !template.contains('{') {
        return Cow::Borrowed(template);
    }
    slots.iter().fold(Cow::Borrowed(template), |text, slot| Cow::Owned(text.replace(slot, instead)))
}
