//! What a button or menu of onboarding carries, so that it works after a restart, in any process, and in a direct message too.
//!
//! In: a [`Tap`]. Out: what follows the version word `on:` in a `custom_id`, and back. Track and step are named by their ids; [`crate::check`] sees to it that they fit.

use serenity::all::GuildId;

use crate::knowledge::{AnswerId, StepId, SubjectId, TrackId};

/// What a tap does, and for which server: in a direct message, Discord does not say.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::discord) struct Tap {
    pub(super) server: GuildId,
    pub(super) what: What,
}

/// What a tap does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// Begins, or goes on where one was, in a message of its own; with the track that one was invited to, where there is such a one.
    Start(Option<TrackId>),
    /// Lists the tracks.
    Tracks,
    /// One more question of the quiz, or its advice.
    Quiz(Vec<AnswerId>),
    /// Opens a track; where none stands here, it is the menu's value.
    Open(Option<TrackId>),
    /// Shows the current step.
    Go(TrackId),
    /// What else there is: restart, another track, reminders, what the lead sees.
    More(TrackId),
    /// Asks whether to begin anew.
    Restart(TrackId),
    /// Begins anew.
    Sure(TrackId),
    /// Leaves a track.
    Leave(TrackId),
    /// Switches weekly reminders on.
    Remind(TrackId),
    /// Switches them off.
    Stop,
    /// Lets them rest.
    Snooze,
    /// Hides one's answers from the lead.
    Hide(TrackId),
    /// Shows them again.
    Unhide(TrackId),
    /// Gives the roles that could not be given.
    Roles,
    /// Something about one step.
    Step(At, Deed),
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::discord) struct At {
    pub(super) track: TrackId,
    pub(super) step: StepId,
}

/// What is done about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Show,
    Done,
    Later,
    /// Opens the form for a question.
    Ask,
    /// Asks the question that is proposed.
    Try,
    /// Shows all pages of what is to be read.
    Whole,
    /// Chooses, by what [`print`] makes of a choice.
    Answer(u32),
}

impl Deed {
    fn word(self) -> String {
        match self {
            Self::Show => "s".to_owned(),
            Self::Done => "d".to_owned(),
            Self::Later => "l".to_owned(),
            Self::Ask => "a".to_owned(),
            Self::Try => "t".to_owned(),
            Self::Whole => "w".to_owned(),
            Self::Answer(print) => format!("c{print:x}"),
        }
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "s" => Self::Show,
            "d" => Self::Done,
            "l" => Self::Later,
            "a" => Self::Ask,
            "t" => Self::Try,
            "w" => Self::Whole,
            other => Self::Answer(u32::from_str_radix(other.strip_prefix('c')?, 16).ok()?),
        })
    }
}

/// Tells the few choices of one check apart in little room: 20 bits of FNV-1a over the subject's id.
pub(super) fn print(subject: &SubjectId) -> u32 {
    let hash =
        subject.as_str().bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash & 0x000f_ffff
}

impl std::fmt::Display for Tap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (word, rest) = match &self.what {
            What::Start(track) => ("start".to_owned(), track.as_ref().map_or("", TrackId::as_str).to_owned()),
            What::Tracks => ("tracks".to_owned(), String::new()),
            What::Quiz(tapped) => {
                let ids: Vec<&str> = tapped.iter().map(AnswerId::as_str).collect();
                ("quiz".to_owned(), ids.join("+"))
            }
            What::Open(track) => ("open".to_owned(), track.as_ref().map_or("", TrackId::as_str).to_owned()),
            What::Go(track) => ("go".to_owned(), track.to_string()),
            What::More(track) => ("more".to_owned(), track.to_string()),
            What::Restart(track) => ("again".to_owned(), track.to_string()),
            What::Sure(track) => ("sure".to_owned(), track.to_string()),
            What::Leave(track) => ("leave".to_owned(), track.to_string()),
            What::Remind(track) => ("remind".to_owned(), track.to_string()),
            What::Stop => ("stop".to_owned(), String::new()),
            What::Snooze => ("snooze".to_owned(), String::new()),
            What::Hide(track) => ("hide".to_owned(), track.to_string()),
            What::Unhide(track) => ("unhide".to_owned(), track.to_string()),
            What::Roles => ("roles".to_owned(), String::new()),
            What::Step(at, deed) => (deed.word(), format!("{}:{}", at.track, at.step)),
        };
        write!(f, "{word}:{:x}:{rest}", self.server.get())
    }
}

