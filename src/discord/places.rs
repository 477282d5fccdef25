//! Knows which channel lies under which, so that an answer channel covers its threads and forum posts, and which of these are closed.
//!
//! In: what the gateway tells of servers, channels and threads. Out: whether Docent speaks unasked in a channel, and a post's title.
//! serenity's cache is kept empty instead: it would hold every member and message of every server for this one question.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use serenity::all::{ChannelId, ChannelType, ForumTagId, Guild, GuildChannel, GuildId, RoleId, UserId};

use crate::language::Language;

/// Channels remembered; far above what a few thousand servers have. Beyond it the memory starts afresh and refills from REST.
const REMEMBERED: usize = 200_000;
/// Names of forum tags that say that a post needs no answer any more.
const CLOSING_TAGS: [&str; 6] = ["solved", "resolved", "answered", "done", "closed", "fixed"];

/// What is known of a channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The channel or forum that a thread lies under; for others the category, which is no answer channel.
    pub(super) parent: Option<ChannelId>,
    /// Its server.
    pub(super) guild: Option<GuildId>,
    /// The title, of a forum post for instance.
    pub(super) name: String,
    /// Whether it is a thread or a post.
    pub(super) thread: bool,
    /// Whether it is a forum.
    pub(super) forum: bool,
    /// Whether it is a thread that was archived or locked.
    pub(super) shut: bool,
    /// The tags of a post.
    pub(super) tags: Vec<ForumTagId>,
    /// Of a forum: the tags that say "solved".
    pub(super) closing: Vec<ForumTagId>,
}

impl Place {
    /// What a channel of Discord's is.
    pub(super) fn of(channel: &GuildChannel) -> Self {
        let metadata = channel.thread_metadata.as_ref();
        let closes = |name: &str| CLOSING_TAGS.iter().any(|word| name.to_lowercase().contains(word));
        Self {
            parent: channel.parent_id,
            guild: Some(channel.guild_id),
            name: channel.name.clone(),
            thread: metadata.is_some(),
            forum: channel.kind == ChannelType::Forum,
            shut: metadata.is_some_and(|thread| thread.archived || thread.locked),
            tags: channel.applied_tags.clone(),
            closing: channel.available_tags.iter().filter(|tag| closes(&tag.name)).map(|tag| tag.id).collect(),
        }
    }
}

/// Channels, threads and Docent's own roles.
#[derive(Debug, Default)]
pub(super) struct Places {
    answer_channels: HashSet<ChannelId>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    places: HashMap<ChannelId, Place>,
    roles: HashMap<GuildId, RoleId>,
    languages: HashMap<GuildId, Language>,
}

impl Places {
    /// Speaks unasked in these channels.
    pub(super) fn new(answer_channels: impl IntoIterator<Item = ChannelId>) -> Self {
        Self { answer_channels: answer_channels.into_iter().collect(), known: Mutex::default() }
    }

    /// Whether the settings file names any channel in which Docent speaks unasked.
    pub(super) fn any(&self) -> bool {
        !self.answer_channels.is_empty()
    }

    /// Whether Docent speaks unasked here: the channel or what it lies under is in the settings.
    pub(super) fn speaks_in(&self, channel: ChannelId, place: &Place) -> bool {
        let listed = |id: &ChannelId| self.answer_channels.contains(id);
        listed(&channel) || place.parent.as_ref().is_some_and(listed)
    }

    /// Whether nobody waits for an answer here any more: a thread that is archived or locked, a post that is solved.
    pub(super) fn is_closed(&self, place: &Place) -> bool {
        let forum = || place.parent.and_then(|id| self.place(id));
        let solved = || forum().is_some_and(|forum| place.tags.iter().any(|tag| forum.closing.contains(tag)));
        place.shut || (!place.tags.is_empty() && solved())
    }

    /// Whether a place is a forum's post.
    pub(super) fn is_post(&self, place: &Place) -> bool {
        place.thread && place.parent.and_then(|id| self.place(id)).is_some_and(|parent| parent.forum)
    }

    /// What is known of a channel.
    pub(super) fn place(&self, channel: ChannelId) -> Option<Place> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).places.get(&channel).cloned()
    }

    /// All channels and threads of servers that are known.
    pub(super) fn all(&self) -> Vec<(ChannelId, GuildId, Place)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.places.iter().filter_map(|(channel, place)| Some((*channel, place.guild?, place.clone()))).collect()
    }

    /// The role that Discord made for Docent in a server.
    pub(super) fn own_role(&self, guild: GuildId) -> Option<RoleId> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).roles.get(&guild).copied()
    }

    /// Learns a channel or thread.
    pub(super) fn learn(&self, channel: ChannelId, place: Place) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.places.len() >= REMEMBERED {
            known.places.clear();
        }
        known.places.insert(channel, place);
    }

    /// Learns a channel or thread from an event.
    pub(super) fn learn_channel(&self, channel: &GuildChannel) {
        self.learn(channel.id, Place::of(channel));
    }

    /// The language that a server prefers, where Docent reads it.
    pub(super) fn language(&self, guild: GuildId) -> Option<Language> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).languages.get(&guild).copied()
    }

    /// Learns a whole server.
    pub(super) fn learn_guild(&self, guild: &Guild, me: UserId) {
        guild.channels.values().chain(&guild.threads).for_each(|channel| self.learn_channel(channel));
        if let Some(language) = Language::of_locale(&guild.preferred_locale) {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).languages.insert(guild.id, language);
        }
        let own = guild.roles.values().find(|role| role.tags.bot_id == Some(me));
        if let Some(role) = own {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).roles.insert(guild.id, role.id);
        }
    }

    /// Forgets a channel or thread that is gone.
    pub(super) fn forget(&self, channel: ChannelId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).places.remove(&channel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_channel_covers_what_lies_under_it() {
        let places = Places::new([ChannelId::new(1)]);
        let under = |parent: Option<u64>| Place { parent: parent.map(ChannelId::new), ..Place::default() };
        assert!(places.speaks_in(ChannelId::new(1), &under(None)));
        assert!(places.speaks_in(ChannelId::new(2), &under(Some(1))));
        assert!(!places.speaks_in(ChannelId::new(2), &under(Some(3))));
        assert!(!places.speaks_in(ChannelId::new(2), &under(None)));
    }

    #[test]
    fn a_post_is_closed_by_its_forums_own_tags() {
        let places = Places::default();
        let (forum, solved, other) = (ChannelId::new(1), ForumTagId::new(5), ForumTagId::new(6));
        places.learn(forum, Place { forum: true, closing: vec![solved], ..Place::default() });
        let post = |tags: Vec<ForumTagId>| Place { parent: Some(forum), thread: true, tags, ..Place::default() };
        assert!(places.is_closed(&post(vec![other, solved])) && !places.is_closed(&post(vec![other])));
        assert!(places.is_closed(&Place { shut: true, ..post(Vec::new()) }));
        assert!(places.is_post(&post(Vec::new())));
    }
}
