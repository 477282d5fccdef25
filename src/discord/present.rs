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

use super::limits::{BUTTON_LABEL, CHOICE, MENU_OPTIONS, ROW_BUTTONS, cut};
use super::press::Press;
use super::{compare, notes};
use crate::answer::{Answer, Block, ReplyId};
use crate::drawing;
use crate::knowledge::SubjectId;
use crate::live;
use crate::pipeline::{Choice, Docent};
use crate::render::TableForm;
use crate::render::card::{self, Card, pages};
use crate::render::picture::Picture;

/// The stripe beside an answer.
pub(super) const COLOR: u32 = 0x2F_6F_73;

/// Which rows of a comparison are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// The headline ones.
    Short,
    /// All; of an aspect or group, where the answer's id names one.
    Whole,
}

/// Which part of an answer is shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct View {
    /// How tables look.
    pub(super) form: TableForm,
    /// From 0.
    pub(super) page: usize,
    /// Which rows of a comparison.
    pub(super) rows: Rows,
    /// Whether rows in which the subjects are alike are left out.
    pub(super) differences: bool,
}

impl Default for View {
    /// As Docent answers a question: aligned columns, the first page, and of a comparison the headline rows.
    fn default() -> Self {
        Self { form: TableForm::default(), page: 0, rows: Rows::Short, differences: false }
    }
}

impl View {
    /// As few characters as possible: form, length, whether only differences, page ("cs0", "lwd2").
    pub(super) fn code(self) -> String {
        let form = match self.form {
            TableForm::Columns => 'c',
            TableForm::List => 'l',
            TableForm::Picture => 'p',
        };
        let length = if self.rows == Rows::Short { 's' } else { 'w' };
        let differences = if self.differences { "d" } else { "" };
        format!("{form}{length}{differences}{}", self.page)
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut chars = code.chars();
        let form = match chars.next()? {
            'c' => TableForm::Columns,
            'l' => TableForm::List,
            'p' => TableForm::Picture,
            _ => return None,
        };
        let rows = match chars.next()? {
            's' => Rows::Short,
            'w' => Rows::Whole,
            _ => return None,
        };
        let rest = chars.as_str();
        let page = rest.strip_prefix('d');
        Some(Self { form, rows, differences: page.is_some(), page: page.unwrap_or(rest).parse().ok()? })
    }
}

/// One message's worth of reply.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    /// A line above the cards; where a reply is updated and this is none, the line stays as it is.
    pub(super) content: Option<String>,
    pub(super) embeds: Vec<CreateEmbed>,
    pub(super) rows: Vec<CreateActionRow>,
    /// What is shown instead where a picture can be drawn and sent.
    pub(super) drawing: Option<Box<Drawing>>,
}

/// The same answer as a picture, which is still to be laid out and drawn: that takes as long as its table is large.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    answer: Answer,
    view: View,
    asker: UserId,
    /// The menu below it, which no page changes.
    menu: Option<CreateActionRow>,
}

impl Drawing {
    /// The page as a picture, and what is shown beside it; none where the fonts cannot write the table.
    pub(super) fn laid_out(&self) -> Option<(Screen, Picture)> {
        let mut drawn = drawing::pages(&self.answer);
        let count = drawn.len();
        let page = self.view.page.min(count.saturating_sub(1));
        let cards = card::beside(&self.answer, &drawn.get(page)?.cites, page == 0)?;
        let embeds = cards.into_iter().map(embed).collect();
        let screen = below(&self.answer, self.view, self.asker, self.menu.clone(), (embeds, page, count));
        Some((screen, drawn.swap_remove(page)))
    }
}

impl Screen {
    /// A card of Docent's own words.
    pub(super) fn card(title: &str, text: impl Into<String>) -> Self {
        Self { embeds: vec![CreateEmbed::new().color(COLOR).title(title).description(text)], ..Self::default() }
    }

    /// The same without a picture, and why.
    pub(super) fn into_text(self, why: &str) -> Self {
        if self.drawing.is_none() {
            return self;
        }
        Self { drawing: None, ..self }.with_remark(why)
    }

    /// With a line of Docent's own under the cards.
    pub(super) fn with_remark(mut self, remark: &str) -> Self {
        self.embeds.push(CreateEmbed::new().color(COLOR).description(remark));
        self
    }

