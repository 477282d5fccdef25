//! The fonts of pictures, which come with the program: Noto Sans, and `DejaVu` Sans for the letters and signs that it lacks.
//!
//! In: a character. Out: how wide it is; the fonts for drawing. The system's fonts are never looked at: a picture is the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::render::picture::{Ruler, Weight};

/// The fonts, read once.
pub(super) fn ours() -> &'static Fonts {
    static OURS: LazyLock<Fonts> = LazyLock::new(Fonts::read);
    &OURS
}

/// Fonts that can be measured and drawn with.
#[derive(Debug)]
pub(super) struct Fonts {
    database: Arc<Database>,
    regular: Option<Face>,
    bold: Option<Face>,
    fallback: Option<Face>,
}

impl Fonts {
    fn read() -> Self {
        let files = [notosans::REGULAR_TTF, notosans::BOLD_TTF, dejavu::sans::regular()];
        let mut database = Database::new();
        for bytes in files {
            database.load_font_source(Source::Binary(Arc::new(bytes)));
        }
        let [regular, bold, fallback] = files.map(Face::read);
        Self { database: Arc::new(database), regular, bold, fallback }
    }

    /// For drawing.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }
}

impl Ruler for Fonts {
    fn width(&self, c: char, weight: Weight) -> Option<f32> {
        let first = if weight == Weight::Bold { &self.bold } else { &self.regular };
        [first, &self.fallback].into_iter().flatten().find_map(|face| face.width(c))
    }
}

/// One font.
struct Face {
    font: FontRef<'static>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Face")
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        FontRef::new(bytes).ok().map(|font| Self { font })
    }

    fn width(&self, c: char) -> Option<f32> {
        let glyph = self.font.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)?;
        self.font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_write_european_letters_and_common_signs_and_no_emoji() {
        for c in "aZäßéñçÅłøžĞ€£–—“”…•→≈≤×✓✗½²ΑωЖяא".chars() {
            assert!(ours().width(c, Weight::Regular).is_some(), "{c}");
            assert!(ours().width(c, Weight::Bold).is_some(), "{c}");
        }
        for c in "🚀越".chars() {
            assert_eq!(ours().width(c, Weight::Regular), None, "{c}");
        }
        assert!(ours().width('m', Weight::Bold) > ours().width('i', Weight::Bold));
    }
}
