//! The way from a question to a taught answer: choose what to teach, fill in the form, see what would change, save.
//!
//! In: a message, or a group of unanswered questions. Out: something taught that answers at once. Between the steps nothing is remembered: the card holds all that was filled in, so
//! that it can be saved after a restart too.

use serenity::all::{
    ActionRowComponent, ButtonStyle, CommandInteraction, ComponentInteraction, CreateActionRow, CreateButton,
    CreateEmbed, CreateInputText, CreateModal, Embed, GuildId, InputTextStyle, ModalInteraction,
};

use super::{DAYS, STORING};
use crate::decision::Decision;
use crate::discord::bot::Bot;
use crate::discord::limits::cut;
use crate::discord::present::{COLOR, Screen, quiet};
use crate::discord::press::{Lesson, Origin, Press};
use crate::discord::send::{Answering, Later};
use crate::discord::{notes, overlays};
use crate::pipeline::{Docent, Effect};
use crate::render::{quote, quote_line, quoted};
use crate::store::{By, Logged, StoreError, TaughtId, Teaching};
use crate::text::scrub;

/// Names of the form's fields, and of the card's.
const QUESTION: &str = "Question";
const FURTHER: &str = "Also asked as";
const ANSWERED_BY: &str = "Answered by";
const ANSWER: &str = "Answer";
/// Titles of the cards, which tell what is taught.
const NEW: &str = "A new entry";
const PHRASING: &str = "One more way to ask";
const NEVER: &str = "Never answer this";
/// Longest question and answer: what fits a card.
const QUESTION_CHARS: u16 = 300;
const FURTHER_CHARS: u16 = 1000;
const ANSWER_CHARS: u16 = 3500;
/// Under *Answered by* while it is empty, and its longest value.
const NAMED: &str = "A question that I answer already, a title, or an id";
const NAMED_CHARS: u16 = 200;
/// Under *Also asked as* while it is empty.
const ONE_A_LINE: &str = "Other ways to ask it, one a line";
/// Longest list of what would change: with the longest entry above it, below the 6,000 characters of all embeds of a message.
const CHANGES: usize = 900;
/// Questions on which a change is tried out.
const TRIED: usize = 500;

/// *Teach Docent* on a message.
pub(in crate::discord) async fn on_message(bot: &Bot, command: &CommandInteraction) {
    let to = Answering::to_command(command);
    let message = command.data.resolved.messages.values().next();
    let Some(message) = message.filter(|message| !message.content.trim().is_empty()) else {
        return bot.sender.note(&to, notes::NOTHING_WRITTEN).await;
    };
    let origin = Origin { channel: message.channel_id.get(), message: message.id.get() };
    bot.sender.respond(&to, offer(&message.content, origin, ""), true).await;
}

/// What can be done with a question.
pub(super) fn offer(question: &str, origin: Origin, more: &str) -> Screen {
    let choices = [
        (Lesson::Entry, "Write an answer"),
        (Lesson::Phrasing, "Same as another question"),
        (Lesson::Never, "Never answer this"),
    ];
    let button = |(what, label)| quiet(&Press::Teach { what, origin }, label);
    let text = format!("What should I do when somebody asks this?\n{more}");
    let card = Screen::card("Teach Docent", cut(&text, super::CARD));
    Screen { content: Some(quote_line(question)), ..card }
        .with_buttons(choices.into_iter().filter_map(button).collect())
}

/// Opens the form; what is never answered needs none.
pub(in crate::discord) async fn open_form(bot: &Bot, press: &ComponentInteraction, what: Lesson, origin: Origin) {
    let to = Answering::to_press(press);
    let question = scrub(&quoted(press.message.content.lines().next().unwrap_or_default()).unwrap_or_default());
    let teaching = match what {
        Lesson::Entry => Teaching::Entry { title: question, questions: Vec::new(), answer: String::new() },
        Lesson::Phrasing => Teaching::Phrasing { reply: String::new(), question },
        Lesson::Never => return preview(bot, press.guild_id, to, Teaching::Never { question }, None, origin).await,
    };
    bot.sender.open(&to, form_of(&teaching, None, origin)).await;
}

fn form_id(teaching: &Teaching, instead: Option<u64>, origin: Origin) -> String {
    format!("form:{}:{:x}:{origin}", word(teaching).word(), instead.unwrap_or_default())
}

fn word(teaching: &Teaching) -> Lesson {
    match teaching {
        Teaching::Entry { .. } => Lesson::Entry,
        Teaching::Phrasing { .. } => Lesson::Phrasing,
        Teaching::Never { .. } => Lesson::Never,
    }
}

