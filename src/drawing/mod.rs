//! Pixels: draws the pictures that the core lays out.
//!
//! In: an answer, or a drawing as SVG. Out: pages, and the bytes of a PNG. What a picture looks like is left to [`crate::render::picture`]. Built without
//! the feature `png` there are no pictures: nothing has any pages, and tables are shown as text.

#[cfg(feature = "png")]
mod fonts;

use crate::answer::Answer;
use crate::render::picture::Picture;

/// Whether this build draws at all.
pub const AVAILABLE: bool = cfg!(feature = "png");

/// Largest PNG that is sent. Discord takes 10 MiB; a page of a table has about a hundredth of it.
pub const MOST_BYTES: usize = 8_000_000;

/// The tables of an answer as pictures; none where it has no table, or letters that the fonts lack.
#[must_use]
#[cfg(feature = "png")]
pub fn pages(answer: &Answer) -> Vec<Picture> {
    crate::render::picture::pages(answer, fonts::ours())
}

/// The first table of an answer on one sheet, however tall it is.
#[must_use]
#[cfg(feature = "png")]
pub fn sheet(answer: &Answer) -> Option<Picture> {
    crate::render::picture::sheets(answer, fonts::ours()).into_iter().next()
}

/// No pictures in this build.
#[must_use]
#[cfg(not(feature = "png"))]
pub fn sheet(_answer: &Answer) -> Option<Picture> {
    None
}

/// No pictures in this build.
#[must_use]
#[cfg(not(feature = "png"))]
pub fn pages(_answer: &Answer) -> Vec<Picture> {
    Vec::new()
}

/// Draws; takes some hundredths of a second. None where the drawing is larger than any of Docent's.
#[must_use]
#[cfg(feature = "png")]
pub fn png(svg: &str) -> Option<Vec<u8>> {
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg::{Options, Tree};

    /// Tallest drawing, in pixels: 180 MB while it is drawn at the widest, and many times a page.
    const TALLEST: u32 = 32_000;
    let options = Options { fontdb: fonts::ours().database(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let size = tree.size().to_int_size();
    if size.height() > TALLEST {
        return None;
    }
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().ok().filter(|bytes| bytes.len() <= MOST_BYTES)
}

/// No pictures in this build.
#[must_use]
#[cfg(not(feature = "png"))]
pub fn png(_svg: &str) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "png")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use resvg::usvg::{Options, Tree};

    use super::*;
    use crate::answer::{Block, Cell, Citation, Row, Statement, Table};
    use crate::knowledge::{AspectId, SourceId, SubjectId};
    use crate::render::picture::ALT;

    fn answer(text: &str, rows: usize) -> Answer {
        let said = Statement { text: text.to_owned(), sources: vec![0], as_of: None };
        let row = |number| Row {
            id: AspectId::new(&format!("row-{number}")).unwrap(),
            name: format!("{text} {number}"),
            group: "Group".to_owned(),
            cells: vec![Cell { statements: vec![said.clone(), said.clone()] }, Cell::default()],
        };
        let table = Table {
            subjects: vec![SubjectId::new("one").unwrap(), SubjectId::new("two").unwrap()],
            names: vec![text.to_owned(); 2],
            columns: vec![text.to_owned(); 2],
            rows: (0..rows).map(row).collect(),
        };
        let source = Citation {
            id: SourceId::new("source").unwrap(),
            title: text.to_owned(),
            date: "2024".to_owned(),
            link: None,
        };
        Answer {
            id: None,
            title: text.to_owned(),
            blocks: vec![Block::Table(table)],
            sources: vec![source],
            verified: None,
            overdue: None,
            related: Vec::new(),
            language: crate::language::Language::English,
        }
    }

    #[test]
    fn signs_without_a_glyph_are_left_out_and_foreign_letters_leave_it_to_text() {
        let drawn = pages(&answer("Up 🚀 and away", 1));
        assert!(drawn[0].svg.contains(">Up and away<"), "{}", drawn[0].svg);
        assert!(pages(&answer("数据", 1)).is_empty());
    }

    #[test]
    fn a_row_longer_than_a_page_goes_on_over_the_next() {
        let drawn = pages(&answer(&"word ".repeat(600), 1));
        assert!(drawn.len() > 1 && drawn[1].svg.contains("page 2 of"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn whatever_is_written_the_drawing_holds_nothing_but_text(
            text in "[a-zäß<>&\"' \\]\\[/=!\u{0}-\u{1f}\u{fffe}🚀-]{0,80}", rows in 0_usize..9
        ) {
            for picture in pages(&answer(&text, rows)) {
                let tree = Tree::from_str(&picture.svg, &Options::default());
                prop_assert!(tree.is_ok(), "{:?} in {}", tree.err(), picture.svg);
                let tags = picture.svg.matches('<').count() - picture.svg.matches("</").count();
                let known = ["<svg ", "<rect ", "<text "].map(|tag| picture.svg.matches(tag).count());
                prop_assert_eq!(tags, known.iter().sum::<usize>());
                prop_assert!(picture.alt.encode_utf16().count() <= ALT);
            }
        }
    }
}
