//! Comparisons in short, as they are given where nobody names aspects: what several subjects have, and below in words what one has alone.

use std::collections::BTreeSet;

use docent::answer::{Answer, Block, Table};
use docent::knowledge::{KnowledgeBase, SubjectId};
use docent::pipeline::CompareRequest;
use docent::render::plain;

use crate::support::shipped;

fn compared(subjects: &[&str], headline: bool) -> Answer {
    let subjects = subjects.iter().map(|&name| name.to_owned()).collect();
    shipped().compare(&CompareRequest { subjects, headline, ..CompareRequest::default() }).unwrap()
}

fn table(answer: &Answer) -> &Table {
    answer.blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).unwrap()
}

fn recorded(table: &Table) -> impl Iterator<Item = usize> {
    table.rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.statements.is_empty()).count())
}

#[test]
fn what_one_subject_has_alone_is_named_below_the_table() {
    let pair = ["data-engineer", "data-scientist"];
    let answer = compared(&pair, true);
    assert!(recorded(table(&answer)).all(|cells| cells == 2), "{}", plain::text(&answer));
    let said = plain::text(&answer).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Recorded for data engineer alone: main consumers, "), "{said}");
    assert!(recorded(table(&compared(&pair, false))).any(|cells| cells == 1), "with all rows nothing is left out");
}

#[test]
fn asked_in_words_it_is_the_same() {
    let id = "compare:data-engineer+data-scientist".parse().unwrap();
    let asked = shipped().answer_for(&id).unwrap();
    assert_eq!(table(&asked), table(&compared(&["data-engineer", "data-scientist"], true)));
}

#[test]
fn what_only_rows_that_are_left_out_cite_is_no_source() {
    let knowledge = shipped().knowledge();
    // A page of the two cites for itself.
    let alone = |[one, other]: &[&str; 2]| {
        let ids = [*one, *other].map(|id| SubjectId::new(id).unwrap());
        knowledge.comparison(&ids[0], &ids[1]).is_none()
    };
    let mut left_out = 0;
    for pair in pairs(knowledge).filter(alone) {
        let answer = compared(&pair, true);
        let cells = table(&answer).rows.iter().flat_map(|row| &row.cells);
        let cited: BTreeSet<usize> = cells.flat_map(|cell| &cell.statements).flat_map(|s| s.sources.clone()).collect();
        assert_eq!(cited, (0..answer.sources.len()).collect(), "{pair:?}");
        left_out += usize::from(answer.blocks.len() > 1);
    }
    assert!(left_out > 0, "no pair leaves anything out");
}

/// All pairs of one category.
fn pairs(knowledge: &KnowledgeBase) -> impl Iterator<Item = [&str; 2]> {
    let subjects = knowledge.subjects.iter().enumerate();
    subjects.flat_map(|(at, one)| {
        let others = knowledge.subjects.iter().skip(at + 1).filter(|other| other.category == one.category);
        others.map(|other| [one.id.as_str(), other.id.as_str()])
    })
}

#[test]
fn any_two_of_a_category_share_rows_and_no_column_is_empty() {
    for pair in pairs(shipped().knowledge()) {
        let answer = compared(&pair, true);
        let table = table(&answer);
        assert!(recorded(table).any(|cells| cells == 2), "{pair:?} share nothing");
        for at in 0..2 {
            let empty = table.rows.iter().all(|row| row.cells[at].statements.is_empty());
            assert!(!empty, "{pair:?}: an empty column");
        }
    }
}

#[test]
fn a_column_says_in_full_whose_it_is_where_the_short_name_is_part_of_another() {
    let columns = |pair: [&str; 2]| table(&compared(&pair, true)).columns.join(" | ");
    assert_eq!(columns(["backend-engineer", "data-engineer"]), "Backend | Data");
    assert_eq!(columns(["data-engineer", "data-scientist"]), "Data engineer | Data scientist");
}
