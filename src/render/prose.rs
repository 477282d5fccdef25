//! Turns a writer's Markdown into plain text for a terminal: markup goes, structure stays.
//!
//! In: Markdown. Out: wrapped paragraphs and lists; a link keeps its address in parentheses. Nothing is highlighted here.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{safe, wrap};

/// Markdown as plain text, wrapped at `columns`.
#[must_use]
pub fn plain(markdown: &str, columns: usize) -> String {
    let source = safe::lines(markdown);
    let mut writer = Writer { columns, ..Writer::default() };
    Parser::new(&source).for_each(|event| writer.event(event));
    writer.end_paragraph();
    writer.out.trim_end().to_owned()
}

/// A list that is being written: the next number of an ordered one.
type List = Option<u64>;

#[derive(Debug, Default)]
struct Writer {
    columns: usize,
    out: String,
    /// Text of the paragraph so far; `\n` where the writer forced a line break.
    paragraph: String,
    lists: Vec<List>,
    /// Bullet or number that the next line starts with.
    marker: Option<String>,
    quotes: usize,
    in_code: bool,
    link: Option<String>,
    /// Whether a blank line goes before the next paragraph.
    gap: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.paragraph.push_str(&text);
            }
            Event::SoftBreak => self.paragraph.push(' '),
            Event::HardBreak => self.paragraph.push('\n'),
            Event::Rule => self.gap = true,
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_paragraph();
                self.marker = Some(self.next_marker());
            }
            Tag::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.end_paragraph();
                self.in_code = true;
            }
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.end_link(),
            TagEnd::Item => {
                self.end_paragraph();
                self.marker = None;
                self.gap = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.gap = self.lists.is_empty();
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_paragraph();
                self.in_code = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock => self.end_paragraph(),
            _ => {}
        }
    }

    fn next_marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        }
    }

    /// Adds the address, unless the link's text is the address.
    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let shown = link.trim_start_matches("mailto:");
        if !link.is_empty() && !self.paragraph.ends_with(shown) {
            self.paragraph.extend([" (", link.as_str(), ")"]);
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = if self.in_code { text.trim_matches('\n') } else { text.trim() };
        if text.is_empty() {
            return;
        }
        if self.gap && !self.out.is_empty() {
            self.out.push('\n');
        }
        let (first, rest) = self.prefixes();
        let lines = self.wrapped(text, self.columns.saturating_sub(wrap::width(&rest)));
        for (at, line) in lines.iter().enumerate() {
            let prefix = if at == 0 { &first } else { &rest };
            self.out.push_str(prefix);
            self.out.push_str(line);
            self.out.truncate(self.out.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len());
            self.out.push('\n');
        }
        self.gap = self.marker.is_none() && self.lists.is_empty();
    }

    /// What the first and the following lines of a paragraph start with.
    fn prefixes(&mut self) -> (String, String) {
        let quote = "> ".repeat(self.quotes);
        let outer = "  ".repeat(self.lists.len().saturating_sub(1));
        let code = if self.in_code { "    " } else { "" };
        let inside = if self.lists.is_empty() { 0 } else { 2 };
        let marker = self.marker.take();
        let hang = " ".repeat(marker.as_deref().map_or(inside, wrap::width));
        let first = marker.unwrap_or_else(|| hang.clone());
        (format!("{quote}{outer}{first}{code}"), format!("{quote}{outer}{hang}{code}"))
    }

    fn wrapped(&self, text: &str, columns: usize) -> Vec<String> {
        if self.in_code {
            return text.lines().map(str::to_owned).collect();
        }
        text.lines().flat_map(|line| wrap::soft(line, columns)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_structure_stays() {
        let markdown = "**Usually not.** See [the guide](https://example.org) and `GROUP BY`.\nSame paragraph.\n\n\
            - one that is longer than a line of this width\n- two\n  - nested\n\n1. first\n2. second\n\n> quoted\n\n```sql\nselect 1;\n```\nend <b>x</b>";
        insta::assert_snapshot!(plain(markdown, 40), @r#"
        Usually not. See the guide
        (https://example.org) and GROUP BY. Same
        paragraph.

        - one that is longer than a line of this
          width
        - two
          - nested

        1. first
        2. second

        > quoted

            select 1;

        end <b>x</b>
        "#);
    }

    #[test]
    fn escape_codes_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\n\nc\u{7}", 40), "a[2Jb\n\nc");
    }
}
