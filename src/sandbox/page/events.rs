//! What changes, as a stream for one page: first everything that its person sees, then each thing that is new, different or gone.
//!
//! The stream compares what it has told with what there is, whenever the bell of the world rings; so it needs no log of its own, and a page that
//! comes back after a break gets all of it again.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::super::ids::{ChannelId, MessageId, UserId};
use super::super::state::World;
use super::{Notes, Page};

#[derive(Deserialize)]
pub(super) struct Seat {
    /// Whom the page speaks as; the first person where it does not say.
    #[serde(rename = "as")]
    person: Option<String>,
}

pub(super) async fn stream(State(page): State<Arc<Page>>, Query(seat): Query<Seat>) -> Response {
    let shared = &page.driver.shared;
    let wanted = seat.person.and_then(|id| id.parse::<u64>().ok()).map(UserId::from);
    let Some(viewer) = shared.look(|world| seated(world, wanted)) else {
        return (StatusCode::NOT_FOUND, "nobody is there to speak as").into_response();
    };
    let mut told = Telling { viewer, told: Told::default(), queue: VecDeque::new() };
    shared.look(|world| told.begin(world));
    let line = Line { changed: shared.watch(), notes: page.notes.clone(), page, told, first: true };
    Sse::new(stream::unfold(line, next)).keep_alive(KeepAlive::default()).into_response()
}

/// The person who was asked for, or else the first one.
fn seated(world: &World, wanted: Option<UserId>) -> Option<UserId> {
    let known = wanted.filter(|user| world.is_person(*user));
    known.or_else(|| {
        let owners: Vec<UserId> = world.guilds.values().map(|guild| guild.owner).collect();
        world.people.keys().copied().find(|user| world.is_person(*user) && !owners.contains(user))
    })
}

/// An open line to one page.
struct Line {
    page: Arc<Page>,
    changed: watch::Receiver<u64>,
    notes: watch::Receiver<Notes>,
    told: Telling,
    first: bool,
}

async fn next(mut line: Line) -> Option<(Result<Event, Infallible>, Line)> {
    loop {
        if std::mem::take(&mut line.first) {
            line.tell_notes();
        }
        if let Some(news) = line.told.queue.pop_front() {
            return Some((Ok(Event::default().data(news.to_string())), line));
        }
        let stop = line.page.driver.shared.stop.clone();
        tokio::select! {
            () = stop.cancelled() => return None,
            rung = line.changed.changed() => rung.ok()?,
            rung = line.notes.changed() => {
                rung.ok()?;
                line.tell_notes();
            }
        }
        line.changed.borrow_and_update();
        let Line { page, told, .. } = &mut line;
        page.driver.shared.look(|world| told.compare(world));
    }
}

impl Line {
    fn tell_notes(&mut self) {
        let notes = self.notes.borrow_and_update().clone();
        self.told.queue.push_back(json!({"type": "notes", "notes": notes}));
    }
}

/// What was told so far, and what is to be told next.
struct Telling {
    viewer: UserId,
    told: Told,
    queue: VecDeque<Value>,
}

#[derive(Default)]
struct Told {
    channels: HashMap<String, Value>,
    messages: HashMap<MessageId, (ChannelId, u32)>,
    people: Value,
    commands: Value,
    typing: usize,
}

impl Telling {
    /// Everything, in one piece.
    fn begin(&mut self, world: &World) {
        let viewer = self.viewer;
        let (people, channels) = (world.page_people(), world.page_channels(viewer));
        let messages: Vec<Value> = world.page_messages(viewer).map(|one| world.page_message(one, viewer)).collect();
        let commands = world.page_commands(viewer);
        let server = world.guilds.values().next().map(|guild| guild.name.clone());
        self.queue.push_back(json!({
            "type": "hello", "me": viewer.to_string(), "bot": world.bot.to_string(), "server": server,
            "people": people, "roles": world.page_roles(), "channels": channels, "messages": messages, "commands": commands,
        }));
        self.told = Told {
            channels: channels.into_iter().map(|one| (name(&one), one)).collect(),
            messages: world.page_messages(viewer).map(|one| (one.id, (one.channel, one.changes))).collect(),
            people,
            commands,
            typing: world.typing.len(),
        };
    }

    /// What is different from what was told.
    fn compare(&mut self, world: &World) {
        self.compare_lists(world);
        self.compare_messages(world);
        for channel in world.typing.iter().skip(self.told.typing) {
            self.queue.push_back(json!({"type": "typing", "channel": channel.to_string()}));
        }
        self.told.typing = world.typing.len();
    }

    fn compare_lists(&mut self, world: &World) {
        let (people, commands) = (world.page_people(), world.page_commands(self.viewer));
        if people != self.told.people {
            self.queue.push_back(json!({"type": "people", "people": people}));
            self.told.people = people;
        }
        if commands != self.told.commands {
            self.queue.push_back(json!({"type": "commands", "commands": commands}));
            self.told.commands = commands;
        }
        for channel in world.page_channels(self.viewer) {
            if self.told.channels.get(&name(&channel)) != Some(&channel) {
                self.queue.push_back(json!({"type": "channel", "channel": channel}));
                self.told.channels.insert(name(&channel), channel);
            }
        }
    }

    fn compare_messages(&mut self, world: &World) {
        let told = &mut self.told.messages;
        for message in world.page_messages(self.viewer) {
            let now = (message.channel, message.changes);
            if told.insert(message.id, now) != Some(now) {
                let shown = world.page_message(message, self.viewer);
                self.queue.push_back(json!({"type": "message", "message": shown}));
            }
        }
        let gone: Vec<MessageId> = told.keys().filter(|id| !world.messages.contains_key(id)).copied().collect();
        for id in gone {
            told.remove(&id);
            self.queue.push_back(json!({"type": "gone", "id": id.to_string()}));
        }
    }
}

fn name(channel: &Value) -> String {
    channel["id"].as_str().unwrap_or_default().to_owned()
}
