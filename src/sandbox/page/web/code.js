// Code blocks: exact columns, ANSI colors, and a size at which the widest line fits, so that a table never scrolls sideways.

import { el } from "./dom.js";

// Wider than this is no table of ours; shrinking it to a phone would make it unreadable, so it wraps.
const WIDEST = 64;

export function codeBlock(language, text) {
  const code = el("code", {}, language === "ansi" ? colored(text) : text);
  const columns = Math.max(
    1,
    ...text
      .replace(/\u001b\[[\d;]*m/g, "")
      .split("\n")
      .map(width),
  );
  const block = el("div", { class: columns > WIDEST ? "code wraps" : "code fits" }, el("pre", {}, code));
  block.style.setProperty("--columns", columns);
  return block;
}

// East Asian characters and emoji take two columns.
const width = (line) =>
  [...line].reduce(
    (sum, char) =>
      sum +
      (/\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u.test(
        char,
      ) && char > "\u2100"
        ? 2
        : 1),
    0,
  );

function colored(text) {
  const parts = [];
  let classes = new Set();
  for (const [index, piece] of text.split(/\u001b\[([\d;]*)m/).entries()) {
    if (index % 2 === 1) classes = after(classes, piece);
    else if (piece) parts.push(classes.size ? el("span", { class: [...classes].join(" ") }, piece) : piece);
  }
  return parts;
}

function after(classes, codes) {
  const next = new Set(classes);
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) next.clear();
    else if (code === 1) next.add("ansi-bold");
    else if (code === 4) next.add("ansi-under");
    else if (code >= 30 && code <= 37) replace(next, "ansi-fg", code - 30);
    else if (code >= 40 && code <= 47) replace(next, "ansi-bg", code - 40);
  }
  return next;
}

function replace(classes, stem, number) {
  for (const one of [...classes]) if (one.startsWith(stem)) classes.delete(one);
  classes.add(`${stem}-${number}`);
}
