//! Who and what there is: servers, channels, people, roles, and what the bot may do where.

#![expect(clippy::must_use_candidate, reason = "these are deeds; the id that one gives is often not needed")]

use super::super::ids::{ChannelId, GuildId, MessageId, RoleId, UserId};
use super::super::mentions;
use super::super::model::{ChannelKind, Message};
use super::super::permissions::VIEW_CHANNEL;
use super::Driver;

/// A forum post: its thread and the message that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The thread.
    pub thread: ChannelId,
    /// The first message in it.
    pub starter: MessageId,
}

impl Driver {
    /// The first server.
    #[must_use]
    pub fn guild(&self) -> GuildId {
        self.shared.look(|world| world.guilds.keys().next().copied()).unwrap_or_else(|| GuildId::from(0))
    }

    /// The bot's user, whose id is the application's too.
    #[must_use]
    pub fn bot(&self) -> UserId {
        self.shared.look(|world| world.bot)
    }

    /// The owner of a server, who may do everything in it.
    #[must_use]
    pub fn owner(&self, guild: GuildId) -> Option<UserId> {
        self.shared.look(|world| world.guilds.get(&guild).map(|guild| guild.owner))
    }

    /// One more server with the bot in it; sessions hear of it.
    pub fn add_guild(&self, name: &str) -> GuildId {
        self.shared.change(|world| {
            let id = world.add_guild(name);
            world.tell_guild(id);
            id
        })
    }

    /// A text channel in the first server.
    pub fn add_channel(&self, name: &str) -> ChannelId {
        self.add_channel_in(self.guild(), ChannelKind::Text, name)
    }

    /// A forum in the first server.
    pub fn add_forum(&self, name: &str) -> ChannelId {
        self.add_channel_in(self.guild(), ChannelKind::Forum, name)
    }

    /// A channel in any server.
    pub fn add_channel_in(&self, guild: GuildId, kind: ChannelKind, name: &str) -> ChannelId {
        self.shared.change(|world| {
            let id = world.add_channel(Some(guild), kind, name);
            world.tell_channel(id);
            id
        })
    }

    /// What stands beside the name of a channel.
    pub fn set_topic(&self, channel: ChannelId, topic: &str) {
        self.shared.change(|world| {
            if let Some(channel) = world.channels.get_mut(&channel) {
                channel.topic = Some(topic.to_owned());
            }
        });
    }

    /// A person in the first server.
    pub fn add_member(&self, name: &str) -> UserId {
        self.add_member_with(self.guild(), name, 0)
    }

    /// A person in any server with these permissions on top of everyone's.
    pub fn add_member_with(&self, guild: GuildId, name: &str, permissions: u64) -> UserId {
        self.shared.change(|world| {
            let user = world.add_person(name, false);
            let roles: Vec<RoleId> = (permissions != 0)
                .then(|| world.add_role(guild, &format!("{name}'s role"), permissions))
                .into_iter()
                .collect();
            world.join(guild, user, &roles);
            world.tell_member(guild, user);
            user
        })
    }

    /// Another bot in the first server.
    pub fn add_bot(&self, name: &str) -> UserId {
        let guild = self.guild();
        self.shared.change(|world| {
            let user = world.add_person(name, true);
            world.join(guild, user, &[]);
            world.tell_member(guild, user);
            user
        })
    }

    /// Lets a person who exists already into one more server.
    pub fn join(&self, guild: GuildId, user: UserId) {
        self.shared.change(|world| {
            world.join(guild, user, &[]);
            world.tell_member(guild, user);
        });
    }

    /// A person leaves a server.
    pub fn leave(&self, guild: GuildId, user: UserId) {
        self.shared.change(|world| {
            let gone = world.guilds.get_mut(&guild).and_then(|guild| guild.members.remove(&user));
            if gone.is_some() {
                world.tell_departure(guild, user);
            }
        });
    }

    /// A role of the first server, above all others so far.
    pub fn add_role(&self, name: &str, permissions: u64) -> RoleId {
        let guild = self.guild();
        self.shared.change(|world| world.add_role(guild, name, permissions))
    }

    /// Gives a role to somebody in the first server, the bot for example.
    pub fn give_role(&self, user: UserId, role: RoleId) {
        let guild = self.guild();
        self.shared.change(|world| {
            world.add_member_role_to(guild, user, role);
        });
    }

    /// The roles of somebody in the first server.
    #[must_use]
    pub fn roles_of(&self, user: UserId) -> Vec<RoleId> {
        let guild = self.guild();
        self.shared.look(|world| {
            let member = world.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
            member.map(|member| member.roles.clone()).unwrap_or_default()
        })
    }

    /// The language of a person's client, such as `de`.
    pub fn set_locale(&self, user: UserId, locale: &str) {
        self.shared.change(|world| {
            if let Some(person) = world.people.get_mut(&user) {
                locale.clone_into(&mut person.locale);
            }
        });
    }

    /// The person no longer takes direct messages.
    pub fn close_direct_messages(&self, user: UserId) {
        self.shared.change(|world| {
            if let Some(person) = world.people.get_mut(&user) {
                person.direct_closed = true;
            }
        });
    }

    /// Takes permissions from one user, the bot for example, in one channel; 0 gives all back.
    pub fn deny(&self, channel: ChannelId, user: UserId, permissions: u64) {
        self.shared.change(|world| {
            if let Some(channel) = world.channels.get_mut(&channel) {
                channel.denied.insert(user, permissions);
            }
        });
    }

    /// The bot no longer sees a channel.
    pub fn hide_from_bot(&self, channel: ChannelId) {
        self.deny(channel, self.bot(), VIEW_CHANNEL);
    }

    /// A thread under a text channel, opened by a person.
    pub fn open_thread(&self, parent: ChannelId, owner: UserId, name: &str) -> ChannelId {
        self.shared.change(|world| world.open_thread(parent, name, owner, Vec::new()))
    }

    /// A thread on a message; `None` where the message is gone.
    #[must_use]
    pub fn open_thread_on(&self, message: MessageId, owner: UserId, name: &str) -> Option<ChannelId> {
        self.shared.change(|world| world.open_thread_on(message, name, owner))
    }

    /// A tag that posts of a forum may have.
    pub fn offer_tag(&self, forum: ChannelId, name: &str) -> u64 {
        self.shared.change(|world| {
            let id = world.snowflakes.next();
            if let Some(channel) = world.channels.get_mut(&forum) {
                channel.offered.push((id, name.to_owned()));
            }
            world.tell_change(forum);
            id
        })
    }

    /// A thread or post is archived or locked, or both.
    pub fn shut_thread(&self, thread: ChannelId, archived: bool, locked: bool) {
        self.shared.change(|world| {
            if let Some(channel) = world.channels.get_mut(&thread) {
                (channel.archived, channel.locked) = (archived, locked);
            }
            world.tell_change(thread);
        });
    }

    /// A post in a forum: a thread, announced first, and its first message, which has the thread's id.
    pub fn forum_post(&self, forum: ChannelId, author: UserId, title: &str, text: &str) -> Place {
        self.tagged_post(forum, author, title, text, &[])
    }

    /// The same, with tags.
    pub fn tagged_post(&self, forum: ChannelId, author: UserId, title: &str, text: &str, tags: &[u64]) -> Place {
        self.shared.change(|world| {
            let thread = world.open_thread(forum, title, author, tags.to_vec());
            let mut draft = Message::draft(thread, author).with_pings(mentions::named(text));
            text.clone_into(&mut draft.content);
            Place { thread, starter: world.post_with_id(thread.get().into(), draft) }
        })
    }
}
