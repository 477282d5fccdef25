//! Many entries at once: an import of ten thousand and some stays quick to check, and says which part of it was tried.

use std::fmt::Write as _;

use super::Desk;

/// More than are all tried.
const MANY: usize = 10_400;

fn many() -> String {
    let mut rows = String::from("question,answer,category\n");
    for at in 0..MANY {
        let (one, other) = (at / 100, at % 100);
        writeln!(rows, "how do i reset device {one} of rack {other},Hold its button for ten seconds.,Rack {other}")
            .unwrap();
    }
    // The last two ask the same.
    rows.push_str("who keeps the racks,Operations.,Team\nWho keeps the racks?,Nobody.,Team\n");
    rows
}

#[test]
fn of_very_many_entries_a_part_is_tried_and_the_output_says_so() {
    let desk = Desk::new();
    std::fs::write(desk.path("many.csv"), many()).unwrap();
    let ran = desk.docent(&["import", "csv", "many.csv"]);
    assert!(
        ran.out.contains("10401 entries in `knowledge/faq/many` (1 left out, 0 changes)"),
        "{}{}",
        ran.out,
        ran.err
    );
    let checked = desk.docent(&["check"]);
    assert_eq!(checked.code, Some(1));
    for said in [
        "own questions were tried with 3467 of 10401 entries, evenly picked: `--all` tries all",
        "more like this: faq/many/",
        "the entry has 1 of at least 3 example questions",
        "`--all` shows each of them",
        " warnings in `knowledge` (10401 entries)",
    ] {
        assert!(
            checked.out.contains(said),
            "{said}\n{}",
            checked.out.lines().rev().take(12).collect::<Vec<_>>().join("\n")
        );
    }
    assert_eq!(checked.out.matches("-->").count(), 500, "a screen is not flooded");
}
