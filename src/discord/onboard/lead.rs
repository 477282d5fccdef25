//! `/onboard team`, `export`, `assign`, `settings`, `post`: what a lead sees and sets.
//!
//! In: a sub-command of somebody who may manage the server; everybody else is refused, privately. Out: private cards and a file; for `post`, a message for all. What the lines add up to is
//! reckoned in [`crate::onboarding`], who may set which role in `rights`.

use serenity::all::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, CreateEmbed, GuildId, Permissions, RoleId, UserId,
};

use super::super::bot::Bot;
use super::super::feedback::STORING;
use super::super::limits::cut;
use super::super::notes as common;
use super::super::present::{COLOR, Screen, quiet};
use super::super::press::Press;
use super::super::send::{Answering, Later};
use super::screen::{invitation, invitation_to};
use super::tap::{Tap, What};
use super::{finish, notes, rights};
use crate::knowledge::TrackId;
use crate::onboarding::{Place, StepOf, TrackOf, WalkerOf, csv, team};
use crate::pipeline::Docent;
use crate::render::quote;
use crate::store::{Assigned, Kept, OnboardingChange, OnboardingSettings, StoreError, TeamLines, To, WelcomeBy};

/// Longest text of a card, with room to spare below Discord's 4,096.
const CARD: usize = 3_900;
/// All cards of a message together, with room to spare below Discord's 6,000 for their titles.
const MESSAGE: usize = 5_000;
/// Most cards of a message.
const EMBEDS: usize = 10;
/// People shown of one track.
const WALKERS: usize = 15;
/// Where a card is full.
const REST: &str = "… the rest is in `/onboard export`";
/// Longest question in a list.
const LINE: usize = 120;
/// Questions shown of one step.
const SHOWN: usize = 3;
/// The name of the file.
const FILE: &str = "onboarding.csv";

/// A sub-command with what it needs.
pub(super) struct Lead<'l> {
    pub(super) bot: &'l Bot,
    pub(super) command: &'l CommandInteraction,
    pub(super) guild: GuildId,
    pub(super) options: &'l [CommandDataOption],
}

/// Whether somebody may look after the server.
pub(super) fn may(held: Option<Permissions>) -> bool {
    held.is_some_and(|held| held.contains(Permissions::MANAGE_GUILD))
}

