//! Every form of the same answer, reviewed as product copy; limits for any answer at all.

use proptest::prelude::*;

use super::limits::{CARD_DESCRIPTION, CARD_FOOTER, CARD_TITLE, MESSAGE_CARDS, PHONE_COLUMNS_THREE, PHONE_COLUMNS_TWO};
use super::{TableForm, card, grid::Grid, json, markdown, plain, wrap};
use crate::answer::{Answer, Block, Cell, Citation, Row, Statement, Table};
use crate::knowledge::{AspectId, EntryId, SourceId, SubjectId};

fn statement(text: &str, source: usize, as_of: Option<&str>) -> Statement {
    Statement { text: text.to_owned(), sources: vec![source], as_of: as_of.map(|date| date.parse().unwrap()) }
}

fn cell(statements: &[(&str, usize, Option<&str>)]) -> Cell {
    Cell { statements: statements.iter().map(|(text, source, as_of)| statement(text, *source, *as_of)).collect() }
}

fn row(id: &str, name: &str, group: &str, cells: Vec<Cell>) -> Row {
    Row { id: AspectId::new(id).unwrap(), name: name.to_owned(), group: group.to_owned(), cells }
}

fn citation(id: &str, title: &str, date: &str, link: Option<&str>) -> Citation {
    Citation {
        id: SourceId::new(id).unwrap(),
        title: title.to_owned(),
        date: date.to_owned(),
        link: link.map(str::to_owned),
    }
}

fn drinks() -> Answer {
    let rows = vec![
        row(
            "price",
            "Price",
            "Buying",
            vec![
                cell(&[("3.20 a cup on average", 0, Some("2022-09")), ("about 4.00 in big cities", 1, None)]),
                cell(&[("2.80 a cup", 0, None)]),
            ],
        ),
        row(
            "origin",
            "Where it grows",
            "Growing",
            vec![cell(&[("Ethiopia, Brazil, 越南, Colombia", 1, None)]), cell(&[])],
        ),
    ];
    let table = Table {
        subjects: vec![SubjectId::new("coffee").unwrap(), SubjectId::new("tea").unwrap()],
        names: vec!["Coffee, brewed".to_owned(), "Tea, brewed".to_owned()],
        columns: vec!["Coffee".to_owned(), "Tea".to_owned()],
        rows,
    };
    Answer {
        id: Some("compare:coffee+tea".parse().unwrap()),
        title: "Coffee and tea side by side".to_owned(),
        blocks: vec![
            Block::Prose("Both are **hot**. See [the guide](https://example.org/guide).".to_owned()),
            Block::Heading("Side by side".to_owned()),
            Block::Table(table),
        ],
        sources: vec![
            citation("guide", "The Hot Drinks Guide (Example Press)", "2022-09-21", Some("https://example.org/a_(b)")),
            citation("survey", "A Survey of Cups", "undated, read 2026-11-20", None),
        ],
        verified: Some("2026-11-20".parse().unwrap()),
        overdue: None,
        related: vec![(EntryId::new("how-to-brew").unwrap(), "How do I brew it?".to_owned())],
        language: crate::language::Language::English,
    }
}

fn one_card(form: TableForm) -> String {
    let pages = card::pages(&drinks(), form);
    assert_eq!(pages.len(), 1);
    let card = &pages[0][0];
    format!("{}\n---\n{}\n---\n{}", card.title, card.description, card.footer.as_deref().unwrap_or_default())
}

