//! Reads the amount out of a fact: "$280K - $450K" is 280,000 to 450,000 dollars.
//!
//! In: the text of a fact. Out: its lowest and highest number and what they count. A text that holds no number gives nothing: no amount is ever guessed.

/// Signs before a number that say what it counts.
const CURRENCIES: [char; 3] = ['$', '€', '£'];
/// What stands between the ends of a range.
const DASHES: [char; 2] = ['-', '–'];

/// What a fact says in numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: f64,
    /// "$", "months", "mg"; empty where nothing is said.
    pub(super) unit: String,
}

impl Amount {
    /// Both together.
    pub(super) fn and(self, other: &Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high), unit: self.unit }
    }

    /// Whether it is more throughout.
    pub(super) fn is_above(&self, other: &Self) -> bool {
        self.low > other.low && self.high > other.high
    }
}

/// A number in a text.
struct Number {
    value: f64,
    currency: Option<char>,
    /// Whether a dash ties it to the one before.
    ranged: bool,
    /// Place of the first character after it.
    end: usize,
}

/// The amount in a text; none where it holds no number.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let chars: Vec<char> = text.chars().collect();
    let mut numbers = numbers(&chars);
    let currency = numbers.iter().find_map(|number| number.currency);
    if currency.is_some() {
        // "$110,000 for 40 hours": what bears no sign counts something else.
        let mut tied = false;
        numbers.retain(|number| {
            tied = number.currency.is_some() || (tied && number.ranged);
            tied
        });
    }
    let unit = match currency {
        Some(sign) => sign.to_string(),
        None => word_after(&chars, numbers.last()?.end),
    };
    let values = || numbers.iter().map(|number| number.value);
    Some(Amount { low: values().reduce(f64::min)?, high: values().reduce(f64::max)?, unit })
}

fn numbers(chars: &[char]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        // "p99" and "L5" are names, and the digits behind a point belong to what stands before it.
        let begins = c.is_ascii_digit() && before.is_none_or(|c| !c.is_alphanumeric() && !".,".contains(c));
        if begins {
            let number = number(chars, at, before);
            at = number.end;
            found.push(number);
        } else {
            at += 1;
        }
    }
    found
}

fn number(chars: &[char], start: usize, before: Option<char>) -> Number {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = start;
    let mut digits = String::new();
    while let Some(c) = chars.get(end) {
        match c {
            c if c.is_ascii_digit() => digits.push(*c),
            ',' if digit(end + 1) => {}
            '.' if digit(end + 1) && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        end += 1;
    }
    let alone = !chars.get(end + 1).is_some_and(|c| c.is_alphanumeric());
    let factor = match chars.get(end) {
        Some('K' | 'k') if alone => 1e3,
        Some('M') if alone => 1e6,
        _ => 1.0,
    };
    if factor > 1.0 {
        end += 1;
    }
    let currency = before.filter(|c| CURRENCIES.contains(c));
    let tie = chars.get(..start).into_iter().flatten().rev().find(|c| !c.is_whitespace());
    let ranged = tie.is_some_and(|c| DASHES.contains(c));
    // Digits and at most one point always read.
    Number { value: digits.parse().unwrap_or(0.0) * factor, currency, ranged, end }
}

/// The word behind a number; a percent sign is one.
fn word_after(chars: &[char], end: usize) -> String {
    let rest = chars.get(end..).unwrap_or_default();
    let rest = rest.iter().skip_while(|c| c.is_whitespace());
    let word: String = rest.take_while(|c| c.is_alphabetic() || **c == '%').collect();
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        type Row<'r> = (&'r str, Option<(f64, f64, &'r str)>);
        let rows: [Row<'_>; 11] = [
            ("$110,000 a year on average (Glassdoor)", Some((110_000.0, 110_000.0, "$"))),
            ("$280K - $450K", Some((280_000.0, 450_000.0, "$"))),
            ("Up to $1.5M", Some((1_500_000.0, 1_500_000.0, "$"))),
            ("$40 for 2 people", Some((40.0, 40.0, "$"))),
            ("25 to 30 seconds", Some((25.0, 30.0, "seconds"))),
            ("3-6 months from backend", Some((3.0, 6.0, "months"))),
            ("p99 of 100-500ms for an API", Some((100.0, 500.0, "ms"))),
            ("Below 0.5 %", Some((0.5, 0.5, "%"))),
            ("About 65 mg a shot", Some((65.0, 65.0, "mg"))),
            ("Fine", None),
            ("L5 and up", None),
        ];
        for (text, expected) in rows {
            let found = amount(text);
            let expected = expected.map(|(low, high, unit)| Amount { low, high, unit: unit.to_owned() });
            assert_eq!(found, expected, "{text}");
        }
    }
}
