//! Measures text with the font's own widths, and breaks it into lines that fit.
//!
//! In: text and a [`Ruler`]. Out: widths and lines, in units of the drawing. Where the widths come from is left to who brings the font.

use unicode_segmentation::UnicodeSegmentation as _;

use super::super::safe;

/// Height of a line, for each unit of the letters' size.
const LEADING: f32 = 1.36;

/// How strong letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For what is said.
    Regular,
    /// For headings.
    Bold,
}

/// Knows how wide the characters of the fonts are.
pub trait Ruler {
    /// The width of a character set at size 1; none where no font has it.
    fn width(&self, c: char, weight: Weight) -> Option<f32>;
}

/// Letters of one size and strength.
#[derive(Debug)]
pub(super) struct Pen<'a, R> {
    ruler: &'a R,
    pub(super) size: f32,
    pub(super) weight: Weight,
}

impl<'a, R: Ruler> Pen<'a, R> {
    pub(super) fn new(ruler: &'a R, size: f32, weight: Weight) -> Self {
        Self { ruler, size, weight }
    }

    /// The same letters in another size.
    pub(super) fn sized(&self, size: f32) -> Self {
        Self { ruler: self.ruler, size, weight: self.weight }
    }

    /// Of a line.
    pub(super) fn height(&self) -> f32 {
        self.size * LEADING
    }

    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().filter_map(|c| self.ruler.width(c, self.weight)).sum::<f32>() * self.size
    }

    /// Lines of whole words, none wider than `room`; what no font has (an emoji) is left out.
    pub(super) fn lines(&self, text: &str, room: f32) -> Vec<String> {
        let shown: String =
            safe::one_line(text).chars().filter(|c| *c == ' ' || self.ruler.width(*c, self.weight).is_some()).collect();
        let mut lines: Vec<String> = Vec::new();
        for word in shown.split(' ').filter(|word| !word.is_empty()).flat_map(|word| self.parts(word, room)) {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(&word) <= room => {
                    line.push(' ');
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        lines
    }

    /// A word wider than a line in several; else the word.
    fn parts(&self, word: &str, room: f32) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut taken = 0.0;
        for letter in word.graphemes(true) {
            let wide = self.width(letter);
            if taken > 0.0 && taken + wide > room {
                parts.push(String::new());
                taken = 0.0;
            }
            if let Some(part) = parts.last_mut() {
                part.push_str(letter);
                taken += wide;
            }
        }
        parts
    }
}
