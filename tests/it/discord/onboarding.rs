//! Onboarding: newcomers walk tracks, leads see how it goes, and neither a restart, an edit nor a closed door loses anything.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use docent::decision::Thresholds;
use docent::discord::{self, Config, Error, Pauses, Reminders};
use docent::folder;
use docent::knowledge::{KnowledgeFile, TrackId, parse};
use docent::pipeline::Docent;
use docent::sandbox::permissions::MANAGE_ROLES;
use docent::sandbox::{ChannelId, MessageId, Operation};
use docent::sandbox::{LookAlike, Message, Options, Used, UserId};
use docent::store::{Address, Moment, On, OnboardingChange, Store, WelcomeBy};
use secrecy::SecretString;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{PAUSES, SOON, learn};
use crate::store::Database;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The first response that promises to change the message later.
const HEARD: u64 = 6;

const BARISTA: &str = r#"
name = "New barista"
audience = "You stand behind the bar from Monday on."
recommended_for = ["bar", "hands"]
closing = "The bar is yours."

[[steps]]
id = "the-shot"
title = "The shot"
minutes = 2
text = "Everything begins here."
read = "about:espresso"

[[steps]]
id = "stronger"
title = "What is in it?"
minutes = 1
check = "who"
question = "Which of them takes *25 to 30 seconds*?"
fact = "25 to 30 seconds"
aspect = "brew-time"
choices = ["cold-brew", "espresso"]
why = "Pressure makes it quick."

[[steps]]
id = "ask-me"
title = "Ask me"
minutes = 2
try = "how fine do i grind for espresso?"
subjects = ["espresso"]

[[steps]]
id = "see-the-bar"
title = "See the bar"
minutes = 5
do = "Look at the bar, and find the grinder."
link = "https://example.org/bar"
"#;

const ROASTER: &str = r#"
name = "New roaster"
audience = "You roast."
recommended_for = ["roastery", "nose"]

[[steps]]
id = "beans"
title = "Beans"
minutes = 2
read = "how-to-store-beans"

[[steps]]
id = "bitter"
title = "Bitterness"
minutes = 2
read = "why-bitter"
"#;

const QUIZ: &str = r#"
[[questions]]
text = "Where will you be?"
[[questions.answers]]
id = "bar"
text = "At the bar"
why = "you will be at the bar"
[[questions.answers]]
id = "roastery"
text = "In the roastery"
why = "you will be in the roastery"

[[questions]]
text = "What do you work with?"
[[questions.answers]]
id = "hands"
text = "Hands"
why = "you work with your hands"
[[questions.answers]]
id = "nose"
text = "Nose"
why = "you work with your nose"

[[questions]]
text = "And when?"
[[questions.answers]]
id = "early"
text = "Early"
why = "you rise early"
[[questions.answers]]
id = "late"
text = "Late"
why = "you rise late"
"#;

static CAFE: LazyLock<Arc<Docent>> =
    LazyLock::new(|| coffee(&[("barista.toml", BARISTA), ("roaster.toml", ROASTER), ("quiz.toml", QUIZ)]));

/// The small knowledge with these files in its folder `onboarding`.
fn coffee(tracks: &[(&str, &str)]) -> Arc<Docent> {
    let mut files = folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small")).unwrap();
    let track =
        |(name, text): &(&str, &str)| KnowledgeFile { path: format!("onboarding/{name}"), text: (*text).to_owned() };
    files.extend(tracks.iter().map(track));
    let parsed = parse(&files);
    let knowledge = parsed.knowledge.unwrap_or_else(|| panic!("{:?}", parsed.problems));
    Arc::new(Docent::new(knowledge, Thresholds::default()))
}

/// One run of the bot in a look-alike.
struct Run {
    stop: CancellationToken,
    run: JoinHandle<Result<(), Error>>,
}

impl Run {
    async fn start(discord: &LookAlike, docent: Arc<Docent>, store: Store) -> Self {
        let connections = discord.recorded().of(Operation::GetBotGateway).count();
        let stop = CancellationToken::new();
        let reminders = Reminders(Duration::from_millis(30));
        let pauses = Pauses { deferring: Duration::from_secs(1), ..PAUSES };
        let config = Config { proxy: Some(discord.url()), pauses, reminders, ..Config::default() };
        let token = SecretString::from(discord.token().to_owned());
        let run = tokio::spawn(discord::run(config, docent, store, token, stop.clone()));
        discord.connection(connections as u64 + 1, SOON).await.unwrap();
        Self { stop, run }
    }

