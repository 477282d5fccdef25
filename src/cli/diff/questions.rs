//! The questions that a change is tried on.
//!
//! In: flags, the question log, or both folders. Out: questions, each once.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::super::failure::Failure;
use super::args::Diff;
use crate::eval::change::Asked;
use crate::pipeline::Docent;
use crate::settings::Settings;
use crate::store::{Address, Moment, ServerId, Store};

/// Example questions that are asked of two folders; of more, evenly picked ones. So many take seconds.
const MOST_EXAMPLES: usize = 10_000;

/// How long the question log may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the flags name; nothing where they name none.
pub(super) fn named(diff: &Diff, settings: &Settings) -> Result<Vec<Asked>, Failure> {
    let mut asked = Vec::new();
    for path in &diff.cases {
        asked.extend(cases(path)?);
    }
    if let Some(server) = diff.logged {
        asked.extend(logged(settings, server)?);
    }
    if asked.is_empty() && (!diff.cases.is_empty() || diff.logged.is_some()) {
        return Err(Failure::Use(
            "there is no question to ask: leave the flag out, and the example questions are asked".to_owned(),
        ));
    }
    Ok(once(asked))
}

fn once(asked: Vec<Asked>) -> Vec<Asked> {
    let mut seen = HashSet::new();
    asked.into_iter().filter(|one| seen.insert((one.text.clone(), one.addressed))).collect()
}

fn cases(path: &Path) -> Result<Vec<Asked>, Failure> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|source| Failure::Input { path: name.clone(), source })?;
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| case(line).map_err(|mend| Failure::Use(format!("{name}:{number}: {mend}")))).collect()
}

fn case(line: &str) -> Result<Asked, &'static str> {
    let form = "write {\"text\": \"…\", \"label\": an id or null} on each line";
    let value: Value = serde_json::from_str(line).map_err(|_| form)?;
    let text = value.get("text").and_then(Value::as_str).ok_or(form)?;
    let label = match value.get("label") {
        None => None,
        Some(Value::Null) => Some(None),
        Some(Value::String(label)) => Some(Some(label.clone())),
        Some(_) => return Err("`label` is neither an id in quotes nor null"),
    };
    let addressed = value.get("addressed").and_then(Value::as_bool).unwrap_or(true);
    Ok(Asked { text: text.to_owned(), addressed, label })
}

fn logged(settings: &Settings, server: u64) -> Result<Vec<Asked>, Failure> {
    is_there(&settings.store.address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let server = ServerId::new(server);
    let asked = runtime.block_on(async {
        let store = Store::open(settings.store.address.clone(), Arc::new(Moment::by_system_clock)).await?;
        let read = store.asked(server, Moment::default(), PATIENCE).await;
        read.map_err(|error| Failure::Use(format!("the question log cannot be read: {error}")))
    })?;
    Ok(asked.into_iter().map(|one| Asked { text: one.text, addressed: one.addressed, label: None }).collect())
}

/// Whether there can be a question log. Opening a store creates it, and an empty one has nothing to tell.
fn is_there(address: &Address) -> Result<(), Failure> {
    let missing = match address {
        Address::Memory => "`store.url` keeps the question log in memory, where it ends with `docent run`".to_owned(),
        Address::File(path) if !path.exists() => format!("there is no store `{}`", path.display()),
        Address::File(_) | Address::Postgres(_) => return Ok(()),
    };
    let mend = "name the store of `docent run` as `store.url` in docent.toml or as DOCENT_STORE__URL, as in `sqlite:/var/lib/docent/docent.db`, or leave `--logged` out";
    Err(Failure::Use(format!("{missing}: {mend}")))
}

/// The titles and example questions of both folders, each with the entry that owns it in the new one.
pub(super) fn of_both(old: &Docent, new: &Docent) -> Vec<Asked> {
    let mut asked = Vec::new();
    for docent in [new, old] {
        for entry in &docent.knowledge().entries {
            // An entry that is gone is the answer to nothing any more.
            let there = new.knowledge().entry(&entry.id).is_some();
            let label = there.then(|| Some(entry.id.to_string()));
            let wordings = entry.questions.iter().chain([&entry.title]);
            asked.extend(wordings.map(|text| Asked { text: text.clone(), addressed: true, label: label.clone() }));
        }
    }
    let asked = once(asked);
    let step = asked.len().div_ceil(MOST_EXAMPLES).max(1);
    asked.into_iter().step_by(step).collect()
}
