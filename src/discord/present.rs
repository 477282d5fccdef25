//! Puts an answer on the screen: one page of cards as embeds, and the buttons and menu below it.
//!
//! In: an answer, which page and form of it, for whom. Out: a [`Screen`] to send or to edit into a reply. A table that needs several
//! pages is turned in place: a reply stays one message, and a channel is never flooded.
//!
//! Embeds and action rows alone: serenity 0.12 has no builders for Components V2 and loses what is typed into newer modals.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, UserId,
};

use super::buttons::Press;
use super::limits::{BUTTON_LABEL, CHOICE, MENU_OPTIONS, ROW_BUTTONS, cut};
use super::{compare, notes};
use crate::answer::{Answer, Block, ReplyId};
use crate::knowledge::SubjectId;
use crate::pipeline::{Choice, Docent};
use crate::render::TableForm;
use crate::render::card::{Card, pages};

/// The stripe beside an answer.
const COLOR: u32 = 0x2F_6F_73;

/// Which part of an answer is shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct View {
    /// How tables look.
    pub(super) form: TableForm,
    /// From 0.
    pub(super) page: usize,
    /// Whether a comparison is kept to its headline rows.
    pub(super) short: bool,
}

impl Default for View {
    /// As Docent answers a question: aligned columns, the first page, and of a comparison the headline rows.
    fn default() -> Self {
        Self { form: TableForm::default(), page: 0, short: true }
    }
}

impl View {
    /// As few characters as possible: form, length, page ("cs0").
    pub(super) fn code(self) -> String {
        let form = if self.form == TableForm::List { 'l' } else { 'c' };
        let length = if self.short { 's' } else { 'w' };
        format!("{form}{length}{}", self.page)
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut chars = code.chars();
        let form = match chars.next()? {
            'c' => TableForm::Columns,
            'l' => TableForm::List,
            _ => return None,
        };
        let short = match chars.next()? {
            's' => true,
            'w' => false,
            _ => return None,
        };
        Some(Self { form, short, page: chars.as_str().parse().ok()? })
    }
}

/// One message's worth of reply.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    pub(super) content: Option<String>,
    pub(super) embeds: Vec<CreateEmbed>,
    pub(super) rows: Vec<CreateActionRow>,
}

/// A page of an answer with its buttons.
pub(super) fn screen(docent: &Docent, answer: &Answer, view: View, asker: UserId) -> Screen {
    let mut pages = pages(answer, view.form);
    let count = pages.len();
    // Knowledge may have shrunk since the button was sent: the last page is then the nearest.
    let page = view.page.min(count.saturating_sub(1));
    let cards = if page < count { pages.swap_remove(page) } else { Vec::new() };
    let embeds = cards.into_iter().map(embed).collect();
    let Some(id) = &answer.id else { return Screen { embeds, ..Screen::default() } };

    let buttons = Buttons { id, view: View { page, ..view }, asker };
    let turning = buttons.turning(count);
    let unreachable = count > 1 && turning.is_empty();
    let mut row = turning;
    row.extend(buttons.other_form(answer));
    let rows = (!row.is_empty()).then_some(CreateActionRow::Buttons(row));
    Screen {
        content: unreachable.then(|| notes::MORE.to_owned()),
        embeds,
        rows: rows.into_iter().chain(buttons.rows_menu(docent)).collect(),
    }
}

/// A question back, with a button for each choice.
pub(super) fn choices(answer: &Answer, offered: &[Choice], asker: UserId) -> Screen {
    let embeds = pages(answer, TableForm::default()).into_iter().next().unwrap_or_default();
    let button = |choice: &Choice| {
        let custom_id = Press::Pick { asker, id: choice.id.clone() }.custom_id()?;
        Some(CreateButton::new(custom_id).label(cut(&choice.title, BUTTON_LABEL)).style(ButtonStyle::Secondary))
    };
    let buttons: Vec<CreateButton> = offered.iter().filter_map(button).take(ROW_BUTTONS).collect();
    let rows = if buttons.is_empty() { Vec::new() } else { vec![CreateActionRow::Buttons(buttons)] };
    Screen { content: None, embeds: embeds.into_iter().map(embed).collect(), rows }
}

fn embed(card: Card) -> CreateEmbed {
    let mut embed = CreateEmbed::new().color(COLOR);
    if !card.title.is_empty() {
        embed = embed.title(card.title);
    }
    if !card.description.is_empty() {
        embed = embed.description(card.description);
    }
    match card.footer {
        Some(footer) => embed.footer(CreateEmbedFooter::new(footer)),
        None => embed,
    }
}

/// What the buttons under one screen have in common.
struct Buttons<'a> {
    id: &'a ReplyId,
    view: View,
    asker: UserId,
}

impl Buttons<'_> {
    fn show(&self, view: View, label: &str) -> Option<CreateButton> {
        let press = Press::Show { asker: self.asker, view, id: self.id.clone() };
        Some(CreateButton::new(press.custom_id()?).label(label).style(ButtonStyle::Secondary))
    }

    /// Back and on, where there is more than one page.
    fn turning(&self, count: usize) -> Vec<CreateButton> {
        let page = self.view.page;
        let to = |page| View { page, ..self.view };
        let back = page.checked_sub(1).and_then(|previous| self.show(to(previous), "◀ Back"));
        let label = format!("More ({} of {count}) ▶", page + 2);
        let on = (page + 1 < count).then(|| self.show(to(page + 1), &label)).flatten();
        back.into_iter().chain(on).collect()
    }

    /// A table can be had as a list, which reads well aloud and on a narrow phone; and back.
    fn other_form(&self, answer: &Answer) -> Option<CreateButton> {
        answer.blocks.iter().find(|block| matches!(block, Block::Table(_)))?;
        let (form, label) = match self.view.form {
            TableForm::Columns => (TableForm::List, "As a list"),
            TableForm::List => (TableForm::Columns, "As a table"),
        };
        self.show(View { form, page: 0, ..self.view }, label)
    }

    /// Under a comparison: the groups of rows one can look at.
    fn rows_menu(&self, docent: &Docent) -> Option<CreateActionRow> {
        let ReplyId::Compare { subjects, scope } = self.id else { return None };
        let press = Press::Rows { asker: self.asker, form: self.view.form, subjects: subjects.clone() };
        let shown = match scope {
            Some(scope) => scope.as_str(),
            None if self.view.short => compare::SHORT,
            None => compare::WHOLE,
        };
        let options = menu_options(docent, subjects, shown);
        let menu = CreateSelectMenu::new(press.custom_id()?, CreateSelectMenuKind::String { options })
            .placeholder("Show other rows");
        Some(CreateActionRow::SelectMenu(menu))
    }
}

fn menu_options(docent: &Docent, subjects: &[SubjectId], shown: &str) -> Vec<CreateSelectMenuOption> {
    let option = |(label, value): (&str, &str)| {
        CreateSelectMenuOption::new(cut(label, CHOICE), value).default_selection(value == shown)
    };
    let groups = compare::groups(docent, subjects);
    let ends = [("The essentials", compare::SHORT), ("Everything", compare::WHOLE)];
    let groups = groups.iter().map(|(name, id)| (name.as_str(), id.as_str()));
    ends.into_iter().chain(groups).take(MENU_OPTIONS).map(option).collect()
}
