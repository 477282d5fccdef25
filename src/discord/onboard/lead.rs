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
use crate::onboarding::{GapsOf, Place, StepOf, TrackOf, WalkerOf, csv, team};
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
/// Where a track has more steps than a card holds.
const MORE_STEPS: &str = "… more steps: `/onboard export`";
/// Where more was asked in vain than a card holds. The file has no questions.
const MORE_ASKED: &str = "… more questions: `/docent unanswered`";
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
    let most = MESSAGE / tracks.len().clamp(1, EMBEDS);
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

/// A track within so many characters. What its steps add up to stands nowhere else: that has the first claim to the room. Of what it leaves, questions may take half.
fn of_track(track: &TrackOf, most: usize) -> String {
    let after = |text: &str, room: usize| room.saturating_sub(text.chars().count() + 1);
    let steps = track.steps.iter().enumerate().map(|(at, step)| of_step(at + 1, step));
    let steps: Vec<String> = std::iter::once("**Steps**".to_owned()).chain(steps).collect();
    let steps = within(most, &steps, steps.len(), |_| MORE_STEPS.to_owned());
    let room = after(&steps, most);
    let head = (!track.gaps.is_empty()).then(|| "**Asked in vain**".to_owned());
    let gaps: Vec<String> = head.into_iter().chain(track.gaps.iter().map(of_gap)).collect();
    let gaps = within(room / 2, &gaps, gaps.len(), |_| MORE_ASKED.to_owned());
    let walkers: Vec<String> = track.walkers.iter().take(WALKERS).map(of_walker).collect();
    let others = |count: usize| format!("- and {count} more: `/onboard export`");
    let walkers = within(after(&gaps, room), &walkers, track.walkers.len(), others);
    let mut parts = vec![walkers, steps, gaps];
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Lines within so many characters: whole ones, and for those of `all` that have no room, where they are.
fn within(most: usize, lines: &[String], all: usize, rest: impl Fn(usize) -> String) -> String {
    let first = |count: usize| {
        let rest = (count < all).then(|| rest(all - count));
        lines.iter().take(count).cloned().chain(rest).collect::<Vec<_>>().join("\n")
    };
    (0..=lines.len()).rev().map(first).find(|text| text.chars().count() <= most).unwrap_or_default()
}

fn of_gap(gap: &GapsOf) -> String {
    let asked: Vec<String> = gap.questions.iter().take(SHOWN).map(|text| quote(&cut(text, LINE))).collect();
    format!("- *{}*: {} ({})", gap.title, asked.join(" · "), gap.questions.len())
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

/// Every figure says what it is: on a phone, no head of a column is in sight.
fn of_step(number: usize, step: &StepOf) -> String {
    let median = step.median.map_or_else(String::new, |millis| format!(", half within {}", minutes(millis)));
    let stopped = if step.stopped == 0 { String::new() } else { format!(" · {} stopped", step.stopped) };
    let (right, all) = step.right;
    let right = if all == 0 { String::new() } else { format!(" · {right} of {all} right at once") };
    format!("{number}. {}: {} done{median}{stopped}{right}", step.title, step.done)
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
    fn a_lead_reads_on_a_phone_what_each_figure_is() {
        let walker = |person, place, percent, answers| {
            let opened = 1_800_000_000_000 - i64::try_from(person).unwrap() * 86_400_000;
            WalkerOf { person, place, percent, opened, answers, refused: false }
        };
        let step = |title: &str, done, median, stopped, right| {
            let step = StepId::new("s").unwrap();
            StepOf { step, title: title.to_owned(), done, median, stopped, right }
        };
        let hello = || "Say hello".to_owned();
        let track = TrackOf {
            track: TrackId::new("t").unwrap(),
            name: "New data engineer".to_owned(),
            walkers: vec![
                walker(1, Place::At(3, "What are you measured by?".to_owned()), 50, Some((1, 2))),
                walker(2, Place::Finished, 100, None),
                walker(3, Place::Left(2, hello()), 25, Some((0, 0))),
            ],
            steps: vec![
                step("What a data engineer is", 3, Some(125_000), 0, (0, 0)),
                step("Say hello", 2, Some(7_200_000), 1, (0, 0)),
                step("What are you measured by?", 1, Some(40_000), 0, (1, 2)),
                step("Follow one number home", 0, None, 0, (0, 0)),
            ],
            gaps: vec![GapsOf {
                step: StepId::new("s").unwrap(),
                title: hello(),
                questions: vec!["who is on call tonight?".to_owned(), "where do we eat?".to_owned()],
            }],
        };
        insta::assert_snapshot!(of_track(&track, CARD), @r"
        - <@1>: at step 3, *What are you measured by?* · 50 % · checks 1 of 2 · <t:1799913600:R>
        - <@2>: through · 100 % · checks hidden · <t:1799827200:R>
        - <@3>: left at step 2, *Say hello* · 25 % · <t:1799740800:R>
        **Steps**
        1. What a data engineer is: 3 done, half within 2 min
        2. Say hello: 2 done, half within 2 h · 1 stopped
        3. What are you measured by?: 1 done, half within 40 s · 1 of 2 right at once
        4. Follow one number home: 0 done
        **Asked in vain**
        - *Say hello*: who is on call tonight? · where do we eat? (2)
        ");
    }

    #[test]
    fn a_large_team_leaves_the_figures_of_the_steps_whole() {
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
        let gap = |number: usize| GapsOf {
            step: StepId::new(&format!("s{number}")).unwrap(),
            title: "A step".to_owned(),
            questions: vec!["why is it so?".to_owned(); 5],
        };
        let track = TrackOf {
            track: TrackId::new("t").unwrap(),
            name: "T".to_owned(),
            walkers: (1..=40).map(|number| walker(u64::MAX - number)).collect(),
            steps: (1..=12).map(step).collect(),
            gaps: (1..=12).map(gap).collect(),
        };
        let whole = of_track(&track, CARD);
        assert!(whole.chars().count() <= CARD && whole.contains("\n12. Another"), "{whole}");
        // A third of a message, as with three tracks.
        let third = of_track(&track, MESSAGE / 3);
        assert!(third.chars().count() <= MESSAGE / 3 && third.contains("\n12. Another"), "{third}");
        assert!(third.starts_with("- ") && third.contains(" more: `/onboard export`\n"), "{third}");
        assert!(third.ends_with(MORE_ASKED), "{third}");
        let least = of_track(&track, MESSAGE / EMBEDS);
        assert!(least.chars().count() <= MESSAGE / EMBEDS && least.contains(MORE_STEPS), "{least}");
        let alone = of_track(&TrackOf { gaps: Vec::new(), ..track }, CARD);
        assert!(alone.contains("- and 25 more") && alone.ends_with("3 of 4 right at once"), "{alone}");
    }
}
