//! The look-alike against the real serenity client: what Discord would do, it does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use docent::sandbox::{Driver, EPHEMERAL, Failure, LookAlike, Operation, Options, intents, permissions};
use serde_json::{Value, json};
use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, ChannelId, Command, CommandInteraction, CommandOptionType,
    CommandType, Context, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateAutocompleteResponse,
    CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateModal,
    EditInteractionResponse, EventHandler, GatewayIntents, GuildChannel, Http, HttpBuilder, InputTextStyle,
    Interaction, Message, MessageUpdateEvent, Nonce, Ready, ResumedEvent,
};
use serenity::async_trait;
use serenity::client::ClientBuilder;

use crate::openapi;

/// Generous: on a busy machine a slow answer is no failure.
const SOON: Duration = Duration::from_secs(20);

/// A bot of a few lines: it answers what ends in a question mark, and uses each kind of interaction once.
#[derive(Default)]
struct Parrot {
    resumed: Arc<AtomicUsize>,
    seen: Arc<std::sync::Mutex<Vec<String>>>,
}

#[async_trait]
impl EventHandler for Parrot {
    async fn ready(&self, ctx: Context, _: Ready) {
        Command::set_global_commands(&ctx.http, commands()).await.unwrap();
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.resumed.fetch_add(1, Ordering::SeqCst);
    }

    async fn message(&self, ctx: Context, message: Message) {
        self.seen.lock().unwrap().push(message.content.clone());
        if message.author.bot || !message.content.ends_with('?') {
            return;
        }
        let reply = CreateMessage::new()
            .content(format!("You asked: {}", message.content))
            .reference_message(&message)
            .allowed_mentions(CreateAllowedMentions::new())
            .components(vec![CreateActionRow::Buttons(vec![
                CreateButton::new("why").label("Why?").style(ButtonStyle::Secondary),
            ])]);
        message.channel_id.send_message(&ctx.http, reply).await.unwrap();
    }

    async fn message_update(&self, _: Context, _: Option<Message>, _: Option<Message>, event: MessageUpdateEvent) {
        let edited = if event.edited_timestamp.is_some() { "edited" } else { "unfurled" };
        self.seen.lock().unwrap().push(edited.to_owned());
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.seen.lock().unwrap().push(format!("thread {}", thread.name));
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => answer_command(&ctx, command).await,
            Interaction::Autocomplete(asked) => {
                let typed = asked.data.autocomplete().unwrap().value.to_owned();
                let choices = vec![AutocompleteChoice::new(format!("{typed}!"), typed)];
                let response = CreateAutocompleteResponse::new().set_choices(choices);
                asked.create_response(&ctx, CreateInteractionResponse::Autocomplete(response)).await.unwrap();
            }
            Interaction::Component(press) => {
                let text = CreateInteractionResponseMessage::new().content("Because.").components(vec![]);
                press.create_response(&ctx, CreateInteractionResponse::UpdateMessage(text)).await.unwrap();
            }
            Interaction::Modal(filled) => {
                let ActionRowComponent::InputText(input) = &filled.data.components[0].components[0] else {
                    return;
                };
                let text = format!("Learned {}", input.value.as_deref().unwrap());
                let response = CreateInteractionResponseMessage::new().content(text).ephemeral(true);
                filled.create_response(&ctx, CreateInteractionResponse::Message(response)).await.unwrap();
            }
            _ => {}
        }
    }
}

fn commands() -> Vec<CreateCommand> {
    let question = CreateCommandOption::new(CommandOptionType::String, "question", "What to ask")
        .required(true)
        .set_autocomplete(true);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, "private", "Only for you");
    vec![
        CreateCommand::new("ask").description("Ask").add_option(question).add_option(private),
        CreateCommand::new("Teach").kind(CommandType::Message),
    ]
}

