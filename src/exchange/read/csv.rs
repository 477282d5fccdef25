//! A table of questions and answers: comma, semicolon or tab between cells, names of columns in the first line.
//!
//! In: CSV. Out: a draft a row. Several questions of a row stand in lines of one cell, or in columns of their own ("question 1", "question 2").

mod quotes;

use csv::{ReaderBuilder, StringRecord};

use super::names::Unknown;
use crate::exchange::draft::{Brought, Draft, Input, Note, Part, Unreadable, changed_is_checked, line_of};
use quotes::Unfit;

/// What a column can hold, and how people call it.
const COLUMNS: [(Column, &[&str]); 11] = [
    (Column::Id, &["id", "slug", "key"]),
    (Column::Title, &["title", "name", "heading", "subject line"]),
    (Column::Topic, &["topic", "category", "section", "group"]),
    (
        Column::Questions,
        &["questions", "question", "q", "prompt", "query", "utterance", "ask", "alternative", "variant", "phrasing"],
    ),
    (Column::Keywords, &["keywords", "keyword", "tags", "tag", "labels", "label"]),
    (Column::Subjects, &["subjects"]),
    (Column::Sources, &["sources", "source"]),
    (Column::Related, &["related", "see also"]),
    (Column::Verified, &["verified", "last verified", "updated", "last updated", "modified"]),
    (Column::Review, &["review", "review by"]),
    (Column::Answer, &["answer", "answers", "a", "response", "reply", "content", "body", "text"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Title,
    Topic,
    Questions,
    Keywords,
    Subjects,
    Sources,
    Related,
    Verified,
    Review,
    Answer,
}

impl Column {
    /// What an empty cell of it says that there is none of; nothing where there has to be one.
    fn part(self) -> Option<Part> {
        match self {
            Self::Questions => Some(Part::Questions),
            Self::Keywords => Some(Part::Keywords),
            Self::Subjects => Some(Part::Subjects),
            Self::Sources => Some(Part::Sources),
            Self::Related => Some(Part::Related),
            Self::Verified => Some(Part::Verified),
            Self::Review => Some(Part::Review),
            Self::Id | Self::Title | Self::Topic | Self::Answer => None,
        }
    }
}

/// What an entry has once: a second column of it would take the place of the first.
const ONCE: [Column; 5] = [Column::Id, Column::Title, Column::Topic, Column::Verified, Column::Review];

pub(super) fn read(file: &Input) -> Result<Brought, Unreadable> {
    let text = file.text.trim_start_matches('\u{feff}');
    let sign = delimiter(text);
    if let Some(unfit) = quotes::unfit(text, sign) {
        return Err(misquoted(unfit, text, file));
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(text.as_bytes());
    let mut records = reader.records();
    let unreadable = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        Unreadable::new(
            &file.name,
            number(line),
            format!("the table cannot be read ({error}): export it anew as UTF-8"),
        )
    };
    let Some(head) = records.next() else {
        return Err(Unreadable::new(&file.name, 1, "the file is empty"));
    };
    let head = head.map_err(|error| unreadable(&error))?;
    let mut brought = Brought::default();
    let columns = columns(&head, file, &mut brought.notes)?;
    let is_nameless: Vec<bool> = head.iter().map(|name| name.trim().is_empty()).collect();
    let mut nameless = None;
    for record in records {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(1, |place| number(place.line()));
        let has_text = |cell: &str| !cell.trim().is_empty();
        if record.iter().skip(columns.len()).any(has_text) {
            brought.notes.push(Note::left_out(&file.name, line, too_many(record.len(), columns.len(), sign)));
        } else if record.iter().any(has_text) {
            brought.drafts.push(draft(&record, &columns, file, line));
        }
        if record.iter().zip(&is_nameless).any(|(cell, is_nameless)| *is_nameless && has_text(cell)) {
            nameless = nameless.or(Some(line));
        }
    }
    let unnamed = "what stands in a column without a name was left out: name it in the first line";
    brought.notes.extend(nameless.map(|line| Note::changed(&file.name, line, unnamed)));
    Ok(brought)
}

/// Why a row is not read that goes on where the first line ends: an answer would be cut at its first comma.
fn too_many(cells: usize, columns: usize, sign: u8) -> String {
    let sign = if sign == b'\t' { "a tab".to_owned() } else { format!("`{}`", char::from(sign)) };
    format!("it has {cells} cells, and the first line names {columns} columns: put a cell with {sign} in it in quotes")
}

/// Why a table with such a cell is not read: the rows behind it would be gone without a word.
fn misquoted(Unfit { opened, closed }: Unfit, text: &str, file: &Input) -> Unreadable {
    let why = match closed {
        None => "nothing closes the quote that begins a cell here, so that all rows behind it would be part of it"
            .to_owned(),
        Some(closed) => format!(
            "the quote that begins a cell here is closed in line {} with text behind it, so that cells would run into one another",
            line_of(text, closed)
        ),
    };
    let message = format!("{why}: close the cell with `\"`, and write a quote within it twice (`\"\"`)");
    Unreadable::new(&file.name, line_of(text, opened), message)
}

fn number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// The sign that parts the first line most often, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // Of equal counts, the comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

/// What each column holds; what nothing is known of is noted once.
fn columns(head: &StringRecord, file: &Input, notes: &mut Vec<Note>) -> Result<Vec<Option<Column>>, Unreadable> {
    let mut columns: Vec<Option<Column>> = Vec::with_capacity(head.len());
    for name in head.iter().map(str::trim) {
        let plain = name.to_lowercase().replace('_', " ");
        let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        let found = COLUMNS.iter().find(|(_, names)| names.contains(&plain)).map(|(column, _)| *column);
        let again = found.filter(|column| ONCE.contains(column) && columns.contains(&Some(*column)));
        if again.is_some() {
            let message = format!("the column `{name}` was left out: another one before it holds the same");
            notes.push(Note::changed(&file.name, 1, message));
        } else if found.is_none() && !name.is_empty() {
            notes.push(unknown(name, file)?);
        }
        if found == Some(Column::Verified) && again.is_none() && !plain.ends_with("verified") {
            notes.push(Note::changed(&file.name, 1, changed_is_checked(name)));
        }
        columns.push(found.filter(|_| again.is_none()));
    }
    let has = |column| columns.contains(&Some(column));
    if has(Column::Answer) && (has(Column::Questions) || has(Column::Title)) {
        return Ok(columns);
    }
    let found: Vec<&str> = head.iter().map(str::trim).collect();
    let message = format!(
        "the first line must name the columns, with `question` and `answer` among them; it has: {}",
        found.join(", ")
    );
    Err(Unreadable::new(&file.name, 1, message))
}

fn unknown(name: &str, file: &Input) -> Result<Note, Unreadable> {
    let known: Vec<&str> = COLUMNS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let chief: Vec<&str> = COLUMNS.iter().filter_map(|(_, names)| names.first().copied()).collect();
    Unknown { what: "column", name, file: &file.name, line: 1, times: 1 }.told(&known, &chief)
}

fn draft(record: &StringRecord, columns: &[Option<Column>], file: &Input, line: usize) -> Draft {
    let mut draft = Draft { file: file.name.clone(), line, ..Draft::default() };
    for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty()) {
        let text = || Some(cell.trim().to_owned());
        match column {
            Some(Column::Id) => draft.id = text(),
            Some(Column::Title) => draft.title = text(),
            Some(Column::Topic) => draft.topic = text(),
            Some(Column::Questions) => draft.questions.extend(lines(cell)),
            Some(Column::Keywords) => draft.keywords.extend(items(cell)),
            Some(Column::Subjects) => draft.subjects.extend(items(cell)),
            Some(Column::Sources) => draft.sources.extend(items(cell)),
            Some(Column::Related) => draft.related.extend(items(cell)),
            Some(Column::Verified) => draft.verified = text(),
            Some(Column::Review) => draft.review = text(),
            Some(Column::Answer) if draft.answer.is_empty() => cell.clone_into(&mut draft.answer),
            Some(Column::Answer) => draft.answer = format!("{}\n\n{cell}", draft.answer),
            None => {}
        }
    }
    // A row may end before the columns do: of those behind it, it says nothing.
    draft.leaves_empty(columns.iter().take(record.len()).flatten().filter_map(|column| column.part()));
    draft
}

/// Items a line each. A question may have any sign in it but a line break.
fn lines(cell: &str) -> impl Iterator<Item = String> {
    cell.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty())
}

