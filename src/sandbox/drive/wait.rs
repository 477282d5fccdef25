//! Waiting for the bot: every wait ends when the thing has happened, or with an error that tells what was seen.

use std::time::Duration;

use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::model::Message;
use super::super::state::World;
use super::{DriveError, Driver};

/// How many of the bot's latest messages a timed-out wait shows.
const SHOWN: usize = 3;

impl Driver {
    /// Waits until `find` finds something in the world.
    pub(super) async fn wait<T>(
        &self,
        what: &str,
        timeout: Duration,
        find: impl Fn(&World) -> Option<T>,
    ) -> Result<T, DriveError> {
        let mut changed = self.shared.watch();
        let search = async {
            loop {
                changed.borrow_and_update();
                if let Some(found) = self.shared.look(&find) {
                    return Some(found);
                }
                if changed.changed().await.is_err() {
                    return None;
                }
            }
        };
        let found = tokio::time::timeout(timeout, search).await.ok().flatten();
        found.ok_or_else(|| DriveError::TimedOut { waited: timeout, what: what.to_owned(), seen: self.seen() })
    }

    /// The bot's latest messages and refused calls, for the error of a wait.
    fn seen(&self) -> String {
        self.shared.look(|world| {
            let said: Vec<String> = world
                .messages
                .values()
                .rev()
                .filter(|one| one.author == world.bot)
                .take(SHOWN)
                .map(|one| format!("{:?}", one.text()))
                .collect();
            let refused = world.recording.requests.iter().filter(|request| request.status >= 400);
            let refused: Vec<String> =
                refused.map(|request| format!("{} {} {}", request.method, request.path, request.status)).collect();
            format!("the bot last said [{}]; refused calls [{}]", said.join(", "), refused.join(", "))
        })
    }

    /// Waits until the bot has a session, and gives the number of sessions that it has begun so far.
    ///
    /// # Errors
    ///
    /// Nobody identified in time.
    pub async fn connected(&self, timeout: Duration) -> Result<usize, DriveError> {
        self.wait("a session", timeout, |world| {
            let live = world.sessions.iter().any(|session| session.connection.is_some());
            live.then_some(world.sessions.len())
        })
        .await
    }

    /// Waits until the client has opened its `count`th gateway connection and has a session on it, new or resumed.
    ///
    /// # Errors
    ///
    /// It did not in time.
    pub async fn connection(&self, count: u64, timeout: Duration) -> Result<(), DriveError> {
        self.wait(&format!("connection {count}"), timeout, |world| {
            let live = world.sessions.iter().filter_map(|session| session.connection).any(|number| number >= count);
            live.then_some(())
        })
        .await
    }

    /// Waits until the bot has registered commands that may be used in this channel.
    ///
    /// # Errors
    ///
    /// It did not in time.
    pub async fn commands_registered(&self, channel: ChannelId, timeout: Duration) -> Result<(), DriveError> {
        self.wait("registered commands", timeout, |world| {
            let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
            world.commands_for(guild).next().map(|_| ())
        })
        .await
    }

    /// Waits for the bot's reply to a message.
    ///
    /// # Errors
    ///
    /// It did not reply in time.
    pub async fn wait_for_reply(&self, to: MessageId, timeout: Duration) -> Result<Message, DriveError> {
        self.wait(&format!("a reply to message {to}"), timeout, |world| {
            world.messages.values().find(|one| one.author == world.bot && one.reply_to == Some(to)).cloned()
        })
        .await
    }

    /// Waits for a message by the bot in a channel, after another message.
    ///
    /// # Errors
    ///
    /// It said nothing there in time.
    pub async fn wait_for_message(
        &self,
        channel: ChannelId,
        after: MessageId,
        timeout: Duration,
    ) -> Result<Message, DriveError> {
        self.wait(&format!("a message in channel {channel}"), timeout, |world| {
            let own = |one: &&Message| one.author == world.bot && one.channel == channel && one.id > after;
            world.messages.values().find(own).cloned()
        })
        .await
    }

    /// Waits until a message has changed more than `changes` times, and gives its new state.
    ///
    /// # Errors
    ///
    /// It did not change in time.
    pub async fn wait_for_edit(&self, id: MessageId, changes: u32, timeout: Duration) -> Result<Message, DriveError> {
        self.wait(&format!("an edit of message {id}"), timeout, |world| {
            world.messages.get(&id).filter(|one| one.changes > changes).cloned()
        })
        .await
    }

    /// Waits until a message is deleted.
    ///
    /// # Errors
    ///
    /// It is still there.
    pub async fn wait_for_deletion(&self, id: MessageId, timeout: Duration) -> Result<(), DriveError> {
        self.wait(&format!("the deletion of message {id}"), timeout, |world| world.deleted.contains(&id).then_some(()))
            .await
    }

    /// Waits until the client has made `count` calls for which `wanted` holds, each answered.
    ///
    /// # Errors
    ///
    /// It made fewer in time.
    pub async fn wait_for_requests(
        &self,
        count: usize,
        timeout: Duration,
        wanted: impl Fn(&super::super::record::RecordedRequest) -> bool,
    ) -> Result<(), DriveError> {
        self.wait(&format!("{count} requests"), timeout, |world| {
            let made = world.recording.requests.iter().filter(|one| one.status != 0 && wanted(one)).count();
            (made >= count).then_some(())
        })
        .await
    }

    /// Shows that the bot stays silent on `message`: people then say `question`, which is sure to be answered, twice
    /// in a row; once both are answered, nothing else may have been said since.
    ///
    /// Events reach the client in order, and each is handled in its own task. The first answer shows that the client
    /// has taken up `message`; by the second, its task has had a whole round of questions and answers to speak.
    ///
    /// # Errors
    ///
    /// The bot did not answer the question, or said something else.
    pub async fn expect_silence(
        &self,
        message: MessageId,
        place: ChannelId,
        author: UserId,
        question: &str,
        timeout: Duration,
    ) -> Result<(), DriveError> {
        let mut answers = Vec::new();
        for _ in 0..2 {
            let asked = self.say(place, author, question);
            answers.push(self.wait_for_reply(asked, timeout).await?.id);
        }
        let other = self.bot_messages_since(message).into_iter().find(|one| !answers.contains(&one.id));
        other.map_or(Ok(()), |one| Err(DriveError::Spoke(one.text())))
    }
}
