//! One statement with its values: what can be kept in a queue, run, and run again.
//!
//! In: literal SQL that both databases understand, values. Out: rows, or how many rows it touched. Several run as one transaction: all or nothing.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyPool, Connection as _, Executor as _, Transaction};

use super::ids::{ChannelId, Moment, PersonId, PressId, QuestionId, ReplyMessageId, ServerId, TaughtId, server_column};
use super::insertion::Insertion;
use crate::knowledge::ReplyId;

/// A value as both databases know it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(i64),
    MaybeNumber(Option<i64>),
    Real(f64),
    MaybeReal(Option<f64>),
    Text(String),
    MaybeText(Option<String>),
}

/// SQL with `$1`, `$2` … and the values for them.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    sql: &'static str,
    values: Vec<Value>,
    /// What it puts in a row of, where it can do so together with others.
    row_of: Option<&'static Insertion>,
}

impl Statement {
    pub(super) fn new(sql: &'static str) -> Self {
        Self { sql, values: Vec::new(), row_of: None }
    }

    /// As one that puts in a row of these.
    pub(super) fn of(self, insertion: &'static Insertion) -> Self {
        Self { row_of: Some(insertion), ..self }
    }

    /// The row that it puts in, and of what; itself where it is none.
    pub(super) fn into_row(self) -> Result<(&'static Insertion, Vec<Value>), Self> {
        match self.row_of {
            Some(insertion) => Ok((insertion, self.values)),
            None => Err(self),
        }
    }

    /// Adds the next value.
    pub(super) fn with(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    #[cfg(test)]
    pub(super) fn sql(&self) -> &'static str {
        self.sql
    }

    /// Whether it is this SQL.
    pub(super) fn is(&self, sql: &str) -> bool {
        self.sql == sql
    }

    fn query(&self) -> Query<'static, Any, AnyArguments> {
        self.values.iter().cloned().fold(sqlx::query(self.sql), |query, value| match value {
            Value::Number(number) => query.bind(number),
            Value::MaybeNumber(number) => query.bind(number),
            Value::Real(number) => query.bind(number),
            Value::MaybeReal(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
            Value::MaybeText(text) => query.bind(text),
        })
    }
}

/// Begins a transaction that is none within another. Where SQLite rolls back by itself (a full disk), sqlx goes on counting the transaction as open, and a plain
/// `begin` would then set a savepoint, whose release commits nothing. Told which statement to use, it refuses instead. IMMEDIATE: whoever is
/// going to write waits for the lock before, not in the middle.
fn begin(database: &str) -> &'static str {
    if database == SQLITE { "BEGIN IMMEDIATE" } else { "BEGIN" }
}

/// What sqlx calls the database.
const SQLITE: &str = "SQLite";

/// Runs all or none; tells how many rows each touched.
pub(super) async fn transact(pool: &AnyPool, statements: &[Statement]) -> Result<Vec<u64>, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let begin = begin(connection.backend_name());
    match run(connection.begin_with(begin).await, statements).await {
        Err(error @ (sqlx::Error::InvalidSavePointStatement | sqlx::Error::BeginFailed)) => {
            // It believes itself within a transaction: the next try gets another.
            drop(connection.close().await);
            Err(error)
        }
        other => other,
    }
}

async fn run(
    begun: Result<Transaction<'_, Any>, sqlx::Error>,
    statements: &[Statement],
) -> Result<Vec<u64>, sqlx::Error> {
    let mut transaction = begun?;
    let mut touched = Vec::with_capacity(statements.len());
    for statement in statements {
        touched.push(transaction.execute(statement.query()).await?.rows_affected());
    }
    transaction.commit().await?;
    Ok(touched)
}

/// All rows that a statement gives.
pub(super) async fn rows(pool: &AnyPool, statement: &Statement) -> Result<Vec<AnyRow>, sqlx::Error> {
    pool.fetch_all(statement.query()).await
}

macro_rules! numbers {
    ($($name:ty)*) => {$(
        impl From<$name> for Value {
            fn from(id: $name) -> Self {
                Self::Number(id.column())
            }
        }
    )*};
}

numbers!(ServerId ChannelId PersonId ReplyMessageId QuestionId PressId TaughtId);

impl From<Option<ServerId>> for Value {
    fn from(server: Option<ServerId>) -> Self {
        Self::Number(server_column(server))
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Number(moment.0)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::MaybeNumber(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Number(yes.into())
    }
}

impl From<f32> for Value {
    fn from(number: f32) -> Self {
        Self::Real(number.into())
    }
}

impl From<Option<f32>> for Value {
    fn from(number: Option<f32>) -> Self {
        Self::MaybeReal(number.map(f64::from))
    }
}

impl From<Option<ChannelId>> for Value {
    fn from(channel: Option<ChannelId>) -> Self {
        Self::MaybeNumber(channel.map(ChannelId::column))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::MaybeText(text)
    }
}

impl From<&ReplyId> for Value {
    fn from(reply: &ReplyId) -> Self {
        Self::Text(reply.to_string())
    }
}

impl From<Option<&ReplyId>> for Value {
    fn from(reply: Option<&ReplyId>) -> Self {
        Self::MaybeText(reply.map(ToString::to_string))
    }
}
