//! Coverage against error as an SVG picture.
//!
//! In: a [`Report`]. Out: the text of a file that needs nothing else and has its words for those who cannot see it.

use std::fmt::Write as _;

use super::plot;
use crate::eval::{Report, Share};

/// Left and right end of the field, in pixels of a picture of 640 × 400.
const ACROSS: (f64, f64) = (84.0, 610.0);

/// Lower and upper end of the field.
const UP: (f64, f64) = (330.0, 50.0);

/// Parts that each axis is marked in.
const MARKS: u8 = 4;

const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="13">"#;

/// The whole file.
pub(super) fn draw(report: &Report) -> String {
    let top = plot::scale(&report.curve);
    let place = |coverage: Share, error: Share| {
        let (x, y) = (coverage.value().unwrap_or_default(), error.value().unwrap_or_default());
        format!("{:.1},{:.1}", across(x), up((y / top).min(1.0)))
    };
    let line: Vec<String> = report.curve.iter().map(|point| place(point.coverage, point.error)).collect();
    let (coverage, error) = (report.answered.coverage, report.answered.accuracy.rest());
    let now = place(coverage, error);
    let (x, y) = now.split_once(',').unwrap_or_default();
    let words = format!(
        "{} messages. At the threshold in force, {}, {coverage} are answered, and {error} of the answers are false.",
        report.cases, report.threshold
    );
    let parts = [
        HEAD.to_owned(),
        format!("<title id=\"title\">Coverage against error</title>\n<desc id=\"desc\">{words}</desc>"),
        "<rect width=\"640\" height=\"400\" fill=\"#fff\"/>".to_owned(),
        "<text x=\"84\" y=\"28\" font-size=\"16\" font-weight=\"bold\">Coverage against error</text>".to_owned(),
        marks(top),
        format!("<polyline points=\"{}\" fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"2\"/>", line.join(" ")),
        format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"#cf222e\"/>"),
        "<text x=\"347\" y=\"372\" text-anchor=\"middle\">share of the messages answered</text>".to_owned(),
        "<text transform=\"translate(18 190) rotate(-90)\" text-anchor=\"middle\">share of the answers that are false</text>".to_owned(),
        format!("<text x=\"18\" y=\"392\" font-size=\"11\" fill=\"#57606a\">{words}</text>"),
        "</svg>\n".to_owned(),
    ];
    parts.join("\n")
}

fn across(share: f64) -> f64 {
    ACROSS.0 + share * (ACROSS.1 - ACROSS.0)
}

fn up(share: f64) -> f64 {
    UP.0 + share * (UP.1 - UP.0)
}

/// Lines over the field with what they stand for.
fn marks(top: f64) -> String {
    let ((left, right), (bottom, upper)) = (ACROSS, UP);
    let mut svg = String::from("<g stroke=\"#d0d7de\">");
    for mark in 0..=MARKS {
        let share = f64::from(mark) / f64::from(MARKS);
        let (x, y) = (across(share), up(share));
        // Writing to a string cannot fail.
        let _ = write!(svg, "<path d=\"M{x} {bottom}V{upper}M{left} {y}H{right}\"/>");
    }
    svg.push_str("</g>\n<g fill=\"#24292f\">");
    for mark in 0..=MARKS {
        let share = f64::from(mark) / f64::from(MARKS);
        let (x, y, coverage, error) = (across(share), up(share) + 4.0, share * 100.0, share * top * 100.0);
        let _ = write!(svg, "<text x=\"{x}\" y=\"350\" text-anchor=\"middle\">{coverage} %</text>");
        let _ = write!(svg, "<text x=\"78\" y=\"{y}\" text-anchor=\"end\">{error:.1} %</text>");
    }
    svg.push_str("</g>");
    svg
}
