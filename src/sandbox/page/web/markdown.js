// Discord's markdown as elements, as far as Discord goes and no further: no tables, no pictures, no HTML.

import { codeBlock } from "./code.js";
import { el } from "./dom.js";
import { moment } from "./time.js";
import { channelName, personName, ring, world } from "./world.js";

const FENCE = /```(?:([\w+#-]+)\n)?\n*([\s\S]*?[^\s][\s\S]*?)\n*```/g;

/** A whole text: code blocks, headings, quotes, lists, lines. */
export function markdown(text) {
  const parts = [];
  let last = 0;
  for (const fence of text.matchAll(FENCE)) {
    parts.push(...blocks(text.slice(last, fence.index)), codeBlock(fence[1], fence[2]));
    last = fence.index + fence[0].length;
  }
  parts.push(...blocks(text.slice(last)));
  return parts;
}

const HEADING = /^(#{1,3}) +(\S.*)$/,
  SMALL = /^-# +(\S.*)$/,
  QUOTE = /^> ?(.*)$/,
  REST = /^>>> ?/,
  ITEM = /^( *)([-*]|\d+\.) +(\S.*)$/;

function blocks(text) {
  const made = [];
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  let plain = [];
  const flush = () => {
    if (plain.some((line) => line.trim())) made.push(el("div", { class: "text" }, inline(plain.join("\n"))));
    plain = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const heading = HEADING.exec(line),
      small = SMALL.exec(line);
    if (heading) {
      flush();
      made.push(
        el(
          "div",
          { class: `heading h${heading[1].length}`, role: "heading", "aria-level": heading[1].length + 2 },
          inline(heading[2]),
        ),
      );
    } else if (small) {
      flush();
      made.push(el("div", { class: "small" }, inline(small[1])));
    } else if (REST.test(line)) {
      flush();
      made.push(el("blockquote", {}, blocks(lines.slice(at).join("\n").replace(REST, ""))));
      return made;
    } else if (QUOTE.test(line) && line.startsWith("> ")) {
      flush();
      const [until, quoted] = run(lines, at, (one) => one.startsWith("> "));
      made.push(el("blockquote", {}, blocks(quoted.map((one) => one.slice(2)).join("\n"))));
      at = until;
    } else if (ITEM.test(line)) {
      flush();
      const [until, items] = run(lines, at, (one) => ITEM.test(one));
      made.push(list(items.map((one) => ITEM.exec(one))));
      at = until;
    } else plain.push(line);
  }
  flush();
  return made;
}

/** The lines from `at` on for which `fits` holds, and the last of them. */
function run(lines, at, fits) {
  let until = at;
  while (until + 1 < lines.length && fits(lines[until + 1])) until++;
  return [until, lines.slice(at, until + 1)];
}

function list(items) {
  const ordered = /\d/.test(items[0][2]);
  const made = el(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(items[0][2], 10) } : {});
  const depth = items[0][1].length;
  for (let at = 0; at < items.length; at++) {
    const item = el("li", {}, inline(items[at][3]));
    const below = [];
    while (at + 1 < items.length && items[at + 1][1].length > depth) below.push(items[++at]);
    if (below.length > 0) item.append(list(below));
    made.append(item);
  }
  return made;
}

const link = (address, children) => el("a", { href: address, target: "_blank", rel: "noreferrer noopener" }, children);
const mention = (text) => el("span", { class: "mention" }, text);
const nest =
  (tag) =>
  ([, inner]) =>
    el(tag, {}, inline(inner));

// In this order at each place; the first that fits wins.
const RULES = [
  [/^\\([^A-Za-z0-9\s])/, ([, char]) => char],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, ([, , code]) => el("code", {}, code.trim())],
  [/^\|\|([\s\S]+?)\|\|/, ([, inner]) => spoiler(inner)],
  [/^\*\*\*([\s\S]+?)\*\*\*(?!\*)/, ([, inner]) => el("strong", {}, el("em", {}, inline(inner)))],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, nest("strong")],
  [/^__([\s\S]+?)__(?!_)/, nest("u")],
  [/^~~([\s\S]+?)~~/, nest("s")],
  [/^\*(?=\S)([\s\S]*?\S)\*(?!\*)/, nest("em")],
  [/^_(?=\S)([\s\S]*?\S)_(?![A-Za-z0-9_])/, nest("em")],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"\n]*")?\)/, ([, label, address]) => link(address, inline(label))],
  [/^<(https?:\/\/[^\s>]+)>/, ([, address]) => link(address, address)],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]!?*_~|]/, ([address]) => link(address, address)],
  [/^<@!?(\d+)>/, ([, id]) => mention(`@${personName(id)}`)],
  [/^<@&(\d+)>/, () => mention("@role")],
  [/^<#(\d+)>/, ([, id]) => place(id)],
  [/^<\/([^:>\n]+):\d+>/, ([, name]) => mention(`/${name}`)],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, ([whole, unix, style]) => moment(Number(unix), style) ?? whole],
];
const PLAIN = /^(?:[A-Za-z0-9]+_*(?=[A-Za-z0-9])|[\s\S][^\\`|*_~[<h]*)/;

/** The text within a line: emphasis, code, links, mentions. */
export function inline(text) {
  const made = [];
  let rest = text;
  while (rest) {
    const [rule, found] = first(rest);
    if (rule) {
      made.push(rule(found));
      rest = rest.slice(found[0].length);
      continue;
    }
    const [piece] = PLAIN.exec(rest);
    made.push(piece);
    rest = rest.slice(piece.length);
  }
  return made;
}

function first(text) {
  for (const [pattern, rule] of RULES) {
    const found = pattern.exec(text);
    if (found) return [rule, found];
  }
  return [];
}

function place(id) {
  const channel = world.channels.get(id);
  if (!channel) return mention("#unknown");
  return el("button", { type: "button", class: "mention", onclick: () => ring("go", id) }, `#${channelName(channel)}`);
}

function spoiler(inner) {
  const open = () => {
    button.classList.add("open");
    button.removeAttribute("aria-label");
  };
  const button = el(
    "button",
    { type: "button", class: "spoiler", "aria-label": "Spoiler: show", onclick: open },
    el("span", {}, inline(inner)),
  );
  return button;
}
