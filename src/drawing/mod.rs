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

    /// Tallest drawing, in pixels: several times a page with a long list of sources.
    const TALLEST: u32 = 12_000;
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
