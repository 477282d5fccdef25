//! Shadow mode: shows moderators, in a channel of their own, what Docent would have said, and keeps what they say of it.
//!
//! In: a reply that is not given; a press of right, wrong or should be silent. Out: a message in the review channel; a verdict. What verdicts mean for a channel is
//! reckoned in [`crate::eval::shadow`].

use serenity::all::{ButtonStyle, ComponentInteraction, CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter};

use super::bot::Bot;
use super::feedback::STORING;
use super::notes;
use super::places::Place;
use super::present::{self, COLOR};
use super::press::{Press, Shadowed};
use super::replies::Asked;
use super::send::{Answering, Later};
use crate::answer::ReplyId;
use crate::pipeline::Reply;
use crate::render::{quote_line, quoted};
use crate::store::{Judged, Kept, Verdict};

/// Over what would have been said.
const TITLE: &str = "Docent would have said";

/// Shows what would have been said to a question; a server without a review channel only has it in its log.
pub(super) async fn show(bot: &Bot, asked: Asked, text: &str, reply: &Reply, place: &Place) {
    let Some(guild) = asked.guild else { return };
    let Some(channel) = bot.store.server(guild.get().into()).review_channel else { return };
    let Some(answer) = &reply.answer else { return };
    let asked_in = place.parent.filter(|_| place.thread).unwrap_or(asked.question.channel);
    let shadowed = Shadowed {
        question: asked.question.message.get(),
        channel: asked_in.get(),
        person: asked.asker.get(),
        confidence: reply.confidence,
        addressed: asked.addressed,
        decision: reply.decision,
    };
    let link = format!("https://discord.com/channels/{guild}/{}/{}", asked.question.channel, asked.question.message);
    let head = CreateEmbed::new()
        .color(COLOR)
        .title(TITLE)
        .description(format!(
            "{}\n<#{}> · {link} · {:.0} % sure",
            quote_line(text),
            asked.question.channel,
            reply.confidence * 100.0
        ))
        .footer(CreateEmbedFooter::new(reply.id.as_ref().map(ToString::to_string).unwrap_or_default()));
    let mut screen = present::private(answer);
    screen.embeds.insert(0, head);
    screen.rows.extend(buttons(&shadowed));
    bot.sender
        .post_for_review(serenity::all::ChannelId::new(channel.get().max(1)), asked.question.message, screen)
        .await;
}

fn buttons(shadowed: &Shadowed) -> Option<CreateActionRow> {
    let labels = [(Verdict::Right, "Right"), (Verdict::Wrong, "Wrong"), (Verdict::Silent, "Should be silent")];
    let button = |(verdict, label): (Verdict, &str)| {
        let id = Press::Verdict { verdict, of: *shadowed }.custom_id()?;
        Some(CreateButton::new(id).label(label).style(ButtonStyle::Secondary))
    };
    let buttons: Vec<CreateButton> = labels.into_iter().filter_map(button).collect();
    (!buttons.is_empty()).then_some(CreateActionRow::Buttons(buttons))
}

/// Keeps a moderator's verdict.
pub(super) async fn judge(bot: &Bot, press: &ComponentInteraction, verdict: Verdict, of: &Shadowed) {
    let to = Answering::to_press(press);
    let Some(guild) = press.guild_id else { return bot.sender.note(&to, notes::STALE).await };
    let head = press.message.embeds.first();
    let text =
        head.and_then(|embed| embed.description.as_deref()).and_then(|text| text.lines().next()).and_then(quoted);
    let reply: Option<ReplyId> =
        head.and_then(|embed| embed.footer.as_ref()).and_then(|footer| footer.text.parse().ok());
    let judged = Judged {
        press: press.id.get().into(),
        question: of.question.into(),
        person: of.person.into(),
        server: guild.get().into(),
        channel: of.channel.into(),
        text: text.unwrap_or_default(),
        decision: of.decision,
        reply,
        confidence: of.confidence,
        addressed: of.addressed,
        verdict,
        judge: press.user.id.get().into(),
        at: bot.store.now(),
    };
    let kept = bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, bot.store.judge(&judged, STORING)).await;
    let text = match kept {
        Ok(Kept::Stored) => notes::judged(verdict),
        Ok(Kept::OptedOut) => notes::ASKER_OPTED_OUT,
        Err(error) => {
            tracing::warn!(%error, "a verdict could not be stored");
            notes::NOT_STORED
        }
    };
    bot.sender.note(&to, text).await;
}