    /// With a row of buttons below; an empty one is left out.
    pub(super) fn with_buttons(mut self, buttons: Vec<CreateButton>) -> Self {
        self.rows.extend((!buttons.is_empty()).then_some(CreateActionRow::Buttons(buttons)));
        self
    }
}

/// A page of an answer with its buttons, as it is given today.
pub(super) fn screen(docent: &Docent, answer: &Answer, view: View, asker: UserId) -> Screen {
    let answer = answer.clone().on(live::today(), docent.knowledge());
    let menu = answer.id.as_ref().and_then(|id| Buttons { id, view, asker }.rows_menu(docent));
    let text = below(&answer, view, asker, menu.clone(), page(&answer, view));
    let pictured = view.form == TableForm::Picture && has_table(&answer);
    Screen { drawing: pictured.then(|| Box::new(Drawing { answer, view, asker, menu })), ..text }
}

fn has_table(answer: &Answer) -> bool {
    answer.blocks.iter().any(|block| matches!(block, Block::Table(_)))
}

/// A page with its buttons: its cards, which page it is, and of how many.
fn below(
    answer: &Answer,
    view: View,
    asker: UserId,
    menu: Option<CreateActionRow>,
    shown: (Vec<CreateEmbed>, usize, usize),
) -> Screen {
    let (embeds, page, count) = shown;
    let remove = Press::Remove { asker };
    let Some(id) = &answer.id else {
        return Screen { embeds, ..Screen::default() }.with_buttons(removing(&remove).into_iter().collect());
    };
    let buttons = Buttons { id, view: View { page, ..view }, asker };
    let turning = buttons.turning(answer, count);
    let mut embeds = embeds;
    if count > 1 && turning.is_empty() {
        embeds.push(CreateEmbed::new().color(COLOR).description(notes::MORE));
    }
    let mut row = turning;
    row.extend(buttons.other_forms(answer));
    row.extend(buttons.differences(answer));
    let mut screen = Screen { embeds, ..Screen::default() }.with_buttons(row);
    screen.rows.extend(menu);
    screen.with_buttons(buttons.about(answer))
}

/// An answer for one pair of eyes: its first page, with nothing to press.
pub(super) fn private(answer: &Answer) -> Screen {
    let (mut embeds, _, count) = page(answer, View::default());
    if count > 1 {
        embeds.push(CreateEmbed::new().color(COLOR).description(answer.words().more_in_public));
    }
    Screen { embeds, ..Screen::default() }
}

/// The cards of one page, which page that is, and of how many.
fn page(answer: &Answer, view: View) -> (Vec<CreateEmbed>, usize, usize) {
    let mut pages = pages(answer, view.form);
    let count = pages.len();
    // Knowledge may have shrunk since the button was sent: the last page is then the nearest.
    let page = view.page.min(count.saturating_sub(1));
    let cards = if page < count { pages.swap_remove(page) } else { Vec::new() };
    (cards.into_iter().map(embed).collect(), page, count)
}

/// A question back, with a button for each choice.
pub(super) fn choices(answer: &Answer, offered: &[Choice], asker: UserId) -> Screen {
    let embeds = pages(answer, TableForm::default()).into_iter().next().unwrap_or_default();
    let button = |choice: &Choice| quiet(&Press::Pick { asker, id: choice.id.clone() }, &choice.title);
    let mut buttons: Vec<CreateButton> = offered.iter().filter_map(button).take(ROW_BUTTONS - 1).collect();
    buttons.extend(removing(&Press::Remove { asker }));
    Screen { embeds: embeds.into_iter().map(embed).collect(), ..Screen::default() }.with_buttons(buttons)
}

/// A plain button; none where its `custom_id` would be too long.
pub(super) fn quiet(press: &Press, label: &str) -> Option<CreateButton> {
    Some(CreateButton::new(press.custom_id()?).label(cut(label, BUTTON_LABEL)).style(ButtonStyle::Secondary))
}

fn removing(press: &Press) -> Option<CreateButton> {
    quiet(press, "🗑")
}

