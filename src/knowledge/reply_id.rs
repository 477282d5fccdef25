//! Names everything that Docent can answer with, so that a button, a log line or an evaluation case can point to it.
//!
//! In: an id as text. Out: a [`ReplyId`]. Forms: `do-startups-need-data-engineers` (an entry), `about:data-engineer`, `fact:data-engineer:pay`,
//! `compare:backend-engineer+data-engineer`, `compare:backend-engineer+data-engineer:pay`, `move:backend-engineer+data-engineer`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::id::{EntryId, SubjectId};

/// One thing that Docent can answer with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReplyId {
    /// An entry.
    Entry(EntryId),
    /// The summary of a subject.
    About(SubjectId),
    /// The facts of one subject under an aspect or group, named by id.
    Fact {
        /// Whose.
        subject: SubjectId,
        /// Id of the aspect or group.
        scope: String,
    },
    /// A comparison table, of everything or of one aspect or group.
    Compare {
        /// Two to five.
        subjects: Vec<SubjectId>,
        /// Id of the aspect or group.
        scope: Option<String>,
    },
    /// Advice on moving from one subject to another.
    Move {
        /// From where.
        from: SubjectId,
        /// To where.
        to: SubjectId,
    },
}

/// Text that names no reply.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no answer")]
pub struct InvalidReplyId(pub String);

impl fmt::Display for ReplyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(id) => write!(f, "{id}"),
            Self::About(subject) => write!(f, "about:{subject}"),
            Self::Fact { subject, scope } => write!(f, "fact:{subject}:{scope}"),
            Self::Compare { subjects, scope } => {
                let names: Vec<&str> = subjects.iter().map(SubjectId::as_str).collect();
                write!(f, "compare:{}", names.join("+"))?;
                scope.as_ref().map_or(Ok(()), |scope| write!(f, ":{scope}"))
            }
            Self::Move { from, to } => write!(f, "move:{from}+{to}"),
        }
    }
}

impl FromStr for ReplyId {
    type Err = InvalidReplyId;

    fn from_str(text: &str) -> Result<Self, InvalidReplyId> {
        let invalid = || InvalidReplyId(text.to_owned());
        let subject = |name: &str| SubjectId::new(name).map_err(|_| invalid());
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            [entry] => EntryId::new(entry).map(Self::Entry).map_err(|_| invalid()),
            ["about", name] => subject(name).map(Self::About),
            ["fact", name, scope] => Ok(Self::Fact { subject: subject(name)?, scope: (*scope).to_owned() }),
            ["compare", names, scope @ ..] if scope.len() <= 1 => Ok(Self::Compare {
                subjects: names.split('+').map(subject).collect::<Result<_, _>>()?,
                scope: scope.first().map(|s| (*s).to_owned()),
            }),
            ["move", names] => {
                let (from, to) = names.split_once('+').ok_or_else(invalid)?;
                Ok(Self::Move { from: subject(from)?, to: subject(to)? })
            }
            _ => Err(invalid()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_it_prints() {
        for text in [
            "who-earns-more",
            "about:data-engineer",
            "fact:data-engineer:pay",
            "compare:a+b",
            "compare:a+b+c:pay",
            "move:a+b",
        ] {
            assert_eq!(text.parse::<ReplyId>().map(|id| id.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "About", "about:", "fact:a", "compare:", "compare:a+b:c:d", "move:a", "x:y"] {
            assert!(text.parse::<ReplyId>().is_err(), "{text}");
        }
    }
}
