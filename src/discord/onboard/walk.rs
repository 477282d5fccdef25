//! One person walks a track: begins, goes on, marks, answers, looks back, leaves.
//!
//! In: a command or a tap. Out: the next screen, private, told only once what was done is stored. Which step is next is reckoned anew each time from the track as it is now, so nothing
//! is lost by a restart, another device, or an edit of the file.

use serenity::all::{ChannelId, CommandInteraction, ComponentInteraction, GuildId, RoleId, UserId};

use super::super::bot::Bot;
use super::super::feedback::STORING;
use super::super::present::Screen;
use super::super::send::{Answering, Later};
use super::super::{notes as common, present};
use super::screen::{self, View};
use super::tap::{At, Deed, What, print};
use super::{finish, notes};
use crate::knowledge::{Step, StepId, Task, Track, TrackId};
use crate::onboarding::{Mark, Marks, Walk, advise, context, next, question};
use crate::pipeline::Docent;
use crate::store::{Assigned, Doing, Kept, Newcomer, On, StoreError, To, WeekLater};

/// Who does something, in which server, by which interaction.
pub(super) struct Who<'w> {
    pub(super) bot: &'w Bot,
    pub(super) to: Answering,
    pub(super) server: GuildId,
    pub(super) user: UserId,
    pub(super) channel: ChannelId,
    /// Known in the server only.
    pub(super) roles: &'w [RoleId],
}

/// What is made of a deed: a screen, or nothing where that was said otherwise.
type Made = Result<Screen, StoreError>;

impl<'w> Who<'w> {
    pub(super) fn of_command(bot: &'w Bot, command: &'w CommandInteraction, server: GuildId) -> Self {
        let roles = command.member.as_ref().map_or(&[][..], |member| member.roles.as_slice());
        let to = Answering::to_command(command);
        Self { bot, to, server, user: command.user.id, channel: command.channel_id, roles }
    }

    pub(super) fn of_press(bot: &'w Bot, press: &'w ComponentInteraction, server: GuildId) -> Self {
        let roles = press.member.as_ref().map_or(&[][..], |member| member.roles.as_slice());
        let to = Answering::to_press(press);
        Self { bot, to, server, user: press.user.id, channel: press.channel_id, roles }
    }

    /// Shows what comes of some work, in a message of its own or in the place of the one whose button was pressed.
    pub(super) async fn show(&self, later: Later, work: impl Future<Output = Made>) {
        let made = self.bot.sender.in_time(&self.to, later, self.bot.pauses.deferring, work).await;
        match made {
            Ok(screen) if later == Later::InPlace => self.bot.sender.update(&self.to, screen).await,
            Ok(screen) => self.bot.sender.respond(&self.to, screen, true).await,
            Err(error) => {
                tracing::warn!(%error, "a step of onboarding could not be stored");
                self.bot.sender.note(&self.to, common::NOT_STORED).await;
            }
        }
    }

    pub(super) fn on(&self, track: &TrackId) -> On {
        On { server: self.server.get().into(), person: self.user.get().into(), track: track.clone() }
    }

    fn doing(&self, track: &TrackId) -> Doing {
        Doing { press: self.to.id().into(), on: self.on(track), at: self.bot.store.now() }
    }

    async fn newcomer(&self) -> Result<Newcomer, StoreError> {
        self.bot.store.newcomer(self.server.get().into(), self.user.get().into(), STORING).await
    }

    async fn marks(&self, track: &TrackId) -> Result<Marks, StoreError> {
        self.bot.store.marks(&self.on(track), STORING).await
    }

    /// Begins, or goes on: the track that was asked for, else the one whose turn it is, else all to choose from.
    pub(super) async fn start(&self, docent: &Docent, wanted: Option<TrackId>) -> Made {
        if let Some(track) = wanted {
            return self.open(docent, &track).await;
        }
        let newcomer = self.newcomer().await?;
        if let Some(track) = self.due(docent, &newcomer).await? {
            return self.open(docent, &track).await;
        }
        let gone = newcomer.walks.iter().any(|walk| !walk.left);
        Ok(screen::tracks(docent, self.server, if gone { notes::TRACK_GONE } else { notes::CHOOSE }))
    }

    /// The track whose turn it is: the last one, as long as they are not through with it; then the assigned one, if they never opened it; else the last one again, and without any, the
    /// assigned one.
    async fn due(&self, docent: &Docent, newcomer: &Newcomer) -> Result<Option<TrackId>, StoreError> {
        let known = |id: &TrackId| docent.knowledge().track(id).is_some();
        let last = newcomer.walks.iter().find(|walk| !walk.left && known(&walk.track));
        if let Some(last) = last
            && last.finished.is_none()
        {
            return Ok(Some(last.track.clone()));
        }
        let assigned = self.assigned().await?.filter(|track| known(track));
        let opened = |track: &TrackId| newcomer.walks.iter().any(|walk| walk.track == *track);
        Ok(match last {
            // Their end, where nothing new waits: it leads on to the other tracks.
            Some(last) if assigned.as_ref().is_none_or(opened) => Some(last.track.clone()),
            _ => assigned,
        })
    }

