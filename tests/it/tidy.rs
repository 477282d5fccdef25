//! What has to agree across files, so that no document goes stale unnoticed.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Targets of the links and pictures in a file that point into the repository.
fn local_links(text: &str) -> Vec<String> {
    let link = regex::Regex::new(r#"(?:\]\(|\bsrc(?:set)?=")([^)#"\s]+)"#).unwrap();
    let targets = link.captures_iter(text).map(|found| found[1].to_owned());
    targets.filter(|target| !target.contains("://")).collect()
}

#[test]
fn the_changelog_has_the_current_version() {
    let heading = format!("## {} ", env!("CARGO_PKG_VERSION"));
    assert!(read("CHANGELOG.md").lines().any(|line| format!("{line} ").starts_with(&heading)), "no `{heading}`");
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "knowledge/README.md",
        "docs/running.md",
        "docs/security.md",
    ] {
        let folder = root().join(document).parent().map(PathBuf::from).unwrap();
        for target in local_links(&read(document)) {
            assert!(folder.join(&target).exists(), "{document}: `{target}` does not exist");
        }
    }
}

#[test]
fn every_module_is_on_the_map() {
    let map = read("ARCHITECTURE.md");
    for line in read("src/lib.rs").lines() {
        if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            assert!(map.contains(&format!("](src/{module}")), "`{module}` is missing in ARCHITECTURE.md");
        }
    }
}

#[test]
fn the_readme_lists_every_setting_of_the_example_file_with_its_default() {
    let (readme, example) = (read("README.md"), read("config/docent.toml"));
    let mut section = String::new();
    for line in example.lines() {
        let without_default = line.strip_prefix("# ! ");
        let line = without_default.unwrap_or(line);
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let default = without_default.map_or_else(|| format!("`{value}`"), |_| "none".to_owned());
            let row = format!("| `{section}{key}` | {default} |");
            assert!(readme.contains(&row), "README.md lacks `{row}`");
        }
    }
}
