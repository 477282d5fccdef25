//! `docent ask --batch`: JSON Lines in, JSON Lines out, in order, a line each. A bad line is answered with its error; the rest goes on.
//!
//! In: a file or standard input. Out: objects as [`super::record`] writes them, each flushed, so that a caller can talk line by line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::args::Common;
use super::failure::{Exit, Failure};
use super::load::Ready;
use super::{load, record};
use crate::language::Language;
use crate::pipeline::Incoming;

/// Stands for standard input.
const STANDARD_INPUT: &str = "-";

/// What some editors put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn command(common: &Common, path: &Path) -> Result<Exit, Failure> {
    // The file first: a wrong path should not have to wait for the knowledge.
    let input: Box<dyn BufRead> = if path == Path::new(STANDARD_INPUT) {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|source| input_error(path, source))?))
    };
    let docent = load::all(common)?;
    answer_all(&docent, input, &mut io::stdout().lock(), path)
}

fn input_error(path: &Path, source: io::Error) -> Failure {
    let path = if path == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { path.display().to_string() };
    Failure::Input { path, source }
}

fn answer_all(docent: &Ready, mut input: impl BufRead, out: &mut impl Write, path: &Path) -> Result<Exit, Failure> {
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(|source| input_error(path, source))? == 0 {
            break;
        }
        let bytes = if number == 1 { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line) } else { &line };
        let bytes = bytes.trim_ascii();
        if !bytes.is_empty() {
            writeln!(out, "{}", answer_line(docent, bytes, number))?;
            out.flush()?;
        }
    }
    Ok(Exit::Done)
}

fn answer_line(docent: &Ready, bytes: &[u8], number: usize) -> Value {
    match Request::read(bytes) {
        Ok(Request { id, message, addressed, locale }) => {
            let incoming = Incoming { text: &message, addressed, context: None, locale };
            record::timed(docent, incoming, &id.unwrap_or_default()).1
        }
        Err(Refusal { id: Some(id), error }) => json!({ "id": id, "line": number, "error": error }),
        Err(Refusal { id: None, error }) => json!({ "line": number, "error": error }),
    }
}

/// One line, read.
struct Request {
    id: Option<Value>,
    message: String,
    addressed: bool,
    /// Of who asks.
    locale: Option<Language>,
}

/// Why a line cannot be answered.
struct Refusal {
    id: Option<Value>,
    error: String,
}

impl Request {
    fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let nameless = |error: String| Refusal { id: None, error };
        let text = std::str::from_utf8(bytes).map_err(|_| nameless("the line is not UTF-8 text".to_owned()))?;
        let value: Value = serde_json::from_str(text).map_err(|error| nameless(not_json(&error)))?;
        let Value::Object(mut fields) = value else {
            return Err(nameless("the line is no JSON object: write {\"message\": \"…\"}".to_owned()));
        };
        let id = fields.remove("id");
        match (message(&mut fields), addressed(&fields), locale(&fields)) {
            (Ok(message), Ok(addressed), Ok(locale)) => Ok(Self { id, message, addressed, locale }),
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(Refusal { id, error: error.to_owned() }),
        }
    }
}

fn message(fields: &mut Map<String, Value>) -> Result<String, &'static str> {
    match fields.remove("message") {
        Some(Value::String(message)) => Ok(message),
        Some(_) => Err("`message` is no text: write it in quotes"),
        None => Err("there is no `message`: write {\"message\": \"…\"}"),
    }
}

fn addressed(fields: &Map<String, Value>) -> Result<bool, &'static str> {
    match fields.get("addressed") {
        None => Ok(true),
        Some(Value::Bool(addressed)) => Ok(*addressed),
        Some(_) => Err("`addressed` is neither true nor false"),
    }
}

fn locale(fields: &Map<String, Value>) -> Result<Option<Language>, &'static str> {
    match fields.get("locale") {
        None => Ok(None),
        Some(Value::String(locale)) => Ok(Language::of_locale(locale)),
        Some(_) => Err("`locale` is no text: write it in quotes, as in \"de\""),
    }
}

fn not_json(error: &serde_json::Error) -> String {
    // The parser counts lines too, always 1 here; only the column tells something.
    let cause = error.to_string();
    let cause = cause.split(" at line ").next().unwrap_or_default();
    format!("the line is no JSON: {cause} at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Thresholds;
    use crate::knowledge::KnowledgeBase;
    use crate::pipeline::Docent;

    fn lines(input: &[u8]) -> Vec<Value> {
        let docent = Ready::from(Docent::new(KnowledgeBase::default(), Thresholds::default()));
        let mut out = Vec::new();
        assert!(answer_all(&docent, input, &mut out, Path::new(STANDARD_INPUT)).is_ok());
        String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_bad_line_is_answered_with_its_error_and_the_rest_goes_on() {
        for (line, expected) in [
            (&b"nonsense"[..], json!({"line": 1, "error": "the line is no JSON: expected ident at column 2"})),
            (b"\xff\xfe", json!({"line": 1, "error": "the line is not UTF-8 text"})),
            (b"{}", json!({"line": 1, "error": "there is no `message`: write {\"message\": \"…\"}"})),
            (b"[]", json!({"line": 1, "error": "the line is no JSON object: write {\"message\": \"…\"}"})),
            (
                b"{\"id\": 7, \"message\": 3}",
                json!({"id": 7, "line": 1, "error": "`message` is no text: write it in quotes"}),
            ),
            (
                b"{\"id\": \"a\", \"message\": \"x\", \"addressed\": 1}",
                json!({"id": "a", "line": 1, "error": "`addressed` is neither true nor false"}),
            ),
        ] {
            let input = [line, b"\n\n{\"id\": null, \"message\": \"hi\"}"].concat();
            let out = lines(&input);
            assert_eq!(out.len(), 2);
            assert_eq!(out[0], expected);
            assert_eq!(out[1]["decision"], "fallback");
        }
    }

    #[test]
    fn a_line_has_its_keys_in_the_agreed_order() {
        let docent = Ready::from(Docent::new(KnowledgeBase::default(), Thresholds::default()));
        let line = answer_line(&docent, b"{\"message\": \"hi\", \"addressed\": false}", 1);
        let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["id", "decision", "entry", "confidence", "alternatives", "title", "text", "sources", "micros"]
        );
        assert_eq!((&line["decision"], &line["text"], &line["entry"]), (&"silent".into(), &"".into(), &Value::Null));
    }

    #[test]
    fn blank_lines_byte_order_marks_and_windows_line_ends_are_no_trouble() {
        let out = lines(b"\xEF\xBB\xBF{\"message\": \"a\"}\r\n\r\n  \n{\"message\": \"b\"}\r\n");
        assert_eq!(out.len(), 2);
        assert!(out.iter().all(|line| line.get("error").is_none()));
    }
}