impl Tap {
    /// Reads it; none for one of another version.
    pub(in crate::discord) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (word, server, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let server = u64::from_str_radix(server, 16).ok().filter(|id| *id != 0).map(GuildId::new)?;
        let track = || TrackId::new(rest).ok();
        let what = match word {
            "start" if rest.is_empty() => What::Start(None),
            "start" => What::Start(Some(track()?)),
            "tracks" => What::Tracks,
            "quiz" if rest.is_empty() => What::Quiz(Vec::new()),
            "quiz" => What::Quiz(rest.split('+').map(AnswerId::new).collect::<Result<_, _>>().ok()?),
            "open" if rest.is_empty() => What::Open(None),
            "open" => What::Open(Some(track()?)),
            "go" => What::Go(track()?),
            "more" => What::More(track()?),
            "again" => What::Restart(track()?),
            "sure" => What::Sure(track()?),
            "leave" => What::Leave(track()?),
            "remind" => What::Remind(track()?),
            "stop" => What::Stop,
            "snooze" => What::Snooze,
            "hide" => What::Hide(track()?),
            "unhide" => What::Unhide(track()?),
            "roles" => What::Roles,
            deed => What::Step(At::parse(rest)?, Deed::of(deed)?),
        };
        Some(Self { server, what })
    }
}

impl At {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (track, step) = text.split_once(':')?;
        Some(Self { track: TrackId::new(track).ok()?, step: StepId::new(step).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::press::Press;

    #[test]
    fn every_tap_reads_back_with_the_longest_ids() {
        let server = GuildId::new(u64::MAX);
        let track = TrackId::new(&"t".repeat(28)).unwrap();
        let at = At { track: track.clone(), step: StepId::new(&"s".repeat(40)).unwrap() };
        let answers = vec![AnswerId::new(&"a".repeat(14)).unwrap(); 5];
        let deeds = [Deed::Show, Deed::Done, Deed::Later, Deed::Ask, Deed::Try, Deed::Whole, Deed::Answer(0x000f_ffff)];
        let mut all: Vec<What> = deeds.into_iter().map(|deed| What::Step(at.clone(), deed)).collect();
        all.extend([What::Start(None), What::Tracks, What::Quiz(answers), What::Quiz(vec![]), What::Open(None)]);
        all.extend([What::Stop, What::Snooze, What::Roles, What::Open(Some(track.clone()))]);
        all.push(What::Start(Some(track.clone())));
        all.extend([What::Go(track.clone()), What::More(track.clone()), What::Restart(track.clone())]);
        all.extend([What::Sure(track.clone()), What::Leave(track.clone()), What::Remind(track.clone())]);
        all.extend([What::Hide(track.clone()), What::Unhide(track)]);
        for what in all {
            let press = Press::Onboard(Tap { server, what });
            let id = press.custom_id().unwrap_or_else(|| panic!("{press:?} does not fit"));
            assert_eq!(Press::parse(&id), Some(press));
        }
    }

    #[test]
    fn what_another_version_wrote_is_not_understood() {
        for text in ["", "start", "start:0:", "go:1:No Track", "d:1:track", "cx:1:a:b", "quiz:1:A", "zz:1:a:b"] {
            assert_eq!(Tap::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_button_from_before_invitations_named_a_track_still_begins() {
        let tap = Tap { server: GuildId::new(1), what: What::Start(None) };
        assert_eq!(tap.to_string(), "start:1:");
        assert_eq!(Tap::parse("start:1:"), Some(tap));
    }
}
