//! `docent ask --batch`: JSON Lines in, JSON Lines out, in order, a line each. A bad line is answered with its error; the rest goes on, and the end
//! tells of it.
//!
//! In: a file or standard input. Out: objects as [`super::record`] writes them, each flushed, so that a caller can talk line by line; a failure where any
//! line could not be read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::args::Common;
use super::check::counted;
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

fn name(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { path.display().to_string() }
}

fn input_error(path: &Path, source: io::Error) -> Failure {
    Failure::Input { path: name(path), source }
}

fn answer_all(docent: &Ready, mut input: impl BufRead, out: &mut impl Write, path: &Path) -> Result<Exit, Failure> {
    let mut line = Vec::new();
    // Lines that could not be read, and the first of them.
    let (mut bad, mut first) = (0, None);
    for number in 1_usize.. {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(|source| input_error(path, source))? == 0 {
            break;
        }
        let bytes = if number == 1 { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line) } else { &line };
        let bytes = bytes.trim_ascii();
        if !bytes.is_empty() {
            let request = Request::read(bytes);
            if request.is_err() {
                bad += 1;
                first = first.or(Some(number));
            }
            writeln!(out, "{}", answer_line(docent, request, number)?)?;
            out.flush()?;
        }
    }
    first.map_or(Ok(Exit::Done), |first| Err(unreadable(path, bad, first)))
}

/// Said when all others are answered: whoever counts on an answer to every line learns of it from the exit code.
fn unreadable(path: &Path, bad: usize, first: usize) -> Failure {
    let (path, lines) = (name(path), counted(&[(bad, "line")]));
    let why = "what is wrong is written in the place of each answer";
    Failure::Use(format!("cannot read {lines} of `{path}`, the first is line {first}: {why}"))
}

fn answer_line(docent: &Ready, request: Result<Request<'_>, Refusal<'_>>, number: usize) -> io::Result<String> {
    match request {
        Ok(Request { id, message, addressed, locale }) => {
            let incoming = Incoming { text: &message, addressed, context: None, locale };
            record::timed(docent, incoming, id).1.line()
        }
        Err(Refusal { id, error }) => Ok(serde_json::to_string(&Refused { id, line: number, error })?),
    }
}

/// One line, read.
struct Request<'l> {
    id: Option<&'l RawValue>,
    message: String,
    addressed: bool,
    /// Of who asks.
    locale: Option<Language>,
}

/// Why a line cannot be answered.
struct Refusal<'l> {
    id: Option<&'l RawValue>,
    error: String,
}

/// What such a line is answered with.
#[derive(Serialize)]
struct Refused<'l> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'l RawValue>,
    line: usize,
    error: String,
}

/// The values of a line, as they are written there: an id goes back so, whatever it is.
type Fields<'l> = BTreeMap<String, &'l RawValue>;