    async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(SOON, self.run).await.unwrap().unwrap().unwrap();
    }
}

/// A server with Docent, over a store whose clock a test moves.
struct Stage {
    discord: LookAlike,
    store: Store,
    clock: Arc<AtomicI64>,
    channel: ChannelId,
    ada: UserId,
    lead: UserId,
    run: Run,
}

impl Stage {
    async fn open_with(options: Options, address: Address) -> Self {
        let clock = Arc::new(AtomicI64::new(1_800_000_000_000));
        let shown = Arc::clone(&clock);
        let store = Store::open(address, Arc::new(move || Moment(shown.load(Ordering::SeqCst)))).await.unwrap();
        let discord = LookAlike::start(options).await.unwrap();
        let channel = discord.add_channel("hall");
        let ada = discord.add_member("Ada");
        let manage = docent::sandbox::permissions::MANAGE_GUILD;
        let lead = discord.add_member_with(discord.guild(), "Lead", manage);
        let run = Run::start(&discord, Arc::clone(&CAFE), store.clone()).await;
        discord.commands_registered(channel, SOON).await.unwrap();
        Self { discord, store, clock, channel, ada, lead, run }
    }

    async fn restart(&mut self, docent: Arc<Docent>) {
        let next = CancellationToken::new();
        let old = std::mem::replace(&mut self.run, Run { stop: next, run: tokio::spawn(async { Ok(()) }) });
        old.stop().await;
        self.run = Run::start(&self.discord, docent, self.store.clone()).await;
    }

    async fn command(&self, user: UserId, command: &str, options: &[(&str, serde_json::Value)]) -> Message {
        self.discord.slash(user, self.channel, command, options).unwrap().response(SOON).await.unwrap()
    }

    async fn press(&self, user: UserId, message: &Message, label: &str) -> Message {
        press(&self.discord, user, message.id, label).await
    }

    async fn choose(&self, user: UserId, message: &Message, value: &str) -> Message {
        let menu = message.controls().find(|control| control["type"] == 3).unwrap()["custom_id"].as_str().unwrap();
        let now = self.discord.message(message.id).unwrap();
        came_of(&self.discord, &now, self.discord.select(user, message.id, menu, &[value]).unwrap()).await
    }

    fn server(&self) -> docent::store::ServerId {
        self.discord.guild().get().into()
    }

    fn on(&self, user: UserId, track: &str) -> On {
        On { server: self.server(), person: user.get().into(), track: TrackId::new(track).unwrap() }
    }

    async fn welcome(&self, by: WelcomeBy) {
        let channel = OnboardingChange::Channel(self.channel.get().into());
        for change in [OnboardingChange::Welcome(by), channel] {
            self.store.change_onboarding(self.server(), change, SOON).await.unwrap();
        }
    }

    /// Walks the barista's track to its end; the last screen.
    async fn through(&self, user: UserId) -> Message {
        let mut message = self.command(user, "onboard start", &[("track", json!("barista"))]).await;
        while !message.text().contains("You are through") {
            let way = ["✅ Done", "Next ▶", "B"].into_iter().find(|label| message.button(label).is_some());
            message = self.press(user, &message, way.unwrap_or_else(|| panic!("{}", message.text()))).await;
        }
        message
    }

    /// Nothing may ping, nothing may break Discord's description of its API.
    fn assert_good_manners(&self) {
        for request in &self.discord.recorded().requests {
            crate::openapi::validate(request).unwrap_or_else(|told| panic!("{told}"));
        }
        let spoken = self.discord.bot_messages_since(0.into());
        assert!(spoken.iter().all(|message| !message.pings()), "{spoken:?}");
    }
}

async fn press(discord: &LookAlike, user: UserId, message: MessageId, label: &str) -> Message {
    let now = discord.message(message).unwrap();
    let id = now.button(label).unwrap_or_else(|| panic!("no button `{label}` under {}", now.text()));
    came_of(discord, &now, discord.press(user, message, &id).unwrap()).await
}

