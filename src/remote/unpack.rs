//! Unpacks the knowledge out of an archive.
//!
//! In: bytes that anybody may have made. Out: files in a folder, and never outside of it. Only plain files that knowledge is made of are taken; links, devices
//! and names that lead elsewhere are refused, and so is what swells beyond measure.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use flate2::read::GzDecoder;
use tar::{Archive, EntryType};

use crate::folder::MAX_FILE_BYTES;

/// Bytes of all files together: some ten times a large knowledge.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// Entries of the archive that are looked at.
const MOST_ENTRIES: usize = 200_000;
/// What knowledge is made of.
const ENDINGS: [&str; 2] = ["md", "toml"];
/// The file beside which everything else lies; forges put it into a folder named after the version.
const LANDMARK: &str = "sources.toml";
/// How a compressed file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

pub(super) fn unpack(bytes: &[u8], folder: &Path) -> Result<(), String> {
    let files = if bytes.starts_with(&GZIP) { read(GzDecoder::new(bytes)) } else { read(bytes) }?;
    let root = root(&files)?;
    for (path, text) in &files {
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let path = folder.join(inside);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, text)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The files of an archive that knowledge may be made of.
fn read(archive: impl Read) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    // A little more than may be kept, so that padding and headers count too.
    let mut archive = Archive::new(archive.take(2 * MOST_BYTES));
    let (mut files, mut total) = (BTreeMap::new(), 0);
    for (number, entry) in archive.entries().map_err(|error| error.to_string())?.enumerate() {
        let mut entry = entry.map_err(|error| error.to_string())?;
        if number >= MOST_ENTRIES {
            return Err(format!("it has more than {MOST_ENTRIES} entries"));
        }
        let path = entry.path().map_err(|error| error.to_string())?.into_owned();
        if entry.header().entry_type() != EntryType::Regular || !ENDINGS.iter().any(|ending| has_ending(&path, ending))
        {
            continue;
        }
        let path = plain(&path).ok_or_else(|| format!("`{}` leads out of it", path.display()))?;
        total += entry.size();
        if entry.size() > MAX_FILE_BYTES || total > MOST_BYTES {
            return Err(format!("`{}` is too large", path.display()));
        }
        let mut text = Vec::new();
        entry.read_to_end(&mut text).map_err(|error| error.to_string())?;
        files.insert(path, text);
    }
    Ok(files)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// A path that stays where it is put; nothing for any other.
fn plain(path: &Path) -> Option<PathBuf> {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    parts.map(|part| if let Component::Normal(name) = part { Some(name) } else { None }).collect()
}

/// The folder with the landmark that lies least deep.
fn root(files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<PathBuf, String> {
    let marked = files.keys().filter(|path| path.file_name().is_some_and(|name| name == LANDMARK));
    let nearest = marked.min_by_key(|path| path.components().count());
    nearest.and_then(|path| path.parent()).map(Path::to_owned).ok_or_else(|| format!("there is no `{LANDMARK}` in it"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(entries: &[(&str, EntryType, &str)]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (path, kind, text) in entries {
            let mut header = tar::Header::new_ustar();
            // As bytes: the crate itself refuses to write what is tested here.
            let name = path.as_bytes();
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            header.set_entry_type(*kind);
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            archive.append(&header, text.as_bytes()).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn zipped(bytes: &[u8]) -> Vec<u8> {
        let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
        zipped.write_all(bytes).unwrap();
        zipped.finish().unwrap()
    }

    #[test]
    fn the_folder_with_the_sources_is_taken_wherever_it_lies() {
        let file = EntryType::Regular;
        let archive = packed(&[
            ("repo-1/README.md", file, "of the repository"),
            ("repo-1/src/main.rs", file, "fn main() {}"),
            ("repo-1/knowledge/sources.toml", file, "a"),
            ("repo-1/knowledge/faq/one.md", file, "b"),
            ("repo-1/knowledge/faq/link.md", EntryType::Symlink, ""),
            ("repo-1/tests/data/sources.toml", file, "c"),
        ]);
        for bytes in [archive.clone(), zipped(&archive)] {
            let folder = tempfile::tempdir().unwrap();
            unpack(&bytes, folder.path()).unwrap();
            let read = |path: &str| fs::read_to_string(folder.path().join(path)).ok();
            assert_eq!((read("sources.toml").as_deref(), read("faq/one.md").as_deref()), (Some("a"), Some("b")));
            assert!(!folder.path().join("faq/link.md").exists() && !folder.path().join("README.md").exists());
        }
    }

    #[test]
    fn what_leads_out_or_swells_is_refused() {
        let file = EntryType::Regular;
        for path in ["../evil.md", "a/../../evil.md", "/etc/evil.md"] {
            let refused = unpack(&packed(&[("sources.toml", file, ""), (path, file, "x")]), Path::new("/nowhere"));
            assert!(refused.as_ref().is_err_and(|why| why.contains("leads out")), "{path}: {refused:?}");
        }
        let large = "x".repeat(usize::try_from(MAX_FILE_BYTES).unwrap() + 1);
        let bomb = zipped(&packed(&[("sources.toml", file, &large)]));
        assert!(bomb.len() < 100_000 && unpack(&bomb, Path::new("/nowhere")).unwrap_err().contains("too large"));
        assert!(unpack(b"no archive at all", Path::new("/nowhere")).is_err());
        assert!(unpack(&packed(&[]), Path::new("/nowhere")).unwrap_err().contains("sources.toml"));
    }
}
