//! Each limit at its edge and one past it.

use serde_json::{Value, json};

use super::{callback, command, message};

fn refused(body: &Value) -> bool {
    message::check(body).is_err()
}

#[test]
fn texts_are_held_to_their_length_in_characters() {
    let text = |length: usize| "ü".repeat(length);
    let embed = |inside: Value| json!({"embeds": [inside]});
    let button = |label: usize, id: usize| {
        json!({"components": [{"type": 1, "components": [
            {"type": 2, "style": 1, "label": text(label), "custom_id": text(id)}]}]})
    };
    let rows: Vec<(&str, Value, Value)> = vec![
        ("content", json!({"content": text(2000)}), json!({"content": text(2001)})),
        ("title", embed(json!({"title": text(256)})), embed(json!({"title": text(257)}))),
        ("description", embed(json!({"description": text(4096)})), embed(json!({"description": text(4097)}))),
        ("footer", embed(json!({"footer": {"text": text(2048)}})), embed(json!({"footer": {"text": text(2049)}}))),
        ("author", embed(json!({"author": {"name": text(256)}})), embed(json!({"author": {"name": text(257)}}))),
        (
            "field value",
            embed(json!({"fields": [{"name": "a", "value": text(1024)}]})),
            embed(json!({"fields": [{"name": "a", "value": text(1025)}]})),
        ),
        (
            "empty field",
            embed(json!({"fields": [{"name": "a", "value": "b"}]})),
            embed(json!({"fields": [{"name": "a", "value": ""}]})),
        ),
        ("label", button(80, 1), button(81, 1)),
        ("custom id", button(1, 100), button(1, 101)),
        ("nonce", json!({"content": "a", "nonce": text(25)}), json!({"content": "a", "nonce": text(26)})),
        (
            "all embeds",
            json!({"embeds": [{"description": text(4000)}, {"description": text(2000)}]}),
            json!({"embeds": [{"description": text(4000)}, {"description": text(2001)}]}),
        ),
    ];
    for (name, fits, exceeds) in rows {
        assert!(!refused(&fits), "{name} at its limit");
        assert!(refused(&exceeds), "{name} past its limit");
    }
}

#[test]
fn rows_and_buttons_are_counted() {
    let buttons = |rows: usize, each: usize| {
        let row = |row: usize| {
            let button = |one: usize| json!({"type": 2, "style": 2, "label": "b", "custom_id": format!("{row}.{one}")});
            json!({"type": 1, "components": (0..each).map(button).collect::<Vec<_>>()})
        };
        json!({"components": (0..rows).map(row).collect::<Vec<_>>()})
    };
    assert!(!refused(&buttons(5, 5)));
    assert!(refused(&buttons(6, 1)));
    assert!(refused(&buttons(1, 6)));
    assert!(refused(&buttons(1, 0)));
}

#[test]
fn a_refusal_names_the_place() {
    let error = message::check(&json!({"embeds": [{"title": "fine"}, {"title": "x".repeat(257)}]}))
        .expect_err("one title is too long");
    assert_eq!(error.status, 400);
    assert_eq!(error.body["code"], 50035);
    assert_eq!(error.body["errors"]["embeds"]["1"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
}

#[test]
fn choices_end_at_twenty_five() {
    let choices = |count: usize| json!({"choices": vec![json!({"name": "a", "value": "a"}); count]});
    assert!(callback::choices(&choices(25)).is_ok());
    assert!(callback::choices(&choices(26)).is_err());
}

#[test]
fn commands_are_named_and_described_as_discord_wants() {
    let slash = |name: &str| json!({"name": name, "type": 1, "description": "d"});
    let rows = [
        ("plain", slash("ask"), true),
        ("upper case", slash("Ask"), false),
        ("space", slash("ask me"), false),
        ("too long", slash(&"a".repeat(33)), false),
        ("no description", json!({"name": "ask", "type": 1}), false),
        ("context menu", json!({"name": "Answer with Docent", "type": 3}), true),
        ("context menu with description", json!({"name": "Answer", "type": 3, "description": "d"}), false),
        ("unknown type", json!({"name": "ask", "type": 9, "description": "d"}), false),
        (
            "required after optional",
            json!({"name": "a", "description": "d", "options": [
                {"type": 3, "name": "x", "description": "d"},
                {"type": 3, "name": "y", "description": "d", "required": true}]}),
            false,
        ),
    ];
    for (name, body, good) in rows {
        assert_eq!(command::check(&[body]).is_ok(), good, "{name}");
    }
}
