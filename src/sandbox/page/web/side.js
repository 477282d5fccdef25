// The side: channels, threads under them, direct messages; and whom one speaks as.

import { byId, el, fill, icon } from "./dom.js";
import { posts } from "./forum.js";
import { connect } from "./wire.js";
import { DIRECT, FORUM, THREAD, channelName, on, ring, world } from "./world.js";

// As many posts under a forum as one can overlook; the forum itself lists all.
const SHOWN = 5;
const unread = new Set();

function showSide() {
  const all = [...world.channels.values()];
  const top = all.filter((one) => one.type !== THREAD && one.type !== DIRECT);
  fill(
    byId("channels"),
    section(
      "Channels",
      top.flatMap((one) => [
        row(one),
        ...posts(one)
          .slice(0, SHOWN)
          .map((thread) => row(thread)),
      ]),
    ),
    section("Direct messages", all.filter((one) => one.type === DIRECT).map(row)),
  );
  showPeople();
}

const section = (title, rows) => el("section", {}, el("h2", {}, title), el("ul", {}, rows));
const iconOf = (channel) => ({ [DIRECT]: "at", [FORUM]: "forum", [THREAD]: "thread" })[channel.type] ?? "hash";

function row(channel) {
  const open = channel.id === world.place;
  const waits = unread.has(channel.id);
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `channel ${channel.type === THREAD ? "thread" : ""} ${waits ? "unread" : ""}`,
        "data-channel": channel.id,
        "aria-current": open ? "page" : undefined,
        onclick: () => ring("go", channel.id),
      },
      icon(iconOf(channel)),
      el("span", {}, channelName(channel)),
      waits && el("span", { class: "dot" }, el("span", { class: "unseen" }, "new messages")),
    ),
  );
}

const SAYS = { Newcomer: "has just joined", Member: "has been here for a while" };

function showPeople() {
  const people = [...world.people.values()].filter((one) => !one.bot);
  const radios = people.map((one) =>
    el(
      "label",
      { class: "person" },
      el("input", {
        type: "radio",
        name: "person",
        value: one.id,
        checked: one.id === world.me,
        onchange: () => speakAs(one.id),
      }),
      el(
        "span",
        {},
        el("strong", {}, one.global_name),
        el("small", {}, one.manages ? "may manage the server" : (SAYS[one.global_name] ?? "")),
      ),
    ),
  );
  const fields = byId("people");
  if (fields.contains(document.activeElement)) {
    for (const radio of fields.querySelectorAll("input")) radio.checked = radio.value === world.me;
    if (fields.querySelectorAll("input").length === radios.length) return;
  }
  fields.replaceChildren(el("legend", {}, "Speak as"), ...radios);
}

function speakAs(id) {
  try {
    sessionStorage.setItem("person", id);
  } catch {
    /* Then the first person speaks after a reload. */
  }
  connect(id);
}

/** The channel that many channels above or below the open one. */
export function step(by) {
  const all = [...byId("channels").querySelectorAll("[data-channel]")].map((one) => one.dataset.channel);
  const at = all.indexOf(world.place);
  ring("go", all[(at + by + all.length) % all.length]);
}

const NARROW = matchMedia("(max-width: 760px)");

/** On a narrow window the side lies over the messages, which then can neither be read nor used. */
function openSide(open) {
  document.body.classList.toggle("side-open", open);
  for (const id of ["log", "composer"]) byId(id).inert = open;
  byId("open-side").setAttribute("aria-expanded", String(open));
  if (open) byId("close-side").focus();
}

export function startSide() {
  byId("open-side").append(icon("menu"));
  byId("close-side").append(icon("close"));
  byId("open-side").addEventListener("click", () => openSide(true));
  byId("close-side").addEventListener("click", () => {
    openSide(false);
    byId("open-side").focus();
  });
  NARROW.addEventListener("change", () => openSide(false));
  document.addEventListener("pointerdown", (event) => {
    if (document.body.classList.contains("side-open") && !byId("side").contains(event.target))
      byId("close-side").click();
  });
  byId("side").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("side-open")) byId("close-side").click();
  });
  on("went", () => {
    unread.delete(world.place);
    openSide(false);
    showSide();
  });
  on("hello", () => {
    unread.clear();
    showSide();
  });
  on("people", showSide);
  on("channel", showSide);
  on("said", (told) => {
    if (told.channel_id !== world.place && told.author.id !== world.me && !unread.has(told.channel_id)) {
      unread.add(told.channel_id);
      showSide();
    }
  });
}
