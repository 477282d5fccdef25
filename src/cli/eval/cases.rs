//! Reads cases and lists every line that cannot be used, with what to do.
//!
//! In: a file of JSON Lines, then the knowledge that the labels point into. Out: cases, or a failure whose details are already on the screen.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde_json::Value;

use super::super::failure::Failure;
use crate::eval::{Case, labels};
use crate::pipeline::Docent;

/// Stands for standard input.
const STANDARD_INPUT: &str = "-";

/// What some editors put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Bad lines that are shown: about a screen of them.
const ONE_SCREEN: usize = 10;

/// A line as it stands in the file.
pub(super) struct Line {
    number: usize,
    content: Result<(String, Option<String>), String>,
}

/// All lines that are not blank.
pub(super) fn read(path: &Path) -> Result<Vec<Line>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new(STANDARD_INPUT) {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|source| Failure::Input { path: name(path), source })?;
    let lines = parse(&bytes);
    if lines.is_empty() {
        let mend = "write {\"text\": \"…\", \"label\": an id or null} a line";
        return Err(Failure::Use(format!("`{}` has no cases: {mend}", name(path))));
    }
    Ok(lines)
}

fn name(path: &Path) -> String {
    if path == Path::new(STANDARD_INPUT) { "standard input".to_owned() } else { path.display().to_string() }
}

fn parse(bytes: &[u8]) -> Vec<Line> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).zip(1..);
    lines.filter(|(line, _)| !line.is_empty()).map(|(line, number)| Line { number, content: fields(line) }).collect()
}

fn fields(line: &[u8]) -> Result<(String, Option<String>), String> {
    let text = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8: save the file as UTF-8")?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        format!("the line is not JSON (column {}): write {{\"text\": \"…\", \"label\": …}}", error.column())
    })?;
    let Value::Object(fields) = value else {
        return Err("the line is no JSON object: write {\"text\": \"…\", \"label\": …}".to_owned());
    };
    let text = match fields.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("`text` is no text: write it in quotes".to_owned()),
        None => return Err("there is no `text`: write the message there".to_owned()),
    };
    match fields.get("label") {
        Some(Value::Null) => Ok((text, None)),
        Some(Value::String(label)) => Ok((text, Some(label.clone()))),
        Some(_) => Err("`label` is neither an id in quotes nor null".to_owned()),
        // Taking it for null would count every message of an unlabelled file as out of scope.
        None => Err("there is no `label`: write an id, or null for a message that should not be answered".to_owned()),
    }
}

/// Cases whose labels the knowledge has.
pub(super) fn resolve(docent: &Docent, path: &Path, lines: Vec<Line>) -> Result<Vec<Case>, Failure> {
    let mut cases = Vec::with_capacity(lines.len());
    let mut bad: Vec<(usize, Bad)> = Vec::new();
    for Line { number, content } in lines {
        match content {
            Err(error) => bad.push((number, Bad::Line(error))),
            Ok((text, None)) => cases.push(Case { text, label: None }),
            Ok((text, Some(label))) => match labels::known(docent, &label) {
                Some(id) => cases.push(Case { text, label: Some(id) }),
                None => bad.push((number, Bad::Label(label))),
            },
        }
    }
    if bad.is_empty() { Ok(cases) } else { Err(refuse(docent, path, &bad)?) }
}

enum Bad {
    Line(String),
    Label(String),
}

fn refuse(docent: &Docent, path: &Path, bad: &[(usize, Bad)]) -> io::Result<Failure> {
    let mut err = anstream::stderr();
    let path = name(path);
    for (number, bad) in bad.iter().take(ONE_SCREEN) {
        match bad {
            Bad::Line(error) => writeln!(err, "{path}:{number}: {error}")?,
            // Only now: the nearest of many names takes a while to find.
            Bad::Label(label) => writeln!(err, "{path}:{number}: {}", labels::unknown(docent.knowledge(), label))?,
        }
    }
    if bad.len() > ONE_SCREEN {
        writeln!(err, "… and {} more", bad.len() - ONE_SCREEN)?;
    }
    let lines = if bad.len() == 1 { "1 line".to_owned() } else { format!("{} lines", bad.len()) };
    Ok(Failure::Use(format!("{lines} of `{path}` cannot be used: mend what is listed above")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bad_line_says_what_to_do() {
        for (line, expected) in [
            (&b"\xff"[..], "the line is not UTF-8: save the file as UTF-8"),
            (b"{\"text\"", "the line is not JSON (column 7): write {\"text\": \"…\", \"label\": …}"),
            (b"[1]", "the line is no JSON object: write {\"text\": \"…\", \"label\": …}"),
            (b"{\"label\": null}", "there is no `text`: write the message there"),
            (b"{\"text\": 1, \"label\": null}", "`text` is no text: write it in quotes"),
            (b"{\"text\": \"a\", \"label\": 1}", "`label` is neither an id in quotes nor null"),
            (
                b"{\"text\": \"a\"}",
                "there is no `label`: write an id, or null for a message that should not be answered",
            ),
        ] {
            assert_eq!(fields(line).unwrap_err(), expected);
        }
    }

    #[test]
    fn blank_lines_count_and_byte_order_marks_do_not() {
        let lines = parse(b"\xEF\xBB\xBF\r\n{\"text\": \"a\", \"label\": null, \"kind\": \"x\"}\r\n");
        let read: Vec<_> = lines.iter().map(|line| (line.number, line.content.clone())).collect();
        assert_eq!(read, [(2, Ok(("a".to_owned(), None)))]);
    }
}
