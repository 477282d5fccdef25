//! `docent run` killed in the middle of a thousand presses: what people were told is kept is there after the restart, and nothing is there twice.

use std::collections::BTreeSet;

use docent::sandbox::{ChannelId, InteractionId, LookAlike, Message, Options, RecordedRequest, UserId, permissions};
use rstest::rstest;
use serde_json::json;

use super::Base::{self, Postgres, Sqlite};
use super::program::Program;
use super::{ANSWER, QUESTION};
use crate::copied::Copied;
use crate::store::{Database, SOON};

/// Presses of each kind.
const EACH: usize = 500;
/// Acknowledgements after which the process is killed.
const ENOUGH: usize = 300;

/// Somebody was told that what they pressed is kept.
fn acknowledges(request: &RecordedRequest) -> bool {
    let told = request.body.as_ref().map(ToString::to_string).unwrap_or_default();
    (200..300).contains(&request.status) && (told.contains("Thank you") || told.contains("\"Saved\""))
}

struct Scene {
    discord: LookAlike,
    database: Database,
    answers: ChannelId,
    moderator: UserId,
    raters: Vec<UserId>,
    knowledge: Copied,
}

impl Scene {
    /// Discord is patient here: five hundred answers at once are to arrive, within how long is shown elsewhere.
    async fn set(base: Base) -> Option<Self> {
        let database = base.database().await?;
        let discord = LookAlike::start(Options { first_response: SOON, ..Options::default() }).await.unwrap();
        let answers = discord.add_channel("questions");
        let moderator = discord.add_member_with(discord.guild(), "Mod", permissions::MANAGE_GUILD);
        let raters = (0..EACH).map(|number| discord.add_member(&format!("Member {number}"))).collect();
        Some(Self { discord, database, answers, moderator, raters, knowledge: Copied::of("tests/data/small") })
    }

    async fn start(&self, connection: u64) -> Program {
        let program = Program::start(&self.discord, &self.database, self.knowledge.path());
        self.discord.connection(connection, SOON).await.unwrap();
        self.discord.commands_registered(self.answers, SOON).await.unwrap();
        program
    }

    async fn slash(&self, command: &str, options: &[(&str, serde_json::Value)]) -> Message {
        self.discord.slash(self.moderator, self.answers, command, options).unwrap().response(SOON).await.unwrap()
    }

    /// What would be taught, with the button that saves it.
    async fn preview(&self) -> Message {
        let message = self.discord.say(self.answers, self.moderator, "Who broke the grinder?");
        let offer = self.discord.on_message(self.moderator, message, "Teach Docent").unwrap();
        let offer = offer.response(SOON).await.unwrap();
        let never = offer.button("Never answer this").unwrap();
        self.discord.press(self.moderator, offer.id, &never).unwrap().response(SOON).await.unwrap()
    }

    /// Everybody presses at once: rates the reply, and saves what the preview shows.
    fn press_all(&self, reply: &Message, preview: &Message) -> (Vec<InteractionId>, Vec<InteractionId>) {
        let (helpful, save) = (reply.button("👍 Helpful").unwrap(), preview.button("Save").unwrap());
        let press = |user, message, button: &str| self.discord.press(user, message, button).unwrap().id();
        let both = self
            .raters
            .iter()
            .map(|rater| (press(*rater, reply.id, &helpful), press(self.moderator, preview.id, &save)));
        both.unzip()
    }

    /// The presses whose people were told that they are kept.
    fn acknowledged(&self, pressed: &[InteractionId]) -> BTreeSet<u64> {
        let told: Vec<RecordedRequest> = self.discord.recorded().requests.into_iter().filter(acknowledges).collect();
        // The path of every answer to an interaction holds its token, and that its id.
        let is_told = |id: &&InteractionId| told.iter().any(|request| request.path.contains(&id.to_string()));
        pressed.iter().filter(is_told).map(|id| id.get()).collect()
    }

    async fn count(&self, query: &str) -> usize {
        usize::try_from(self.database.number(query).await).unwrap()
    }

    async fn assert_nothing_is_there_twice(&self) {
        for (all, distinct) in [
            ("SELECT COUNT(*) FROM feedback", "SELECT COUNT(DISTINCT person) FROM feedback"),
            ("SELECT COUNT(*) FROM teachings", "SELECT COUNT(DISTINCT change_id) FROM teachings"),
            ("SELECT COUNT(*) FROM teachings", "SELECT COUNT(DISTINCT taught) FROM teachings"),
        ] {
            assert_eq!(self.count(all).await, self.count(distinct).await, "{distinct}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn after_a_kill_nothing_acknowledged_is_missing_and_nothing_is_there_twice(
    #[values(Sqlite, Postgres)] base: Base,
) {
    let Some(scene) = Scene::set(base).await else { return };
    let program = scene.start(1).await;
    scene.slash("docent settings", &[("feedback", json!("all"))]).await;
    let reply = scene.slash("ask", &[("question", json!(QUESTION))]).await;
    let preview = scene.preview().await;
    let (rated, taught) = scene.press_all(&reply, &preview);
    scene.discord.wait_for_requests(ENOUGH, SOON, acknowledges).await.unwrap();
    program.kill();

    let (thanked, saved) = (scene.acknowledged(&rated), scene.acknowledged(&taught));
    let all = thanked.len() + saved.len();
    assert!((ENOUGH..2 * EACH).contains(&all), "{all} were acknowledged: it was not in the middle");
    for (table, column, acknowledged) in [("feedback", "press", &thanked), ("teachings", "change_id", &saved)] {
        for id in acknowledged {
            let there = scene.count(&format!("SELECT COUNT(*) FROM {table} WHERE {column} = {id}")).await;
            assert_eq!(there, 1, "{id} was acknowledged and is not in {table}");
        }
    }
    scene.assert_nothing_is_there_twice().await;

    let _program = scene.start(2).await;
    let kept = scene.count("SELECT COUNT(*) FROM teachings").await;
    let status = scene.slash("docent status", &[]).await.text();
    assert!(status.contains(&format!("{kept} things taught here")), "{kept} are kept: {status}");
    // Whoever got no answer presses again, and so does everybody else.
    let helpful = reply.button("👍 Helpful").unwrap();
    let again: Vec<_> =
        scene.raters.iter().map(|rater| scene.discord.press(*rater, reply.id, &helpful).unwrap()).collect();
    for press in again {
        assert!(press.response(SOON).await.unwrap().text().contains("Thank you"));
    }
    assert_eq!(scene.count("SELECT COUNT(*) FROM feedback").await, EACH, "one opinion a person");
    scene.assert_nothing_is_there_twice().await;
    assert!(scene.slash("ask", &[("question", json!(QUESTION))]).await.text().contains(ANSWER));
}
