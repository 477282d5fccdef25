//! Docent's own words around a track: short, kind, in one place.
//!
//! In: what happened. Out: text. What a track itself says stands in its file.

/// Over the list of tracks.
pub(super) const CHOOSE: &str = "A track is a short tour at your own pace: a few minutes a step, one after the other, only you see it. Stop whenever you like; `/onboard start` goes on where you were.";
/// What the lead sees.
pub(super) const SEEN: &str = "**What your lead sees:** your name, at which step you are, how long steps take, and which checks were right at the first try. Questions that I can't answer are shown to them without your name. *Hide my answers* keeps your checks to yourself.";
/// The same in one line, at the first step.
pub(super) const SEEN_BRIEFLY: &str = "-# Your lead sees at which step you are and how your checks went; *More* ▸ *Hide my answers* keeps the checks to yourself.";
/// No tracks.
pub(super) const NO_TRACKS: &str =
    "There are no tracks yet. Who looks after my knowledge can write one: a file in its folder `onboarding`.";
/// A track that is gone.
pub(super) const TRACK_GONE: &str = "That track was taken away meanwhile. What you did is kept, and these are there:";
/// A step that is gone.
pub(super) const STEP_GONE: &str = "-# The step you were at was taken away meanwhile; this one is next.";
/// A check that the facts no longer support.
pub(super) const NO_CHECK: &str = "The facts changed, and this question has no clear answer any more. Just go on.";
/// A thing to read that is gone.
pub(super) const NOTHING_TO_READ: &str = "What was to be read here is gone. Just go on.";
/// A track for somebody who opted out.
pub(super) const LEARNER_OPTED_OUT: &str = "They asked me to keep nothing of them, so I can't assign them a track. Tell them yourself that `/onboard start` shows it; I then don't keep how far they are.";
/// A person who opted out.
pub(super) const NOT_KEPT: &str =
    "-# You opted out, so I don't remember where you are: these buttons lead on. `/privacy opt-in` changes that.";
/// Before a restart.
pub(super) const REALLY: &str = "That begins the track anew: what you marked and answered on it is deleted.";
/// Left.
pub(super) const LEFT: &str =
    "You left the track. What you did is kept, in case you come back: `/onboard start`. `/privacy delete` deletes it.";
/// Reminders on.
pub(super) const REMINDING: &str = "I'll send you a direct message once a week at most, until you are through.";
/// Reminders off.
pub(super) const STOPPED: &str = "No more reminders. `/onboard start` goes on whenever you like.";
/// Reminders rest.
pub(super) const SNOOZED: &str = "Rest well. You hear from me in four weeks at the earliest.";
/// A reminder.
pub(super) const REMINDER: &str = "A step takes a few minutes at most, and it doesn't run away. Only if you like:";
/// Answers hidden.
pub(super) const HIDDEN: &str = "Your answers to checks are hidden from your lead, earlier ones too.";
/// Answers shown.
pub(super) const SHOWN: &str = "Your lead sees again which checks were right.";
/// The field of the form.
pub(super) const QUESTION: &str = "Your question";
/// No permission.
pub(super) const NOT_A_LEAD: &str = "That is for those who look after this server: it takes the permission *Manage Server*. Your own tour is `/onboard start`.";
/// `/onboard team` without anybody.
pub(super) const NOBODY: &str = "Nobody walks a track yet. `/onboard post` shows a button that begins one, `/onboard assign` gives one to a person or a role.";
/// With the CSV.
pub(super) const EXPORTED: &str = "A line for each person and step. Answers of who hides them are not in it.";
/// Neither person nor role, or both.
pub(super) const WHOM: &str = "Name either a person or a role, and a track.";
/// A track that does not exist.
pub(super) const NO_SUCH_TRACK: &str = "I have no track like that; the option completes the ones I have.";
/// A role without its track.
pub(super) const ROLE_OF_WHAT: &str = "Name the track too: `/onboard settings track:… role:…`.";
/// Who may not give roles sets none.
pub(super) const NOT_FOR_ROLES: &str = "Whoever finishes the track gets the role from me, so setting one takes the permission *Manage Roles* in this server, as giving it by hand does. Somebody who has it can set this one. Nothing was changed.";
/// Who stands too low sets none either.
pub(super) const ROLE_ABOVE: &str = "That role doesn't stand below your highest one (Server Settings ▸ Roles), so it isn't yours to give, and I don't give it for you. Somebody who stands above it can set it, or you take another. Nothing was changed.";
/// Nobody knows who stands above whom.
pub(super) const ROLES_UNKNOWN: &str = "I couldn't see where that role stands in this server, so I set none. Please try again in a moment. Nothing was changed.";
/// Docent may not give roles.
pub(super) const NO_ROLES: &str = "⚠️ I can't give roles here yet: I need the permission *Manage Roles*, and my own role has to stand above the one I give (Server Settings ▸ Roles).";
/// The role at the end came.
pub(super) const ROLE_GIVEN: &str = "And you have a new role.";
/// The role at the end did not come.
pub(super) const ROLE_REFUSED: &str =
    "There is a role for you, but I may not give it yet. Who looks after this server sees that and can change it.";
/// Without the members intent.
pub(super) const NO_MEMBERS: &str = "⚠️ I'm not told who joins or leaves: the *Server Members* intent is off (Developer Portal ▸ Bot). Until then `/onboard post` shows a button that does the same; pin it.";
/// A public message with the button.
pub(super) const POSTED: &str = "New here? I can show you around: a few minutes at a time, at your own pace, and only you see it. Ask me anything on the way.";
/// Roles were given again.
pub(super) const ROLES_AGAIN: &str = "Done: everybody who was through and waited for a role has it now.";