impl Lead<'_> {
    /// Carries out a sub-command.
    pub(super) async fn run(&self, name: &str) {
        let to = Answering::to_command(self.command);
        let held = self.command.member.as_ref().and_then(|member| member.permissions);
        if !may(held) {
            return self.bot.sender.note(&to, notes::NOT_A_LEAD).await;
        }
        if name == "post" {
            let screen = invitation(self.guild, "Welcome!", notes::POSTED, Vec::new());
            return self.bot.sender.respond(&to, screen, false).await;
        }
        if name == "export" {
            return self.export(&to).await;
        }
        let work = self.screen(name);
        match self.bot.sender.in_time(&to, Later::Privately, self.bot.pauses.deferring, work).await {
            Ok(screen) => self.bot.sender.respond(&to, screen, true).await,
            Err(error) => {
                tracing::warn!(%error, command = name, "a lead's command could not be carried out");
                self.bot.sender.note(&to, common::NOT_STORED).await;
            }
        }
    }

    async fn screen(&self, name: &str) -> Result<Screen, StoreError> {
        match name {
            "team" => overview(self.bot, self.guild).await,
            "assign" => self.assign().await,
            "settings" => self.settings().await,
            _ => Ok(said(common::UNKNOWN_COMMAND)),
        }
    }

    async fn export(&self, to: &Answering) {
        let lines = self.bot.store.team_lines(self.guild.get().into(), STORING);
        match self.bot.sender.in_time(to, Later::Privately, self.bot.pauses.deferring, lines).await {
            Ok(lines) => {
                let text = csv(&lines.walks, &lines.steps, &lines.answers);
                self.bot.sender.attach(to, notes::EXPORTED, FILE, text.into_bytes()).await;
            }
            Err(error) => {
                tracing::warn!(%error, "the lines of a team could not be read");
                self.bot.sender.note(to, common::NOT_STORED).await;
            }
        }
    }

    fn value(&self, name: &str) -> Option<&CommandDataOptionValue> {
        self.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }

    /// The track that is named, where there is such a one.
    fn track(&self, docent: &Docent) -> Option<Result<TrackId, ()>> {
        let named = self.value("track").and_then(CommandDataOptionValue::as_str)?;
        Some(super::named(docent, named).ok_or(()))
    }

    fn person(&self) -> Option<UserId> {
        self.value("person").and_then(CommandDataOptionValue::as_user_id)
    }

    fn role(&self) -> Option<RoleId> {
        self.value("role").and_then(CommandDataOptionValue::as_role_id)
    }

    async fn assign(&self) -> Result<Screen, StoreError> {
        let docent = self.bot.docent_in(Some(self.guild));
        let Some(Ok(track)) = self.track(&docent) else { return Ok(said(notes::NO_SUCH_TRACK)) };
        let (to, whom) = match (self.person(), self.role()) {
            (Some(person), None) => (To::Person(person.get().into()), format!("<@{person}>")),
            (None, Some(role)) => (To::Role(role.get()), format!("<@&{role}>")),
            _ => return Ok(said(notes::WHOM)),
        };
        let assigned =
            Assigned { to, track: track.clone(), by: self.command.user.id.get().into(), at: self.bot.store.now() };
        if self.bot.store.assign_track(self.guild.get().into(), &assigned, STORING).await? == Kept::OptedOut {
            return Ok(said(notes::LEARNER_OPTED_OUT));
        }
        let name = docent.knowledge().track(&track).map_or_else(String::new, |track| track.name.clone());
        let told = match self.person() {
            Some(person) => self.tell(person, track, &name).await,
            None => "Whoever has that role begins with it at `/onboard start`.",
        };
        Ok(Screen::card("Assigned", format!("**{name}** for {whom}. {told}")))
    }

    /// Tells somebody that there is a track for them.
    async fn tell(&self, person: UserId, track: TrackId, name: &str) -> &'static str {
        let text = format!("There is a tour for you: **{name}**. A few minutes a step, at your own pace.");
        let screen = invitation_to(self.guild, track, "Shall I show you around?", &text);
        match self.bot.sender.say_directly(person, format!("a{}", self.command.id), screen).await {
            Ok(()) => "I told them in a direct message.",
            Err(refusal) => {
                tracing::info!(%refusal, "could not tell somebody of their track");
                // Without the track, who is in the middle of another one goes on with that.
                "They take no direct messages from me: tell them that `/onboard start` with this track begins it."
            }
        }
    }

    async fn settings(&self) -> Result<Screen, StoreError> {
        let docent = self.bot.docent_in(Some(self.guild));
        let (server, track) = (self.guild.get().into(), self.track(&docent));
        if track == Some(Err(())) {
            return Ok(said(notes::NO_SUCH_TRACK));
        }
        let track = track.and_then(Result::ok);
        if self.role().is_some() && track.is_none() {
            return Ok(said(notes::ROLE_OF_WHAT));
        }
        if let Some(role) = self.role()
            && let Some(refused) = rights::refusal(self.bot, self.command, self.guild, role).await
        {
            return Ok(said(refused));
        }
        let before = self.bot.store.onboarding_settings(server, STORING).await?;
        for change in self.changes(&before, track) {
            self.bot.store.change_onboarding(server, change, STORING).await?;
        }
        let now = self.bot.store.onboarding_settings(server, STORING).await?;
        Ok(Screen::card("Onboarding in this server", cut(&self.lines(&docent, &now).join("\n"), CARD)))
    }

    fn changes(&self, before: &OnboardingSettings, track: Option<TrackId>) -> Vec<OnboardingChange> {
        let welcome = self.value("welcome").and_then(CommandDataOptionValue::as_str).and_then(WelcomeBy::of);
        let channel = self.value("channel").and_then(CommandDataOptionValue::as_channel_id);
        // A welcome needs a place; where none was ever named, it is the one in which it is switched on.
        let needs_place = welcome.is_some_and(|welcome| welcome != WelcomeBy::Off) && before.channel.is_none();
        let channel = channel.or_else(|| needs_place.then_some(self.command.channel_id));
        let days = self.value("forget_days").and_then(CommandDataOptionValue::as_i64);
        let days = days.and_then(|days| days.try_into().ok()).map(OnboardingChange::ForgetDays);
        // Naming the track without a role takes its role away.
        let role = track.map(|track| OnboardingChange::Role(track, self.role().map(RoleId::get)));
        let welcome = welcome.map(OnboardingChange::Welcome);
        let channel = channel.map(|channel| OnboardingChange::Channel(channel.get().into()));
        welcome.into_iter().chain(channel).chain(days).chain(role).collect()
    }

    fn lines(&self, docent: &Docent, now: &OnboardingSettings) -> Vec<String> {
        let place = now.channel.map_or_else(|| "no channel".to_owned(), |channel| format!("<#{channel}>"));
        let welcome = match now.welcome {
            WelcomeBy::Off => "not at all".to_owned(),
            WelcomeBy::Channel => format!("in {place}"),
            WelcomeBy::Direct => format!("by direct message; where that is closed, in {place}"),
        };
        let mut lines = vec![
            format!("**Who joins is greeted** (`welcome`, `channel`): {welcome}"),
            format!("**Progress of who left the server** (`forget_days`): kept for {} days", now.forget_days),
        ];
        for (track, role) in &now.roles {
            let name = docent.knowledge().track(track).map_or_else(|| track.to_string(), |track| track.name.clone());
            lines.push(format!("**Finished {name}** (`track`, `role`): gives <@&{role}>"));
        }
        let may_give = self.command.app_permissions.is_none_or(|held| held.contains(Permissions::MANAGE_ROLES));
        if !now.roles.is_empty() && !may_give {
            lines.push(notes::NO_ROLES.to_owned());
        }
        if now.welcome != WelcomeBy::Off && !self.bot.hears_members() {
            lines.push(notes::NO_MEMBERS.to_owned());
        }
        lines
    }
}