/// The form, with what there is already.
pub(super) fn form_of(teaching: &Teaching, instead: Option<u64>, origin: Origin) -> CreateModal {
    let question = |text: &str| input(QUESTION, InputTextStyle::Short, QUESTION_CHARS, &text.replace('\n', " "));
    let (title, inputs) = match teaching {
        Teaching::Entry { title, questions, answer } => {
            let further = input(FURTHER, InputTextStyle::Paragraph, FURTHER_CHARS, &questions.join("\n"));
            let answer = input(ANSWER, InputTextStyle::Paragraph, ANSWER_CHARS, answer);
            (NEW, vec![question(title), answer, further.placeholder(ONE_A_LINE).required(false)])
        }
        Teaching::Phrasing { reply, question: asked } => {
            let named = input(ANSWERED_BY, InputTextStyle::Short, NAMED_CHARS, reply).placeholder(NAMED);
            (PHRASING, vec![question(asked), named])
        }
        Teaching::Never { question: asked } => (NEVER, vec![question(asked)]),
    };
    let rows = inputs.into_iter().map(CreateActionRow::InputText).collect();
    CreateModal::new(form_id(teaching, instead, origin), title).components(rows)
}

/// A field that must be filled in, with what there is already.
fn input(name: &str, style: InputTextStyle, most: u16, value: &str) -> CreateInputText {
    let input = CreateInputText::new(style, name, name).max_length(most).required(true);
    if value.is_empty() { input } else { input.value(cut(value, most.into())) }
}

/// A filled-in form: shows what would change.
pub(in crate::discord) async fn submitted(bot: &Bot, form: &ModalInteraction) {
    let to = Answering::to_form(form);
    let Some((what, instead, origin)) = read_id(&form.data.custom_id) else {
        return bot.sender.note(&to, notes::OLD_FORM).await;
    };
    let field = |name: &str| {
        let inputs = form.data.components.iter().flat_map(|row| &row.components);
        let typed = inputs.filter_map(|input| match input {
            ActionRowComponent::InputText(input) if input.custom_id == name => input.value.clone(),
            _ => None,
        });
        typed.map(|text| text.trim().to_owned()).next().unwrap_or_default()
    };
    let question = field(QUESTION);
    let teaching = match what {
        Lesson::Entry => Teaching::Entry { title: question, questions: lines(&field(FURTHER)), answer: field(ANSWER) },
        Lesson::Never => Teaching::Never { question },
        Lesson::Phrasing => match bot.docent_in(form.guild_id).reply_named(&field(ANSWERED_BY)) {
            Some(reply) => Teaching::Phrasing { reply: reply.to_string(), question },
            None => return bot.sender.note(&to, notes::NOTHING_TO_ADD_TO).await,
        },
    };
    if is_empty(&teaching) {
        return bot.sender.note(&to, notes::EMPTY_FORM).await;
    }
    preview(bot, form.guild_id, to, teaching, instead, origin).await;
}

