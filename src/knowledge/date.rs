//! Dates as exact as their source: a year, a month, or a day.
//!
//! In: `2022`, `2022-09`, `2022-09-21`. Out: a value that compares and prints as written. No clock: today is handed in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar date that may lack its day or its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// A date that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date: write \"2022\", \"2022-09\" or \"2022-09-21\"")]
pub struct InvalidDate(pub String);

impl Date {
    /// A full day.
    #[must_use]
    pub fn day(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// So many months later; a day that this month does not have becomes its last one.
    #[must_use]
    pub fn later(self, months: u16) -> Self {
        let later = self.earliest().saturating_add(jiff::Span::new().months(months));
        Self { year: later.year(), month: Some(later.month()), day: self.day.map(|_| later.day()) }
    }

    /// The first day that the date can mean: `2022-09` starts on 2022-09-01.
    #[must_use]
    pub fn earliest(self) -> jiff::civil::Date {
        let built = jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        // Every value was checked when it was read.
        built.unwrap_or(jiff::civil::Date::MIN)
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let invalid = || InvalidDate(text.to_owned());
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(invalid());
        }
        let mut parts = text.split('-');
        // Digits only: `parse` alone would take a sign, as in "+022".
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let year_text = parts.next().filter(|y| digits(y, 4)).ok_or_else(invalid)?;
        let year = year_text.parse().map_err(|_| invalid())?;
        let two = |part: Option<&str>| match part {
            None => Ok(None),
            Some(p) if digits(p, 2) => p.parse::<i8>().map(Some).map_err(|_| invalid()),
            Some(_) => Err(invalid()),
        };
        let (month, day) = (two(parts.next())?, two(parts.next())?);
        let real = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        if real && parts.next().is_none() { Ok(Self { year, month, day }) } else { Err(invalid()) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_as_exactly_as_it_was_written() {
        for text in ["2022", "2022-09", "2022-09-21"] {
            assert_eq!(text.parse::<Date>().map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn months_later_is_as_exact_as_before() {
        let rows = [
            ("2026-11-05", 3, "2027-02-05"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-11", 12, "2027-11"),
            ("2026", 6, "2026-07"),
            ("9999", 65_535, "9999-12"),
        ];
        for (date, months, later) in rows {
            assert_eq!(date.parse::<Date>().unwrap().later(months).to_string(), later);
        }
    }

    #[test]
    fn what_is_on_no_calendar_is_refused() {
        for text in
            ["", "22", "2022-9", "2022-13", "2022-02-30", "2022-09-21-1", "sep 2022", "+022", "2022-+1", "２０２２"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
