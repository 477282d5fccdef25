// One message: who, when, what, what hangs on it, and what can be done with it.

import { controls } from "./controls.js";
import { el, icon } from "./dom.js";
import { attachment, embed } from "./embed.js";
import { markdown } from "./markdown.js";
import { openMenu } from "./menu.js";
import { confirm, showModal } from "./modal.js";
import { time } from "./time.js";
import { entriesFor, ring, world } from "./world.js";
import { deed } from "./wire.js";

const EPHEMERAL = 64,
  LOADING = 128;
// As in Discord: what one says again within this time stands under the same name.
const TOGETHER = 5 * 60 * 1000;

export function message(told, before) {
  const follows =
    before &&
    before.author.id === told.author.id &&
    !told.message_reference &&
    !told.interaction &&
    !isPrivate(told) &&
    !isPrivate(before) &&
    new Date(told.timestamp) - new Date(before.timestamp) < TOGETHER;
  const article = el(
    "article",
    {
      class: classes(told, follows),
      tabindex: "-1",
      "data-id": told.id,
      "data-author": told.author.id,
      "aria-label": label(told),
    },
    reference(told),
    el("span", { class: "avatar", "aria-hidden": "true" }, told.author.global_name.charAt(0)),
    el(
      "header",
      {},
      el("strong", {}, told.author.global_name),
      told.author.bot && el("span", { class: "app" }, "App"),
      time(told.timestamp),
    ),
    body(told),
    el(
      "div",
      { class: "tools" },
      el(
        "button",
        { type: "button", class: "icon", "aria-label": "Reply", title: "Reply", onclick: () => ring("reply", told) },
        icon("reply"),
      ),
      el(
        "button",
        {
          type: "button",
          class: "icon",
          "aria-label": "More actions",
          title: "More actions",
          "aria-haspopup": "menu",
          onclick: (event) => more(told, event.currentTarget),
        },
        icon("more"),
      ),
    ),
  );
  article.querySelector(".avatar").style.setProperty("--hue", hue(told.author.id));
  article.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, textarea, input")) return;
    event.preventDefault();
    openMenu(actions(told, article), { x: event.clientX, y: event.clientY }, article);
  });
  article.addEventListener("keydown", (event) => key(event, told, article));
  return article;
}

const isPrivate = (told) => (told.flags & EPHEMERAL) !== 0;
const isLoading = (told) => (told.flags & LOADING) !== 0;

function classes(told, follows) {
  const all = ["message"];
  if (follows) all.push("follows");
  if (isPrivate(told)) all.push("private");
  if (told.mentions?.some((one) => one.id === world.me) || told.mention_everyone) all.push("for-me");
  return all.join(" ");
}

/** What a screen reader says before the message itself. */
const label = (told) => `${told.author.global_name}${isPrivate(told) ? ", only you can see this" : ""}`;

/** Different people get different colors; which one means nothing. */
const hue = (id) => (id === world.bot ? 174 : (Number(BigInt(id) % 360n) * 47) % 360);

function body(told) {
  if (isLoading(told))
    return el(
      "div",
      { class: "content" },
      el(
        "p",
        { class: "thinking" },
        el("span", { class: "dots", "aria-hidden": "true" }),
        `${told.author.global_name} is thinking …`,
      ),
      aside(told),
    );
  return el(
    "div",
    { class: "content" },
    told.content &&
      el(
        "div",
        { class: "said" },
        markdown(told.content),
        told.edited_timestamp && el("span", { class: "edited" }, "(edited)"),
      ),
    (told.embeds ?? []).map(embed),
    (told.attachments ?? []).map(attachment),
    controls(told),
    aside(told),
  );
}

function aside(told) {
  if (!isPrivate(told)) return null;
  const dismiss = () => {
    world.dismissed.add(told.id);
    ring("gone", told.id);
  };
  return el(
    "p",
    { class: "only-you" },
    icon("eye"),
    el("span", {}, "Only you can see this · "),
    el("button", { type: "button", class: "textual", onclick: dismiss }, "Dismiss message"),
  );
}

