//! Bodies against Discord's own API description: types, sizes, and no property that Discord does not know.
//!
//! The description (see `tests/data/README.md`) is a preview: `amended` lists where it differs from what Discord's
//! documentation says and its servers take. Requests of operations that it does not hold are let through.

use std::collections::HashMap;
use std::sync::LazyLock;

use docent::sandbox::RecordedRequest;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// One validator for each operation, under its `operationId`.
static VALIDATORS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
    let description = amended(serde_json::from_str(include_str!("../data/discord-openapi.json")).unwrap());
    let requests = description["requests"].as_object().unwrap();
    let validator = |schema: &Value| {
        let whole = json!({"allOf": [schema], "components": description["components"]});
        jsonschema::draft202012::new(&whole).unwrap()
    };
    requests.iter().map(|(operation, schema)| (operation.clone(), validator(schema))).collect()
});

/// Checks the JSON body of a request; an error names each place and what is wrong there.
pub(crate) fn validate(request: &RecordedRequest) -> Result<(), String> {
    let Some(operation) = request.operation else {
        return Err(format!("{} {} is no operation that the look-alike knows", request.method, request.path));
    };
    let body = request.body.as_ref().unwrap_or(&Value::Null);
    validate_body(operation.id(), body).map_err(|told| format!("{} {}: {told}", request.method, request.path))
}

fn validate_body(operation: &str, body: &Value) -> Result<(), String> {
    let Some(validator) = VALIDATORS.get(operation) else {
        return Ok(());
    };
    let mistakes: Vec<String> = validator.iter_errors(body).map(|error| told(&error)).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(format!("{operation}: {}", mistakes.join("; "))) }
}

/// The mistake with its place; of several possible forms, that which the body comes closest to.
fn told(error: &ValidationError<'_>) -> String {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        let place = error.instance_path().to_string();
        return format!("`{}` {error}", if place.is_empty() { "/" } else { &place });
    };
    let wrong_form = |branch: &&Vec<ValidationError<'_>>| {
        branch.iter().any(|one| {
            let kind = matches!(one.kind(), ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. });
            let at_type = one.instance_path().to_string().ends_with("/type");
            (kind && at_type)
                || one.instance_path() == error.instance_path()
                    && matches!(one.kind(), ValidationErrorKind::Type { .. })
        })
    };
    let closest = context.iter().min_by_key(|branch| (wrong_form(branch), branch.len()));
    closest.map_or_else(|| error.to_string(), |branch| branch.iter().map(told).collect::<Vec<_>>().join("; "))
}

/// The description with its known gaps closed.
fn amended(mut description: Value) -> Value {
    close_objects(&mut description["requests"]);
    close_objects(&mut description["components"]);
    let schemas = &mut description["components"]["schemas"];
    for message in [
        "MessageCreateRequest",
        "MessageEditRequestPartial",
        "IncomingWebhookRequestPartial",
        "IncomingWebhookUpdateRequestPartial",
        "IncomingWebhookInteractionRequest",
        "IncomingWebhookUpdateForInteractionCallbackRequestPartial",
    ] {
        // 4,000 is for people who pay; a bot has 2,000.
        schemas[message]["properties"]["content"]["maxLength"] = json!(2000);
    }
    for (name, schema) in schemas.as_object_mut().unwrap() {
        // serenity writes every field of an option, empty where it does not apply; Discord takes that.
        if name.starts_with("ApplicationCommand") && name.ends_with("Option") {
            schema["additionalProperties"] = json!(true);
        }
    }
    let command = &mut schemas["ApplicationCommandUpdateRequest"]["properties"];
    // Documented, and not in the description.
    command["nsfw"] = json!({"type": ["boolean", "null"]});
    // The documentation gives permissions as a string of digits.
    command["default_member_permissions"] = json!({"type": ["string", "null"], "pattern": "^[0-9]{1,20}$"});
    // The number of a file in the form may be a number.
    schemas["MessageAttachmentRequest"]["properties"]["id"] = json!({"type": ["string", "integer"]});
    description
}

/// Makes every object refuse properties that its schema does not name.
fn close_objects(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("properties").is_some_and(Value::is_object) && fields.get("type") == Some(&json!("object")) {
                fields.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            fields.values_mut().for_each(close_objects);
        }
        Value::Array(all) => all.iter_mut().for_each(close_objects),
        _ => {}
    }
}

#[test]
fn good_bodies_pass() {
    let message = json!({
        "content": "A **replica** is a copy.", "nonce": "n1", "enforce_nonce": true, "tts": false, "flags": 4,
        "allowed_mentions": {"parse": [], "replied_user": false}, "message_reference": {"message_id": "5"},
        "embeds": [{"title": "Replica", "fields": [{"name": "a", "value": "b", "inline": true}]}],
        "components": [{"type": 1, "components": [{"type": 2, "style": 2, "label": "Why?", "custom_id": "why"}]}],
    });
    let command = json!([
        {"type": 1, "name": "ask", "description": "Ask", "options": [
            {"type": 3, "name": "question", "description": "What", "required": true, "autocomplete": true}]},
        {"type": 3, "name": "Teach Docent", "contexts": [0], "integration_types": [0]},
    ]);
    for (operation, body) in [
        ("create_message", message.clone()),
        ("create_interaction_response", json!({"type": 4, "data": {"content": "Yes", "flags": 64}})),
        ("create_interaction_response", json!({"type": 8, "data": {"choices": [{"name": "a", "value": "b"}]}})),
        ("bulk_set_application_commands", command),
        ("create_dm", json!({"recipient_id": "7"})),
    ] {
        validate_body(operation, &body).unwrap();
    }
}

#[test]
fn bad_bodies_are_refused_with_the_place() {
    let button = |button: Value| json!({"components": [{"type": 1, "components": [button]}]});
    let rows = [
        ("create_message", json!({"content": "x".repeat(2001)}), "/content"),
        ("create_message", json!({"content": 5}), "/content"),
        ("create_message", json!({"content": "a", "colour": 1}), "colour"),
        ("create_message", json!({"embeds": [{"title": "x".repeat(257)}]}), "/embeds/0/title"),
        (
            "create_message",
            button(json!({"type": 2, "style": 2, "label": "x".repeat(81), "custom_id": "a"})),
            "/components/0/components/0/label",
        ),
        ("create_interaction_response", json!({"type": 4, "data": {"content": "x".repeat(2001)}}), "/data/content"),
        (
            "create_interaction_response",
            json!({"type": 8, "data": {"choices": vec![json!({"name": "a", "value": "b"}); 26]}}),
            "/data/choices",
        ),
        ("bulk_set_application_commands", json!([{"type": 9, "name": "ask", "description": "d"}]), "/0/type"),
        ("bulk_set_guild_application_commands", json!([{"type": 1, "name": "x".repeat(33)}]), "/0/name"),
        ("update_original_webhook_message", json!({"content": "a", "unknown": true}), "unknown"),
    ];
    for (operation, body, place) in rows {
        let told = validate_body(operation, &body).unwrap_err();
        assert!(told.contains(place), "{operation}: `{place}` is not in `{told}`");
    }
}
