//! Comparisons as people name them: free text resolved to subjects and aspects, with the nearest known names where it can't be.
//!
//! In: a [`CompareRequest`]. Out: an [`Answer`], or a [`CompareError`] for the person who asked.

use std::collections::HashSet;

use crate::answer::{self, Answer};
use crate::knowledge::{Aspect, KnowledgeBase, Scope, Subject};
use crate::matching::Matcher;
use crate::text;

/// Subjects that fit side by side.
const COUNT: std::ops::RangeInclusive<usize> = 2..=5;
/// Names offered where one is not known.
const NEAREST: usize = 3;
/// Names that are offered all at once where there are no more.
const FEW: usize = 5;
/// Likeness from which a name is worth offering; below, strangers look alike too.
const LIKENESS: f64 = 0.6;

/// What to put side by side, as a person named it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompareRequest {
    /// Two to five subjects: ids, names or aliases, typos allowed.
    pub subjects: Vec<String>,
    /// Aspects or groups; empty for all.
    pub aspects: Vec<String>,
    /// Whether rows in which all subjects are alike are left out.
    pub differences: bool,
    /// Whether it is kept short where no aspect is named: to the headline aspects, in the table those that several subjects have, the others named below.
    pub headline: bool,
}

/// Why a comparison cannot be made, in words for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    /// Fewer than two, or more than five.
    #[error("a comparison takes two to five subjects, not {0}")]
    Count(usize),
    /// The same one twice.
    #[error("that is {0} twice: name two different ones")]
    Same(String),
    /// A subject that the knowledge does not have.
    #[error("I don't know `{given}`{}", nearest_clause(.nearest))]
    UnknownSubject {
        /// As typed.
        given: String,
        /// Names of the nearest known ones.
        nearest: Vec<String>,
    },
    /// An aspect that the knowledge does not have.
    #[error("I have no aspect `{given}`{}", nearest_clause(.nearest))]
    UnknownAspect {
        /// As typed.
        given: String,
        /// Names of the nearest known ones.
        nearest: Vec<String>,
    },
    /// Things that have no rows in common.
    #[error("{one} is {one_noun} and {other} is {other_noun}: those can't be put side by side")]
    Categories {
        /// The first.
        one: String,
        /// What the first is, with its article.
        one_noun: String,
        /// The one that does not fit.
        other: String,
        /// What that is, with its article.
        other_noun: String,
    },
}

fn nearest_clause(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; I know {}", nearest.join(", ")) }
}

/// Puts subjects side by side.
pub(super) fn compare(
    knowledge: &KnowledgeBase,
    matcher: &Matcher,
    request: &CompareRequest,
) -> Result<Answer, CompareError> {
    if !COUNT.contains(&request.subjects.len()) {
        return Err(CompareError::Count(request.subjects.len()));
    }
    let subjects = subjects(knowledge, matcher, &request.subjects)?;
    let scopes: Vec<Scope> =
        request.aspects.iter().map(|given| scope(knowledge, matcher, given)).collect::<Result<_, _>>()?;
    let short = scopes.is_empty() && request.headline;
    let aspects = (!short).then(|| aspects(knowledge, &scopes));
    // By its id alone, a comparison of one aspect or group can be opened again.
    let only = if let [only] = scopes.as_slice() { Some(only) } else { None };
    let answer = answer::side_by_side(knowledge, &subjects, aspects.as_deref(), request.differences, scopes.is_empty());
    Ok(answer::of_scope(knowledge, answer, only))
}

fn subjects<'a>(
    knowledge: &'a KnowledgeBase,
    matcher: &Matcher,
    names: &[String],
) -> Result<Vec<&'a Subject>, CompareError> {
    let mut found: Vec<&Subject> = Vec::new();
    for given in names {
        let subject = subject(knowledge, matcher, given)?;
        if found.iter().any(|s| s.id == subject.id) {
            return Err(CompareError::Same(subject.name.clone()));
        }
        found.push(subject);
    }
    let noun = |subject: &Subject| {
        knowledge.category(&subject.category).map_or_else(String::new, |c| answer::with_article(&c.noun))
    };
    let odd = found.first().and_then(|one| Some((one, found.iter().find(|s| s.category != one.category)?)));
    match odd {
        Some((one, other)) => Err(CompareError::Categories {
            one: one.name.clone(),
            one_noun: noun(one),
            other: other.name.clone(),
            other_noun: noun(other),
        }),
        None => Ok(found),
    }
}