/// What comes of a press, on a busy machine too: there Discord is first told that it takes longer.
async fn came_of(discord: &LookAlike, before: &Message, used: Used) -> Message {
    match used.acknowledged(SOON).await.unwrap() {
        HEARD => discord.wait_for_edit(before.id, before.changes, SOON).await.unwrap(),
        _ => used.response(SOON).await.unwrap(),
    }
}

/// Runs a test over SQLite and, where there is one, over PostgreSQL.
async fn everywhere(options: Options, test: impl AsyncFn(&mut Stage)) {
    for database in Database::lasting().await {
        let mut stage = Stage::open_with(options.clone(), database.address()).await;
        test(&mut stage).await;
        stage.run.stop().await;
        drop(stage.store);
        database.done().await;
    }
}

/// Waits until something holds.
async fn eventually<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let wait = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(SOON, wait).await.is_ok(), "{what}");
}

#[tokio::test]
async fn a_track_is_walked_step_by_step_and_resumed_anywhere() {
    everywhere(Options::default(), async |stage| {
        let list = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(list.is_ephemeral() && list.text().contains("New barista") && list.text().contains("New roaster"));
        let first = stage.choose(stage.ada, &list, "barista").await;
        for part in
            ["1/4 · The shot", "0 of 4 done", "Everything begins here", "small, strong coffee", "Your lead sees"]
        {
            assert!(first.text().contains(part), "`{part}` is not in {}", first.text());
        }
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        assert_eq!(second.id, first.id, "a step takes the place of the one before");
        assert!(second.text().contains("2/4") && second.text().contains("1 of 4 done"), "{}", second.text());
        assert!(second.text().contains("**A** · Cold brew\n**B** · Espresso"), "{}", second.text());
        // Another device, a new message: the same step.
        let again = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(again.id != first.id && again.text().contains("2/4"), "{}", again.text());
        let outcome = stage.press(stage.ada, &again, "A").await;
        for part in ["Not quite", "The facts say: **Espresso**", "Pressure makes it quick", "12 to 18 hours", "Source"]
        {
            assert!(outcome.text().contains(part), "`{part}` is not in {}", outcome.text());
        }
        let third = stage.press(stage.ada, &outcome, "Next ▶").await;
        let fourth = stage.press(stage.ada, &third, "Later").await;
        assert!(fourth.text().contains("4/4 · See the bar") && fourth.text().contains("find the grinder"));
        let back = stage.press(stage.ada, &fourth, "◀ Back").await;
        assert!(back.text().contains("3/4 · Ask me"), "{}", back.text());
        let see_the_bar = stage.press(stage.ada, &back, "✅ Done").await;
        let end = stage.press(stage.ada, &see_the_bar, "✅ Done").await;
        for part in ["You are through: New barista", "4 of 4 done", "The bar is yours", "Worth another look:** Making"]
        {
            assert!(end.text().contains(part), "`{part}` is not in {}", end.text());
        }
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn the_quiz_leads_to_a_track_and_says_why() {
    everywhere(Options::default(), async |stage| {
        let list = stage.command(stage.ada, "onboard start", &[]).await;
        let mut tap = stage.press(stage.ada, &list, "Help me choose").await;
        for label in ["In the roastery", "Nose", "Early"] {
            tap = stage.press(stage.ada, &tap, label).await;
        }
        assert!(tap.text().contains("I'd take: New roaster"), "{}", tap.text());
        assert!(
            tap.text().contains("Because you will be in the roastery, and you work with your nose."),
            "{}",
            tap.text()
        );
        let first = stage.press(stage.ada, &tap, "Start it").await;
        assert!(first.text().contains("1/2 · Beans"), "{}", first.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_track_can_be_switched_left_and_begun_anew() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("New barista"))]).await;
        stage.press(stage.ada, &first, "✅ Done").await;
        let more = stage.press(stage.ada, &first, "More").await;
        assert!(more.text().contains("What your lead sees"), "{}", more.text());
        let list = stage.press(stage.ada, &more, "Another track").await;
        stage.choose(stage.ada, &list, "roaster").await;
        let resumed = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(resumed.text().contains("1/2 · Beans"), "the other one is current: {}", resumed.text());
        let back = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        assert!(back.text().contains("1 of 4 done"), "nothing was lost: {}", back.text());
        let more = stage.press(stage.ada, &back, "More").await;
        let really = stage.press(stage.ada, &more, "Begin anew").await;
        assert!(really.text().contains("is deleted"), "{}", really.text());
        let anew = stage.press(stage.ada, &really, "Begin anew").await;
        assert!(anew.text().contains("0 of 4 done"), "{}", anew.text());
        let more = stage.press(stage.ada, &anew, "More").await;
        let left = stage.press(stage.ada, &more, "Leave").await;
        assert!(left.text().contains("You left the track"), "{}", left.text());
        let resumed = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(resumed.text().contains("1/2 · Beans"), "{}", resumed.text());
    })
    .await;
}

#[tokio::test]
async fn questions_are_understood_by_the_step_and_gaps_reach_the_lead_without_a_name() {
    everywhere(Options::default(), async |stage| {
        let step = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let ask = async |text: &str| {
            let id = step.button("Ask about this").unwrap();
            let used = stage.discord.press(stage.ada, step.id, &id).unwrap();
            used.modal(SOON).await.unwrap();
            used.submit(&[("question", text)]).unwrap().response(SOON).await.unwrap()
        };
        let answer = ask("and how much caffeine is in it?").await;
        assert!(answer.is_ephemeral() && answer.text().contains("65 mg"), "{}", answer.text());
        let none = ask("who repairs the dishwasher on sundays?").await;
        assert!(none.is_ephemeral() && none.text().contains("don't know"), "{}", none.text());
        // Elsewhere in the same channel, the step is still in mind.
        let elsewhere =
            stage.command(stage.ada, "ask", &[("question", json!("who waters the plants in the hall?"))]).await;
        assert!(elsewhere.text().contains("don't know"), "{}", elsewhere.text());
        assert_eq!(stage.store.flush(SOON).await, 0);
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        assert!(team.is_ephemeral() && team.text().contains("*The shot*"), "{}", team.text());
        assert!(team.text().contains("dishwasher") && team.text().contains("plants"), "{}", team.text());
        let third = stage.press(stage.ada, &step, "✅ Done").await;
        stage.press(stage.ada, &third, "Later").await;
        let proposed = press(&stage.discord, stage.ada, step.id, "Ask it for me").await;
        assert!(proposed.id != step.id && proposed.text().contains("Fine"), "{}", proposed.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_track_edited_while_people_are_in_the_middle_loses_nothing() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        let third = stage.press(stage.ada, &second, "B").await;
        let third = stage.press(stage.ada, &third, "Next ▶").await;
        assert!(third.text().contains("3/4 · Ask me"), "{}", third.text());
        // The step on the screen is removed, one is renamed in its title, and a new one comes first.
        let edited = BARISTA
            .replace(
                "id = \"ask-me\"\ntitle = \"Ask me\"\nminutes = 2\ntry = \"how fine do i grind for espresso?\"",
                "id = \"new\"\ntitle = \"Something new\"\nminutes = 1\nread = \"why-bitter\"",
            )
            .replace("title = \"The shot\"", "title = \"The perfect shot\"");
        assert!(!edited.contains("ask-me") && edited.contains("perfect"));
        stage.restart(coffee(&[("barista.toml", &edited), ("quiz.toml", QUIZ)])).await;
        let next = stage.press(stage.ada, &third, "✅ Done").await;
        assert!(next.text().contains("Something new") && next.text().contains("2 of 4 done"), "{}", next.text());
        assert!(next.text().contains("taken away meanwhile"), "{}", next.text());
        let marks = stage.store.marks(&stage.on(stage.ada, "barista"), SOON).await.unwrap();
        assert_eq!(marks.len(), 3, "what was done is kept: {marks:?}");
        // The removed step comes back: it is done.
        stage.restart(Arc::clone(&CAFE)).await;
        let back = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(back.text().contains("4/4 · See the bar") && back.text().contains("3 of 4 done"), "{}", back.text());
        // The whole track goes, and comes back.
        stage.restart(coffee(&[("roaster.toml", ROASTER), ("quiz.toml", QUIZ)])).await;
        let gone = stage.command(stage.ada, "onboard start", &[]).await;
        assert!(gone.text().contains("taken away meanwhile") && gone.text().contains("New roaster"), "{}", gone.text());
        let outlived = stage.press(stage.ada, &back, "✅ Done").await;
        assert!(outlived.text().contains("taken away meanwhile"), "{}", outlived.text());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_is_greeted_once_and_in_the_channel_where_direct_messages_are_closed() {
    everywhere(Options::default(), async |stage| {
        stage.welcome(WelcomeBy::Direct).await;
        let guild = stage.discord.guild();
        let cleo = stage.discord.add_member("Cleo");
        let direct = stage.discord.wait_for_message(stage.discord.dm_channel(cleo), 0.into(), SOON).await.unwrap();
        assert!(direct.text().contains("Welcome, Cleo!"), "{}", direct.text());
        let step = stage.press(cleo, &direct, "Show me around").await;
        assert!(step.id != direct.id && step.text().contains("Which tour?"), "{}", step.text());
        let step = stage.choose(cleo, &step, "barista").await;
        assert!(step.text().contains("1/4"), "a tour goes on in a direct message too: {}", step.text());
        assert!(stage.press(cleo, &step, "✅ Done").await.text().contains("2/4"));
        // Dan's door is closed before he comes.
        let other = stage.discord.add_guild("Elsewhere");
        let dan = stage.discord.add_member_with(other, "Dan", 0);
        stage.discord.close_direct_messages(dan);
        let before = stage.discord.bot_messages_since(0.into()).last().unwrap().id;
        stage.discord.join(guild, dan);
        let public = stage.discord.wait_for_message(stage.channel, before, SOON).await.unwrap();
        assert!(public.text().contains("Welcome, Dan!") && !public.pings(), "{}", public.text());
        // Whoever comes again, after a restart too, is not greeted again.
        stage.restart(Arc::clone(&CAFE)).await;
        for person in [cleo, dan] {
            stage.discord.leave(guild, person);
            stage.discord.join(guild, person);
        }
        let eve = stage.discord.add_member("Eve");
        stage.discord.wait_for_message(stage.discord.dm_channel(eve), 0.into(), SOON).await.unwrap();
        // Events come in order; once the last newcomer is greeted, the others had their turn.
        stage.command(stage.lead, "onboard team", &[]).await;
        let greeted = |name: &str| {
            let said = stage.discord.bot_messages_since(0.into());
            said.iter().filter(|one| one.text().contains(&format!("Welcome, {name}!"))).count()
        };
        assert_eq!((greeted("Cleo"), greeted("Dan"), greeted("Eve")), (1, 1, 1));
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn without_the_members_intent_a_button_for_all_does_the_same() {
    everywhere(Options::default().without_privileged_intents(), async |stage| {
        let settings = stage.command(stage.lead, "onboard settings", &[("welcome", json!("channel"))]).await;
        assert!(settings.text().contains("Server Members") && settings.text().contains("post"), "{}", settings.text());
        let posted = stage.command(stage.lead, "onboard post", &[]).await;
        assert!(!posted.is_ephemeral(), "everybody sees the button");
        let begun = stage.press(stage.ada, &posted, "Show me around").await;
        assert!(
            begun.is_ephemeral() && begun.id != posted.id && begun.text().contains("Which tour?"),
            "{}",
            begun.text()
        );
        assert_eq!(stage.discord.message(posted.id).unwrap().text(), posted.text(), "the button stays for the next");
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn without_the_permission_for_roles_the_lead_is_told_clearly_and_can_give_them_later() {
    everywhere(Options::default(), async |stage| {
        let role = stage.discord.add_role("Barista", 0);
        let options = [("track", json!("barista")), ("role", json!(role.to_string()))];
        let settings = stage.command(stage.lead, "onboard settings", &options).await;
        assert!(settings.text().contains("Manage Roles"), "{}", settings.text());
        let end = stage.through(stage.ada).await;
        assert!(end.text().contains("I may not give it yet"), "{}", end.text());
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        for part in ["Manage Roles", "my own role has to stand above", "**1** who are through wait for their role"] {
            assert!(team.text().contains(part), "`{part}` is not in {}", team.text());
        }
        let own = stage.discord.add_role("Docent", MANAGE_ROLES);
        stage.discord.give_role(stage.discord.bot(), own);
        let done = stage.press(stage.lead, &team, "Give the roles again").await;
        assert!(done.text().contains("has it now") && !done.text().contains("wait for their role"), "{}", done.text());
        assert_eq!(stage.discord.roles_of(stage.ada), [role]);
        let ben = stage.discord.add_member("Ben");
        assert!(stage.through(ben).await.text().contains("you have a new role"));
        assert_eq!(stage.discord.roles_of(ben), [role]);
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn who_may_not_lead_is_refused_privately() {
    everywhere(Options::default(), async |stage| {
        let role = [("track", json!("barista")), ("person", json!(stage.ada.to_string()))];
        let commands: [(&str, &[(&str, serde_json::Value)]); 5] = [
            ("onboard team", &[]),
            ("onboard export", &[]),
            ("onboard assign", &role),
            ("onboard settings", &[]),
            ("onboard post", &[]),
        ];
        for (command, options) in commands {
            let refused = stage.command(stage.ada, command, options).await;
            assert!(
                refused.is_ephemeral() && refused.text().contains("Manage Server"),
                "{command}: {}",
                refused.text()
            );
        }
        assert!(stage.store.assigned_tracks(stage.server(), SOON).await.unwrap().is_empty());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn a_track_is_assigned_to_a_person_or_a_role() {
    everywhere(Options::default(), async |stage| {
        let bar = stage.discord.add_role("Bar", 0);
        let ben = stage.discord.add_member("Ben");
        stage.discord.give_role(ben, bar);
        let to_ada = [("track", json!("roaster")), ("person", json!(stage.ada.to_string()))];
        let told = stage.command(stage.lead, "onboard assign", &to_ada).await;
        assert!(told.text().contains("I told them"), "{}", told.text());
        let invited =
            stage.discord.wait_for_message(stage.discord.dm_channel(stage.ada), 0.into(), SOON).await.unwrap();
        assert!(stage.press(stage.ada, &invited, "Show me around").await.text().contains("1/2 · Beans"));
        let to_role = [("track", json!("barista")), ("role", json!(bar.to_string()))];
        stage.command(stage.lead, "onboard assign", &to_role).await;
        assert!(stage.command(ben, "onboard start", &[]).await.text().contains("1/4 · The shot"));
        let neither = stage.command(stage.lead, "onboard assign", &[("track", json!("barista"))]).await;
        assert!(neither.text().contains("either a person or a role"), "{}", neither.text());
        let typed = [("track", json!("ROAST"))];
        let suggested = stage.discord.autocomplete(stage.lead, stage.channel, "onboard assign", &typed, "track", SOON);
        assert_eq!(suggested.await.unwrap(), [("New roaster".to_owned(), json!("roaster"))]);
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn the_lead_sees_times_stops_and_answers_but_not_hidden_ones() {
    everywhere(Options::default(), async |stage| {
        let ben = stage.discord.add_member("Ben");
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        assert_eq!(stage.store.flush(SOON).await, 0);
        stage.clock.fetch_add(4 * 60 * 1000, Ordering::SeqCst);
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        stage.press(stage.ada, &second, "A").await;
        stage.through(ben).await;
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        for part in ["at step 3, *Ask me* · 50 % · checks 0 of 1", "through · 100 % · checks 1 of 1", "1 of 2"] {
            assert!(team.text().contains(part), "`{part}` is not in {}", team.text());
        }
        assert!(team.text().contains("1. The shot: 2 · 0 s · 0"), "half took no time: {}", team.text());
        let more = stage.press(stage.ada, &stage.command(stage.ada, "onboard start", &[]).await, "More").await;
        let hidden = stage.press(stage.ada, &more, "Hide my answers").await;
        assert!(hidden.text().contains("hidden from your lead"), "{}", hidden.text());
        stage.clock.fetch_add(8 * DAY, Ordering::SeqCst);
        let team = stage.command(stage.lead, "onboard team", &[]).await;
        assert!(team.text().contains("checks hidden") && team.text().contains("1 of 1"), "{}", team.text());
        assert!(!team.text().contains("1 of 2") && team.text().contains("3. Ask me: 1 · 0 s · 1"), "{}", team.text());
        let export = stage.command(stage.lead, "onboard export", &[]).await;
        let csv = String::from_utf8(export.attachments[0].bytes.to_vec()).unwrap();
        assert!(export.is_ephemeral() && csv.starts_with("person,track,step,"), "{csv}");
        assert!(csv.contains(&format!("{},barista,the-shot,done,", stage.ada)) && csv.contains(",240,"), "{csv}");
        let own = csv.lines().find(|line| line.starts_with(&format!("{},barista,stronger", stage.ada))).unwrap();
        assert!(own.ends_with(",hidden,") && !own.contains("no"), "{own}");
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn reminders_come_once_a_week_rest_and_stop() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let more = stage.press(stage.ada, &first, "More").await;
        let on = stage.press(stage.ada, &more, "Remind me weekly").await;
        assert!(on.text().contains("once a week at most"), "{}", on.text());
        let door = stage.discord.dm_channel(stage.ada);
        let said = || stage.discord.messages(door).len();
        stage.clock.fetch_add(6 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 0);
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        let reminder = stage.discord.wait_for_message(door, 0.into(), SOON).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 1, "no second one in the same week");
        stage.press(stage.ada, &reminder, "In four weeks").await;
        stage.clock.fetch_add(27 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(said(), 1);
        stage.clock.fetch_add(DAY, Ordering::SeqCst);
        let second = stage.discord.wait_for_message(door, reminder.id, SOON).await.unwrap();
        let stopped = stage.press(stage.ada, &second, "No more reminders").await;
        assert!(stopped.text().contains("No more reminders"), "{}", stopped.text());
        stage.clock.fetch_add(60 * DAY, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!stage.discord.messages(door).iter().any(|one| one.id > second.id));
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_is_shown_deleted_and_not_begun_for_who_opted_out() {
    everywhere(Options::default(), async |stage| {
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let second = stage.press(stage.ada, &first, "✅ Done").await;
        stage.press(stage.ada, &second, "B").await;
        let seen = stage.command(stage.ada, "privacy see", &[]).await;
        assert!(seen.text().contains("put off: **2**") && seen.text().contains("answered: **1**"), "{}", seen.text());
        stage.command(stage.ada, "privacy opt-out", &[]).await;
        assert!(stage.store.marks(&stage.on(stage.ada, "barista"), SOON).await.unwrap().is_empty());
        let walked = stage.through(stage.ada).await;
        assert!(walked.text().contains("You opted out"), "the buttons lead on all the same: {}", walked.text());
        let lines = stage.store.team_lines(stage.server(), SOON).await.unwrap();
        assert!(lines.walks.is_empty() && lines.steps.is_empty() && lines.answers.is_empty());
        stage.assert_good_manners();
    })
    .await;
}

#[tokio::test]
async fn who_left_the_server_is_forgotten_after_the_set_time() {
    for database in Database::lasting().await {
        let stage = Stage::open_with(Options::default(), database.address()).await;
        stage.command(stage.lead, "onboard settings", &[("forget_days", json!(10))]).await;
        stage.through(stage.ada).await;
        let ben = stage.discord.add_member("Ben");
        stage.through(ben).await;
        stage.discord.leave(stage.discord.guild(), stage.ada);
        let walks =
            async |count: usize| stage.store.team_lines(stage.server(), SOON).await.unwrap().walks.len() == count;
        eventually("the lead no longer sees who left", || walks(1)).await;
        let kept = async || stage.store.kept_of(stage.ada.get().into(), SOON).await.unwrap().steps;
        let purge = async |days: i64| {
            let now = Moment(stage.clock.load(Ordering::SeqCst) + days * DAY);
            stage.store.purge(now, SOON).await.unwrap();
        };
        purge(9).await;
        assert_eq!(kept().await, 4, "people come back within days");
        purge(11).await;
        assert_eq!(kept().await, 0);
        assert_eq!(stage.store.kept_of(ben.get().into(), SOON).await.unwrap().steps, 4, "who stays is kept");
        stage.run.stop().await;
        drop(stage.store);
        database.done().await;
    }
}

/// Presses whatever leads on; false at the end.
async fn step_on(discord: &LookAlike, user: UserId, message: MessageId) -> bool {
    let now = discord.message(message).unwrap();
    if now.text().contains("You are through") {
        return false;
    }
    let way = ["✅ Done", "Next ▶", "A"].into_iter().find(|label| now.button(label).is_some());
    let id = now.button(way.unwrap_or_else(|| panic!("no way on from {}", now.text()))).unwrap();
    discord.press(user, message, &id).unwrap();
    // What counts is that the step changes, at once or later.
    discord.wait_for_edit(message, now.changes, SOON).await.unwrap();
    true
}

#[tokio::test]
async fn twenty_five_newcomers_walk_three_tracks_with_restarts_between_steps() {
    let shipped = learn("knowledge");
    let tracks: Vec<TrackId> = shipped.knowledge().tracks.iter().map(|track| track.id.clone()).collect();
    assert_eq!(tracks.len(), 3);
    for database in Database::lasting().await {
        let discord = LookAlike::start(Options::default()).await.unwrap();
        let channel = discord.add_channel("hall");
        let people: Vec<UserId> = (0..25).map(|number| discord.add_member(&format!("Newcomer {number}"))).collect();
        let open = || Store::open(database.address(), Arc::new(Moment::by_system_clock));
        let store = open().await.unwrap();
        let mut run = Run::start(&discord, Arc::clone(&shipped), store.clone()).await;
        discord.commands_registered(channel, SOON).await.unwrap();
        let begin = people.iter().enumerate().map(|(at, user)| {
            let track = json!(tracks[at % tracks.len()].as_str());
            let used = discord.slash(*user, channel, "onboard start", &[("track", track)]).unwrap();
            async move { used.response(SOON).await.unwrap().id }
        });
        let messages = futures_util::future::join_all(begin).await;
        let mut store = store;
        loop {
            // Everybody at once, one step each.
            let walked = people.iter().zip(&messages).map(|(user, message)| step_on(&discord, *user, *message));
            let moved = futures_util::future::join_all(walked).await;
            if !moved.contains(&true) {
                break;
            }
            run.stop().await;
            drop(store);
            store = open().await.unwrap();
            run = Run::start(&discord, Arc::clone(&shipped), store.clone()).await;
        }
        let lines = store.team_lines(discord.guild().get().into(), SOON).await.unwrap();
        assert_eq!(lines.walks.len(), people.len());
        assert!(lines.walks.iter().all(|walk| walk.finished.is_some()));
        for (at, user) in people.iter().enumerate() {
            let track = shipped.knowledge().track(&tracks[at % tracks.len()]).unwrap();
            let own: Vec<_> = lines.steps.iter().filter(|line| line.person == user.get()).collect();
            assert_eq!(own.len(), track.steps.len(), "every step is there once");
            assert!(own.iter().all(|line| line.mark == Some(docent::onboarding::Mark::Done)));
            let checks =
                track.steps.iter().filter(|step| matches!(step.task, docent::knowledge::Task::Check(_))).count();
            let answers: Vec<_> = lines.answers.iter().filter(|line| line.person == user.get()).collect();
            assert_eq!(answers.len(), checks);
            assert!(answers.iter().all(|answer| answer.tries == 1), "nothing is doubled: {answers:?}");
        }
        for request in &discord.recorded().requests {
            crate::openapi::validate(request).unwrap_or_else(|told| panic!("{told}"));
        }
        run.stop().await;
        drop(store);
        database.done().await;
    }
}

#[tokio::test]
async fn a_press_that_comes_twice_is_one_and_an_unknown_track_is_named() {
    everywhere(Options::default(), async |stage| {
        let unknown = stage.command(stage.ada, "onboard start", &[("track", json!("no such"))]).await;
        assert!(unknown.is_ephemeral() && unknown.text().contains("no track like that"), "{}", unknown.text());
        let first = stage.command(stage.ada, "onboard start", &[("track", json!("barista"))]).await;
        let id = first.button("✅ Done").unwrap();
        let press = || stage.discord.press(stage.ada, first.id, &id).unwrap();
        let (one, two) = (press(), press());
        tokio::join!(async { one.response(SOON).await.unwrap() }, async { two.response(SOON).await.unwrap() });
        let now = stage.discord.message(first.id).unwrap();
        assert!(now.text().contains("2/4") && now.text().contains("1 of 4 done"), "{}", now.text());
        stage.assert_good_manners();
    })
    .await;
}
