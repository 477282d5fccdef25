//! Every form of the same answer, reviewed as product copy; what holds for any answer stands in `any`.

mod any;

use super::{TableForm, card, json, markdown, plain};
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
