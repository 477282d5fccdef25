//! What becomes of a column or key that nothing is known of: it is told, and where it is a slip of the finger away from one that is read, the file is refused.
//!
//! In: a name, and the names that are read. Out: a note, or why the file is not read. A table of somebody else has columns that are no business of ours ("votes"): these are
//! left out and named. What was meant for us and is misspelt would be missed in every entry.

use crate::exchange::draft::{Note, Unreadable};

/// Shorter names are a slip away from too many others: "tab" is not "tag".
const LEAST_LETTERS: usize = 4;

/// From this likeness on (0 to 1), another name is worth a look.
const LEAST_LIKENESS: f64 = 0.78;

/// A name that nothing is known of, and where it stands.
pub(super) struct Unknown<'n> {
    /// "column" or "key".
    pub(super) what: &'static str,
    pub(super) name: &'n str,
    pub(super) file: &'n str,
    /// Where it stands first.
    pub(super) line: usize,
    /// How often it stands in the file.
    pub(super) times: usize,
}

impl Unknown<'_> {
    /// The note on it. `known` are all names that are read, those first that say best what each is.
    pub(super) fn told(&self, known: &[&str], chief: &[&str]) -> Result<Note, Unreadable> {
        let Self { what, name, file, line, times } = *self;
        let small = name.to_lowercase();
        if let Some(meant) = known.iter().find(|known| is_slip(&small, known)) {
            let message = format!(
                "there is no {what} `{name}`; the nearest is `{meant}`: write it so, or where it is something else, take the {what} out or give it a name of its own"
            );
            return Err(Unreadable::new(file, line, message));
        }
        let times = if times > 1 { format!(" {times} times") } else { String::new() };
        let read = match nearest(&small, known) {
            Some(near) => format!("the nearest that is read is `{near}`"),
            None => format!("read are {}", chief.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        };
        Ok(Note::changed(file, line, format!("the {what} `{name}` was left out{times}; {read}")))
    }
}

/// Whether one letter more, less or other, or two that changed places, lie between them.
fn is_slip(name: &str, known: &str) -> bool {
    name.chars().count().min(known.chars().count()) >= LEAST_LETTERS && strsim::osa_distance(name, known) <= 1
}

fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let scored = known.iter().map(|known| (strsim::jaro_winkler(name, known), *known));
    let best = scored.filter(|(likeness, _)| *likeness >= LEAST_LIKENESS);
    best.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_refused_and_what_is_foreign_is_told() {
        let known = ["question", "answer", "category", "tag", "related"];
        let told = |name, times| {
            let told = Unknown { what: "column", name, file: "f", line: 3, times }.told(&known, &known[..2]);
            told.map_or_else(|error| format!("refused {error}"), |note| note.to_string())
        };
        let refused = |name, meant| {
            format!(
                "refused f:3: there is no column `{name}`; the nearest is `{meant}`: write it so, or where it is something else, take the column out or give it a name of its own"
            )
        };
        for (name, meant) in [("Anwser", "answer"), ("catgory", "category"), ("questionn", "question")] {
            assert_eq!(told(name, 1), refused(name, meant));
        }
        let rows = [
            ("Votes", 1, "f:3: changed: the column `Votes` was left out; read are `question`, `answer`"),
            ("Tab", 2, "f:3: changed: the column `Tab` was left out 2 times; the nearest that is read is `tag`"),
            ("created", 1, "f:3: changed: the column `created` was left out; the nearest that is read is `related`"),
        ];
        for (name, times, expected) in rows {
            assert_eq!(told(name, times), expected);
        }
    }
}
