//! Vectors of the knowledge on the disk, so that a restart fetches nothing: one file for each address and model.
//!
//! In and out: vectors by text. The file holds no text, only hashes; what people ask is never in it. A file that is damaged counts as far as it can be read.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::folder;

/// What a file begins with; another format would get another number.
const START: &[u8] = b"docent vectors 1\n";
/// Bytes before the numbers of a vector: the text's hash and how many numbers follow.
const HEAD: usize = 20;
/// Longest vector that is believed.
const WIDEST: usize = 65_536;

/// The file for one address and model.
#[derive(Debug)]
pub(super) struct VectorFile(PathBuf);

impl VectorFile {
    /// Where the vectors of this model at this address are kept.
    pub(super) fn new(cache: &Path, url: &str, name: &str) -> Self {
        Self(cache.join(format!("vectors-{:032x}.bin", hash(&format!("{url}\n{name}")))))
    }

    /// Vectors of those texts that the file has.
    pub(super) fn read(&self, texts: &[String]) -> HashMap<String, Vec<f32>> {
        let Ok(bytes) = fs::read(&self.0) else { return HashMap::new() };
        let mut wanted: FxHashMap<u128, &String> = texts.iter().map(|text| (hash(text), text)).collect();
        let mut found = HashMap::with_capacity(texts.len());
        let mut rest = bytes.strip_prefix(START).unwrap_or_default();
        while let Some((key, vector, behind)) = record(rest) {
            if let Some(text) = wanted.remove(&key) {
                found.insert(text.clone(), vector);
            }
            rest = behind;
        }
        found
    }

    /// Keeps these vectors and no others.
    pub(super) fn write(&self, vectors: &HashMap<String, Vec<f32>>) -> io::Result<()> {
        let mut bytes = START.to_vec();
        for (text, vector) in vectors {
            let width = u32::try_from(vector.len()).map_err(io::Error::other)?;
            bytes.extend_from_slice(&hash(text).to_le_bytes());
            bytes.extend_from_slice(&width.to_le_bytes());
            bytes.extend(vector.iter().flat_map(|value| value.to_le_bytes()));
        }
        folder::write(&self.0, &bytes)
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

/// The first vector, and what stands behind it; none at the end or where the file is damaged.
fn record(bytes: &[u8]) -> Option<(u128, Vec<f32>, &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let key = u128::from_le_bytes(head.get(..16)?.try_into().ok()?);
    let width = u32::from_le_bytes(head.get(16..)?.try_into().ok()?) as usize;
    if width == 0 || width > WIDEST {
        return None;
    }
    let (numbers, rest) = rest.split_at_checked(4 * width)?;
    let vector: Vec<f32> = numbers.as_chunks::<4>().0.iter().map(|value| f32::from_le_bytes(*value)).collect();
    vector.iter().all(|value| value.is_finite()).then_some((key, vector, rest))
}

/// FNV-1a with 128 bits: the same on every machine; two texts never share it by chance.
fn hash(text: &str) -> u128 {
    let add = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_as_far_as_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = VectorFile::new(&folder.path().join("made/when/needed"), "http://h", "m");
        let texts = ["one".to_owned(), "two".to_owned()];
        assert!(file.read(&texts).is_empty());
        let vectors: HashMap<String, Vec<f32>> =
            [("one", vec![1.0, -0.5]), ("gone", vec![2.0, 0.0])].map(|(text, v)| (text.to_owned(), v)).into();
        file.write(&vectors).unwrap();
        assert_eq!(file.read(&texts), HashMap::from([("one".to_owned(), vec![1.0, -0.5])]));
        assert!(VectorFile::new(file.path().parent().unwrap(), "http://h", "other").read(&texts).is_empty());
        let whole = fs::read(file.path()).unwrap();
        for length in 0..whole.len() {
            fs::write(file.path(), whole.get(..length).unwrap()).unwrap();
            assert!(file.read(&texts).len() <= 1, "cut at {length}");
        }
        assert!(!String::from_utf8_lossy(&whole).contains("one"), "no text stands in the file");
    }
}