fn read_id(custom_id: &str) -> Option<(Lesson, Option<u64>, Origin)> {
    let parts: Vec<&str> = custom_id.split(':').collect();
    let ["form", what, instead, origin] = parts.as_slice() else { return None };
    let instead = u64::from_str_radix(instead, 16).ok()?;
    Some((Lesson::of(what)?, Some(instead).filter(|id| *id != 0), Origin::parse(origin)?))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn is_empty(teaching: &Teaching) -> bool {
    match teaching {
        Teaching::Entry { title, answer, .. } => title.is_empty() || answer.is_empty(),
        Teaching::Phrasing { question, .. } | Teaching::Never { question } => question.is_empty(),
    }
}

/// Shows what would be taught, and what that changes.
async fn preview(
    bot: &Bot,
    guild: Option<GuildId>,
    to: Answering,
    teaching: Teaching,
    instead: Option<u64>,
    origin: Origin,
) {
    let Some(guild) = guild else { return bot.sender.note(&to, notes::ONLY_IN_SERVERS).await };
    // As it will be kept, so that a moderator sees what becomes of it.
    let teaching = teaching.scrubbed();
    let work = effect(bot, guild, &teaching, instead);
    let effect = bot.sender.in_time(&to, Later::Privately, bot.pauses.deferring, work).await;
    let answered = answered_by(&bot.docent_in(Some(guild)), &teaching);
    let changes = match &effect {
        Ok((effect, tried)) => told(effect, *tried),
        // The log is a help, not a condition.
        Err(_) => "I can't read the question log just now, so I don't know what this changes.".to_owned(),
    };
    let changes = answered.into_iter().chain([changes]).collect::<Vec<_>>().join("\n");
    let mut screen = card_of(&teaching);
    screen.embeds.push(CreateEmbed::new().color(COLOR).title("What would change").description(cut(&changes, CHANGES)));
    let save = Press::Save { instead, origin };
    let save = save.custom_id().map(|id| CreateButton::new(id).label("Save").style(ButtonStyle::Success));
    let discard = quiet(&Press::Discard, "Discard");
    bot.sender.respond(&to, screen.with_buttons(save.into_iter().chain(discard).collect()), true).await;
}

/// What the answer behind a further way of asking is called: an id alone tells a moderator little.
fn answered_by(docent: &Docent, teaching: &Teaching) -> Option<String> {
    let Teaching::Phrasing { reply, .. } = teaching else { return None };
    let answer = docent.answer_for(&reply.parse().ok()?)?;
    Some(format!("Answered with **{}**.", quote(&answer.title)))
}

/// What a change would do to the questions in the log, and how many were tried.
async fn effect(
    bot: &Bot,
    guild: GuildId,
    teaching: &Teaching,
    instead: Option<u64>,
) -> Result<(Effect, usize), StoreError> {
    let since = bot.store.now().days_before(DAYS);
    let asked = bot.store.asked(guild.get().into(), since, STORING).await?;
    let tried: Vec<Logged> = asked.into_iter().take(TRIED).collect();
    let taught = bot.store.taught(guild.get().into());
    let kept = taught.iter().filter(|one| instead != Some(one.id.get()));
    let kept: Vec<_> = kept.cloned().collect();
    let ids = bot.store.entry_ids(guild.get().into());
    // What is changed keeps its id.
    let own = instead.and_then(|id| ids.get(&TaughtId::new(id)));
    let new = overlays::lesson(teaching, bot.store.now(), own);
    let lessons: Vec<_> = overlays::lessons(&kept, &ids).into_iter().chain(new).collect();
    let (now, base) = (bot.docent_in(Some(guild)), bot.docent());
    let lessons = overlays::with_ids(&base, &lessons, &ids);
    let Some(then) = overlays::with(bot, &base, lessons).await else { return Err(StoreError::Unknown) };
    let messages: Vec<(String, bool)> = tried.into_iter().map(|one| (one.text, one.addressed)).collect();
    let count = messages.len();
    let compared = tokio::task::spawn_blocking(move || Effect::of(&now, &then, &messages)).await;
    compared.map(|effect| (effect, count)).map_err(|_| StoreError::Unknown)
}

fn told(effect: &Effect, tried: usize) -> String {
    let mut lines = Vec::new();
    if effect.answered > 0 {
        lines.push(format!("Answers **{}** logged questions that got no answer.", effect.answered));
    }
    for (id, times) in &effect.taken {
        lines.push(format!("Takes **{times}** logged questions from `{id}`."));
    }
    if effect.silenced > 0 {
        lines.push(format!("Leaves **{}** logged questions without an answer that had one.", effect.silenced));
    }
    if tried == 0 {
        return format!("Nobody asked anything in the last {DAYS} days, so there is nothing to try it on.");
    }
    if lines.is_empty() {
        lines.push("None of the logged questions is answered differently.".to_owned());
    }
    lines.push(format!("Tried on {tried} questions of the last {DAYS} days."));
    lines.join("\n")
}

/// What is taught, as a card that can be read back.
pub(super) fn card_of(teaching: &Teaching) -> Screen {
    let embed = CreateEmbed::new().color(COLOR);
    let embed = match teaching {
        Teaching::Entry { title, questions, answer } => {
            let embed = embed.title(NEW).description(answer).field(QUESTION, title, false);
            if questions.is_empty() { embed } else { embed.field(FURTHER, questions.join("\n"), false) }
        }
        Teaching::Phrasing { reply, question } => {
            embed.title(PHRASING).field(QUESTION, question, false).field(ANSWERED_BY, reply, false)
        }
        Teaching::Never { question } => embed.title(NEVER).field(QUESTION, question, false),
    };
    Screen { content: Some(String::new()), embeds: vec![embed], ..Screen::default() }
}

fn read_card(embed: &Embed) -> Option<Teaching> {
    let field = |name: &str| embed.fields.iter().find(|field| field.name == name).map(|field| field.value.clone());
    let question = field(QUESTION)?;
    match embed.title.as_deref()? {
        NEW => Some(Teaching::Entry {
            title: question,
            questions: field(FURTHER).map(|text| lines(&text)).unwrap_or_default(),
            answer: embed.description.clone()?,
        }),
        PHRASING => Some(Teaching::Phrasing { reply: field(ANSWERED_BY)?, question }),
        NEVER => Some(Teaching::Never { question }),
        _ => None,
    }
}

/// Keeps what the card shows. Told only once it is stored and answers.
pub(in crate::discord) async fn save(bot: &Bot, press: &ComponentInteraction, instead: Option<u64>, origin: Origin) {
    let to = Answering::to_press(press);
    let teaching = press.message.embeds.first().and_then(read_card);
    let (Some(guild), Some(teaching)) = (press.guild_id, teaching) else {
        return bot.sender.note(&to, notes::STALE).await;
    };
    let by = By {
        press: press.id.get().into(),
        server: guild.get().into(),
        author: press.user.id.get().into(),
        at: bot.store.now(),
    };
    let work = kept(bot, guild, &by, teaching, instead, origin);
    match bot.sender.in_time(&to, Later::InPlace, bot.pauses.deferring, work).await {
        Ok(settled) => {
            let text = format!(
                "I answer so in this server from now on. {settled} unanswered questions are taken care of by it. `/docent taught` lists what is taught."
            );
            bot.sender.update(&to, Screen { content: Some(String::new()), ..Screen::card("Saved", text) }).await;
        }
        Err(StoreError::Unknown) => bot.sender.note(&to, notes::NOT_TAUGHT).await,
        Err(error) => {
            tracing::warn!(%error, "something taught could not be stored");
            bot.sender.note(&to, notes::NOT_STORED).await;
        }
    }
}

/// Stores, learns, and takes off the list what is answered now; gives how many that were.
async fn kept(
    bot: &Bot,
    guild: GuildId,
    by: &By,
    teaching: Teaching,
    instead: Option<u64>,
    origin: Origin,
) -> Result<usize, StoreError> {
    let never = if let Teaching::Never { question } = &teaching { Some(question.clone()) } else { None };
    let link = (origin != Origin::default())
        .then(|| format!("https://discord.com/channels/{guild}/{}/{}", origin.channel, origin.message));
    match instead {
        Some(id) => bot.store.edit_taught(by, id.into(), teaching, STORING).await?,
        None => drop(bot.store.teach(by, teaching, link, STORING).await?),
    }
    tracing::info!(%guild, author = %by.author, press = %by.press, "something was taught");
    overlays::learn(bot, guild).await;
    let docent = bot.docent_in(Some(guild));
    // What was taught is safe; a list that cannot be tidied now is tidied another time.
    let waiting = bot.store.unanswered(by.server, by.at.days_before(DAYS), STORING).await.unwrap_or_default();
    let done = move |one: &Logged| {
        answers(&docent, one)
            || never.as_ref().is_some_and(|question| crate::text::fold(question) == crate::text::fold(&one.text))
            || one.question.get() == origin.message
    };
    // Up to some thousands are answered: that is work for a thread of its own.
    let settled = tokio::task::spawn_blocking(move || {
        waiting.iter().filter(|one| done(one)).map(|one| one.question).collect::<Vec<_>>()
    });
    let settled =
        settled.await.inspect_err(|error| tracing::error!(%error, "what was taught was not tried")).unwrap_or_default();
    if let Err(error) = bot.store.settle(by.server, &settled, STORING).await {
        tracing::warn!(%error, "questions that were taught could not be taken off the list");
    }
    Ok(settled.len())
}

fn answers(docent: &Docent, logged: &Logged) -> bool {
    let incoming =
        crate::pipeline::Incoming { text: &logged.text, addressed: logged.addressed, context: None, locale: None };
    docent.respond(incoming).decision == Decision::Answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_what_it_is_for() {
        let teaching = Teaching::Never { question: "who broke it?".to_owned() };
        let origin = Origin { channel: 7, message: u64::MAX };
        let read = read_id(&form_id(&teaching, Some(9), origin));
        assert_eq!(read, Some((Lesson::Never, Some(9), origin)));
        assert_eq!(read_id("form:entry"), None);
    }

    #[test]
    fn what_is_told_names_what_a_change_takes_and_from_whom() {
        let effect = Effect { answered: 3, taken: vec![("salary-data".parse().unwrap(), 2)], silenced: 0 };
        let text = told(&effect, 40);
        assert!(text.contains("Takes **2** logged questions from `salary-data`."), "{text}");
        assert!(text.contains("Answers **3** logged questions"), "{text}");
        assert!(told(&Effect::default(), 1).contains("None of the logged questions"));
        assert!(told(&Effect::default(), 0).contains("nothing to try it on"));
    }
}