fn said(text: &str) -> Screen {
    Screen { content: Some(text.to_owned()), ..Screen::default() }
}

/// How the team gets on.
async fn overview(bot: &Bot, guild: GuildId) -> Result<Screen, StoreError> {
    let server = guild.get().into();
    let lines = bot.store.team_lines(server, STORING).await?;
    let settings = bot.store.onboarding_settings(server, STORING).await?;
    let docent = bot.docent_in(Some(guild));
    let TeamLines { walks, steps, answers, gaps } = &lines;
    let tracks = team(docent.knowledge(), walks, steps, answers, gaps, bot.store.now().0);
    if tracks.is_empty() {
        return Ok(Screen::card("Your team", notes::NOBODY));
    }
    let waiting = tracks.iter().flat_map(|track| &track.walkers).filter(|walker| walker.refused).count();
    let most = MESSAGE / tracks.len().max(1);
    let embed = |track: &TrackOf| {
        CreateEmbed::new().color(COLOR).title(cut(&track.name, 200)).description(of_track(track, most.min(CARD)))
    };
    let told =
        (waiting > 0).then(|| format!("{}\n**{waiting}** who are through wait for their role.", notes::NO_ROLES));
    let screen = Screen { content: told, embeds: tracks.iter().take(EMBEDS).map(embed).collect(), ..Screen::default() };
    let again = (waiting > 0 && !settings.roles.is_empty())
        .then(|| quiet(&Press::Onboard(Tap { server: guild, what: What::Roles }), "Give the roles again"));
    Ok(screen.with_buttons(again.flatten().into_iter().collect()))
}

