//! Packs pieces of an answer onto pages: no page is too long, none splits a row of a table or leaves a code block open.
//!
//! In: pieces that each fit a page. Out: pages with the sources that they cite. What a page looks like around its body is left to [`super::card`].

use std::collections::BTreeSet;

use super::split::chars;

/// What stands around the rows of a table on every page that holds some of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Opening fence, upper edge, column headings.
    pub(super) open: String,
    /// Lower edge, closing fence.
    pub(super) close: String,
}

/// A body of text and the places of the sources that its statements rest on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Markdown.
    pub(super) text: String,
    /// Places in the answer's list.
    pub(super) cites: BTreeSet<usize>,
}

/// Between paragraphs.
pub(super) const APART: &str = "\n\n";

/// Between lines that belong together.
pub(super) const TIGHT: &str = "\n";

/// Fills pages one after the other.
#[derive(Debug)]
pub(super) struct Packer {
    room: usize,
    done: Vec<Page>,
    page: Page,
    /// The table whose rows are being written.
    frame: Option<Frame>,
    /// A heading that waits for what it stands over: it never ends a page.
    caption: Option<String>,
}

impl Packer {
    /// Pages of at most `room` characters.
    pub(super) fn new(room: usize) -> Self {
        Self { room, done: Vec::new(), page: Page::default(), frame: None, caption: None }
    }

    /// A heading for whatever comes next.
    pub(super) fn caption(&mut self, heading: String) {
        if let Some(waiting) = self.caption.replace(heading) {
            self.place(&waiting, APART);
        }
    }

    /// A paragraph or a list, which must fit a page together with its caption.
    pub(super) fn text(&mut self, text: &str, gap: &str, cites: impl Iterator<Item = usize>) {
        let gap = if self.caption.is_some() { APART } else { gap };
        let text = self.captioned(text);
        self.place(&text, gap);
        self.page.cites.extend(cites);
    }

    /// A row of a table, which must fit a page together with its frame and caption.
    pub(super) fn row(&mut self, frame: &Frame, row: &str, cites: impl Iterator<Item = usize>) {
        let continues = self.caption.is_none() && self.frame.as_ref() == Some(frame);
        if continues && chars(&self.page.text) + chars(row) + chars(&frame.close) + 2 <= self.room {
            self.append(row, TIGHT);
        } else {
            let started = self.captioned(&format!("{}\n{row}", frame.open));
            self.end_table();
            if continues || !self.fits(chars(&started) + 1 + chars(&frame.close), APART) {
                self.turn();
            }
            self.append(&started, APART);
            self.frame = Some(frame.clone());
        }
        self.page.cites.extend(cites);
    }

    /// All pages; at least one.
    pub(super) fn finish(mut self) -> Vec<Page> {
        if let Some(waiting) = self.caption.take() {
            self.place(&waiting, APART);
        }
        self.turn();
        if self.done.is_empty() {
            self.done.push(Page::default());
        }
        self.done
    }

    fn captioned(&mut self, text: &str) -> String {
        self.caption.take().map_or_else(|| text.to_owned(), |caption| format!("{caption}\n{text}"))
    }

    fn place(&mut self, text: &str, gap: &str) {
        self.end_table();
        if !self.fits(chars(text), gap) {
            self.turn();
        }
        self.append(text, gap);
    }

    fn fits(&self, more: usize, gap: &str) -> bool {
        self.page.text.is_empty() || chars(&self.page.text) + chars(gap) + more <= self.room
    }

    fn append(&mut self, text: &str, gap: &str) {
        if !self.page.text.is_empty() {
            self.page.text.push_str(gap);
        }
        self.page.text.push_str(text);
    }

    fn end_table(&mut self) {
        if let Some(frame) = self.frame.take() {
            self.append(&frame.close, TIGHT);
        }
    }

    fn turn(&mut self) {
        self.end_table();
        let page = std::mem::take(&mut self.page);
        if !page.text.is_empty() {
            self.done.push(page);
        }
    }
}
