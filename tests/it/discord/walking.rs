//! The walk of a new moderator, with the README alone: invite, first useful answer, and from a question that got none to a taught answer.

use std::time::{Duration, Instant};

use docent::sandbox::{ChannelId, LookAlike, Message, Options, UserId, permissions};
use rstest::rstest;
use serde_json::{Value, json};

use super::Base::{self, Postgres, Sqlite};
use super::program::Program;
use super::{ANSWER, QUESTION};
use crate::copied::Copied;
use crate::store::SOON;

/// From a question without an answer to a taught one, as a person should be able to; here nobody has to think or type.
const A_MINUTE: Duration = Duration::from_mins(1);
/// What the knowledge does not have.
const MISSING: &str = "Where do I get the Wi-Fi password of the office?";
const README: &str = include_str!("../../../README.md");

/// The permissions that the README's link of invitation asks for.
fn invited_with() -> u64 {
    let digits = README.split("&permissions=").nth(1).unwrap().chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap()
}

struct Walk {
    discord: LookAlike,
    help: ChannelId,
    moderator: UserId,
    newcomer: UserId,
}

impl Walk {
    async fn command(&self, command: &str, options: &[(&str, Value)]) -> Message {
        self.discord.slash(self.moderator, self.help, command, options).unwrap().response(SOON).await.unwrap()
    }

    async fn asks(&self, question: &str) -> String {
        let asked = self.discord.say(self.help, self.newcomer, question);
        self.discord.wait_for_reply(asked, SOON).await.unwrap().text()
    }
}

#[test]
fn the_link_of_invitation_asks_for_what_the_table_lists_and_no_more() {
    let table = README.split("| permission | bit | why |").nth(1).unwrap().split("| **together** |").next().unwrap();
    let bits = table.lines().filter_map(|line| line.split('|').nth(2)?.trim().parse::<u64>().ok());
    assert_eq!(bits.sum::<u64>(), invited_with());
}

#[rstest]
#[tokio::test]
async fn a_new_moderator_gets_a_useful_answer_and_teaches_a_missing_one(#[values(Sqlite, Postgres)] base: Base) {
    let Some(database) = base.database().await else { return };
    let discord = LookAlike::start(Options::default()).await.unwrap();
    let help = discord.add_channel("help");
    discord.deny(help, discord.bot(), !invited_with());
    let moderator = discord.add_member_with(discord.guild(), "Moderator", permissions::MANAGE_GUILD);
    let newcomer = discord.add_member("Newcomer");
    let knowledge = Copied::of("tests/data/small");
    let _program = Program::start(&discord, &database, knowledge.path());
    discord.commands_registered(help, SOON).await.unwrap();
    let walk = Walk { discord, help, moderator, newcomer };

    let status = walk.command("docent status", &[]).await.text();
    assert!(!status.contains("⚠️"), "all is well with what the README says: {status}");
    walk.command("docent channels", &[("mode", json!("answer"))]).await;
    let useful = walk.asks(QUESTION).await;
    assert!(useful.contains(ANSWER) && useful.contains("Source"), "{useful}");

    let started = Instant::now();
    let asked = walk.discord.mention(help, newcomer, MISSING);
    let honest = walk.discord.wait_for_reply(asked, SOON).await.unwrap();
    assert!(!honest.text().contains("reception"), "{}", honest.text());
    let unanswered = tokio::time::timeout(SOON, async {
        loop {
            let list = walk.command("docent unanswered", &[]).await;
            if list.text().contains("Wi-Fi") {
                return list;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let list = unanswered.await.unwrap();
    let menu = list.controls().next().unwrap().clone();
    let (id, group) = (menu["custom_id"].as_str().unwrap(), menu["options"][0]["value"].as_str().unwrap());
    let group = walk.discord.select(moderator, list.id, id, &[group]).unwrap().response(SOON).await.unwrap();
    let form = walk.discord.press(moderator, group.id, &group.button("Write an answer").unwrap()).unwrap();
    form.modal(SOON).await.unwrap();
    let preview = form.submit(&[("Answer", "Ask at the reception: it changes every month.")]).unwrap();
    let preview = preview.response(SOON).await.unwrap();
    assert!(preview.text().contains("Answers **1** logged questions"), "{}", preview.text());
    let save = walk.discord.press(moderator, preview.id, &preview.button("Save").unwrap()).unwrap();
    assert!(save.response(SOON).await.unwrap().text().contains("Saved"));
    let taught = walk.asks(MISSING).await;
    assert!(taught.contains("Ask at the reception"), "{taught}");
    assert!(started.elapsed() < A_MINUTE, "{:?}", started.elapsed());
}
