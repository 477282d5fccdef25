// What Docent knows at this moment, and all that is wrong with the files it comes from.

import { byId, el, fill, icon } from "./dom.js";
import { on, world } from "./world.js";

const WIDE = matchMedia("(min-width: 1180px)");

function count(problems, error, noun) {
  const number = problems.filter((one) => one.error === error).length;
  return number === 0 ? null : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function counted({ problems }) {
  return [count(problems, true, "error"), count(problems, false, "warning")].filter(Boolean).join(", ");
}

function show() {
  const notes = world.notes;
  if (!notes) return;
  const button = byId("open-knowledge");
  const state = notes.current ? counted(notes) || (notes.checked ? "no problems" : "being checked") : "broken";
  button.replaceChildren(
    icon(notes.current ? "book" : "warn"),
    el("span", { class: "wide" }, "Knowledge"),
    el(
      "span",
      { class: notes.problems.length > 0 ? "badge" : "unseen" },
      notes.problems.length > 0 ? String(notes.problems.length) : "",
    ),
    el("span", { class: "unseen" }, `: ${state}`),
  );
  button.title = `Knowledge: ${state}`;
  fill(
    byId("knowledge"),
    el(
      "header",
      {},
      el("h2", {}, "Knowledge"),
      el(
        "button",
        { type: "button", class: "icon", "aria-label": "Close knowledge", onclick: () => open(false) },
        icon("close"),
      ),
    ),
    el("p", {}, `${notes.summary}, from `, el("code", {}, notes.folder), "."),
    el("p", {}, "Change a file there and save it: the next answer is the new one."),
    status(notes),
    notes.problems.length > 0 && el("ul", { class: "problems" }, notes.problems.map(problem)),
  );
}

function status(notes) {
  if (!notes.current)
    return el(
      "p",
      { class: "state bad" },
      icon("warn"),
      el("span", {}, "The files cannot be loaded. What was known before goes on answering until this is mended:"),
    );
  const told = counted(notes);
  if (told) return el("p", { class: "state" }, icon("warn"), el("span", {}, `In use, with ${told}:`));
  return el(
    "p",
    { class: "state good" },
    icon("check"),
    el("span", {}, !notes.checked ? "In use; being checked …" : "In use, no problems found."),
  );
}

function problem(one) {
  return el(
    "li",
    { class: one.error ? "error" : "warning" },
    el(
      "p",
      { class: "where" },
      el("span", { class: "kind" }, one.error ? "Error" : "Warning"),
      one.file && el("code", {}, `${one.file}:${one.line}`),
    ),
    el("p", {}, ticked(one.message)),
    el("p", { class: "help" }, ticked(one.help)),
  );
}

/** What stands in back-ticks, as code. */
const ticked = (text) => text.split("`").map((part, index) => (index % 2 === 1 ? el("code", {}, part) : part));

function open(wanted) {
  const panel = byId("knowledge");
  panel.hidden = !wanted;
  byId("open-knowledge").setAttribute("aria-expanded", String(wanted));
  if (wanted && !WIDE.matches) panel.querySelector("button")?.focus();
  if (!wanted) byId("open-knowledge").focus();
}

function tell(before) {
  const notes = world.notes;
  show();
  const notice = byId("notice");
  for (const old of notice.querySelectorAll(".broken:not(#cut)")) old.remove();
  if (!notes.current) {
    const first = notes.problems.find((one) => one.error) ?? notes.problems[0];
    notice.append(
      el(
        "p",
        { class: "broken" },
        icon("warn"),
        el(
          "span",
          {},
          el("strong", {}, "The knowledge is broken; the answers are those from before. "),
          first && [first.file && el("code", {}, `${first.file}:${first.line}`), " ", ticked(first.message)],
        ),
        el("button", { type: "button", class: "textual", onclick: () => open(true) }, "Show all"),
      ),
    );
  } else if (before && notes.looks > before.looks) {
    for (const old of notice.querySelectorAll(".fresh")) old.remove();
    const news = `Knowledge read again: ${notes.summary}.`;
    const told = el("p", { class: "fresh" }, icon("check"), el("span", {}, news));
    notice.append(told);
    setTimeout(() => told.remove(), 8000);
  }
}

export function startKnowledge() {
  on("notes", tell);
  byId("open-knowledge").addEventListener("click", () => open(byId("knowledge").hidden));
  byId("knowledge").addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });
  // Beside the messages where there is room, over them only when asked for.
  const fit = () => {
    byId("knowledge").hidden = !WIDE.matches;
    byId("open-knowledge").setAttribute("aria-expanded", String(WIDE.matches));
  };
  WIDE.addEventListener("change", fit);
  fit();
}
