//! Subjects side by side: one column a subject, one row an aspect, every statement with its sources.
//!
//! In: subjects and aspects. Out: a [`Table`]. How wide a column is and how a gap is shown is left to [`crate::render`].

use super::Citations;
use crate::knowledge::{Aspect, AspectId, Date, KnowledgeBase, Subject, SubjectId};

/// What sources say in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The fact.
    pub text: String,
    /// Places of its sources in the answer's list, from 0; more than one where several say the same.
    pub sources: Vec<usize>,
    /// Of when it is, where that differs from the source's date.
    pub as_of: Option<Date>,
}

/// One subject under one aspect: no statement means *not recorded*, two mean that sources differ or add to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is recorded.
    pub statements: Vec<Statement>,
}

/// One aspect across all subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: AspectId,
    /// Row heading.
    pub name: String,
    /// Name of its group.
    pub group: String,
    /// One a column.
    pub cells: Vec<Cell>,
}

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Ids of the subjects, in the order of columns.
    pub subjects: Vec<SubjectId>,
    /// Full names, for lists and JSON.
    pub names: Vec<String>,
    /// Column headings, short.
    pub columns: Vec<String>,
    /// In the order of aspects.
    pub rows: Vec<Row>,
}

impl Table {
    /// Puts subjects side by side under the aspects given; an aspect that none of them has is left out.
    pub(super) fn of(
        knowledge: &KnowledgeBase,
        subjects: &[&Subject],
        aspects: &[&Aspect],
        citations: &mut Citations<'_>,
    ) -> Self {
        let recorded = |aspect: &&&Aspect| subjects.iter().any(|s| s.facts.iter().any(|f| f.aspect == aspect.id));
        let rows = aspects.iter().filter(recorded).map(|aspect| Row {
            id: aspect.id.clone(),
            name: aspect.name.clone(),
            group: knowledge.group(&aspect.group).map_or_else(String::new, |g| g.name.clone()),
            cells: subjects.iter().map(|subject| Cell::of(subject, aspect, citations)).collect(),
        });
        Self {
            rows: rows.collect(),
            subjects: subjects.iter().map(|s| s.id.clone()).collect(),
            names: subjects.iter().map(|s| s.name.clone()).collect(),
            columns: headings(subjects),
        }
    }

    /// Leaves out the rows in which every subject says the same.
    pub(super) fn keep_differences(&mut self) {
        self.rows.retain(Row::differs);
    }
}

/// Short names over the columns, where each tells its subject from the others: "Data" beside "Scientist" does not.
fn headings(subjects: &[&Subject]) -> Vec<String> {
    let words = |text: &str| format!(" {} ", text.to_lowercase());
    let names = |one: &Subject, other: &Subject| one.id != other.id && words(&other.name).contains(&words(&one.short));
    let mistaken = subjects.iter().any(|one| subjects.iter().any(|other| names(one, other)));
    subjects.iter().map(|s| if mistaken { s.name.clone() } else { s.short.clone() }).collect()
}

impl Row {
    /// Whether the subjects differ in what is recorded of them, letter case apart.
    fn differs(&self) -> bool {
        let said = |cell: &Cell| {
            let mut texts: Vec<String> = cell.statements.iter().map(|s| s.text.to_lowercase()).collect();
            texts.sort();
            texts
        };
        let mut cells = self.cells.iter().map(said);
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    }
}

impl Cell {
    /// All that is recorded of a subject under an aspect; what two sources say in the same words stands once, with both.
    pub(super) fn of(subject: &Subject, aspect: &Aspect, citations: &mut Citations<'_>) -> Self {
        let mut statements: Vec<Statement> = Vec::new();
        for fact in subject.facts.iter().filter(|f| f.aspect == aspect.id) {
            let Some(source) = citations.cite(&fact.source) else { continue };
            let same = |s: &&mut Statement| s.as_of == fact.as_of && s.text.to_lowercase() == fact.text.to_lowercase();
            match statements.iter_mut().find(same) {
                Some(statement) => statement.sources.push(source),
                None => {
                    statements.push(Statement { text: fact.text.clone(), sources: vec![source], as_of: fact.as_of });
                }
            }
        }
        Self { statements }
    }
}