async fn answer_command(ctx: &Context, command: CommandInteraction) {
    if command.data.name == "Teach" {
        let text = &command.data.resolved.messages.values().next().unwrap().content;
        let input = CreateInputText::new(InputTextStyle::Paragraph, "Answer", "answer").placeholder(text);
        let modal = CreateModal::new("teach", "Teach").components(vec![CreateActionRow::InputText(input)]);
        command.create_response(ctx, CreateInteractionResponse::Modal(modal)).await.unwrap();
        return;
    }
    let question = command.data.options[0].value.as_str().unwrap().to_owned();
    if command.data.options.iter().any(|option| option.value.as_bool() == Some(true)) {
        command.defer_ephemeral(ctx).await.unwrap();
    } else {
        command.defer(ctx).await.unwrap();
    }
    let edit = EditInteractionResponse::new().embed(CreateEmbed::new().title("Answer").description(&question));
    command.edit_response(ctx, edit).await.unwrap();
    let more = CreateInteractionResponseFollowup::new().content("More on that");
    command.create_followup(ctx, more).await.unwrap();
}

struct Running {
    discord: LookAlike,
    channel: docent::sandbox::ChannelId,
    ada: docent::sandbox::UserId,
    resumed: Arc<AtomicUsize>,
    seen: Arc<std::sync::Mutex<Vec<String>>>,
    client: tokio::task::JoinHandle<serenity::Result<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.client.abort();
    }
}

fn http(discord: &LookAlike, token: &str) -> Http {
    HttpBuilder::new(token).proxy(discord.url()).ratelimiter_disabled(true).build()
}

async fn run(options: Options, intents: GatewayIntents) -> Running {
    let discord = LookAlike::start(options).await.unwrap();
    let channel = discord.add_channel("help");
    let ada = discord.add_member("Ada");
    let parrot = Parrot::default();
    let (resumed, seen) = (Arc::clone(&parrot.resumed), Arc::clone(&parrot.seen));
    let mut client =
        ClientBuilder::new_with_http(http(&discord, discord.token()), intents).event_handler(parrot).await.unwrap();
    let client = tokio::spawn(async move { client.start().await });
    Running { discord, channel, ada, resumed, seen, client }
}

async fn ready() -> Running {
    let running = run(Options::default(), GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT).await;
    running.discord.commands_registered(running.channel, SOON).await.unwrap();
    running
}

fn assert_valid(driver: &Driver) {
    for request in &driver.recorded().requests {
        openapi::validate(request).unwrap();
    }
}

#[tokio::test]
async fn a_question_is_answered_with_a_reply() {
    let bot = ready().await;
    let question = bot.discord.say(bot.channel, bot.ada, "What is a replica?");
    let reply = bot.discord.wait_for_reply(question, SOON).await.unwrap();
    assert_eq!(reply.content, "You asked: What is a replica?");
    assert!(!reply.pings());
    assert_eq!(reply.button("Why?").as_deref(), Some("why"));
    assert_valid(&bot.discord);
}

#[tokio::test]
async fn silence_is_shown_without_waiting_for_time_to_pass() {
    let bot = ready().await;
    let remark = bot.discord.say(bot.channel, bot.ada, "The backend is down again");
    bot.discord.expect_silence(remark, bot.channel, bot.ada, "Still there?", SOON).await.unwrap();
    let question = bot.discord.say(bot.channel, bot.ada, "Really?");
    let spoke = bot.discord.expect_silence(question, bot.channel, bot.ada, "Still there?", SOON).await;
    assert!(spoke.is_err());
}

#[tokio::test]
async fn commands_defer_edit_and_follow_up() {
    let bot = ready().await;
    let used = bot.discord.slash(bot.ada, bot.channel, "ask", &[("question", json!("Why?"))]).unwrap();
    assert_eq!(used.acknowledged(SOON).await.unwrap(), 5);
    let response = used.response(SOON).await.unwrap();
    assert_eq!(response.text(), "Answer\nWhy?");
    assert!(!response.is_ephemeral());
    assert_eq!(used.followups(1, SOON).await.unwrap()[0].content, "More on that");
    assert_valid(&bot.discord);
}

