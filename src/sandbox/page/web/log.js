// The messages of the open place, oldest first; what is new is shown, spoken, and scrolled to where one was at the end anyway.

import { byId, el, speak } from "./dom.js";
import { postList } from "./forum.js";
import { message, summary } from "./message.js";
import { welcome } from "./welcome.js";
import { FORUM, messagesIn, on, world } from "./world.js";

const log = () => byId("log");
const shown = (id) => log().querySelector(`[data-id="${id}"]`);

/** Shows everything that was said in the open place. */
export function showLog() {
  const channel = world.channels.get(world.place);
  if (!channel) return;
  if (channel.type === FORUM) {
    log().replaceChildren(postList(channel));
    return;
  }
  const told = messagesIn(channel.id);
  log().replaceChildren(
    welcome(channel),
    el(
      "div",
      { class: "messages" },
      told.map((one, index) => message(one, told[index - 1])),
    ),
  );
  rove();
  toEnd();
}

const toEnd = () => {
  log().scrollTop = log().scrollHeight;
};
const isAtEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight < 120;

/** One message at a time is reached with Tab, the last one at first. */
function rove(chosen) {
  const all = [...log().querySelectorAll("article")];
  for (const one of all) one.tabIndex = -1;
  const stop = chosen ?? all.at(-1);
  if (stop) stop.tabIndex = 0;
}

function here(told) {
  return told.channel_id === world.place && log().querySelector(".messages");
}

function said(told) {
  if (!here(told)) return;
  const stay = !isAtEnd() && told.author.id !== world.me;
  const all = messagesIn(world.place);
  log()
    .querySelector(".messages")
    .append(message(told, all.at(-2)));
  rove();
  if (!stay) toEnd();
  if (told.author.id !== world.me) speak(`${told.author.global_name}: ${summary(told)}`);
}

function changed(told) {
  const old = shown(told.id);
  if (!old || !here(told)) return;
  const atEnd = isAtEnd();
  const all = messagesIn(world.place);
  const focused = old.contains(document.activeElement);
  const control = document.activeElement?.dataset?.control;
  const fresh = message(told, all[all.findIndex((one) => one.id === told.id) - 1]);
  fresh.tabIndex = old.tabIndex;
  old.replaceWith(fresh);
  if (focused)
    ([...fresh.querySelectorAll("[data-control]")].find((one) => one.dataset.control === control) ?? fresh).focus({
      preventScroll: true,
    });
  if (atEnd) toEnd();
  if (told.author.id === world.bot) speak(`${told.author.global_name}, changed: ${summary(told)}`);
}

function gone(id) {
  const old = shown(id);
  if (!old) return;
  const focused = old.contains(document.activeElement);
  old.remove();
  if (focused) byId("say")?.focus();
  // What follows it may have stood under its name.
  showLogKeepingPlace();
}

function showLogKeepingPlace() {
  const top = log().scrollTop;
  const focused = document.activeElement?.closest?.("article")?.dataset.id;
  showLog();
  log().scrollTop = top;
  if (focused) shown(focused)?.focus({ preventScroll: true });
}

/** The questions to try come with the notes: after the first picture of the world, and again when the knowledge changes. */
function showExamples() {
  const channel = world.channels.get(world.place);
  const old = log().querySelector(".beginning");
  if (!channel || channel.type === FORUM || !old || old.contains(document.activeElement)) return;
  const atEnd = isAtEnd();
  old.replaceWith(welcome(channel));
  if (atEnd) toEnd();
}

/** Walks from message to message. */
function walk(event) {
  const article = event.target.closest("article");
  if (!article || event.target !== article) return;
  const all = [...log().querySelectorAll("article")];
  const steps = { ArrowUp: -1, ArrowDown: 1 };
  const next =
    event.key === "Home"
      ? all[0]
      : event.key === "End"
        ? all.at(-1)
        : event.key in steps
          ? all[all.indexOf(article) + steps[event.key]]
          : null;
  if (event.altKey || !next) return;
  event.preventDefault();
  rove(next);
  next.focus();
}

export function startLog() {
  on("said", said);
  on("changed", changed);
  on("gone", gone);
  on("hello", showLog);
  on("notes", showExamples);
  on("channel", (channel) => {
    if (channel.parent_id === world.place || channel.id === world.place) showLog();
  });
  // A picture that arrives late makes the log longer.
  let atEnd = true;
  log().addEventListener("scroll", () => (atEnd = isAtEnd()));
  log().addEventListener("load", () => atEnd && toEnd(), true);
  log().addEventListener("keydown", walk);
  log().addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (article) rove(article);
  });
}
