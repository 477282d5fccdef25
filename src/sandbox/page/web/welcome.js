// What stands above the first message of a place; in the first channel, what all this is and what to try.

import { el, icon } from "./dom.js";
import { deed } from "./wire.js";
import { DIRECT, THREAD, world } from "./world.js";

export function welcome(channel) {
  if (channel.id === firstChannel()) return first(channel);
  const title =
    channel.type === DIRECT ? "You and Docent" : channel.type === THREAD ? channel.name : `Welcome to #${channel.name}`;
  const about =
    channel.type === DIRECT ? "Only the two of you read this. Docent answers every message here." : channel.topic;
  return el("div", { class: "beginning" }, el("h2", {}, title), about && el("p", {}, about));
}

const firstChannel = () => [...world.channels.values()].find((one) => one.type === 0)?.id;

function first(channel) {
  return el(
    "div",
    { class: "beginning" },
    el("h2", {}, "Try Docent here"),
    el(
      "p",
      {},
      "This is a small server on your own computer, with the real Docent in it: it answers from the files in ",
      el("code", {}, world.notes?.folder ?? "knowledge"),
      " and stays silent when it is not sure. Ask in your own words, type ",
      el("kbd", {}, "/"),
      " for its commands, or begin with one of these:",
    ),
    el(
      "ul",
      { class: "examples" },
      (world.notes?.examples ?? []).map((question) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", onclick: () => deed("say", { channel: channel.id, text: question }) },
            el("span", {}, question),
            icon("send"),
          ),
        ),
      ),
    ),
  );
}
