//! Finds the quote that would swallow the rows behind it: a reader of tables takes everything up to the next quote for one cell, and says nothing.
//!
//! In: CSV and the sign between its cells. Out: the first cell whose quotes do not fit. Quotes within a cell that does not begin with one mean themselves.

/// A cell that begins with a quote and does not end with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unfit {
    /// The byte at which it begins.
    pub(super) opened: usize,
    /// The byte of the quote that ends it, with text behind; none where nothing ends it.
    pub(super) closed: Option<usize>,
}

/// The first such cell.
pub(super) fn unfit(text: &str, sign: u8) -> Option<Unfit> {
    let bytes = text.as_bytes();
    let ends = |byte: &u8| *byte == sign || matches!(byte, b'\n' | b'\r');
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let mut behind = at;
        if *first == b'"' {
            let Some(closed) = closing(bytes, at + 1) else { return Some(Unfit { opened: at, closed: None }) };
            behind = closed + 1;
            // Blanks between the quote and the sign are no harm.
            behind += rest(bytes, behind).iter().take_while(|byte| matches!(byte, b' ' | b'\t') && !ends(byte)).count();
            if bytes.get(behind).is_some_and(|byte| !ends(byte)) {
                return Some(Unfit { opened: at, closed: Some(closed) });
            }
        }
        at = rest(bytes, behind).iter().position(ends).map_or(bytes.len(), |ahead| behind + ahead + 1);
    }
    None
}

/// The quote that ends a cell. One that is written twice is part of it.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += rest(bytes, at).iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

fn rest(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_ends_with_the_quote_that_it_begins_with() {
        let open = |opened| Some(Unfit { opened, closed: None });
        let closed = |opened, closed| Some(Unfit { opened, closed: Some(closed) });
        let rows = [
            ("", None),
            ("a,\"b\"\n", None),
            ("\"a \"\"b\"\"\",\"\"\n\"c\nd\" ,e", None),
            ("5\" pipe,\"x\"\n", None),
            ("a,\"b", open(2)),
            ("a,\"", open(2)),
            ("a,\"b\"\"\nc,d\n", open(2)),
            ("a,\"b\nc,\"d\"\n", closed(2, 7)),
            ("\"he said \"hi\"\",b", closed(0, 9)),
            ("a\n\n\"b\"c", closed(3, 5)),
            ("\"a\"\r\n\"b", open(5)),
            ("ä,\"b", open(3)),
        ];
        for (text, expected) in rows {
            assert_eq!(unfit(text, b','), expected, "{text:?}");
        }
        assert_eq!(unfit("\"a\"\t\"b\"", b'\t'), None);
        assert_eq!(unfit("\"a\",b", b';'), closed(0, 2));
    }
}
