// Starts the page: wires the rooms together and opens the line.

import { byId, icon } from "./dom.js";
import { showComposer, startComposer } from "./composer.js";
import { startKnowledge } from "./knowledge.js";
import { showLog, startLog } from "./log.js";
import { showKeys } from "./modal.js";
import { startSide, step } from "./side.js";
import { refresh } from "./time.js";
import { FORUM, DIRECT, THREAD, channelName, on, personName, ring, world } from "./world.js";
import { connect } from "./wire.js";

// Discord shows "is typing" for about this long.
const TYPING = 10_000;

let awaited = null;

/** Opens a place. */
function go(id) {
  // A post that was just written may be known here a moment before its thread is.
  awaited = world.channels.has(id) ? null : id;
  if (awaited) return;
  world.place = id;
  location.replace(`#${id}`);
  showPlace();
  showLog();
  showComposer();
  ring("went");
  (byId("say") ?? byId("log").querySelector("button") ?? byId("log")).focus();
}

function showPlace() {
  const channel = world.channels.get(world.place);
  inDirect = channel.type === DIRECT;
  const parent = world.channels.get(channel.parent_id);
  const mark = { [DIRECT]: "@", [FORUM]: "", [THREAD]: "" }[channel.type] ?? "#";
  byId("place-name").textContent = `${mark}${channelName(channel)}`;
  byId("topic").textContent =
    channel.topic ?? (parent ? `in ${channelName(parent)}` : channel.type === DIRECT ? "only you and Docent" : "");
  document.title = `${mark}${channelName(channel)} · Docent sandbox`;
}

let inDirect = false;

/** Stays where one was, where the new person sees that place too. */
function arrive() {
  const wanted = [world.place, location.hash.slice(1)].find((id) => world.channels.has(id));
  const direct = [...world.channels.values()].find((one) => one.type === DIRECT);
  const first = [...world.channels.values()].find((one) => one.type === 0);
  // Everybody has a direct channel of their own; who was in one goes to the other's.
  world.place = wanted ?? (inDirect ? direct : first)?.id ?? null;
  if (!world.place) return;
  showPlace();
  showLog();
  showComposer();
  const focused = document.activeElement;
  ring("went");
  if (!focused || focused === document.body) byId("say")?.focus();
}

function showTyping() {
  const since = world.typing.get(world.place);
  const on = since && Date.now() - since < TYPING;
  const text = on ? `${personName(world.bot)} is typing …` : "";
  if (byId("typing").textContent !== text) byId("typing").textContent = text;
}

function line(open) {
  document.body.classList.toggle("cut", !open);
  if (open) byId("cut")?.remove();
  else if (!byId("cut"))
    byId("notice").append(
      Object.assign(document.createElement("p"), {
        id: "cut",
        className: "broken",
        textContent: "The line to Docent is cut; trying again …",
      }),
    );
}

function shortcuts(event) {
  const writing =
    event.target.matches?.("input, textarea, select, [role=listbox], [role=menuitem]") ||
    event.target.closest?.("dialog");
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) step(event.key === "ArrowUp" ? -1 : 1);
  else if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && byId("say")) {
    byId("say").value = "/";
    byId("say").focus();
    byId("say").dispatchEvent(new Event("input"));
  } else return;
  event.preventDefault();
}

startSide();
startLog();
startComposer();
startKnowledge();
byId("keys").append(icon("keys"));
byId("keys").addEventListener("click", showKeys);
byId("theme").append(icon("theme"));
document.addEventListener("keydown", shortcuts);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  (byId("say") ?? byId("composer").querySelector("input, select") ?? byId("log").querySelector("button"))?.focus();
});
on("go", go);
on("channel", (channel) => {
  if (channel.id === awaited) go(channel.id);
});
on("hello", arrive);
on("typing", showTyping);
on("said", showTyping);
on("line", line);
setInterval(() => {
  refresh();
  showTyping();
}, 5_000);

let person = null;
try {
  person = sessionStorage.getItem("person");
} catch {
  /* Then the first person speaks. */
}
connect(person);