/// A track within so many characters, cut after a whole line.
fn of_track(track: &TrackOf, most: usize) -> String {
    let mut lines: Vec<String> = track.walkers.iter().take(WALKERS).map(of_walker).collect();
    let more = track.walkers.len().saturating_sub(WALKERS);
    lines.extend((more > 0).then(|| format!("- and {more} more: `/onboard export`")));
    lines.push("**Steps**: done · half of them took at most · stopped there · checks right at once".to_owned());
    lines.extend(track.steps.iter().enumerate().map(|(at, step)| of_step(at + 1, step)));
    if !track.gaps.is_empty() {
        lines.push("**Asked in vain**".to_owned());
    }
    for gap in &track.gaps {
        let asked: Vec<String> = gap.questions.iter().take(SHOWN).map(|text| quote(&cut(text, LINE))).collect();
        lines.push(format!("- *{}*: {} ({})", gap.title, asked.join(" · "), gap.questions.len()));
    }
    let mut text = String::new();
    for line in lines {
        if text.chars().count() + line.chars().count() + REST.chars().count() + 2 > most {
            return format!("{text}\n{REST}");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line);
    }
    text
}

fn of_walker(walker: &WalkerOf) -> String {
    let place = match &walker.place {
        Place::At(number, title) => format!("at step {number}, *{title}*"),
        Place::Finished => "through".to_owned(),
        Place::Left(number, title) => format!("left at step {number}, *{title}*"),
    };
    let checks = match walker.answers {
        Some((_, 0)) => String::new(),
        Some((right, all)) => format!(" · checks {right} of {all}"),
        None => " · checks hidden".to_owned(),
    };
    let seconds = walker.opened / 1000;
    format!("- <@{}>: {place} · {} %{checks} · <t:{seconds}:R>", walker.person, walker.percent)
}

fn of_step(number: usize, step: &StepOf) -> String {
    let median = step.median.map_or_else(|| "–".to_owned(), minutes);
    let (right, all) = step.right;
    let right = if all == 0 { String::new() } else { format!(" · {right} of {all}") };
    format!("{number}. {}: {} · {median} · {}{right}", step.title, step.done, step.stopped)
}

/// Milliseconds in words.
fn minutes(millis: i64) -> String {
    let seconds = millis / 1000;
    match seconds {
        0..=90 => format!("{seconds} s"),
        91..=5_400 => format!("{} min", seconds / 60),
        5_401..=172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Tries again to give the roles that were refused, then shows the team.
pub(super) async fn roles_again(bot: &Bot, guild: GuildId) -> Result<Screen, StoreError> {
    let server = guild.get().into();
    let roles = bot.store.onboarding_settings(server, STORING).await?.roles;
    let lines = bot.store.team_lines(server, STORING).await?;
    for walk in lines.walks.iter().filter(|walk| walk.refused) {
        let Some(role) = roles.get(&walk.track).filter(|id| **id != 0) else { continue };
        if walk.person != 0 && finish::give(bot, guild, UserId::new(walk.person), RoleId::new(*role)).await {
            let on = crate::store::On { server, person: walk.person.into(), track: walk.track.clone() };
            bot.store.note_role(&on, false, STORING).await?;
        }
    }
    let screen = overview(bot, guild).await?;
    let left = bot.store.team_lines(server, STORING).await?.walks.iter().any(|walk| walk.refused);
    let content = (!left).then(|| notes::ROLES_AGAIN.to_owned());
    Ok(Screen { content, ..screen })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::StepId;

    #[test]
    fn a_large_team_fits_and_is_cut_after_a_whole_line() {
        let walker = |person| WalkerOf {
            person,
            place: Place::At(3, "A step with quite a long title, as some writers like them".to_owned()),
            percent: 20,
            opened: 0,
            answers: Some((1, 2)),
            refused: false,
        };
        let step = |number: usize| StepOf {
            step: StepId::new(&format!("s{number}")).unwrap(),
            title: "Another long title of a step, which fills the card".to_owned(),
            done: 9,
            median: Some(120_000),
            stopped: 1,
            right: (3, 4),
        };
        let track = TrackOf {
            track: TrackId::new("t").unwrap(),
            name: "T".to_owned(),
            walkers: (1..=40).map(|number| walker(u64::MAX - number)).collect(),
            steps: (1..=12).map(step).collect(),
            gaps: Vec::new(),
        };
        let text = of_track(&track, 1_600);
        assert!(text.chars().count() <= 1_600 && text.ends_with(REST), "{text}");
        let whole = of_track(&track, CARD);
        assert!(whole.contains("- and 25 more") && whole.ends_with("3 of 4"), "{whole}");
    }
}
