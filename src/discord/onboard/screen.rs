//! What somebody on a track sees: a step, the outcome of a check, the tracks there are, what else there is, the end.
//!
//! In: the track as it is now and what was kept of the person. Out: a [`Screen`]. Every button names server, track and step, so that it works for ever.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateEmbed, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, GuildId,
};

use super::super::limits::{CHOICE, MENU_OPTIONS, cut};
use super::super::present::{self, COLOR, Screen, quiet};
use super::super::press::Press;
use super::notes;
use super::tap::{At, Deed, Tap, What, print};
use crate::answer::Answer;
use crate::knowledge::{Check, Step, Task, Track, TrackId};
use crate::onboarding::{Advice, Question, Summary, Walk, explained, question};
use crate::pipeline::Docent;
use crate::render::TableForm;
use crate::render::card::pages;

/// Longest text above what is to be read: together they fit Discord's 6,000 characters a message.
const ABOVE: usize = 1_300;
/// Letters of choices: what the facts say is too long for a button.
const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// One person's way, as it is shown.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) docent: &'v Docent,
    pub(super) server: GuildId,
    pub(super) track: &'v Track,
    pub(super) walk: Walk<'v>,
}

impl View<'_> {
    fn press(&self, what: What) -> Press {
        Press::Onboard(Tap { server: self.server, what })
    }

    fn button(&self, what: What, label: &str) -> Option<CreateButton> {
        quiet(&self.press(what), label)
    }

    fn deed(&self, step: &Step, deed: Deed, label: &str) -> Option<CreateButton> {
        let at = At { track: self.track.id.clone(), step: step.id.clone() };
        self.button(What::Step(at, deed), label)
    }

    /// A step with what is to be done; `hint` is said above it.
    pub(super) fn step(&self, step: &Step, hint: &str) -> Screen {
        let number = self.walk.place(&step.id).map_or(0, |place| place + 1);
        let head =
            format!("{} · this step {} min · {} min left", self.walk.bar(), step.minutes, self.walk.minutes_left());
        let (task, below) = self.task(step);
        let parts = [head.as_str(), hint, step.text.as_deref().unwrap_or_default(), &task];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let title = format!("{number}/{} · {}", self.walk.total(), step.title);
        let mut screen = Screen::card(&cut(&title, 250), cut(&parts.join("\n\n"), ABOVE));
        screen.embeds.extend(below.embeds);
        screen.rows.extend(below.rows);
        screen.with_buttons(self.ways(step))
    }

    /// What is to be done in words, and what hangs below: cards to read, choices to make.
    fn task(&self, step: &Step) -> (String, Screen) {
        match &step.task {
            Task::Read(reply) => match self.docent.answer_for(reply) {
                Some(answer) => (String::new(), self.reading(step, &answer)),
                None => (notes::NOTHING_TO_READ.to_owned(), Screen::default()),
            },
            Task::Try(question) => {
                let ask = self.deed(step, Deed::Try, "Ask it for me").into_iter().collect();
                (format!("**Ask me**, in your own words or these: *{question}*"), Screen::default().with_buttons(ask))
            }
            Task::Do { what, link } => {
                let link = link.iter().map(|link| CreateButton::new_link(link).label("Open")).collect();
                (format!("**To do:** {what}"), Screen::default().with_buttons(link))
            }
            Task::Check(check) => match question(self.docent.knowledge(), check) {
                Ok(asked) => (asking(&asked), Screen::default().with_buttons(self.choices(step, &asked))),
                Err(_) => (notes::NO_CHECK.to_owned(), Screen::default()),
            },
        }
    }

    fn reading(&self, step: &Step, answer: &Answer) -> Screen {
        let whole = pages(answer, TableForm::default()).len() > 1;
        let more = whole.then(|| self.deed(step, Deed::Whole, "All of it, page by page")).flatten();
        let embeds = pages(answer, TableForm::default()).into_iter().next().unwrap_or_default();
        let embeds = embeds.into_iter().map(present::embed).collect();
        Screen { embeds, ..Screen::default() }.with_buttons(more.into_iter().collect())
    }

    fn choices(&self, step: &Step, asked: &Question) -> Vec<CreateButton> {
        let choice = |(letter, choice): (&&str, &crate::onboarding::Choice)| {
            self.deed(step, Deed::Answer(print(&choice.subject)), letter)
        };
        LETTERS.iter().zip(&asked.choices).filter_map(choice).collect()
    }

    /// On, later, back, questions, more.
    fn ways(&self, step: &Step) -> Vec<CreateButton> {
        let done = self.walk.is_done(&step.id);
        let open_check = match &step.task {
            Task::Check(check) => !done && question(self.docent.knowledge(), check).is_ok(),
            _ => false,
        };
        let on = match (done, open_check) {
            (true, _) => self.button(What::Go(self.track.id.clone()), "Next ▶"),
            (false, true) => None,
            (false, false) => self.deed(step, Deed::Done, "✅ Done").map(|button| button.style(ButtonStyle::Success)),
        };
        let later = (!done).then(|| self.deed(step, Deed::Later, "Later")).flatten();
        let back = self.walk.before(&step.id).and_then(|before| self.deed(before, Deed::Show, "◀ Back"));
        let ask = self.deed(step, Deed::Ask, "Ask about this");
        let more = self.button(What::More(self.track.id.clone()), "More");
        [on, later, back, ask, more].into_iter().flatten().collect()
    }

    /// Whether an answer was right, and why. For who has nothing kept, the button on carries the step that is behind them.
    pub(super) fn outcome(&self, step: &Step, check: &Check, asked: &Question, right: bool, kept: bool) -> Screen {
        let hint = if kept { "" } else { notes::NOT_KEPT };
        let answer = asked.right_choice().map_or("", |choice| choice.text.as_str());
        let said = if right { format!("**{answer}**") } else { format!("The facts say: **{answer}**") };
        let parts = [self.walk.bar(), said, check.why.clone().unwrap_or_default(), hint.to_owned()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let title = if right { "Right!" } else { "Not quite" };
        let mut screen = Screen::card(title, cut(&parts.join("\n\n"), ABOVE));
        let why = explained(self.docent.knowledge(), check);
        screen.embeds.extend(why.iter().flat_map(|answer| self.reading(step, answer).embeds));
        let on = if kept {
            self.button(What::Go(self.track.id.clone()), "Next ▶")
        } else {
            self.deed(step, Deed::Done, "Next ▶")
        };
        let ways = [
            on.map(|button| button.style(ButtonStyle::Success)),
            self.deed(step, Deed::Show, "◀ Back"),
            self.deed(step, Deed::Ask, "Ask about this"),
            self.button(What::More(self.track.id.clone()), "More"),
        ];
        screen.with_buttons(ways.into_iter().flatten().collect())
    }

    /// The end.
    pub(super) fn end(&self, topics: &Summary, role: &str) -> Screen {
        let line = |what: &str, topics: &[String]| {
            if topics.is_empty() { String::new() } else { format!("**{what}:** {}", topics.join(", ")) }
        };
        let private = if topics.is_empty() { "" } else { "-# Only you see this." };
        let parts = [
            self.walk.bar(),
            self.track.closing.clone().unwrap_or_default(),
            line("You are strong in", &topics.strong),
            line("Worth another look", &topics.weak),
            private.to_owned(),
            role.to_owned(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let last = self.track.steps.last();
        let ways = [
            self.button(What::Tracks, "Another track"),
            last.and_then(|step| self.deed(step, Deed::Show, "◀ Look back")),
            self.button(What::More(self.track.id.clone()), "More"),
        ];
        let title = format!("You are through: {}", self.track.name);
        Screen::card(&cut(&title, 250), parts.join("\n\n")).with_buttons(ways.into_iter().flatten().collect())
    }

    /// What else there is.
    pub(super) fn more(&self, said: &str, reminded: bool, hidden: bool) -> Screen {
        let id = || self.track.id.clone();
        let state = format!(
            "Weekly reminder: **{}** · answers to checks: **{}**",
            if reminded { "on" } else { "off" },
            if hidden { "hidden" } else { "shown to your lead" }
        );
        let text = [self.walk.bar(), said.to_owned(), state, notes::SEEN.to_owned()];
        let text: Vec<String> = text.into_iter().filter(|part| !part.is_empty()).collect();
        let remind = if reminded {
            self.button(What::Stop, "No more reminders")
        } else {
            self.button(What::Remind(id()), "Remind me weekly")
        };
        let hide = if hidden {
            self.button(What::Unhide(id()), "Show my answers")
        } else {
            self.button(What::Hide(id()), "Hide my answers")
        };
        let first = [self.button(What::Go(id()), "Go on ▶"), remind, hide];
        let second = [
            self.button(What::Tracks, "Another track"),
            self.button(What::Restart(id()), "Begin anew"),
            self.button(What::Leave(id()), "Leave"),
        ];
        Screen::card(&cut(&self.track.name, 250), text.join("\n\n"))
            .with_buttons(first.into_iter().flatten().collect())
            .with_buttons(second.into_iter().flatten().collect())
    }

    /// Asks before everything of a track is deleted.
    pub(super) fn really(&self) -> Screen {
        let ways = [
            self.button(What::Sure(self.track.id.clone()), "Begin anew"),
            self.button(What::Go(self.track.id.clone()), "Keep it"),
        ];
        Screen::card(&cut(&self.track.name, 250), notes::REALLY).with_buttons(ways.into_iter().flatten().collect())
    }
}

fn asking(asked: &Question) -> String {
    let lines = LETTERS.iter().zip(&asked.choices).map(|(letter, choice)| format!("**{letter}** · {}", choice.text));
    let lines: Vec<String> = lines.collect();
    format!("**{}**\n{}", asked.text, lines.join("\n"))
}

/// The tracks there are; `said` stands above them.
pub(super) fn tracks(docent: &Docent, server: GuildId, said: &str) -> Screen {
    let all = &docent.knowledge().tracks;
    if all.is_empty() {
        return Screen::card("Onboarding", notes::NO_TRACKS);
    }
    let line = |track: &Track| {
        format!("**{}** · {} steps, {} min\n{}", track.name, track.steps.len(), track.minutes(), track.audience)
    };
    let lines = all.iter().take(MENU_OPTIONS).map(line);
    let text: Vec<String> = std::iter::once(said.to_owned()).chain(lines).collect();
    let option = |track: &Track| CreateSelectMenuOption::new(cut(&track.name, CHOICE), track.id.as_str());
    let options = all.iter().take(MENU_OPTIONS).map(option).collect();
    let press = |what| Press::Onboard(Tap { server, what });
    let mut screen = Screen::card("Which tour?", cut(&text.join("\n\n"), 3_900));
    let menu = |id| CreateSelectMenu::new(id, CreateSelectMenuKind::String { options }).placeholder("Choose a track");
    screen.rows.extend(press(What::Open(None)).custom_id().map(menu).map(CreateActionRow::SelectMenu));
    let quiz = quiet(&press(What::Quiz(Vec::new())), "Help me choose");
    let quiz = quiz.filter(|_| all.len() > 1 && !docent.knowledge().quiz.questions.is_empty());
    screen.with_buttons(quiz.into_iter().collect())
}

/// One question of the quiz.
pub(super) fn quiz(
    docent: &Docent,
    server: GuildId,
    tapped: &[crate::knowledge::AnswerId],
    (at, asked): (usize, &crate::knowledge::QuizQuestion),
) -> Screen {
    let button = |answer: &crate::knowledge::QuizAnswer| {
        let tapped: Vec<_> = tapped.iter().chain([&answer.id]).cloned().collect();
        quiet(&Press::Onboard(Tap { server, what: What::Quiz(tapped) }), &answer.text)
    };
    let title = format!("{} of {}", at + 1, docent.knowledge().quiz.questions.len());
    let buttons = asked.answers.iter().filter_map(button).collect();
    let back = quiet(&Press::Onboard(Tap { server, what: What::Tracks }), "All tracks");
    Screen::card(&title, format!("**{}**", asked.text)).with_buttons(buttons).with_buttons(back.into_iter().collect())
}

/// What the quiz leads to, and why.
pub(super) fn advice(server: GuildId, advice: &Advice<'_>) -> Screen {
    let because = if advice.because.is_empty() {
        "Nothing you said speaks for one track more than for another, so this is just the first.".to_owned()
    } else {
        format!("Because {}.", advice.because.join(", and "))
    };
    let track = advice.track;
    let text = format!("{because}\n\n{} steps, {} min. {}", track.steps.len(), track.minutes(), track.audience);
    let press = |what| Press::Onboard(Tap { server, what });
    let start = quiet(&press(What::Open(Some(track.id.clone()))), "Start it");
    let buttons = [
        start.map(|button| button.style(ButtonStyle::Success)),
        quiet(&press(What::Tracks), "All tracks"),
        quiet(&press(What::Quiz(Vec::new())), "Once more"),
    ];
    Screen::card(&format!("I'd take: {}", cut(&track.name, 200)), text)
        .with_buttons(buttons.into_iter().flatten().collect())
}

/// A card with the button that begins a tour, or goes on with it.
pub(super) fn invitation(server: GuildId, title: &str, text: &str, others: Vec<CreateButton>) -> Screen {
    inviting(Tap { server, what: What::Start(None) }, title, text, others)
}

/// A card with the button that opens this track: what else somebody walks or has walked must not come before the one they are invited to.
pub(super) fn invitation_to(server: GuildId, track: TrackId, title: &str, text: &str) -> Screen {
    inviting(Tap { server, what: What::Start(Some(track)) }, title, text, Vec::new())
}

fn inviting(tap: Tap, title: &str, text: &str, others: Vec<CreateButton>) -> Screen {
    let start = quiet(&Press::Onboard(tap), "Show me around");
    let start = start.map(|button| button.style(ButtonStyle::Primary));
    let embeds = vec![CreateEmbed::new().color(COLOR).title(title).description(text)];
    Screen { embeds, ..Screen::default() }.with_buttons(start.into_iter().chain(others).collect())
}
