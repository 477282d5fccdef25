//! A file that has no place in the knowledge folder: where it belongs, as far as its name and its first lines tell.
//!
//! In: a file. Out: the problem with its remedy. What has a place, [`super::shelves`] decides.

use super::nearest::nearest;
use super::shelves::NAMES;
use super::translation::languages;
use crate::knowledge::problem::{KnowledgeFile, Problem, Severity};
use crate::language::Language;

/// Folders with what their files end in, and what one of these holds.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("faq", ".md", "an entry"),
    ("comparisons", ".md", "a comparison page"),
    ("subjects", ".toml", "a subject"),
    ("onboarding", ".toml", "a track"),
];

/// Reports a file that has no place.
pub(super) fn homeless(file: &KnowledgeFile) -> Problem {
    Problem {
        severity: Severity::Error,
        file: file.path.clone(),
        span: None,
        line: 1,
        message: format!("`{}` has no place in the knowledge folder", file.path),
        help: other_case(&file.path)
            .or_else(|| other_language(&file.path))
            .or_else(|| by_what_it_holds(file))
            .unwrap_or_else(|| by_folder(&file.path)),
    }
}

/// A name that only its capitals keep from its place: `decaf.MD`.
fn other_case(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    let small = ending.to_ascii_lowercase();
    let capitals = small != ending && matches!(small.as_str(), "md" | "toml");
    capitals.then(|| format!("call it `{stem}.{small}`: endings are small letters"))
}

/// The lexicon of a language that Docent does not read.
fn other_language(path: &str) -> Option<String> {
    let code = path.strip_prefix("lexicon.")?.strip_suffix(".toml")?;
    Some(match Language::of_locale(code) {
        Some(Language::English) => "the words of English stand in `lexicon.toml`".to_owned(),
        _ => format!("`{code}` is no language that Docent reads; {}", languages()),
    })
}

/// The place of what the file holds, where its keys tell and it is another one.
fn by_what_it_holds(file: &KnowledgeFile) -> Option<String> {
    let folder = folder_of(&file.text)?;
    let (_, ending, what) = FOLDERS.iter().find(|(name, ..)| *name == folder)?;
    let name = file.path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let place = format!("{folder}/{stem}{ending}");
    let verb = if file.path.starts_with(&format!("{folder}/")) { "call it" } else { "move it to" };
    Some(format!("it holds {what}: {verb} `{place}`"))
}

/// The folder for a file with these keys.
fn folder_of(text: &str) -> Option<&'static str> {
    // The fields of Markdown stand between fences; below them is prose, in which any word may stand.
    let is_fence = |line: &&str| line.trim_end() == "+++";
    let is_markdown = text.lines().next().as_ref().is_some_and(is_fence);
    let fields: Vec<&str> = text.lines().skip(usize::from(is_markdown)).take_while(|line| !is_fence(line)).collect();
    let has = |key: &str| {
        fields.iter().filter_map(|line| line.split_once('=')).any(|(written, _)| written.trim() == key)
            || fields.iter().any(|line| line.trim() == format!("[[{key}]]"))
    };
    let folder = if has("category") || has("facts") {
        "subjects"
    } else if has("audience") || has("steps") {
        "onboarding"
    } else if is_markdown && (has("title") || has("questions")) {
        "faq"
    } else if is_markdown && has("subjects") {
        "comparisons"
    } else {
        return None;
    };
    Some(folder)
}

/// What its folder expects, or the name that was probably meant.
fn by_folder(path: &str) -> String {
    match path.split('/').next().unwrap_or_default() {
        "faq" | "comparisons" => "files here end in `.md`; in `comparisons` they stand in no folder".to_owned(),
        "subjects" | "onboarding" => "files here end in `.toml` and stand in no folder".to_owned(),
        first => match nearest(first, NAMES) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "move it out of the knowledge folder, or let its name start with a dot".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_where_it_belongs() {
        let entry = "+++\ntitle = \"T\"\nquestions = [\"q\"]\n+++\ncategory = none\n";
        let subject = "name = \"N\"\ncategory = \"c\"\n\n[[facts]]\naspect = \"a\"\n";
        let comparison = "+++\nsubjects = [\"a\", \"b\"]\n+++\n## Verdict\nYes.\n";
        let track = "name = \"N\"\naudience = \"You.\"\n\n[[steps]]\nid = \"a\"\n";
        for (path, text, help) in [
            ("subjects/decaf.md", entry, "it holds an entry: move it to `faq/decaf.md`"),
            ("decaf.md", entry, "it holds an entry: move it to `faq/decaf.md`"),
            ("comparisons/old/decaf.md", entry, "it holds an entry: move it to `faq/decaf.md`"),
            ("faq/decaf.txt", entry, "it holds an entry: call it `faq/decaf.md`"),
            ("subjects/moka.md", subject, "it holds a subject: call it `subjects/moka.toml`"),
            ("subjects/moka.md", "+++\ncategory = \"c\"\n+++\n", "it holds a subject: call it `subjects/moka.toml`"),
            ("faq/pots/moka.toml", subject, "it holds a subject: move it to `subjects/moka.toml`"),
            ("moka.toml", subject, "it holds a subject: move it to `subjects/moka.toml`"),
            ("subject/moka.toml", subject, "it holds a subject: move it to `subjects/moka.toml`"),
            ("a-and-b.md", comparison, "it holds a comparison page: move it to `comparisons/a-and-b.md`"),
            ("porter.toml", track, "it holds a track: move it to `onboarding/porter.toml`"),
            ("faq/decaf.MD", entry, "call it `faq/decaf.md`: endings are small letters"),
            ("Sources.TOML", "", "call it `Sources.toml`: endings are small letters"),
            ("lexicon.fr.toml", "", "`fr` is no language that Docent reads; known: `de` (Deutsch), `es` (español)"),
            ("lexicon.en.toml", "", "the words of English stand in `lexicon.toml`"),
            ("lexicn.toml", "", "did you mean `lexicon.toml`?"),
            ("faq/milk.txt", "", "files here end in `.md`; in `comparisons` they stand in no folder"),
            ("notes.txt", "title = x", "move it out of the knowledge folder, or let its name start with a dot"),
        ] {
            let file = KnowledgeFile { path: path.to_owned(), text: text.to_owned() };
            assert_eq!(homeless(&file).help, help, "{path}");
        }
    }
}
