//! Multipart bodies: `payload_json` and the files beside it.
//!
//! In: the bytes and the boundary. Out: the parts. No streaming: a body is at most a few files of 10 MiB.

/// One part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) filename: Option<String>,
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG";
/// What separates a part's headers from its content.
const BLANK_LINE: &[u8] = b"\r\n\r\n";

/// The boundary in a `multipart/form-data` content type.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let parameters = content_type.strip_prefix("multipart/form-data")?;
    let value = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?;
    Some(value.trim_matches('"'))
}

/// The parts of a body; `None` where it is not well formed.
pub(crate) fn parse(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("--{boundary}").into_bytes();
    let mut rest = body.get(position(body, &delimiter)? + delimiter.len()..)?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let start = rest.strip_prefix(b"\r\n")?;
        let end = position(start, &delimiter)?;
        let content = start.get(..end)?.strip_suffix(b"\r\n")?;
        parts.push(part(content)?);
        rest = start.get(end + delimiter.len()..)?;
    }
    Some(parts)
}

fn part(content: &[u8]) -> Option<Part> {
    let blank = position(content, BLANK_LINE)?;
    let headers = std::str::from_utf8(content.get(..blank)?).ok()?;
    let mut part = Part {
        name: String::new(),
        filename: None,
        content_type: String::new(),
        bytes: content.get(blank + BLANK_LINE.len()..)?.to_vec(),
    };
    for line in headers.split("\r\n") {
        let (name, value) = line.split_once(':')?;
        match name.to_ascii_lowercase().as_str() {
            "content-disposition" => {
                part.name = parameter(value, "name")?;
                part.filename = parameter(value, "filename");
            }
            "content-type" => value.trim().clone_into(&mut part.content_type),
            _ => {}
        }
    }
    if part.content_type.is_empty() {
        // As Discord does, by what the file is.
        let known = if part.bytes.starts_with(PNG) { "image/png" } else { "application/octet-stream" };
        known.clone_into(&mut part.content_type);
    }
    Some(part)
}

/// `name="value"` among the parameters of a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    let value = header.split(';').find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('='))?;
    Some(value.trim_matches('"').to_owned())
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_apart_with_names_and_bytes() {
        let body = b"--xx\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"t.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x89PNG\r\n\xff\r\n--xx\r\n\
            Content-Disposition: form-data; name=\"payload_json\"\r\n\r\n{}\r\n--xx--\r\n";
        let parts = parse(body, "xx").expect("the body is well formed");
        assert_eq!(parts[0].name, "files[0]");
        assert_eq!(parts[0].filename.as_deref(), Some("t.png"));
        assert_eq!(parts[0].content_type, "image/png");
        assert_eq!(parts[0].bytes, b"\x89PNG\r\n\xff");
        assert_eq!((parts[1].name.as_str(), parts[1].bytes.as_slice()), ("payload_json", b"{}".as_slice()));
    }

    #[test]
    fn a_file_without_a_type_is_what_it_begins_with() {
        let rows: [(&[u8], &str); 2] = [(b"\x89PNG\r\n", "image/png"), (b"a text", "application/octet-stream")];
        for (bytes, expected) in rows {
            let head = b"--xx\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n";
            let body = [head.as_slice(), bytes, b"\r\n--xx--\r\n"].concat();
            assert_eq!(parse(&body, "xx").expect("the body is well formed")[0].content_type, expected);
        }
    }

    #[test]
    fn a_torn_body_is_refused() {
        for body in [b"--xx\r\nContent-Disp".as_slice(), b"", b"--xx", b"--xx\r\n\r\n\r\n--xx"] {
            assert_eq!(parse(body, "xx"), None);
        }
    }
}
