//! The colours of a picture: those of a chat at night, each with enough contrast to be read.
//!
//! In: nothing. Out: hex colours. On the background every ink has a contrast of at least 4.5 to 1, which a test counts.

/// Behind everything.
pub(super) const BACKGROUND: &str = "#2b2d31";
/// Behind the names of the subjects.
pub(super) const BAND: &str = "#232428";
/// Titles.
pub(super) const BRIGHT: &str = "#f2f3f5";
/// What is said.
pub(super) const TEXT: &str = "#dbdee1";
/// Headings of rows, sources.
pub(super) const MUTED: &str = "#b5bac1";
/// Numbers of sources, what is not recorded.
pub(super) const FAINT: &str = "#a0a6af";
/// Names of subjects.
pub(super) const ACCENT: &str = "#7fd3d6";
/// Between rows.
pub(super) const LINE: &str = "#3f4248";
/// Above the sources.
pub(super) const LINE_STRONG: &str = "#54575e";
/// The stripe that Docent's cards have.
pub(super) const STRIPE: &str = "#3b8b90";

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(color.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn every_ink_can_be_read_on_what_is_behind_it() {
        for behind in [BACKGROUND, BAND] {
            for ink in [BRIGHT, TEXT, MUTED, FAINT, ACCENT] {
                let contrast = (luminance(ink) + 0.05) / (luminance(behind) + 0.05);
                assert!(contrast >= 4.5, "{ink} on {behind}: {contrast}");
            }
        }
    }
}
