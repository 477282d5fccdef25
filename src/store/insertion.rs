//! Puts in many rows with one statement: what a statement costs on its way to the database and back is most of what a row costs.
//!
//! In: what rows are put in, then statements, in order. Out: fewer statements that do the same. When they run is left to [`super::writer`].

use std::sync::OnceLock;

use super::statement::{Statement, Value};

/// Rows that go together, the most first. Each size is a statement of its own, which the database keeps prepared: few sizes, and none with more values than both take.
const SIZES: [usize; 3] = [32, 8, 1];

/// How rows of one kind are put in. The first column is their key: of two rows with one key the later counts.
#[derive(Debug)]
pub(super) struct Insertion {
    table: &'static str,
    columns: &'static [&'static str],
    /// What follows the rows, which it calls `line`.
    rest: &'static str,
    /// For each size, once it is needed.
    sql: [OnceLock<String>; SIZES.len()],
}

impl Insertion {
    pub(super) const fn new(table: &'static str, columns: &'static [&'static str], rest: &'static str) -> Self {
        Self { table, columns, rest, sql: [const { OnceLock::new() }; SIZES.len()] }
    }

    /// Puts in one row; its values follow, as many as there are columns.
    pub(super) fn row(&'static self) -> Statement {
        Statement::new(self.sql(SIZES.len() - 1)).of(self)
    }

    fn sql(&'static self, size: usize) -> &'static str {
        self.sql[size].get_or_init(|| self.written(SIZES[size]))
    }

    /// Names for the columns stand in the first row; the others follow them.
    fn written(&self, rows: usize) -> String {
        let (table, rest, names) = (self.table, self.rest, self.columns.join(", "));
        let value = |at: usize, row: usize| {
            let number = row * self.columns.len() + at + 1;
            if row == 0 { format!("${number} AS {}", self.columns[at]) } else { format!("${number}") }
        };
        let row = |row| (0..self.columns.len()).map(|at| value(at, row)).collect::<Vec<_>>().join(", ");
        let rows: Vec<String> = (0..rows).map(row).collect();
        let rows = rows.join(" UNION ALL SELECT ");
        format!("INSERT INTO {table} ({names}) SELECT {names} FROM (SELECT {rows}) AS line {rest}")
    }
}

/// Rows of one kind that are not put in yet.
struct Waiting {
    of: &'static Insertion,
    rows: Vec<Vec<Value>>,
}

impl Waiting {
    /// Whether there is one with this key already: PostgreSQL does not change a row twice in one statement.
    fn has(&self, row: &[Value]) -> bool {
        self.rows.iter().any(|other| other.first() == row.first())
    }

    fn together(self, all: &mut Vec<Statement>) {
        let mut rows = self.rows.into_iter();
        for (at, size) in SIZES.into_iter().enumerate() {
            while rows.len() >= size {
                let values = rows.by_ref().take(size).flatten();
                all.push(values.fold(Statement::new(self.of.sql(at)), Statement::with));
            }
        }
    }
}

/// The same with fewer statements: rows of one kind go together. They pass rows of other kinds, which are in other tables, and no other statement.
pub(super) fn together(statements: impl IntoIterator<Item = Statement>) -> Vec<Statement> {
    let (mut all, mut waiting) = (Vec::new(), Vec::<Waiting>::new());
    for statement in statements {
        let (of, row) = match statement.into_row() {
            Ok(row) => row,
            Err(other) => {
                waiting.drain(..).for_each(|rows| rows.together(&mut all));
                all.push(other);
                continue;
            }
        };
        let at = waiting.iter().position(|rows| std::ptr::eq(rows.of, of));
        let at = at.unwrap_or_else(|| {
            waiting.push(Waiting { of, rows: Vec::new() });
            waiting.len() - 1
        });
        if waiting[at].has(&row) {
            waiting.remove(at).together(&mut all);
            waiting.push(Waiting { of, rows: vec![row] });
        } else {
            waiting[at].rows.push(row);
        }
    }
    for rows in waiting {
        rows.together(&mut all);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE: Insertion = Insertion::new("ones", &["key", "text"], "WHERE line.key > 0");
    static OTHER: Insertion = Insertion::new("others", &["key"], "");

    fn one(key: i64) -> Statement {
        ONE.row().with(key).with("text")
    }

    /// How many rows each statement puts in, by its values; 0 where it puts in none.
    fn rows(statements: &[Statement]) -> Vec<(bool, usize)> {
        let count = |statement: &Statement| statement.sql().matches('$').count();
        statements.iter().map(|statement| (statement.sql().contains(" ones "), count(statement))).collect()
    }

    #[test]
    fn a_row_names_its_columns_and_the_others_follow() {
        assert_eq!(
            ONE.written(2),
            "INSERT INTO ones (key, text) SELECT key, text FROM \
             (SELECT $1 AS key, $2 AS text UNION ALL SELECT $3, $4) AS line WHERE line.key > 0"
        );
    }

    #[test]
    fn rows_of_one_kind_go_together() {
        assert_eq!(rows(&together((1..=41).map(one))), [(true, 64), (true, 16), (true, 2)]);
    }

    #[test]
    fn rows_pass_rows_of_other_kinds_and_nothing_else() {
        let other = |key: i64| OTHER.row().with(key);
        let delete = Statement::new("DELETE FROM ones WHERE key = 1");
        let all = (1..=4).flat_map(|key| [one(key), other(key)]).chain([delete]);
        let all = all.chain((5..=8).flat_map(|key| [one(key), other(key)]));
        let counts = rows(&together(all));
        let deleted = counts.iter().position(|(_, count)| *count == 0).unwrap();
        let (before, after) = (&counts[..deleted], &counts[deleted + 1..]);
        assert_eq!(before, after, "four rows of each kind on both sides");
        assert_eq!(before.iter().map(|(_, count)| count).sum::<usize>(), 4 * 2 + 4);
    }

    #[test]
    fn a_key_stands_once_in_a_statement() {
        let keys = [1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14];
        let counts = rows(&together(keys.map(one)));
        assert_eq!(counts, [(true, 2); 7].into_iter().chain([(true, 16)]).collect::<Vec<_>>());
    }
}