impl<'l> Request<'l> {
    fn read(bytes: &'l [u8]) -> Result<Self, Refusal<'l>> {
        let nameless = |error: String| Refusal { id: None, error };
        let text = std::str::from_utf8(bytes).map_err(|_| nameless("the line is not UTF-8 text".to_owned()))?;
        let value: &RawValue = serde_json::from_str(text).map_err(|error| nameless(not_json(&error)))?;
        if !value.get().starts_with('{') {
            return Err(nameless("the line is no JSON object: write {\"message\": \"…\"}".to_owned()));
        }
        let fields: Fields<'l> = serde_json::from_str(value.get()).map_err(|error| nameless(not_json(&error)))?;
        let id = fields.get("id").copied();
        match (message(&fields), addressed(&fields), locale(&fields)) {
            (Ok(message), Ok(addressed), Ok(locale)) => Ok(Self { id, message, addressed, locale }),
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => Err(Refusal { id, error }),
        }
    }
}

/// The value of a key; null where it is one that no text, number or flag can be: too deep, too large.
fn value(fields: &Fields<'_>, key: &str) -> Option<Value> {
    fields.get(key).map(|written| serde_json::from_str(written.get()).unwrap_or_default())
}

fn message(fields: &Fields<'_>) -> Result<String, String> {
    match value(fields, "message") {
        Some(Value::String(message)) => Ok(message),
        Some(_) => Err("`message` is no text: write it in quotes".to_owned()),
        None => Err("there is no `message`: write {\"message\": \"…\"}".to_owned()),
    }
}

fn addressed(fields: &Fields<'_>) -> Result<bool, String> {
    match value(fields, "addressed") {
        None => Ok(true),
        Some(Value::Bool(addressed)) => Ok(addressed),
        Some(_) => Err("`addressed` is neither true nor false".to_owned()),
    }
}

fn locale(fields: &Fields<'_>) -> Result<Option<Language>, String> {
    match value(fields, "locale") {
        None => Ok(None),
        Some(Value::String(locale)) => Language::of_told_locale(&locale).map_err(|error| error.to_string()),
        Some(_) => Err("`locale` is no text: write it in quotes, as in \"de\"".to_owned()),
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
    use serde_json::{Map, json};

    use super::*;
    use crate::decision::Thresholds;
    use crate::knowledge::KnowledgeBase;
    use crate::pipeline::Docent;

    fn lines(input: &[u8]) -> (Vec<Value>, Result<Exit, String>) {
        let docent = Ready::from(Docent::new(KnowledgeBase::default(), Thresholds::default()));
        let mut out = Vec::new();
        let ended = answer_all(&docent, input, &mut out, Path::new(STANDARD_INPUT));
        let out = String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (out, ended.map_err(|failure| failure.to_string()))
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
            (
                b"{\"id\": null, \"message\": \"x\", \"locale\": \"klingon\"}",
                json!({"id": null, "line": 1, "error": crate::language::UnknownLocale("klingon".to_owned()).to_string()}),
            ),
        ] {
            let input = [line, b"\n\n{\"id\": null, \"message\": \"hi\"}"].concat();
            let (out, ended) = lines(&input);
            assert_eq!(out.len(), 2);
            assert_eq!(out[0], expected);
            assert_eq!(out[1]["decision"], "fallback");
            let told = "cannot read 1 line of `standard input`, the first is line 1: ";
            assert!(ended.unwrap_err().starts_with(told));
        }
    }

    #[test]
    fn the_end_tells_how_many_lines_could_not_be_read_and_the_first() {
        let (out, ended) = lines(b"{\"message\": \"a\"}\n\n[]\n{\"message\": \"b\"}\n{}\n");
        assert_eq!(out.iter().map(|line| line.get("error").is_some()).collect::<Vec<_>>(), [false, true, false, true]);
        assert_eq!(
            ended.unwrap_err(),
            "cannot read 2 lines of `standard input`, the first is line 3: what is wrong is written in the place of each answer"
        );
    }

    #[test]
    fn a_line_has_its_keys_in_the_agreed_order() {
        let docent = Ready::from(Docent::new(KnowledgeBase::default(), Thresholds::default()));
        let line = answer_line(&docent, Request::read(b"{\"message\": \"hi\", \"addressed\": false}"), 1).unwrap();
        let line: Map<String, Value> = serde_json::from_str(&line).unwrap();
        let keys: Vec<&str> = line.keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["id", "decision", "entry", "confidence", "alternatives", "title", "text", "sources", "micros"]
        );
        assert_eq!((&line["decision"], &line["text"], &line["entry"]), (&"silent".into(), &"".into(), &Value::Null));
    }

    #[test]
    fn an_id_comes_back_byte_for_byte() {
        let docent = Ready::from(Docent::new(KnowledgeBase::default(), Thresholds::default()));
        for id in [
            "123456789012345678901234567890",
            "-9223372036854775809",
            "1.10",
            "1e999",
            "0.1000000000000000055511151231257827",
            "\"\\u00e9\"",
            "[1.0, {\"b\": 2,  \"a\": 1}]",
        ] {
            let line = format!("{{\"id\": {id}, \"message\": \"hi\"}}");
            let answered = answer_line(&docent, Request::read(line.as_bytes()), 1).unwrap();
            assert!(answered.starts_with(&format!("{{\"id\":{id},\"decision\":")), "{id}: {answered}");
            let line = format!("{{\"message\": 3, \"id\":{id}}}");
            let refused = answer_line(&docent, Request::read(line.as_bytes()), 4).unwrap();
            assert!(refused.starts_with(&format!("{{\"id\":{id},\"line\":4,")), "{id}: {refused}");
        }
    }

    #[test]
    fn blank_lines_byte_order_marks_and_windows_line_ends_are_no_trouble() {
        let (out, ended) = lines(b"\xEF\xBB\xBF{\"message\": \"a\"}\r\n\r\n  \n{\"message\": \"b\"}\r\n");
        assert_eq!(out.len(), 2);
        assert!(out.iter().all(|line| line.get("error").is_none()));
        assert_eq!(ended, Ok(Exit::Done));
    }
}
