// What the page knows: people, channels, messages, commands, as the look-alike told it. Rooms listen for what changes.

export const world = {
  me: null,
  bot: null,
  people: new Map(),
  roles: [],
  channels: new Map(),
  messages: new Map(),
  commands: { server: [], direct: [] },
  notes: null,
  typing: new Map(),
  place: null,
  dismissed: new Set(),
};

const bell = new EventTarget();

/** Calls `listener` with the detail of each `name` event. */
export const on = (name, listener) => bell.addEventListener(name, (event) => listener(event.detail));
export const ring = (name, detail) => bell.dispatchEvent(new CustomEvent(name, { detail }));

const TAKE = {
  hello(news) {
    world.me = news.me;
    world.bot = news.bot;
    world.commands = news.commands;
    world.people = byKey(news.people);
    world.roles = news.roles;
    world.channels = byKey(news.channels);
    world.messages = byKey(news.messages);
    world.typing.clear();
    ring("hello");
  },
  people(news) {
    world.people = byKey(news.people);
    ring("people");
  },
  channel(news) {
    world.channels.set(news.channel.id, news.channel);
    ring("channel", news.channel);
  },
  commands(news) {
    world.commands = news.commands;
    ring("commands");
  },
  message(news) {
    const known = world.messages.has(news.message.id);
    world.messages.set(news.message.id, news.message);
    if (news.message.author.id === world.bot) world.typing.delete(news.message.channel_id);
    ring(known ? "changed" : "said", news.message);
  },
  gone(news) {
    world.messages.delete(news.id);
    ring("gone", news.id);
  },
  typing(news) {
    world.typing.set(news.channel, Date.now());
    ring("typing");
  },
  notes(news) {
    const before = world.notes;
    world.notes = news.notes;
    ring("notes", before);
  },
};

export const take = (news) => TAKE[news.type]?.(news);

const byKey = (list) => new Map(list.map((one) => [one.id, one]));

/** Snowflakes are too large for numbers: longer is later, else the alphabet decides. */
export const older = (one, other) => one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);

export const messagesIn = (channel) =>
  [...world.messages.values()]
    .filter((one) => one.channel_id === channel && !world.dismissed.has(one.id))
    .sort((a, b) => older(a.id, b.id));

export const DIRECT = 1,
  THREAD = 11,
  FORUM = 15;

export const channelName = (channel) => (channel.type === DIRECT ? "Docent" : channel.name);

/** The name of whoever has this id, the bot included. */
export function personName(id) {
  const known = world.people.get(id);
  if (known) return known.global_name;
  const said = [...world.messages.values()].find((one) => one.author.id === id);
  return said?.author.global_name ?? (id === world.bot ? "Docent" : "someone");
}

/** The commands that may be used in a place, sub-commands each under its whole name. */
export function commandsFor(channel) {
  const offered = channel?.type === DIRECT ? world.commands.direct : world.commands.server;
  return offered
    .filter((one) => one.type === 1)
    .flatMap((one) => leaves(one, one.name))
    .sort((a, b) => a.path.localeCompare(b.path));
}

function leaves(holder, path) {
  const branches = (holder.options ?? []).filter((option) => option.type <= 2);
  if (branches.length > 0) return branches.flatMap((branch) => leaves(branch, `${path} ${branch.name}`));
  return [{ path, description: holder.description, options: holder.options ?? [] }];
}

/** The entries of the context menu on a message. */
export const entriesFor = (channel) =>
  (channel?.type === DIRECT ? world.commands.direct : world.commands.server)
    .filter((one) => one.type === 3)
    .map((one) => one.name);
