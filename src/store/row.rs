//! Reads one row: columns become typed values.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::decision::Decision;
use crate::knowledge::ReplyId;

/// A row with names for its columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(pub(super) &'a AnyRow);

impl Row<'_> {
    pub(super) fn number(self, column: &str) -> Result<i64, sqlx::Error> {
        self.0.try_get(column)
    }

    pub(super) fn maybe_number(self, column: &str) -> Result<Option<i64>, sqlx::Error> {
        self.0.try_get(column)
    }

    /// A count that the database made.
    pub(super) fn count(self, column: &str) -> Result<u64, sqlx::Error> {
        Ok(self.maybe_number(column)?.unwrap_or_default().try_into().unwrap_or_default())
    }

    pub(super) fn yes(self, column: &str) -> Result<bool, sqlx::Error> {
        Ok(self.number(column)? != 0)
    }

    #[expect(clippy::cast_possible_truncation, reason = "it went in as f32")]
    pub(super) fn real(self, column: &str) -> Result<f32, sqlx::Error> {
        self.0.try_get::<f64, _>(column).map(|number| number as f32)
    }

    #[expect(clippy::cast_possible_truncation, reason = "it went in as f32")]
    pub(super) fn maybe_real(self, column: &str) -> Result<Option<f32>, sqlx::Error> {
        Ok(self.0.try_get::<Option<f64>, _>(column)?.map(|number| number as f32))
    }

    pub(super) fn text(self, column: &str) -> Result<String, sqlx::Error> {
        self.0.try_get(column)
    }

    pub(super) fn maybe_text(self, column: &str) -> Result<Option<String>, sqlx::Error> {
        self.0.try_get(column)
    }

    /// What is answered with; none, too, where a later version of the knowledge names things in a way that this program does not know.
    pub(super) fn reply(self, column: &str) -> Result<Option<ReplyId>, sqlx::Error> {
        Ok(self.maybe_text(column)?.and_then(|text| text.parse().ok()))
    }

    pub(super) fn decision(self, column: &str) -> Result<Decision, sqlx::Error> {
        let text = self.text(column)?;
        let all = [Decision::Answer, Decision::Clarify, Decision::Fallback, Decision::Silent];
        Ok(all.into_iter().find(|one| one.as_str() == text).unwrap_or(Decision::Silent))
    }
}
