// What hangs on a message: embeds with their fields and pictures, and files.

import { el } from "./dom.js";
import { inline, markdown } from "./markdown.js";
import { time } from "./time.js";

export function embed(card) {
  const made = el(
    "div",
    { class: "embed" },
    card.author && el("p", { class: "author" }, card.author.name),
    card.title &&
      el(
        "p",
        { class: "title" },
        card.url
          ? el("a", { href: card.url, target: "_blank", rel: "noreferrer noopener" }, inline(card.title))
          : inline(card.title),
      ),
    card.description && el("div", { class: "body" }, markdown(card.description)),
    card.fields?.length > 0 && el("dl", {}, card.fields.map(field)),
    card.image && picture(card.image.url, card.image.description),
    (card.footer || card.timestamp) &&
      el(
        "p",
        { class: "footer" },
        card.footer?.text,
        card.footer && card.timestamp && " · ",
        card.timestamp && time(card.timestamp),
      ),
  );
  if (Number.isInteger(card.color)) made.style.setProperty("--edge", `#${card.color.toString(16).padStart(6, "0")}`);
  return made;
}

const field = (one) =>
  el(
    "div",
    { class: one.inline ? "field beside" : "field" },
    el("dt", {}, inline(one.name)),
    el("dd", {}, markdown(one.value)),
  );

function picture(address, description) {
  // Pictures from elsewhere are not loaded: the sandbox talks to nobody.
  if (!address.startsWith("/attachments/")) return el("p", { class: "footer" }, `Picture: ${address}`);
  const image = el("img", { src: address, alt: description ?? "Picture without a description", loading: "lazy" });
  return el("a", { class: "picture", href: address, target: "_blank" }, image);
}

export function attachment(file) {
  if (file.content_type?.startsWith("image/")) return picture(file.url, file.description);
  return el(
    "a",
    { class: "file", href: file.url, download: file.filename },
    file.filename,
    el("span", {}, ` ${Math.ceil(file.size / 1024)} KB`),
  );
}
