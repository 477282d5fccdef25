//! `/help`: what Docent can do here, for this person.
//!
//! In: where the command was used and what Docent knows. Out: a private card. Also the answer to a bare mention.

use serenity::all::{CommandInteraction, InteractionContext, Permissions};

use super::bot::Bot;
use super::limits::cut;
use super::modes;
use super::present::Screen;
use super::send::Answering;
use crate::knowledge::KnowledgeBase;
use crate::language::Language;
use crate::pipeline::Docent;
use crate::store::ChannelMode;

/// Example questions shown.
const EXAMPLES: usize = 3;
/// Subjects named before the rest is counted.
const NAMED: usize = 12;
/// Longest example.
const EXAMPLE_CHARS: usize = 120;

/// What works in the place where somebody asks for help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// A direct message with Docent: everything is addressed to it.
    Direct,
    /// A channel in which Docent answers unasked.
    AnswerChannel,
    /// Another channel of a server that Docent is in.
    Server,
    /// A channel in which moderators want Docent to say nothing.
    Silent,
    /// A place that Docent is not in: the person brought it along.
    Guest,
}

/// Answers `/help`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let permissions = command.member.as_ref().and_then(|member| member.permissions);
    let moderates = permissions.is_some_and(|held| held.contains(Permissions::MANAGE_GUILD));
    let screen = screen(&bot.docent_in(command.guild_id), here(bot, command), moderates);
    bot.sender.respond(&Answering::to_command(command), screen, true).await;
}

fn here(bot: &Bot, command: &CommandInteraction) -> Here {
    use serenity::all::AuthorizingIntegrationOwner::GuildInstall;
    match command.context {
        Some(InteractionContext::BotDm) => return Here::Direct,
        Some(InteractionContext::PrivateChannel) => return Here::Guest,
        _ if command.guild_id.is_none() => return Here::Direct,
        _ => {}
    }
    let owners = &command.authorizing_integration_owners.0;
    let is_member = owners.is_empty() || owners.iter().any(|owner| matches!(owner, GuildInstall(_)));
    if !is_member {
        return Here::Guest;
    }
    // From memory alone: an interaction does not wait for another request.
    let place = bot.places.place(command.channel_id).unwrap_or_default();
    match modes::mode(bot, command.guild_id, command.channel_id, &place) {
        ChannelMode::Answer if bot.reads_everything() => Here::AnswerChannel,
        ChannelMode::Answer | ChannelMode::MentionOnly => Here::Server,
        ChannelMode::Shadow | ChannelMode::Off => Here::Silent,
    }
}

/// The card; one who moderates learns what only moderators can do.
pub(super) fn screen(docent: &Docent, here: Here, moderates: bool) -> Screen {
    let knowledge = docent.knowledge();
    let parts =
        [asking(here), commands(knowledge, here), moderating(moderates), subjects(knowledge), examples(knowledge)];
    let text: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Screen::card("What I can do here", text.join("\n\n"))
}

fn asking(here: Here) -> String {
    let how = match here {
        Here::Direct => "Just write me your question; no command needed.",
        Here::AnswerChannel => {
            "Just write your question in this channel. I answer when I'm sure and stay silent otherwise; mention me, or \
             reply to one of my messages, and I always answer."
        }
        Here::Server => "Mention me with your question, or reply to one of my messages.",
        Here::Silent => {
            "In this channel I stay silent, as its moderators set it. `/ask` answers you all the same, and only you see it."
        }
        Here::Guest => "You brought me along, so here I only hear commands.",
    };
    format!("**Ask.** {how}")
}

fn commands(knowledge: &KnowledgeBase, here: Here) -> String {
    let mut lines = vec!["`/ask` one question, one answer, with its sources (`private`: only you see it)"];
    if knowledge.subjects.len() > 1 {
        lines.push("`/compare` two to four things side by side, whole or one aspect");
    }
    if !knowledge.entries.is_empty() {
        lines.push("`/faq` everything I know, by topic");
    }
    if !knowledge.tracks.is_empty() && !matches!(here, Here::Direct | Here::Guest) {
        lines.push("`/onboard start` a tour for newcomers, a few minutes a step, at your own pace");
    }
    if here != Here::Guest {
        lines.push("*Answer with Docent* in a message's menu (right-click or hold, Apps): I answer that message");
    }
    lines.push("`/privacy` what I keep of you, and your say in it");
    lines.push("`/help` this page");
    format!("**Commands**\n{}", lines.join("\n"))
}

fn moderating(moderates: bool) -> String {
    let lines = "**For moderators**\n`/docent channels` where I speak · `settings` · `status` what I lack\n`/docent stats` · `unanswered` what I couldn't answer · `taught` · `export` · `reload`\n*Teach Docent* in a message's menu: tell me the answer, and I give it at once\n`/onboard team` how newcomers get on · `assign` · `settings` · `post` a button · `export`";
    if moderates { lines.to_owned() } else { String::new() }
}

fn subjects(knowledge: &KnowledgeBase) -> String {
    let mut names: Vec<&str> =
        knowledge.chief_subjects().into_iter().map(|subject| subject.name.as_str()).take(NAMED).collect();
    let more = knowledge.subjects.len().saturating_sub(names.len());
    let rest = format!("{more} more");
    if more > 0 {
        names.push(&rest);
    }
    if names.is_empty() { String::new() } else { format!("**I know about** {}.", names.join(", ")) }
}

fn examples(knowledge: &KnowledgeBase) -> String {
    // Spread over the whole knowledge, not three neighbors.
    let originals: Vec<_> = knowledge.entries_in(Language::English).collect();
    let step = (originals.len() / EXAMPLES).max(1);
    let titles = originals.into_iter().step_by(step).take(EXAMPLES);
    let lines: Vec<String> = titles.map(|entry| format!("- {}", cut(&entry.title, EXAMPLE_CHARS))).collect();
    if lines.is_empty() { String::new() } else { format!("**For example**\n{}", lines.join("\n")) }
}