fn subject<'a>(knowledge: &'a KnowledgeBase, matcher: &Matcher, given: &str) -> Result<&'a Subject, CompareError> {
    let by_id = || knowledge.subjects.iter().find(|s| s.id.as_str() == given.trim());
    let by_name = || matcher.subject_named(given).and_then(|at| knowledge.subjects.get(at));
    by_id().or_else(by_name).ok_or_else(|| {
        let names = |s: &'a Subject| {
            std::iter::once(&s.name).chain(&s.aliases).map(move |name| (name.as_str(), s.name.as_str()))
        };
        CompareError::UnknownSubject {
            given: shown(given),
            nearest: nearest(given, knowledge.subjects.iter().flat_map(names)),
        }
    })
}

/// The aspects asked for, in the order of rows; all where none is named.
fn aspects<'a>(knowledge: &'a KnowledgeBase, scopes: &[Scope]) -> Vec<&'a Aspect> {
    if scopes.is_empty() {
        return knowledge.aspects.iter().collect();
    }
    let asked: Vec<&Aspect> = scopes.iter().flat_map(|scope| knowledge.aspects_in(scope)).collect();
    knowledge.aspects.iter().filter(|a| asked.iter().any(|b| b.id == a.id)).collect()
}

fn scope(knowledge: &KnowledgeBase, matcher: &Matcher, given: &str) -> Result<Scope, CompareError> {
    let id = given.trim();
    let aspect = || knowledge.aspects.iter().find(|a| a.id.as_str() == id).map(|a| Scope::Aspect(a.id.clone()));
    let group = || knowledge.groups.iter().find(|g| g.id.as_str() == id).map(|g| Scope::Group(g.id.clone()));
    group().or_else(aspect).or_else(|| matcher.scope_named(given).cloned()).ok_or_else(|| {
        let aspects = knowledge.aspects.iter().map(|a| (&a.name, &a.aliases));
        let all = aspects.chain(knowledge.groups.iter().map(|g| (&g.name, &g.aliases)));
        let names = all
            .flat_map(|(name, aliases)| std::iter::once(name).chain(aliases).map(move |n| (n.as_str(), name.as_str())));
        CompareError::UnknownAspect { given: shown(given), nearest: nearest(given, names) }
    })
}

/// The names most like what was given. Where only a few are known, all of them, the likest first: one name alone would read as if there were no other.
fn nearest<'a>(given: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let given = text::fold(given);
    let mut scored: Vec<(f64, &str)> =
        names.map(|(alias, name)| (strsim::jaro_winkler(&given, &text::fold(alias)), name)).collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    let mut seen = HashSet::new();
    scored.retain(|(_, name)| seen.insert(*name));
    let few = scored.len() <= FEW;
    let worth = scored
        .iter()
        .enumerate()
        .filter(|(at, (likeness, _))| few || (*at < NEAREST && (*at == 0 || *likeness >= LIKENESS)));
    worth.map(|(_, (_, name))| (*name).to_owned()).collect()
}

/// What a person typed, short enough to be shown back and unable to close the back-ticks around it.
fn shown(given: &str) -> String {
    given.chars().filter(|c| !c.is_control() && *c != '`').take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_few_names_all_are_offered_and_of_many_those_that_are_alike() {
        let few = &["French press", "V60 dripper", "Moka pot", "AeroPress"];
        let names = |names: &'static [&str]| names.iter().map(|name| (*name, *name));
        for (given, first) in [("chemex", None), ("aeropres", Some("AeroPress")), ("moka", Some("Moka pot"))] {
            let offered = nearest(given, names(few));
            assert!(offered.len() == few.len() && few.iter().all(|name| offered.iter().any(|o| o == name)), "{given}");
            assert!(first.is_none_or(|first| offered.first().is_some_and(|o| o == first)), "{given}: {offered:?}");
        }
        let many = &["Kafka", "Kinesis", "Airflow", "Dagster", "Prefect", "Flink"];
        assert_eq!(nearest("kafak", names(many)).first().map(String::as_str), Some("Kafka"));
        assert!(nearest("kafak", names(many)).len() <= NEAREST);
        assert_eq!(nearest("zzz", names(many)).len(), 1, "one at least");
        assert_eq!(nearest("zzz", std::iter::empty()), Vec::<String>::new());
    }
}
