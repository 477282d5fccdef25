//! Remembers which reply belongs to which message, so that a reply can follow its question.
//!
//! In: questions about to be answered. Out: the reply of a question, once it is posted. What an edit or a deletion leads to is left
//! to `message`. The latest are in memory with their text; those of before a restart are recalled from the store, which has no text.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, VecDeque};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use serenity::all::{ChannelId, GuildId, MessageId, UserId};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use super::bursts::{Part, joined};
use super::send::Question;
use crate::store::{Link, Store};

/// Questions remembered: people correct themselves within minutes.
const REMEMBERED: usize = 4096;

/// Who asked what where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) guild: Option<GuildId>,
    pub(super) asker: UserId,
    pub(super) addressed: bool,
}

/// A question with its reply. Whoever holds it is the only one at work on this reply: an edit that comes while the reply is still
/// being posted waits until it is.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) asked: Asked,
    /// None while there is no reply, or no more.
    pub(super) reply: Option<MessageId>,
    parts: Vec<Part>,
    /// Of the text, where only that is known.
    fingerprint: Option<u64>,
}

impl Kept {
    /// What was asked.
    pub(super) fn text(&self) -> String {
        joined(&self.parts)
    }

    /// Takes the new text of one of the messages; false where nothing changes by it.
    pub(super) fn changes_to(&mut self, message: MessageId, text: &str) -> bool {
        let known = self.fingerprint.take();
        if known.is_some_and(|known| known == fingerprint(text)) {
            return false;
        }
        let Some(part) = self.parts.iter_mut().find(|part| part.message == message) else { return false };
        if part.text == text {
            return false;
        }
        text.clone_into(&mut part.text);
        true
    }
}

type Shared = Arc<AsyncMutex<Kept>>;

/// The latest questions with their replies.
#[derive(Debug, Default)]
pub(super) struct Replies {
    latest: Mutex<Latest>,
}

#[derive(Debug, Default)]
struct Latest {
    kept: HashMap<MessageId, Shared>,
    order: VecDeque<MessageId>,
}

impl Replies {
    /// Remembers a question, and holds it until its reply is posted.
    pub(super) fn hold(&self, asked: Asked, parts: Vec<Part>) -> Option<OwnedMutexGuard<Kept>> {
        let messages: Vec<MessageId> = parts.iter().map(|part| part.message).collect();
        let shared = Arc::new(AsyncMutex::new(Kept { asked, reply: None, parts, fingerprint: None }));
        // Nobody else knows it yet, so it is always free.
        let held = Arc::clone(&shared).try_lock_owned().ok()?;
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        for message in messages {
            latest.kept.insert(message, Arc::clone(&shared));
            latest.order.push_back(message);
        }
        while latest.order.len() > REMEMBERED {
            let oldest = latest.order.pop_front();
            oldest.and_then(|oldest| latest.kept.remove(&oldest));
        }
        drop(latest);
        Some(held)
    }

    /// The question with this id; waits while its reply is being worked on.
    pub(super) async fn find(&self, question: MessageId) -> Option<OwnedMutexGuard<Kept>> {
        let shared = self.latest.lock().unwrap_or_else(PoisonError::into_inner).kept.get(&question).cloned()?;
        Some(shared.lock_owned().await)
    }

    /// The question with this id, from the store where this process does not know it.
    pub(super) async fn find_or_recall(&self, store: &Store, question: MessageId) -> Option<OwnedMutexGuard<Kept>> {
        if let Some(kept) = self.find(question).await {
            return Some(kept);
        }
        let link = store.linked(question.get().into())?;
        let mut kept = self.hold(asked(&link)?, vec![Part { message: question, text: String::new() }])?;
        kept.reply = Some(link.message.get()).filter(|id| *id != 0).map(MessageId::new);
        kept.fingerprint = Some(link.fingerprint);
        Some(kept)
    }
}

/// Who asked what where; none where an id is none.
fn asked(link: &Link) -> Option<Asked> {
    let real = |id: u64| (id != 0).then_some(id);
    Some(Asked {
        question: Question {
            channel: ChannelId::new(real(link.channel.get())?),
            message: MessageId::new(real(link.question.get())?),
        },
        guild: link.server.and_then(|server| real(server.get())).map(GuildId::new),
        asker: UserId::new(real(link.person.get())?),
        addressed: link.addressed,
    })
}

/// Enough to see whether a text changed.
pub(super) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