/// A card as Discord takes it.
pub(super) fn embed(card: Card) -> CreateEmbed {
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
        quiet(&Press::Show { asker: self.asker, view, id: self.id.clone() }, label)
    }

    /// Back and on, where there is more than one page.
    fn turning(&self, answer: &Answer, count: usize) -> Vec<CreateButton> {
        let (page, words) = (self.view.page, answer.words());
        let to = |page| View { page, ..self.view };
        let back = page.checked_sub(1).and_then(|previous| self.show(to(previous), words.back));
        let label = format!("{} ({} {} {count}) ▶", words.more[0], page + 2, words.more[1]);
        let on = (page + 1 < count).then(|| self.show(to(page + 1), &label)).flatten();
        back.into_iter().chain(on).collect()
    }

    /// A table can be had as a list, which reads well aloud and on a narrow phone, and as a picture; and back.
    fn other_forms(&self, answer: &Answer) -> Vec<CreateButton> {
        let forms =
            [(TableForm::Columns, "As a table"), (TableForm::List, "As a list"), (TableForm::Picture, "As a picture")];
        let offered = |form: TableForm| {
            has_table(answer) && form != self.view.form && (form != TableForm::Picture || drawing::AVAILABLE)
        };
        let forms = forms.into_iter().filter(|(form, _)| offered(*form));
        forms.filter_map(|(form, label)| self.show(View { form, page: 0, ..self.view }, label)).collect()
    }

    /// Under a comparison of several rows: only those in which the subjects differ, and back.
    fn differences(&self, answer: &Answer) -> Option<CreateButton> {
        let ReplyId::Compare { .. } = self.id else { return None };
        let rows = |block: &Block| if let Block::Table(table) = block { table.rows.len() } else { 0 };
        let several = answer.blocks.iter().map(rows).sum::<usize>() > 1;
        let view = View { differences: !self.view.differences, page: 0, ..self.view };
        let label = if self.view.differences { "All rows" } else { "Only differences" };
        (several || self.view.differences).then(|| self.show(view, label)).flatten()
    }

    /// Under a comparison: the groups of rows one can look at.
    fn rows_menu(&self, docent: &Docent) -> Option<CreateActionRow> {
        let ReplyId::Compare { subjects, scope } = self.id else { return None };
        let press = Press::Rows { asker: self.asker, form: self.view.form, subjects: subjects.clone() };
        let shown = match (scope, self.view.rows) {
            (Some(scope), _) => scope.as_str(),
            (None, Rows::Whole) if self.view.differences => compare::DIFFERENCES,
            (None, Rows::Short) => compare::SHORT,
            (None, Rows::Whole) => compare::WHOLE,
        };
        let options = menu_options(docent, subjects, shown);
        let menu = CreateSelectMenu::new(press.custom_id()?, CreateSelectMenuKind::String { options })
            .placeholder("Show other rows");
        Some(CreateActionRow::SelectMenu(menu))
    }

    /// What can be asked about the answer itself.
    fn about(&self, answer: &Answer) -> Vec<CreateButton> {
        let rate = |helpful| Press::Rate { asker: self.asker, helpful, id: self.id.clone() };
        let words = answer.words();
        let rates = quiet(&rate(true), words.helpful).into_iter().chain(quiet(&rate(false), words.not_helpful));
        let why = quiet(&Press::Why { id: self.id.clone() }, words.why);
        let related = Some(Press::Related { id: self.id.clone() }).filter(|_| !answer.related.is_empty());
        let related = related.and_then(|press| quiet(&press, words.related));
        let remove = removing(&Press::Remove { asker: self.asker });
        rates.chain(why).chain(related).chain(remove).collect()
    }
}

fn menu_options(docent: &Docent, subjects: &[SubjectId], shown: &str) -> Vec<CreateSelectMenuOption> {
    let option = |(label, value): (&str, &str)| {
        CreateSelectMenuOption::new(cut(label, CHOICE), value).default_selection(value == shown)
    };
    let groups = compare::groups(docent, subjects);
    let ends = [
        ("The essentials", compare::SHORT),
        ("Everything", compare::WHOLE),
        ("Only differences", compare::DIFFERENCES),
    ];
    let groups = groups.iter().map(|(name, id)| (name.as_str(), id.as_str()));
    ends.into_iter().chain(groups).take(MENU_OPTIONS).map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_reads_back() {
        for form in [TableForm::Columns, TableForm::List, TableForm::Picture] {
            for rows in [Rows::Short, Rows::Whole] {
                for differences in [false, true] {
                    let view = View { form, page: 7, rows, differences };
                    assert_eq!(View::parse(&view.code()), Some(view));
                }
            }
        }
        assert_eq!(View::parse("cs"), None);
        assert_eq!(View::parse("cdd1"), None);
    }
}