#[test]
fn a_card_shows_columns_that_fit_a_phone() {
    insta::assert_snapshot!(one_card(TableForm::Columns), @r#"
    Coffee and tea side by side
    ---
    Both are **hot**. See [the guide](https://example.org/guide).

    **Side by side**
    ```
    ┌────────────────────┬────────────────────┐
    │ Coffee             │ Tea                │
    ├─ Price ────────────┼────────────────────┤
    │ • 3.20 a cup on    │ 2.80 a cup [1]     │
    │   average,         │                    │
    │   2022-09 [1]      │                    │
    │ • about 4.00 in    │                    │
    │   big cities [2]   │                    │
    ├─ Where it grows ───┼────────────────────┤
    │ Ethiopia, Brazil,  │ not recorded       │
    │ 越南, Colombia [2] │                    │
    └────────────────────┴────────────────────┘
    ```

    **Sources**
    [1] [The Hot Drinks Guide (Example Press)](https://example.org/a_%28b%29) · 2022-09-21
    [2] A Survey of Cups · undated, read 2026-11-20
    ---
    last checked 2026-11-20
    "#);
}

#[test]
fn a_card_lists_where_columns_are_not_wanted() {
    insta::assert_snapshot!(one_card(TableForm::List), @r#"
    Coffee and tea side by side
    ---
    Both are **hot**. See [the guide](https://example.org/guide).

    **Side by side**
    **Price**
    - Coffee, brewed: 3.20 a cup on average, 2022-09 [1]
    - Coffee, brewed: about 4.00 in big cities [2]
    - Tea, brewed: 2.80 a cup [1]

    **Where it grows**
    - Coffee, brewed: Ethiopia, Brazil, 越南, Colombia [2]
    - Tea, brewed: not recorded

    **Sources**
    [1] [The Hot Drinks Guide (Example Press)](https://example.org/a_%28b%29) · 2022-09-21
    [2] A Survey of Cups · undated, read 2026-11-20
    ---
    last checked 2026-11-20
    "#);
}

#[test]
fn plain_text_names_sources_with_date_and_link() {
    insta::assert_snapshot!(plain::answer(&drinks(), 80), @r#"
    Coffee and tea side by side

    Both are hot. See the guide (https://example.org/guide).

    Side by side

    ┌──────────────────────────────────────┬──────────────────────────────────────┐
    │ Coffee                               │ Tea                                  │
    ├─ Price ──────────────────────────────┼──────────────────────────────────────┤
    │ • 3.20 a cup on average, 2022-09 [1] │ 2.80 a cup [1]                       │
    │ • about 4.00 in big cities [2]       │                                      │
    ├─ Where it grows ─────────────────────┼──────────────────────────────────────┤
    │ Ethiopia, Brazil, 越南, Colombia [2] │ not recorded                         │
    └──────────────────────────────────────┴──────────────────────────────────────┘

    Sources
    [1] The Hot Drinks Guide (Example Press), 2022-09-21
        https://example.org/a_(b)
    [2] A Survey of Cups, undated, read 2026-11-20

    See also: How do I brew it?
    Last checked: 2026-11-20
    "#);
}

#[test]
fn markdown_is_a_real_table_with_footnotes() {
    insta::assert_snapshot!(markdown::answer(&drinks()), @r#"
    ## Coffee and tea side by side

    Both are **hot**. See [the guide](https://example.org/guide).

    ### Side by side

    | | Coffee, brewed | Tea, brewed |
    |---|---|---|
    | **Price** | 3.20 a cup on average, 2022-09[^1]<br>about 4.00 in big cities[^2] | 2.80 a cup[^1] |
    | **Where it grows** | Ethiopia, Brazil, 越南, Colombia[^2] | not recorded |

    [^1]: The Hot Drinks Guide (Example Press), 2022-09-21, <https://example.org/a_(b)>
    [^2]: A Survey of Cups, undated, read 2026-11-20
    "#);
}

#[test]
fn json_holds_the_table_as_data() {
    let mut value = json::answer(&drinks());
    value["text"] = "…".into();
    value["rows"].as_array_mut().unwrap().truncate(1);
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap(), @r#"
    {
      "id": "compare:coffee+tea",
      "title": "Coffee and tea side by side",
      "language": "en",
      "subjects": [
        {
          "id": "coffee",
          "name": "Coffee, brewed"
        },
        {
          "id": "tea",
          "name": "Tea, brewed"
        }
      ],
      "rows": [
        {
          "id": "price",
          "name": "Price",
          "group": "Buying",
          "cells": [
            {
              "subject": "coffee",
              "statements": [
                {
                  "text": "3.20 a cup on average",
                  "sources": [
                    {
                      "id": "guide",
                      "date": "2022-09-21"
                    }
                  ],
                  "as_of": "2022-09"
                },
                {
                  "text": "about 4.00 in big cities",
                  "sources": [
                    {
                      "id": "survey",
                      "date": "undated, read 2026-11-20"
                    }
                  ],
                  "as_of": null
                }
              ]
            },
            {
              "subject": "tea",
              "statements": [
                {
                  "text": "2.80 a cup",
                  "sources": [
                    {
                      "id": "guide",
                      "date": "2022-09-21"
                    }
                  ],
                  "as_of": null
                }
              ]
            }
          ]
        }
      ],
      "text": "…",
      "sources": [
        {
          "id": "guide",
          "title": "The Hot Drinks Guide (Example Press)",
          "date": "2022-09-21",
          "link": "https://example.org/a_(b)"
        },
        {
          "id": "survey",
          "title": "A Survey of Cups",
          "date": "undated, read 2026-11-20",
          "link": null
        }
      ],
      "verified": "2026-11-20",
      "related": [
        {
          "id": "how-to-brew",
          "title": "How do I brew it?"
        }
      ]
    }
    "#);
}

#[test]
fn a_long_table_is_cut_at_its_groups() {
    let mut answer = drinks();
    let rows = (0..13).map(|at| {
        let group = if at < 7 { "First" } else { "Second" };
        row(&format!("aspect-{at}"), &format!("Aspect {at}"), group, vec![cell(&[("yes", 0, None)]), cell(&[])])
    });
    for block in &mut answer.blocks {
        if let Block::Table(table) = block {
            table.rows = rows.clone().collect();
        }
    }
    let text = plain::answer(&answer, 80);
    assert!(text.contains("\nFirst\n┌"), "{text}");
    assert!(text.contains("\nSecond\n┌"), "{text}");
    assert_eq!(card::pages(&answer, TableForm::Columns)[0][0].description.matches("**Second**").count(), 1);
}

#[test]
fn what_is_too_wide_for_columns_is_listed() {
    let mut answer = drinks();
    for block in &mut answer.blocks {
        if let Block::Table(table) = block {
            let (subject, name, column) = (table.subjects[0].clone(), table.names[0].clone(), table.columns[0].clone());
            table.subjects.extend(vec![subject; 3]);
            table.names.extend(vec![name; 3]);
            table.columns.extend(vec![column; 3]);
        }
    }
    assert!(plain::answer(&answer, 80).contains("- Coffee, brewed: about 4.00 in big cities [2]"));
    assert!(!card::pages(&answer, TableForm::Columns)[0][0].description.contains("```"));
}

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
