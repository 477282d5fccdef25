//! `/docent …`: what moderators see and set. Everything is private to the one who asks.
//!
//! In: a sub-command. Out: the room that knows it. Who may use it is Discord's business: Manage Server, or whom an admin allows under Server Settings ▸ Integrations.

mod channels;
mod export;
mod reload;
mod settings;
mod stats;
mod status;
mod taught;
mod teach;
mod unanswered;

use serenity::all::{CommandDataOption, CommandDataOptionValue, CommandInteraction, GuildId};

use super::bot::Bot;
use super::feedback::STORING;
use super::limits::cut;
use super::notes;
use super::present::Screen;
use super::send::{Answering, Later};
use crate::store::{Moment, StoreError};

pub(super) use taught::{change, remove, show as show_taught, turn as list_taught};
pub(super) use teach::{on_message, open_form, save, submitted};
pub(super) use unanswered::group;

/// Days that lists look back.
const DAYS: u16 = 30;
/// Longest text of a card, with room to spare below Discord's 4,096.
const CARD: usize = 3_900;

/// Answers `/docent`.
pub(super) async fn run(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let (Some(guild), Some(option)) = (command.guild_id, command.data.options.first()) else {
        return bot.sender.note(&to, notes::ONLY_IN_SERVERS).await;
    };
    let CommandDataOptionValue::SubCommand(options) = &option.value else {
        return bot.sender.note(&to, notes::UNKNOWN_COMMAND).await;
    };
    let asked = Asked { bot, command, guild, options };
    if option.name == "export" {
        return export::run(&asked, &to).await;
    }
    let screen = bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, screen(&asked, &option.name)).await;
    match screen {
        Ok(screen) => bot.sender.respond(&to, screen, true).await,
        Err(error) => {
            tracing::warn!(%error, command = option.name, "a moderator's command could not be carried out");
            bot.sender.note(&to, notes::NOT_STORED).await;
        }
    }
}

/// A sub-command with what it needs.
struct Asked<'a> {
    bot: &'a Bot,
    command: &'a CommandInteraction,
    guild: GuildId,
    options: &'a [CommandDataOption],
}

impl Asked<'_> {
    fn value(&self, name: &str) -> Option<&CommandDataOptionValue> {
        self.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(CommandDataOptionValue::as_str)
    }

    fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(CommandDataOptionValue::as_bool).unwrap_or(false)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.value(name).and_then(CommandDataOptionValue::as_i64)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "thresholds lie between 0 and 1, and hundredths are what counts"
    )]
    fn share(&self, name: &str) -> Option<f32> {
        self.value(name).and_then(CommandDataOptionValue::as_f64).map(|share| share as f32)
    }

    fn channel(&self, name: &str) -> Option<u64> {
        self.value(name).and_then(CommandDataOptionValue::as_channel_id).map(serenity::all::ChannelId::get)
    }

    /// So many days ago.
    fn since(&self, days: u16) -> Moment {
        self.bot.store.now().days_before(days)
    }
}

async fn screen(asked: &Asked<'_>, name: &str) -> Result<Screen, StoreError> {
    let screen = match name {
        "channels" => channels::run(asked).await?,
        "settings" => settings::run(asked).await?,
        "status" => status::run(asked).await?,
        "stats" => stats::run(asked).await?,
        "unanswered" => unanswered::run(asked).await?,
        "taught" => taught::run(asked),
        "reload" => reload::run(asked).await,
        _ => Screen { content: Some(notes::UNKNOWN_COMMAND.to_owned()), ..Screen::default() },
    };
    Ok(screen)
}

fn card(title: &str, lines: &[String]) -> Screen {
    Screen::card(title, cut(&lines.join("\n"), CARD))
}

/// A share in words of a person.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