#[tokio::test]
async fn a_private_answer_is_seen_by_one_person() {
    let bot = ready().await;
    let options = [("question", json!("Why?")), ("private", json!(true))];
    let used = bot.discord.slash(bot.ada, bot.channel, "ask", &options).unwrap();
    let response = used.response(SOON).await.unwrap();
    assert_eq!(response.flags & EPHEMERAL, EPHEMERAL);
    assert_eq!(response.visible_to, Some(bot.ada));
}

#[tokio::test]
async fn commands_in_direct_messages_and_threads_work() {
    let bot = ready().await;
    let thread = bot.discord.open_thread(bot.channel, bot.ada, "a thread");
    for channel in [bot.discord.dm_channel(bot.ada), thread] {
        let used = bot.discord.slash(bot.ada, channel, "ask", &[("question", json!("Why?"))]).unwrap();
        assert_eq!(used.response(SOON).await.unwrap().channel, channel);
        let question = bot.discord.say(channel, bot.ada, "What is a replica?");
        bot.discord.wait_for_reply(question, SOON).await.unwrap();
    }
}

#[tokio::test]
async fn suggestions_come_while_typing() {
    let bot = ready().await;
    let typed = [("question", json!("repl"))];
    let choices = bot.discord.autocomplete(bot.ada, bot.channel, "ask", &typed, "question", SOON).await.unwrap();
    assert_eq!(choices, [("repl!".to_owned(), json!("repl"))]);
    assert_valid(&bot.discord);
}

#[tokio::test]
async fn a_pressed_button_updates_its_message() {
    let bot = ready().await;
    let question = bot.discord.say(bot.channel, bot.ada, "What is a replica?");
    let reply = bot.discord.wait_for_reply(question, SOON).await.unwrap();
    assert!(bot.discord.press(bot.ada, reply.id, "missing").is_err());
    let used = bot.discord.press(bot.ada, reply.id, "why").unwrap();
    let updated = used.response(SOON).await.unwrap();
    assert_eq!((updated.id, updated.content.as_str()), (reply.id, "Because."));
    assert!(bot.discord.press(bot.ada, reply.id, "why").is_err(), "the button is gone");
    assert_valid(&bot.discord);
}

#[tokio::test]
async fn a_context_menu_opens_a_modal_that_can_be_filled_in() {
    let bot = ready().await;
    let message = bot.discord.say(bot.channel, bot.ada, "We deploy on Tuesdays");
    let used = bot.discord.on_message(bot.ada, message, "Teach").unwrap();
    let modal = used.modal(SOON).await.unwrap();
    assert_eq!(modal["components"][0]["components"][0]["placeholder"], "We deploy on Tuesdays");
    let submitted = used.submit(&[("answer", "Tuesdays")]).unwrap();
    assert_eq!(submitted.response(SOON).await.unwrap().content, "Learned Tuesdays");
    assert_valid(&bot.discord);
}

#[tokio::test]
async fn edits_previews_threads_and_posts_arrive_as_discord_sends_them() {
    let bot = ready().await;
    let message = bot.discord.say(bot.channel, bot.ada, "See https://example.com");
    bot.discord.unfurl(message, "https://example.com");
    bot.discord.edit(message, "See there");
    let forum = bot.discord.add_forum("questions");
    let post = bot.discord.forum_post(forum, bot.ada, "Replicas", "What is a replica?");
    let reply = bot.discord.wait_for_reply(post.starter, SOON).await.unwrap();
    assert_eq!(reply.channel, post.thread);
    let barrier = bot.discord.say(bot.channel, bot.ada, "Done?");
    bot.discord.wait_for_reply(barrier, SOON).await.unwrap();
    let seen = bot.seen.lock().unwrap().clone();
    for expected in ["unfurled", "edited", "thread Replicas"] {
        assert!(seen.iter().any(|one| one == expected), "{expected} is not in {seen:?}");
    }
}