/// Items a line each, or on one line with signs between them.
fn items(cell: &str) -> Vec<String> {
    // A line break, even behind a single item, says that signs within it part nothing.
    let parts: Vec<&str> =
        if cell.contains('\n') { cell.lines().collect() } else { cell.split([',', ';', '|']).collect() };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> Input {
        Input { name: "faq.csv".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_sign_between_cells_is_found_outside_of_quotes() {
        for (head, sign) in
            [("question,answer", b','), ("\"a,b,c\";answer", b';'), ("question\tanswer", b'\t'), ("one", b',')]
        {
            assert_eq!(delimiter(head), sign, "{head}");
        }
    }

    #[test]
    fn questions_come_from_lines_and_from_columns() {
        let text = "Question 1,Question 2,Tags,Answer,Votes\n\"one, two\nthree\",four,\"a; b\",\"yes\n\nno\",7\n,,,,\n";
        let brought = read(&input(text)).unwrap();
        let [draft] = brought.drafts.as_slice() else { panic!("{brought:?}") };
        assert_eq!(
            (draft.line, draft.questions.as_slice()),
            (2, ["one, two", "three", "four"].map(String::from).as_slice())
        );
        assert_eq!(
            (draft.keywords.as_slice(), draft.answer.as_str()),
            (["a", "b"].map(String::from).as_slice(), "yes\n\nno")
        );
        assert_eq!(
            brought.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "faq.csv:1: changed: the column `Votes` was left out; read are `id`, `title`, `topic`, `questions`, `keywords`, `subjects`, `sources`, `related`, `verified`, `review`, `answer`"
            ]
        );
    }

    #[test]
    fn an_empty_cell_says_that_there_is_none_and_a_missing_one_says_nothing() {
        let text = "question 1,question 2,keywords,review,answer\none,,,,yes\ntwo,,k,2027,no\nthree,\n";
        let brought = read(&input(text)).unwrap();
        let without: Vec<&[Part]> = brought.drafts.iter().map(|draft| draft.without.as_slice()).collect();
        assert_eq!(without, [&[Part::Keywords, Part::Review][..], &[], &[]]);
    }

    #[test]
    fn a_quote_that_nothing_closes_is_named_with_its_line() {
        let open = "question,answer\none,1\ntwo,\"2\nthree,3\nfour,4\n";
        let error = read(&input(open)).unwrap_err().to_string();
        assert_eq!(
            error,
            "faq.csv:3: nothing closes the quote that begins a cell here, so that all rows behind it would be part of it: close the cell with `\"`, and write a quote within it twice (`\"\"`)"
        );
        let closed_late = "question,answer\none,\"1\ntwo,\"2\"\nthree,3\n";
        let error = read(&input(closed_late)).unwrap_err().to_string();
        assert!(
            error.starts_with("faq.csv:2: the quote that begins a cell here is closed in line 3 with text"),
            "{error}"
        );
        assert!(read(&input("\"question,answer\none,1\n")).is_err_and(|error| error.line == 1));
    }

    #[test]
    fn nothing_is_dropped_or_taken_for_more_without_a_word() {
        let notes = |text| read(&input(text)).map(|b| b.notes.iter().map(ToString::to_string).collect::<Vec<_>>());
        let rows = [
            (
                "question,answer\none,yes, on a lead\ntwo,no,\n",
                "faq.csv:2: left out: it has 3 cells, and the first line names 2 columns: put a cell with `,` in it in quotes",
            ),
            (
                "question,answer,\none,1,\ntwo,2,more\n",
                "faq.csv:3: changed: what stands in a column without a name was left out: name it in the first line",
            ),
            (
                "question,answer,title,name\none,1,One,Two\n",
                "faq.csv:1: changed: the column `name` was left out: another one before it holds the same",
            ),
        ];
        let edited = "question,answer,Last updated\none,1,2026-03-01\n";
        let counts = "faq.csv:1: changed: `Last updated` counts as the day on which somebody checked the answer: leave it out where nobody did";
        for (text, said) in rows.into_iter().chain([(edited, counts)]) {
            assert_eq!(notes(text), Ok(vec![said.to_owned()]), "{text}");
        }
        let error = notes("Question,Answer,Catgory\none,1,Pay\n").unwrap_err();
        assert!(
            error.to_string().starts_with("faq.csv:1: there is no column `Catgory`; the nearest is `category`:"),
            "{error}"
        );
    }

    #[test]
    fn a_table_without_names_of_columns_says_what_it_needs() {
        let error = read(&input("What is it?,A thing\n")).unwrap_err().to_string();
        assert_eq!(
            error,
            "faq.csv:1: the first line must name the columns, with `question` and `answer` among them; it has: What is it?, A thing"
        );
    }
}
