//! Discord's limits that Docent's own words meet, counted in characters as Discord counts them.
//!
//! In: text. Out: text that fits. Cards arrive within their limits from [`crate::render::card`]; nothing here knows their content.

/// Longest `custom_id` of a button or menu.
pub(super) const CUSTOM_ID: usize = 100;
/// Longest label of a button that a phone shows whole; Discord accepts 80.
pub(super) const BUTTON_LABEL: usize = 38;
/// Most buttons in a row.
pub(super) const ROW_BUTTONS: usize = 5;
/// Most options of a select menu.
pub(super) const MENU_OPTIONS: usize = 25;
/// Longest label or value of a select menu's option, and of an autocomplete choice.
pub(super) const CHOICE: usize = 100;
/// Most autocomplete choices.
pub(super) const CHOICES: usize = 25;
/// Longest question that `/ask` takes: as long as a message.
pub(super) const QUESTION: u16 = 2000;
/// Longest name of a subject or aspect as an option.
pub(super) const NAME_OPTION: u16 = 100;

/// The text, cut to `most` characters with an ellipsis where it is longer. Never cuts inside a character.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_characters_only_where_it_is_too_long() {
        let rows =
            [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ééé", 3, "ééé"), ("日本語です", 3, "日本…"), ("a b c", 3, "a…")];
        for (text, most, expected) in rows {
            assert_eq!(cut(text, most), expected);
        }
    }
}