#[tokio::test]
async fn a_cut_connection_is_resumed_with_what_was_missed() {
    let bot = ready().await;
    bot.discord.cut_gateway();
    let question = bot.discord.say(bot.channel, bot.ada, "Did you miss me?");
    bot.discord.wait_for_reply(question, SOON).await.unwrap();
    assert_eq!(bot.discord.recorded().op(6).count(), 1, "one RESUME");
    let again = bot.discord.say(bot.channel, bot.ada, "And now?");
    bot.discord.wait_for_reply(again, SOON).await.unwrap();
    assert_eq!(bot.resumed.load(Ordering::SeqCst), 1);
    bot.discord.ask_to_reconnect();
    bot.discord.connection(3, SOON).await.unwrap();
    assert_eq!(bot.discord.recorded().op(6).count(), 2);
}

#[tokio::test]
async fn a_refused_resume_ends_in_a_new_session() {
    let bot = ready().await;
    bot.discord.refuse_resume();
    bot.discord.cut_gateway();
    let lost = bot.discord.say(bot.channel, bot.ada, "Did you miss me?");
    bot.discord.connection(3, SOON).await.unwrap();
    assert_eq!(bot.discord.recorded().op(2).count(), 2, "two IDENTIFY");
    let asked = bot.discord.say(bot.channel, bot.ada, "And now?");
    bot.discord.wait_for_reply(asked, SOON).await.unwrap();
    let answered = |message| bot.discord.messages(bot.channel).iter().any(|one| one.reply_to == Some(message));
    assert!(!answered(lost), "what was said between the sessions is not repeated");
}

#[tokio::test]
async fn unacknowledged_heartbeats_make_the_client_reconnect() {
    let options = Options { heartbeat: Duration::from_millis(200), ..Options::default() };
    let bot = run(options, GatewayIntents::non_privileged()).await;
    bot.discord.commands_registered(bot.channel, SOON).await.unwrap();
    bot.discord.ignore_heartbeats();
    bot.discord.connection(2, SOON).await.unwrap();
    assert!(bot.discord.recorded().op(1).count() >= 1);
}

#[tokio::test]
async fn privileged_intents_that_are_switched_off_close_with_4014() {
    let options = Options::default().without_privileged_intents();
    let mut bot = run(options, GatewayIntents::all()).await;
    let outcome = (&mut bot.client).await.unwrap();
    assert!(outcome.unwrap_err().to_string().contains("Disallowed gateway intents"));
}

#[tokio::test]
async fn a_wrong_token_is_refused_on_both_sides() {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    let refused = http(&discord, "wrong").get_current_user().await.unwrap_err();
    assert!(refused.to_string().contains("401"), "{refused}");
    let wrong = http(&discord, "wrong");
    let mut client = ClientBuilder::new_with_http(wrong, GatewayIntents::empty()).await.unwrap();
    let outcome = client.start().await.unwrap_err();
    assert!(outcome.to_string().contains("authentication"), "{outcome}");
    let recorded = discord.recorded();
    assert!(!format!("{recorded:?}").contains("wrong"), "the record holds no token");
}

#[tokio::test]
async fn without_the_content_intent_only_what_speaks_to_the_bot_is_readable() {
    let bot = run(Options::default(), GatewayIntents::non_privileged()).await;
    bot.discord.commands_registered(bot.channel, SOON).await.unwrap();
    bot.discord.say(bot.channel, bot.ada, "Hidden?");
    let mention = bot.discord.mention(bot.channel, bot.ada, "shown?");
    let reply = bot.discord.wait_for_reply(mention, SOON).await.unwrap();
    let answered = bot.discord.reply_to(reply.id, bot.ada, "replied?");
    bot.discord.wait_for_reply(answered, SOON).await.unwrap();
    bot.discord.reply_without_ping(reply.id, bot.ada, "muted?");
    let direct = bot.discord.say_in_dm(bot.ada, "private?");
    bot.discord.wait_for_reply(direct, SOON).await.unwrap();
    let seen = bot.seen.lock().unwrap().join("|");
    assert!(seen.contains("shown?") && seen.contains("replied?") && seen.contains("private?"), "{seen}");
    assert!(!seen.contains("Hidden?") && !seen.contains("muted?"), "{seen}");
}