/** What the message answers: another message, or a command. */
function reference(told) {
  const id = told.message_reference?.message_id;
  if (id) {
    const other = world.messages.get(id);
    if (!other) return el("p", { class: "reference" }, icon("reply"), el("em", {}, "The original message was deleted"));
    const go = () => document.querySelector(`[data-id="${id}"]`)?.focus();
    return el(
      "p",
      { class: "reference" },
      icon("reply"),
      el("span", {}, "in reply to "),
      el(
        "button",
        { type: "button", class: "textual", onclick: go },
        el("strong", {}, other.author.global_name),
        " ",
        summary(other),
      ),
    );
  }
  if (!told.interaction) return null;
  const name = told.type === 23 ? told.interaction.name : `/${told.interaction.name}`;
  return el(
    "p",
    { class: "reference" },
    icon("apps"),
    el(
      "span",
      {},
      el("strong", {}, told.interaction.user.global_name),
      " used ",
      el("span", { class: "mention" }, name),
    ),
  );
}

/** A line of it, without markup. */
export function summary(told) {
  const card = told.embeds?.[0];
  const text =
    [told.content, card?.title, card?.description].find((one) => one) ??
    (isLoading(told) ? "is thinking …" : "a picture");
  return text
    .replace(/<@!?\d+>/g, "@…")
    .replace(/```[\s\S]*?```/g, "table")
    .replace(/[*_~`|>#]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

function actions(told, article) {
  const apps = entriesFor(world.channels.get(told.channel_id));
  return [
    !isPrivate(told) && { label: "Reply", icon: icon("reply"), does: () => ring("reply", told) },
    told.own && { label: "Edit", icon: icon("edit"), does: () => edit(told, article) },
    told.may_delete && { label: "Delete", icon: icon("trash"), danger: true, does: () => remove(told) },
    isPrivate(told) && {
      label: "Dismiss",
      icon: icon("close"),
      does: () => article.querySelector(".only-you button").click(),
    },
    apps.length > 0 && !isPrivate(told) && { heading: "Apps" },
    ...(isPrivate(told) ? [] : apps).map((name) => ({
      label: name,
      icon: icon("apps"),
      does: () => entry(told, name),
    })),
  ].filter(Boolean);
}

function more(told, button) {
  const box = button.getBoundingClientRect();
  openMenu(actions(told, button.closest("article")), { x: box.right - 220, y: box.bottom + 4 }, button);
}

async function entry(told, name) {
  const answer = await deed("entry", { message: told.id, name });
  if (answer?.modal) showModal(answer);
}

async function remove(told) {
  if (await confirm("Delete this message?", summary(told), "Delete")) {
    await deed("delete", { message: told.id });
    document.getElementById("say")?.focus();
  }
}

function key(event, told, article) {
  if (event.target !== article || event.ctrlKey || event.metaKey || event.altKey) return;
  const does = {
    r: () => !isPrivate(told) && ring("reply", told),
    e: () => told.own && edit(told, article),
    Delete: () => told.may_delete && remove(told),
    Escape: () => document.getElementById("say")?.focus(),
    F10: () => event.shiftKey && menuAt(told, article),
    ContextMenu: () => menuAt(told, article),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

/** The menu at the message itself, for those who come without a pointer. */
function menuAt(told, article) {
  const box = article.getBoundingClientRect();
  openMenu(actions(told, article), { x: box.left + 60, y: box.top + 24 }, article);
}

/** Turns the text into a field; Enter saves, Escape leaves it as it was. */
export function edit(told, article) {
  const content = article.querySelector(".content");
  const field = el("textarea", {
    "aria-label": "Edit message",
    rows: Math.min(8, told.content.split("\n").length + 1),
    maxlength: 2000,
    value: told.content,
  });
  const done = () => {
    holder.replaceWith(content);
    article.focus();
  };
  const save = async () => {
    if (field.value.trim() === told.content || (await deed("edit", { message: told.id, text: field.value }))) done();
  };
  const holder = el(
    "div",
    { class: "content editing" },
    field,
    el(
      "p",
      { class: "footer" },
      "Escape to ",
      el("button", { type: "button", class: "textual", onclick: done }, "cancel"),
      " · Enter to ",
      el("button", { type: "button", class: "textual", onclick: save }, "save"),
    ),
  );
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  });
  content.replaceWith(holder);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
