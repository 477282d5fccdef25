//! Comparisons as pictures: the drawing as text, its size, the words for who cannot see it.

use std::path::Path;

use docent::answer::Answer;
use docent::drawing;
use docent::folder;
use docent::pipeline::CompareRequest;

use crate::support::docent;

fn espresso_and_cold_brew() -> Answer {
    let files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap();
    let request = CompareRequest {
        subjects: vec!["espresso".to_owned(), "cold brew".to_owned()],
        aspects: Vec::new(),
        differences: false,
        headline: false,
    };
    docent(&files).compare(&request).unwrap()
}

#[test]
fn a_comparison_is_drawn_as_reviewed() {
    let pages = drawing::pages(&espresso_and_cold_brew());
    assert_eq!(pages.len(), 1);
    insta::assert_snapshot!(pages[0].svg);
}

#[test]
fn the_words_for_who_cannot_see_it_say_what_the_table_says() {
    let pages = drawing::pages(&espresso_and_cold_brew());
    insta::assert_snapshot!(pages[0].alt, @"Espresso vs Cold brew. Brew time: Espresso, 25 to 30 seconds. Cold brew, 12 to 18 hours. Grind: Espresso, Fine. Cold brew, Coarse. Caffeine: Espresso, About 65 mg a shot, 2023. Cold brew, not recorded.");
}

#[test]
fn the_png_is_twice_the_drawing_and_small() {
    let pages = drawing::pages(&espresso_and_cold_brew());
    let png = drawing::png(&pages[0].svg).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.len() < 200_000, "{} bytes", png.len());
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(number(16), 1120, "560 units, the width for two");
    assert!((300..1_600).contains(&number(20)), "{} pixels tall", number(20));
}