async fn sender() -> (LookAlike, Http, ChannelId) {
    let discord = LookAlike::start(Options::default()).await.unwrap();
    let channel = ChannelId::new(discord.add_channel("help").get());
    let http = http(&discord, discord.token());
    (discord, http, channel)
}

/// The status and code of a refused call.
fn refusal(error: &serenity::Error) -> (u16, isize) {
    let serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(response)) = error else {
        panic!("not a refusal: {error}");
    };
    (response.status_code.as_u16(), response.error.code)
}

#[tokio::test]
async fn bodies_past_a_limit_are_refused_with_the_place_of_the_mistake() {
    let (_discord, http, channel) = sender().await;
    let too_long: Value = json!({"content": "x".repeat(2001)});
    let error = http.send_message(channel, vec![], &too_long).await.unwrap_err();
    assert_eq!(refusal(&error), (400, 50035));
    let serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(response)) = error else { panic!() };
    assert_eq!(response.error.errors[0].path, "content");
    let empty = http.send_message(channel, vec![], &json!({"content": " "})).await.unwrap_err();
    assert_eq!(refusal(&empty), (400, 50006));
}

#[tokio::test]
async fn a_nonce_posts_once() {
    let (discord, http, channel) = sender().await;
    let once = || CreateMessage::new().content("hello").nonce(Nonce::String("n1".to_owned())).enforce_nonce(true);
    let first = channel.send_message(&http, once()).await.unwrap();
    let second = channel.send_message(&http, once()).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(discord.messages(channel.get().into()).len(), 1);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_message_behind() {
    let (discord, http, channel) = sender().await;
    discord.fail(Operation::CreateMessage, 1, Failure::AnswerLost(500));
    let once = || CreateMessage::new().content("hello").nonce(Nonce::String("n1".to_owned())).enforce_nonce(true);
    assert_eq!(refusal(&channel.send_message(&http, once()).await.unwrap_err()).0, 500);
    channel.send_message(&http, once()).await.unwrap();
    assert_eq!(discord.messages(channel.get().into()).len(), 1);
}

#[tokio::test]
async fn ordered_failures_come_as_discord_sends_them() {
    let (discord, http, channel) = sender().await;
    let limited = Failure::RateLimited { retry_after: Duration::from_millis(1500), global: true };
    discord.fail(Operation::CreateMessage, 1, limited);
    discord.fail(Operation::CreateMessage, 1, Failure::Status(502));
    for status in [429, 502] {
        let error = channel.say(&http, "hello").await.unwrap_err();
        assert_eq!(refusal(&error).0, status);
    }
    channel.say(&http, "hello").await.unwrap();
    assert_eq!(discord.messages(channel.get().into()).len(), 1);
}

#[tokio::test]
async fn rights_that_the_bot_lacks_are_refused() {
    let (discord, http, channel) = sender().await;
    let place = channel.get().into();
    discord.deny(place, discord.bot(), permissions::SEND_MESSAGES);
    assert_eq!(refusal(&channel.say(&http, "hello").await.unwrap_err()), (403, 50013));
    discord.hide_from_bot(place);
    assert_eq!(refusal(&channel.say(&http, "hello").await.unwrap_err()), (403, 50001));
    let missing = ChannelId::new(1).say(&http, "hello").await.unwrap_err();
    assert_eq!(refusal(&missing), (404, 10003));
    let ada = discord.add_member("Ada");
    discord.close_direct_messages(ada);
    let direct = ChannelId::new(discord.dm_channel(ada).get());
    assert_eq!(refusal(&direct.say(&http, "hello").await.unwrap_err()), (403, 50007));
}

#[tokio::test]
async fn a_role_is_given_by_who_may_and_stands_above_it() {
    let (discord, http, _) = sender().await;
    let (guild, ada, role) = (discord.guild().get(), discord.add_member("Ada"), discord.add_role("Guest", 0));
    let give = async |role: u64| http.add_member_role(guild.into(), ada.get().into(), role.into(), None).await;
    assert_eq!(refusal(&give(role.get()).await.unwrap_err()), (403, 50013), "not without the permission");
    let own = discord.add_role("Bot", permissions::MANAGE_ROLES);
    let higher = discord.add_role("Chief", 0);
    discord.give_role(discord.bot(), own);
    for _ in 0..2 {
        give(role.get()).await.unwrap();
    }
    assert_eq!(discord.roles_of(ada), [role], "a second time changes nothing");
    assert_eq!(refusal(&give(higher.get()).await.unwrap_err()), (403, 50013), "nobody gives what stands above them");
    assert_eq!(refusal(&give(1).await.unwrap_err()), (404, 10011));
    discord.leave(discord.guild(), ada);
    assert_eq!(refusal(&give(role.get()).await.unwrap_err()), (404, 10007));
}

#[tokio::test]
async fn an_interaction_is_answered_once_and_in_time() {
    let options = Options { first_response: Duration::ZERO, ..Options::default() };
    let (message, deferred) = (4, 5);
    for (options, first, expected) in [
        (Options::default(), message, (400, 40060)),
        (Options::default(), deferred, (400, 40060)),
        (options, message, (404, 10062)),
    ] {
        let discord = LookAlike::start(options).await.unwrap();
        let (channel, ada) = (discord.add_channel("help"), discord.add_member("Ada"));
        let http = http(&discord, discord.token());
        http.set_application_id(discord.bot().get().into());
        Command::set_global_commands(&http, commands()).await.unwrap();
        let used = discord.slash(ada, channel, "ask", &[("question", json!("Why?"))]).unwrap();
        let token = format!("interaction-{}", used.id());
        let respond = async |kind: u8| {
            let body = json!({"type": kind, "data": {"content": "Because."}});
            http.create_interaction_response(used.id().get().into(), &token, &body, vec![]).await
        };
        let error = match respond(first).await {
            Ok(()) => respond(message).await.unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(refusal(&error), expected);
    }
}

#[tokio::test]
async fn commands_are_offered_to_those_who_may_use_them_where_they_belong() {
    let (discord, http, channel) = sender().await;
    let (channel, ada) = (channel.get().into(), discord.add_member("Ada"));
    let lead = discord.add_member_with(discord.guild(), "Grace", permissions::MANAGE_GUILD);
    http.set_application_id(discord.bot().get().into());
    let settings = json!([{"name": "docent", "description": "d", "default_member_permissions": "32", "contexts": [0],
        "options": [{"type": 1, "name": "status", "description": "d"}]}]);
    http.create_global_commands(&settings).await.unwrap();
    assert!(discord.slash(ada, channel, "docent status", &[]).is_err());
    assert!(discord.slash(lead, channel, "docent status", &[]).is_ok());
    assert!(discord.slash(lead, channel, "docent", &[]).is_err(), "a sub-command is needed");
    assert!(discord.slash(lead, discord.dm_channel(lead), "docent status", &[]).is_err());
}

#[tokio::test]
async fn responses_of_every_kind_are_what_the_client_can_read() {
    let (discord, http, channel) = sender().await;
    let (channel, ada) = (channel.get().into(), discord.add_member("Ada"));
    http.set_application_id(discord.bot().get().into());
    Command::set_global_commands(&http, commands()).await.unwrap();
    let rows = json!([
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "More", "custom_id": "more"}]},
        {"type": 1, "components": [{"type": 3, "custom_id": "pick", "options": [{"label": "A", "value": "a"}]}]},
    ]);
    let modal = json!({"custom_id": "m", "title": "M", "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "i", "style": 1, "label": "L"}]}]});
    let answer = async |used: &docent::sandbox::Used, body: Value| {
        let (id, token) = (used.id().get().into(), format!("interaction-{}", used.id()));
        http.create_interaction_response(id, &token, &body, vec![]).await.unwrap();
        token
    };
    let ask = || discord.slash(ada, channel, "ask", &[("question", json!("Why?"))]).unwrap();
    let asked = ask();
    let token = answer(&asked, json!({"type": 4, "data": {"content": "Because.", "components": rows}})).await;
    let shown = http.get_original_interaction_response(&token).await.unwrap();
    assert_eq!(shown.components.len(), 2);
    let message = shown.id.get().into();
    for used in [discord.press(ada, message, "more").unwrap(), discord.select(ada, message, "pick", &["a"]).unwrap()] {
        let token = answer(&used, json!({"type": 4, "data": {"content": "More."}})).await;
        assert_eq!(http.get_original_interaction_response(&token).await.unwrap().content, "More.");
    }
    let opener = ask();
    answer(&opener, json!({"type": 9, "data": modal})).await;
    assert!(opener.submit(&[("i", "")]).is_err(), "an input is required unless it says otherwise");
    let token =
        answer(&opener.submit(&[("i", "x")]).unwrap(), json!({"type": 4, "data": {"content": "Thanks."}})).await;
    assert_eq!(http.get_original_interaction_response(&token).await.unwrap().content, "Thanks.");
    http.delete_original_interaction_response(&token).await.unwrap();
    assert_eq!(refusal(&http.get_original_interaction_response(&token).await.unwrap_err()), (404, 10008));
}

#[tokio::test]
async fn files_come_with_their_description_and_their_bytes() {
    let (discord, http, channel) = sender().await;
    let file =
        CreateAttachment::bytes(b"\x89PNG\r\n\x1a\n".as_slice(), "table.png").description("Two roles side by side");
    let sent = channel.send_message(&http, CreateMessage::new().content("A table").add_file(file)).await.unwrap();
    assert_eq!(sent.attachments[0].filename, "table.png");
    let kept = discord.message(sent.id.get().into()).unwrap();
    assert_eq!(kept.attachments[0].description.as_deref(), Some("Two roles side by side"));
    let bytes = sent.attachments[0].download().await.unwrap();
    assert_eq!(bytes, b"\x89PNG\r\n\x1a\n");
    let request = discord.recorded().requests.into_iter().next().unwrap();
    assert_eq!(request.files[0].content_type, "image/png");
    openapi::validate(&request).unwrap();
}

#[tokio::test]
async fn history_is_read_in_pages() {
    let (discord, http, channel) = sender().await;
    let ada = discord.add_member("Ada");
    let said: Vec<u64> = (0..5).map(|n| discord.say(channel.get().into(), ada, &format!("{n}")).get()).collect();
    let after = serenity::all::GetMessages::new().after(said[1]).limit(2);
    let page = channel.messages(&http, after).await.unwrap();
    assert_eq!(page.iter().map(|one| one.id.get()).collect::<Vec<_>>(), [said[3], said[2]]);
}

#[tokio::test]
async fn lookups_are_what_the_client_can_read() {
    let (discord, http, channel) = sender().await;
    let ada = discord.add_member("Ada");
    let guild = discord.guild().get().into();
    assert_eq!(http.get_current_user().await.unwrap().id.get(), discord.bot().get());
    assert_eq!(http.get_current_application_info().await.unwrap().id.get(), discord.bot().get());
    assert_eq!(http.get_bot_gateway().await.unwrap().shards, 1);
    assert_eq!(http.get_guild(guild).await.unwrap().name, "Sandbox");
    assert_eq!(http.get_member(guild, ada.get().into()).await.unwrap().user.name, "ada");
    assert_eq!(http.get_channels(guild).await.unwrap().len(), 1);
    assert_eq!(http.get_guild_roles(guild).await.unwrap().len(), 1);
    assert_eq!(http.get_channel(channel).await.unwrap().id(), channel);
    let direct = http.create_private_channel(&json!({"recipient_id": ada.to_string()})).await.unwrap();
    assert_eq!(direct.recipient.id.get(), ada.get());
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let outside = Options { listen: "0.0.0.0:0".parse().unwrap(), ..Options::default() };
    assert!(LookAlike::start(outside).await.is_err());
    assert_eq!(intents::PRIVILEGED.count_ones(), 3);
}
