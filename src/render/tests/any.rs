//! What holds for any answer at all: limits, tables of one width, no form that breaks.

use proptest::prelude::*;

use super::drinks;
use crate::answer::{Answer, Block, Cell, Citation, Row, Statement, Table};
use crate::knowledge::{AspectId, SourceId, SubjectId};
use crate::render::limits::{
    CARD_DESCRIPTION, CARD_FOOTER, CARD_TITLE, MESSAGE_CARDS, PHONE_COLUMNS_THREE, PHONE_COLUMNS_TWO,
};
use crate::render::{TableForm, card, grid::Grid, json, markdown, plain, wrap};

/// Text of every kind: ordinary, with markup, wide, combining, emoji, control characters, anything at all.
fn any_text() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "```",
        "`",
        "``",
        "@everyone",
        "@here",
        "<@1>",
        "<@&2>",
        "<#3>",
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        "数据",
        "👩‍💻",
        "🇩🇪",
        "e\u{301}",
        "\u{202e}",
        "\0",
        "**",
        "](x)",
        "[",
        "|",
        "- ",
        "x".repeat(90).leak(),
        "لا",
        "ᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀᄀ",
    ]);
    let telling = prop::collection::vec(telling, 0..60).prop_map(|parts| parts.concat());
    let long = (0..6_000_usize).prop_map(|n| "several words ".repeat(n / 14));
    prop_oneof![4 => telling, 2 => ".{0,80}", 1 => long]
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let statement = (any_text(), prop::collection::vec(0..9_usize, 0..3)).prop_map(|(text, sources)| Statement {
        text,
        sources,
        as_of: None,
    });
    prop::collection::vec(statement, 0..4).prop_map(|statements| Cell { statements })
}

fn any_table() -> impl Strategy<Value = Table> {
    (1..6_usize).prop_flat_map(|count| {
        let names = prop::collection::vec(any_text(), count);
        let row = (any_text(), "[ab]", prop::collection::vec(any_cell(), 0..=count))
            .prop_map(|(name, group, cells)| Row { id: AspectId::new("a").unwrap(), name, group, cells });
        (names, prop::collection::vec(row, 0..16)).prop_map(move |(names, rows)| Table {
            subjects: vec![SubjectId::new("s").unwrap(); count],
            columns: names.clone(),
            names,
            rows,
        })
    })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let block = prop_oneof![
        any_text().prop_map(Block::Prose),
        any_text().prop_map(Block::Heading),
        any_table().prop_map(Block::Table),
    ];
    let source = (any_text(), any_text(), prop::option::of("https?://[ -~]{0,300}"))
        .prop_map(|(title, date, link)| Citation { id: SourceId::new("s").unwrap(), title, date, link });
    (any_text(), prop::collection::vec(block, 0..5), prop::collection::vec(source, 0..9)).prop_map(
        |(title, blocks, sources)| Answer {
            id: None,
            title,
            blocks,
            sources,
            verified: Some("2026-11-20".parse().unwrap()),
            overdue: None,
            related: Vec::new(),
            language: crate::language::Language::English,
        },
    )
}

fn mentions(text: &str) -> bool {
    let mention = regex::Regex::new(r"(?i)@everyone|@here|<@[!&]?\d+>|<#\d+>").unwrap();
    mention.is_match(text)
}

fn code_lines(description: &str) -> Vec<&str> {
    let mut inside = false;
    let in_code = |line: &&str| {
        let fence = line.starts_with("```");
        inside ^= fence;
        inside && !fence
    };
    description.lines().filter(in_code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn pages_keep_every_limit_for_any_answer(answer in any_answer(), list in any::<bool>()) {
        let form = if list { TableForm::List } else { TableForm::Columns };
        let pages = card::pages(&answer, form);
        prop_assert!(!pages.is_empty());
        for message in &pages {
            let mut total = 0;
            for card in message {
                let counts = [&card.title, &card.description, card.footer.as_ref().unwrap()].map(|text| text.chars().count());
                prop_assert!(counts[0] <= CARD_TITLE && counts[1] <= CARD_DESCRIPTION && counts[2] <= CARD_FOOTER, "{counts:?}");
                prop_assert!(!mentions(&card.title) && !mentions(&card.description), "{}", card.description);
                prop_assert!(card.description.matches("```").count() % 2 == 0, "{}", card.description);
                total += counts.iter().sum::<usize>();
            }
            prop_assert!(total <= MESSAGE_CARDS);
        }
    }

    #[test]
    fn every_line_of_a_table_is_equally_wide(table in any_table(), columns in 1..120_usize) {
        if let Some(grid) = Grid::new(&table, columns) {
            let widths: Vec<usize> = grid.text().lines().map(wrap::width).collect();
            prop_assert!(widths.iter().all(|width| *width == widths[0] && *width <= columns), "{widths:?}\n{}", grid.text());
            prop_assert!(grid.text().lines().all(|line| line.trim_end() == line));
        }
    }

    #[test]
    fn tables_in_cards_fit_a_phone(table in any_table()) {
        let subjects = table.columns.len();
        let answer = Answer { blocks: vec![Block::Table(table)], ..drinks() };
        for card in card::pages(&answer, TableForm::Columns).iter().flatten() {
            let most = if subjects < 3 { PHONE_COLUMNS_TWO } else { PHONE_COLUMNS_THREE };
            prop_assert!(code_lines(&card.description).iter().all(|line| wrap::width(line) <= most));
        }
    }

    #[test]
    fn no_answer_breaks_a_form(answer in any_answer(), columns in 0..200_usize) {
        let text = plain::answer(&answer, columns);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        let _ = (markdown::answer(&answer), json::answer(&answer));
    }
}
