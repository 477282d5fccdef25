// Where one writes: messages and replies, `/` for commands, `@` for people.

import { byId, el, icon } from "./dom.js";
import { edit, summary } from "./message.js";
import { commandForm } from "./slash.js";
import { suggest } from "./suggest.js";
import { FORUM, channelName, commandsFor, messagesIn, on, personName, world } from "./world.js";
import { deed } from "./wire.js";

let replyTo = null;

const place = () => world.channels.get(world.place);

/** Shows the field for the open place, empty. */
export function showComposer() {
  replyTo = null;
  const channel = place();
  const holder = byId("composer");
  if (!channel || channel.type === FORUM) {
    holder.replaceChildren();
    return;
  }
  if (!channel.may_write) {
    holder.replaceChildren(el("p", { class: "nothing" }, `${personName(world.me)} may not write here.`));
    return;
  }
  holder.replaceChildren(form(channel));
}

function form(channel) {
  const where = `${channel.type === 0 ? "#" : ""}${channelName(channel)}`;
  const field = el("textarea", {
    id: "say",
    rows: 1,
    maxlength: 2000,
    placeholder: `Message ${where}`,
    "aria-label": `Message ${where} as ${personName(world.me)}`,
  });
  const help = suggest(field, {
    label: "Suggestions",
    source: (typed) => suggestions(channel, typed),
    picked: (one) => one.take(field),
  });
  const send = async () => {
    const text = spelled(field.value.trim());
    if (!text || (text.startsWith("/") && (await openTyped(channel, text)))) return;
    const reply = replyTo;
    field.value = "";
    grow(field);
    quote(null);
    if (!(await deed("say", { channel: channel.id, text, reply_to: reply?.id ?? null }))) {
      field.value = text;
      grow(field);
    }
  };
  field.addEventListener("input", () => grow(field));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) send();
    else if (event.key === "ArrowUp" && field.value === "" && !event.altKey) editLast(channel);
    else if (event.key === "Escape" && replyTo) quote(null);
    else return;
    event.preventDefault();
  });
  return el(
    "div",
    { class: "writing" },
    el("div", { id: "quote", hidden: true }),
    help.list,
    el(
      "div",
      { class: "box" },
      el(
        "button",
        {
          type: "button",
          class: "icon",
          "aria-label": "Commands",
          title: "Commands",
          onmousedown: (event) => event.preventDefault(),
          onclick: () => {
            field.value = "/";
            field.focus();
            help.ask();
          },
        },
        icon("apps"),
      ),
      field,
      el(
        "button",
        {
          type: "button",
          class: "icon send",
          "aria-label": "Send",
          title: "Send",
          onclick: () => {
            send();
            field.focus();
          },
        },
        icon("send"),
      ),
    ),
  );
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, innerHeight / 3)}px`;
}

/** `/command` typed out and sent opens its form rather than being said. */
async function openTyped(channel, text) {
  const typed = text.slice(1).toLowerCase();
  const command = commandsFor(channel).find((one) => typed === one.path || typed.startsWith(`${one.path} `));
  if (command) use(channel, command);
  return command !== undefined;
}

function suggestions(channel, field) {
  const before = field.value.slice(0, field.selectionStart);
  if (before.startsWith("/")) return commands(channel, before.slice(1).toLowerCase());
  const mention = /(?:^|\s)@([\w -]{0,20})$/.exec(before);
  return mention ? people(mention[1].toLowerCase()) : [];
}

function commands(channel, typed) {
  const found = commandsFor(channel).filter(
    (one) => one.path.includes(typed.trim()) || typed.startsWith(`${one.path} `),
  );
  return found.map((command) => ({
    label: `/${command.path}`,
    hint: command.description,
    take: () => use(channel, command),
  }));
}

function use(channel, command) {
  const holder = byId("composer");
  const back = () => {
    showComposer();
    byId("say")?.focus();
  };
  const made = commandForm(channel, command, back);
  if (made) holder.replaceChildren(made);
}

const everybody = () => [...world.people.values()].map((one) => one.global_name);

function people(typed) {
  const names = everybody().filter((name) => name.toLowerCase().startsWith(typed) && name !== personName(world.me));
  const take = (name) => (field) => {
    const at = field.selectionStart;
    const start = field.value.slice(0, at).lastIndexOf("@");
    field.setRangeText(`@${name} `, start, at, "end");
  };
  return names.map((name) => ({ label: `@${name}`, take: take(name) }));
}

/** Names after `@` as Discord sends them. */
function spelled(text) {
  return [...world.people.values()].reduce(
    (spelt, one) => spelt.replaceAll(`@${one.global_name}`, `<@${one.id}>`),
    text,
  );
}

/** Makes the next message a reply to this one; nothing for none. */
function quote(told) {
  replyTo = told;
  const bar = byId("quote");
  if (!bar) return;
  bar.hidden = !told;
  bar.replaceChildren();
  if (!told) return;
  bar.append(
    icon("reply"),
    el("span", {}, "Replying to ", el("strong", {}, told.author.global_name), ` ${summary(told)}`),
    el(
      "button",
      {
        type: "button",
        class: "icon",
        "aria-label": "Cancel the reply",
        onclick: () => {
          quote(null);
          byId("say").focus();
        },
      },
      icon("close"),
    ),
  );
  byId("say").focus();
}

function editLast(channel) {
  const own = messagesIn(channel.id)
    .filter((one) => one.own)
    .at(-1);
  const article = own && document.querySelector(`[data-id="${own.id}"]`);
  if (article) edit(own, article);
}

export function startComposer() {
  on("reply", quote);
  on("gone", (id) => {
    if (replyTo?.id === id) quote(null);
  });
}
