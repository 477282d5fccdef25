//! Puts words that people use for one another in order, so that a message finds them where they stand in the program: no start reads them, and no memory holds them.
//!
//! In: `src/text/equivalents.txt`, a line for each meaning, with the words that have it. Out: a line for each stem, in order: the stem, then those of all words beside
//! which it stands somewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

use frostem::{Algorithm, Stemmer};

const MEANINGS: &str = "src/text/equivalents.txt";

/// Writes the table.
pub(crate) fn put_in_order() -> io::Result<()> {
    println!("cargo::rerun-if-changed={MEANINGS}");
    let stemmer = Stemmer::new(Algorithm::English);
    let meanings = fs::read_to_string(MEANINGS)?;
    let mut beside: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for meaning in meanings.lines() {
        let stems: Vec<String> = meaning.split_whitespace().map(|word| stemmer.stem(word).to_string()).collect();
        for stem in &stems {
            let others = beside.entry(stem.clone()).or_default();
            for other in &stems {
                if other != stem && !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
    }
    let lines: Vec<String> = beside.iter().map(|(stem, others)| format!("{stem} {}", others.join(" "))).collect();
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("equivalents.txt"), lines.join("\n"))
}
