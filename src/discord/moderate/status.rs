//! `/docent status`: whether everything that Docent needs is there, and what the verdicts of shadow mode add up to.
//!
//! In: where it is asked. Out: missing intents and permissions with what each disables, the knowledge and what is wrong with its files, the store, advice on thresholds.

use serenity::all::Permissions;

use super::{Asked, STORING, card, percent};
use crate::discord::limits::cut;
use crate::discord::modes;
use crate::discord::present::Screen;
use crate::eval::shadow::{self, Advice, ENOUGH};
use crate::knowledge::Problem;
use crate::live::Now;
use crate::store::{ChannelMode, State, StoreError};

/// What Docent needs in a channel, and what does not work without it.
const NEEDED: [(Permissions, &str, &str); 6] = [
    (Permissions::VIEW_CHANNEL, "View Channel", "I neither see questions nor answer them"),
    (Permissions::SEND_MESSAGES, "Send Messages", "I can't answer messages; commands still work"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads", "I can't answer in threads and posts"),
    (Permissions::EMBED_LINKS, "Embed Links", "my answers arrive without text"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History", "my answers don't point to their question"),
    (Permissions::ATTACH_FILES, "Attach Files", "I can't send pictures and exports"),
];

/// Problems of the knowledge that are listed: as many as a person mends before looking again.
const LISTED: usize = 5;
/// Longest cause, and longest remedy, of a problem in the list.
const PROBLEM: usize = 200;

pub(super) async fn run(asked: &Asked<'_>) -> Result<Screen, StoreError> {
    let mut lines = vec![intents(asked), permissions(asked)];
    lines.extend(knowledge(asked));
    lines.push(store(asked));
    lines.extend(shadowed(asked).await?);
    Ok(card("How I am", &lines))
}

fn intents(asked: &Asked<'_>) -> String {
    if asked.bot.reads_everything() {
        "✅ **Message Content intent**: on".to_owned()
    } else {
        "⚠️ **Message Content intent**: off, so I can't answer unasked. Commands, mentions, direct messages and replies to me work. Developer Portal ▸ Bot switches it on.".to_owned()
    }
}

fn permissions(asked: &Asked<'_>) -> String {
    let held = asked.command.app_permissions.unwrap_or_else(Permissions::all);
    let missing = NEEDED.iter().filter(|(needed, ..)| !held.contains(*needed));
    let lines: Vec<String> = missing.map(|(_, name, cost)| format!("\n- **{name}** is missing: {cost}")).collect();
    if lines.is_empty() {
        "✅ **Permissions** in this channel: all there".to_owned()
    } else {
        format!("⚠️ **Permissions** in this channel:{}", lines.concat())
    }
}

/// What is known, and what is wrong with the files that it comes from.
fn knowledge(asked: &Asked<'_>) -> Vec<String> {
    let docent = asked.bot.docent_in(Some(asked.guild));
    let known = docent.knowledge();
    let taught = asked.bot.store.taught(asked.guild.get().into()).len();
    let now = asked.bot.knowledge.now();
    let sign = if now.is_current() && now.problems.is_empty() { "✅" } else { "⚠️" };
    let counted = format!(
        "{sign} **Knowledge**: {} entries, {} subjects, {taught} things taught here · Docent {}",
        known.entries.len(),
        known.subjects.len(),
        env!("CARGO_PKG_VERSION")
    );
    std::iter::once(counted).chain(problems(&now)).collect()
}

/// What is wrong with the files of the knowledge, and whether that keeps them from answering.
pub(super) fn problems(now: &Now) -> Vec<String> {
    let found = match (now.is_current(), now.problems.len()) {
        (true, 0) => return Vec::new(),
        (true, count) => format!("`docent check` finds {count} to mend; all of it answers meanwhile:"),
        (false, _) => {
            "The files have mistakes since they were changed, so what I knew before goes on answering:".to_owned()
        }
    };
    let line = |problem: &Problem| {
        let place =
            if problem.file.is_empty() { String::new() } else { format!("`{}:{}` ", problem.file, problem.line) };
        format!("- {place}{} ({})", cut(&problem.message, PROBLEM), cut(&problem.help, PROBLEM))
    };
    // What keeps the files from answering comes first.
    let mut sorted: Vec<&Problem> = now.problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity);
    let more = sorted.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("- and {more} more: `docent check` shows them all"));
    std::iter::once(found).chain(sorted.into_iter().take(LISTED).map(line)).chain(more).collect()
}

fn store(asked: &Asked<'_>) -> String {
    let health = asked.bot.store.health();
    match health.state {
        State::Ok => "✅ **Store**: works".to_owned(),
        State::Failing { .. } => format!(
            "⚠️ **Store**: cannot be used at the moment. I answer all the same; {} lines wait to be written.",
            health.queued
        ),
    }
}

/// What the verdicts say of each channel in shadow mode.
async fn shadowed(asked: &Asked<'_>) -> Result<Vec<String>, StoreError> {
    let server = asked.bot.store.server(asked.guild.get().into());
    let mut lines = Vec::new();
    for (channel, _) in server.channels.iter().filter(|(_, set)| set.mode == Some(ChannelMode::Shadow)) {
        let verdicts = asked.bot.store.judgements(asked.guild.get().into(), *channel, STORING).await?;
        let id = serenity::all::ChannelId::new(channel.get().max(1));
        let place = asked.bot.places.place(id).unwrap_or_default();
        let thresholds = modes::thresholds(asked.bot, Some(asked.guild), id, &place);
        for (addressed, threshold) in [(false, thresholds.unaddressed), (true, thresholds.addressed)] {
            let advice = shadow::advise(&verdicts, addressed, threshold);
            lines.extend(advised(&advice, &format!("<#{channel}>"), addressed));
        }
        if verdicts.is_empty() {
            lines.push(format!("👥 <#{channel}> is in shadow mode, and nothing was judged yet."));
        }
    }
    Ok(lines)
}

fn advised(advice: &Advice, channel: &str, addressed: bool) -> Option<String> {
    let now = advice.now?;
    let (how, option) = if addressed { ("when asked", "asked") } else { ("unasked", "unasked") };
    let rate = now.false_answers.value().map_or_else(|| "none given".to_owned(), percent);
    let found = format!(
        "👥 {channel}, {how}: {} answers judged. Expected false answers at {:.2}: **{rate}** (at most {}).",
        now.given.whole,
        now.threshold,
        percent(now.at_most)
    );
    let advised = match advice.recommended {
        Some(better) if better.threshold > now.threshold => format!(
            "I recommend {:.2} (`/docent channels channel:{channel} {option}:{:.2}`), which keeps {} of {} answers.",
            better.threshold, better.threshold, better.given.part, better.given.whole
        ),
        Some(_) => "The threshold is good as it is: `/docent channels mode:Answer` lets me speak.".to_owned(),
        None if now.given.whole < ENOUGH => format!("From {ENOUGH} on I recommend a threshold."),
        None => "No threshold is good enough: better leave it in shadow mode, and teach.".to_owned(),
    };
    Some(format!("{found} {advised}"))
}