    /// What was assigned to this person, else to one of their roles.
    async fn assigned(&self) -> Result<Option<TrackId>, StoreError> {
        let all = self.bot.store.assigned_tracks(self.server.get().into(), STORING).await?;
        let own = |one: &&Assigned| one.to == To::Person(self.user.get().into());
        let by_role =
            |one: &&Assigned| matches!(one.to, To::Role(role) if self.roles.iter().any(|own| own.get() == role));
        Ok(all.iter().find(own).or_else(|| all.iter().find(by_role)).map(|one| one.track.clone()))
    }

    /// Opens a track at its current step.
    pub(super) async fn open(&self, docent: &Docent, id: &TrackId) -> Made {
        let Some(track) = docent.knowledge().track(id) else {
            return Ok(screen::tracks(docent, self.server, notes::TRACK_GONE));
        };
        let kept = self.bot.store.open_track(&self.doing(id), STORING).await?;
        let marks = self.marks(id).await?;
        let hint = match kept {
            Kept::OptedOut => notes::NOT_KEPT,
            Kept::Stored if marks.is_empty() => notes::SEEN_BRIEFLY,
            Kept::Stored => "",
        };
        self.current(docent, track, &marks, hint).await
    }

    /// The current step, or the end.
    async fn current(&self, docent: &Docent, track: &Track, marks: &Marks, hint: &str) -> Made {
        let walk = Walk::new(track, marks);
        match walk.current() {
            Some(step) => Ok(self.shown(docent, track, walk, step, hint)),
            None => finish::screen(self, View { docent, server: self.server, track, walk }).await,
        }
    }

    /// A step, noted as shown.
    fn shown(&self, docent: &Docent, track: &Track, walk: Walk<'_>, step: &Step, hint: &str) -> Screen {
        let on = self.on(&track.id);
        if !walk.is_done(&step.id) {
            self.bot.store.show_step(&on, &step.id, self.bot.store.now());
        }
        self.bot.recent.about((self.user, self.channel), context(docent.knowledge(), step));
        self.bot.during.shows((self.user, self.channel), on, step.id.clone());
        View { docent, server: self.server, track, walk }.step(step, hint)
    }

    /// Does what a tap says about a step.
    pub(super) async fn step(&self, docent: &Docent, at: &At, deed: Deed) -> Made {
        let Some(track) = docent.knowledge().track(&at.track) else {
            return Ok(screen::tracks(docent, self.server, notes::TRACK_GONE));
        };
        let Some(step) = track.step(&at.step) else { return self.after_removal(docent, track, at, deed).await };
        match deed {
            Deed::Done | Deed::Later => self.marked(docent, track, step, deed).await,
            Deed::Answer(chosen) => self.answered(docent, track, step, chosen).await,
            _ => {
                let marks = self.marks(&track.id).await?;
                Ok(self.shown(docent, track, Walk::new(track, &marks), step, ""))
            }
        }
    }

    /// The step is gone from the file: what was said of it is kept all the same, should it come back.
    async fn after_removal(&self, docent: &Docent, track: &Track, at: &At, deed: Deed) -> Made {
        if deed == Deed::Done {
            self.bot.store.mark_step(&self.doing(&track.id), &at.step, Mark::Done, STORING).await?;
        }
        let marks = self.marks(&track.id).await?;
        self.current(docent, track, &marks, notes::STEP_GONE).await
    }

    async fn marked(&self, docent: &Docent, track: &Track, step: &Step, deed: Deed) -> Made {
        let mark = if deed == Deed::Done { Mark::Done } else { Mark::Later };
        let kept = self.bot.store.mark_step(&self.doing(&track.id), &step.id, mark, STORING).await?;
        if kept == Kept::OptedOut {
            return Ok(self.unkept(docent, track, &step.id));
        }
        let marks = self.marks(&track.id).await?;
        let walk = Walk::new(track, &marks);
        match walk.after_putting_off(&step.id).filter(|_| mark == Mark::Later) {
            Some(next) => Ok(self.shown(docent, track, walk, next, "")),
            None => self.current(docent, track, &marks, "").await,
        }
    }

    /// Without marks, the step that follows in the file is next.
    fn unkept(&self, docent: &Docent, track: &Track, step: &StepId) -> Screen {
        let marks = Marks::new();
        let walk = Walk::new(track, &marks);
        let view = View { docent, server: self.server, track, walk };
        match walk.following(step) {
            Some(next) => view.step(next, notes::NOT_KEPT),
            None => view.end(&crate::onboarding::Summary::default(), notes::NOT_KEPT),
        }
    }

