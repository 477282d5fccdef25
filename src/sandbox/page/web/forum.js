// A forum: its posts, and a form for a new one.

import { el, icon } from "./dom.js";
import { dialog } from "./modal.js";
import { summary } from "./message.js";
import { time } from "./time.js";
import { deed } from "./wire.js";
import { messagesIn, older, personName, ring, world } from "./world.js";

export const posts = (forum) =>
  [...world.channels.values()].filter((one) => one.parent_id === forum.id).sort((a, b) => older(b.id, a.id));

export function postList(forum) {
  const all = posts(forum);
  return el(
    "div",
    { class: "forum" },
    el(
      "div",
      { class: "beginning" },
      el("h2", {}, forum.name),
      el("p", {}, forum.topic),
      el(
        "button",
        { type: "button", class: "primary button", onclick: () => write(forum) },
        icon("plus"),
        el("span", {}, "New post"),
      ),
    ),
    all.length === 0
      ? el(
          "p",
          { class: "nothing" },
          "No posts yet. Write one: Docent reads title and text together and answers in its thread.",
        )
      : el("ul", { class: "posts" }, all.map(card)),
  );
}

function card(post) {
  const said = messagesIn(post.id);
  const last = said.at(-1);
  const count = Math.max(0, said.length - 1);
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "post", onclick: () => ring("go", post.id) },
      el("strong", {}, post.name),
      el(
        "span",
        { class: "footer" },
        `${personName(post.owner_id)} · ${count} ${count === 1 ? "reply" : "replies"} · `,
        last && time(last.timestamp),
      ),
      last && el("span", { class: "last" }, `${last.author.global_name}: ${summary(last)}`),
    ),
  );
}

function write(forum) {
  const body = el(
    "div",
    { class: "fields" },
    el(
      "div",
      { class: "field" },
      el("label", { for: "post-title" }, "Title"),
      el("input", { id: "post-title", name: "title", maxlength: 100, required: true }),
    ),
    el(
      "div",
      { class: "field" },
      el("label", { for: "post-text" }, "Message"),
      el("textarea", { id: "post-text", name: "text", rows: 5, maxlength: 2000, required: true }),
    ),
  );
  let posted = null;
  const made = dialog("New post", body, [el("button", { class: "primary button" }, "Post")], async (data) => {
    posted = await deed("post", { forum: forum.id, title: data.get("title"), text: data.get("text") });
    return posted !== null;
  });
  // Nothing behind a dialog can take the focus until it is closed.
  made.addEventListener("close", () => posted && ring("go", posted.id));
  made.querySelector("input").focus();
}
