//! The sheet that a picture is drawn on, from the top down, as SVG text.
//!
//! In: lines of text, rules, bands. Out: one SVG document that holds nothing but shapes and escaped text: no links, scripts, styles or files.

use std::fmt::Write as _;

use super::colors;
use super::ruler::{Pen, Ruler, Weight};
use super::{MARGIN, SCALE};

/// Where letters stand in their line: below its top by this share of their size.
const BASELINE: f32 = 1.04;
/// Width of the stripe at the left edge.
const STRIPE: f32 = 4.0;
/// Font families, the fallback last.
const FAMILIES: &str = "Noto Sans, DejaVu Sans, sans-serif";

/// A colour by its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Bright,
    Text,
    Muted,
    Faint,
    Accent,
    Line,
    Strong,
}

impl Ink {
    fn color(self) -> &'static str {
        match self {
            Self::Bright => colors::BRIGHT,
            Self::Text => colors::TEXT,
            Self::Muted => colors::MUTED,
            Self::Faint => colors::FAINT,
            Self::Accent => colors::ACCENT,
            Self::Line => colors::LINE,
            Self::Strong => colors::LINE_STRONG,
        }
    }
}

/// A sheet in the making.
#[derive(Debug)]
pub(super) struct Paper {
    width: f32,
    /// Down to where it is drawn on.
    y: f32,
    shapes: String,
}

impl Paper {
    pub(super) fn new(width: f32) -> Self {
        Self { width, y: MARGIN - 4.0, shapes: String::new() }
    }

    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// Leaves some room.
    pub(super) fn skip(&mut self, height: f32) {
        self.y += height;
    }

    /// One line of text.
    pub(super) fn line<R: Ruler>(&mut self, pen: &Pen<'_, R>, x: f32, text: &str, ink: Ink) {
        self.beside(pen, x, text, ink);
        self.skip(pen.height());
    }

    /// A line of text after which the place stays: more stands beside it.
    pub(super) fn beside<R: Ruler>(&mut self, pen: &Pen<'_, R>, x: f32, text: &str, ink: Ink) {
        self.write((x, self.y), pen.size, pen.weight, text, ink);
    }

    /// Text whose line starts at a place given from the current one down.
    pub(super) fn write_at(&mut self, (x, below): (f32, f32), size: f32, weight: Weight, text: &str, ink: Ink) {
        self.write((x, self.y + below), size, weight, text, ink);
    }

    fn write(&mut self, (x, y): (f32, f32), size: f32, weight: Weight, text: &str, ink: Ink) {
        if text.is_empty() {
            return;
        }
        let weight = if weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
        let (y, color, text) = (y + size * BASELINE, ink.color(), escape(text));
        self.shape(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{weight} fill=\"{color}\">{text}</text>"
        ));
    }

    /// A thin line across, from `x` to as far from the other edge.
    pub(super) fn rule(&mut self, x: f32, ink: Ink) {
        let (y, width, color) = (self.y, self.width - 2.0 * x, ink.color());
        self.shape(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"1\" fill=\"{color}\"/>"
        ));
    }

    /// A darker band from edge to edge, behind what comes next.
    pub(super) fn band(&mut self, height: f32) {
        let (y, width, color) = (self.y, self.width, colors::BAND);
        self.shape(format_args!(
            "<rect x=\"0\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{color}\"/>"
        ));
    }

    fn shape(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string never fails.
        let _ = writeln!(self.shapes, "{shape}");
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        let (width, height) = (self.width, (self.y + MARGIN - 4.0).ceil());
        let (across, down) = (width * SCALE, height * SCALE);
        let (shapes, behind, stripe) = (self.shapes, colors::BACKGROUND, colors::STRIPE);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across}\" height=\"{down}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{FAMILIES}\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"{behind}\"/>\n{shapes}\
             <rect width=\"{STRIPE}\" height=\"{height}\" fill=\"{stripe}\"/>\n</svg>\n"
        )
    }
}

/// Text that stands between tags: nothing in it can be read as markup, and nothing that XML forbids is left.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