    async fn answered(&self, docent: &Docent, track: &Track, step: &Step, chosen: u32) -> Made {
        let asked = match &step.task {
            Task::Check(check) => question(docent.knowledge(), check).ok().map(|asked| (check, asked)),
            _ => None,
        };
        let chosen = |(_, asked): &(_, crate::onboarding::Question)| {
            asked.choices.iter().find(|choice| print(&choice.subject) == chosen).map(|choice| choice.subject.clone())
        };
        let Some((subject, (check, asked))) = asked.and_then(|asked| Some((chosen(&asked)?, asked))) else {
            // The choices changed under the button: the step as it is now says so best.
            let marks = self.marks(&track.id).await?;
            return Ok(self.shown(docent, track, Walk::new(track, &marks), step, ""));
        };
        let right = subject == asked.right;
        let kept = self.bot.store.answer_check(&self.doing(&track.id), &step.id, right, STORING).await?;
        let marks = self.marks(&track.id).await?;
        let view = View { docent, server: self.server, track, walk: Walk::new(track, &marks) };
        Ok(view.outcome(step, check, &asked, right, kept == Kept::Stored))
    }

    /// Everything beside the steps themselves.
    pub(super) async fn other(&self, docent: &Docent, what: &What) -> Made {
        match what {
            What::Tracks => Ok(screen::tracks(docent, self.server, notes::CHOOSE)),
            What::Quiz(tapped) => Ok(match (next(docent.knowledge(), tapped), advise(docent.knowledge(), tapped)) {
                (Some(asked), _) => screen::quiz(docent, self.server, tapped, asked),
                (None, Some(advice)) => screen::advice(self.server, &advice),
                (None, None) => screen::tracks(docent, self.server, notes::CHOOSE),
            }),
            What::Stop => self.reminding(WeekLater::Never, notes::STOPPED).await,
            What::Snooze => self.reminding(WeekLater::Snoozed, notes::SNOOZED).await,
            What::Go(track) | What::Open(Some(track)) => self.open(docent, track).await,
            What::More(track)
            | What::Restart(track)
            | What::Sure(track)
            | What::Leave(track)
            | What::Remind(track)
            | What::Hide(track)
            | What::Unhide(track) => self.about(docent, track, what).await,
            What::Start(track) => self.start(docent, track.clone()).await,
            What::Open(None) | What::Roles | What::Step(..) => self.start(docent, None).await,
        }
    }

    async fn reminding(&self, when: WeekLater, said: &str) -> Made {
        self.bot.store.remind(self.server.get().into(), self.user.get().into(), when, STORING).await?;
        Ok(screen::invitation(self.server, "Reminders", said, Vec::new()))
    }

    /// What concerns a track as a whole.
    async fn about(&self, docent: &Docent, id: &TrackId, what: &What) -> Made {
        let Some(track) = docent.knowledge().track(id) else {
            return Ok(screen::tracks(docent, self.server, notes::TRACK_GONE));
        };
        let (server, person) = (self.server.get().into(), self.user.get().into());
        let store = &self.bot.store;
        let said = match what {
            What::Sure(_) => {
                store.restart_track(&self.doing(id), STORING).await?;
                return self.open(docent, id).await;
            }
            What::Leave(_) => {
                store.leave_track(&self.doing(id), STORING).await?;
                return Ok(screen::tracks(docent, self.server, notes::LEFT));
            }
            What::Remind(_) => {
                store.remind(server, person, WeekLater::Week, STORING).await.map(|kept| said(kept, notes::REMINDING))?
            }
            What::Hide(_) => {
                store.hide_answers(server, person, true, STORING).await.map(|kept| said(kept, notes::HIDDEN))?
            }
            What::Unhide(_) => {
                store.hide_answers(server, person, false, STORING).await.map(|kept| said(kept, notes::SHOWN))?
            }
            _ => "",
        };
        let (marks, newcomer) = (self.marks(id).await?, self.newcomer().await?);
        let view = View { docent, server: self.server, track, walk: Walk::new(track, &marks) };
        if matches!(what, What::Restart(_)) {
            return Ok(view.really());
        }
        Ok(view.more(said, newcomer.remind.is_some(), newcomer.hidden))
    }

    /// All pages of what a step wants read, in a message of its own.
    pub(super) fn whole(&self, docent: &Docent, at: &At) -> Option<Screen> {
        let step = docent.knowledge().track(&at.track)?.step(&at.step)?;
        let Task::Read(reply) = &step.task else { return None };
        let answer = docent.answer_for(reply)?;
        Some(present::screen(docent, &answer, present::View::default(), self.user))
    }
}

fn said(kept: Kept, stored: &'static str) -> &'static str {
    if kept == Kept::Stored { stored } else { notes::NOT_KEPT }
}
