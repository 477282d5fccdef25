// Dialogs over the page: the modals that the bot opens, and questions of the page itself. The browser keeps the focus inside and gives it back.

import { el, fresh, icon } from "./dom.js";
import { deed } from "./wire.js";

/** A dialog with a title, a body and what stands at its end; gone once closed. */
export function dialog(title, body, ends, submitted) {
  const name = fresh("dialog");
  const form = el(
    "form",
    { method: "dialog" },
    el(
      "header",
      {},
      el("h2", { id: name }, title),
      el(
        "button",
        { type: "button", class: "icon", "aria-label": "Close", onclick: () => made.close() },
        icon("close"),
      ),
    ),
    body,
    ends && el("footer", {}, ends),
  );
  const made = el("dialog", { "aria-labelledby": name }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await submitted?.(new FormData(form))) !== false) made.close();
  });
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}

const cancel = (text) =>
  el(
    "button",
    { type: "button", class: "secondary button", onclick: (event) => event.target.closest("dialog").close() },
    text,
  );

/** Shows the modal that an interaction opened, and sends what is filled in. */
export function showModal({ interaction, modal }) {
  const inputs = (modal.components ?? []).flatMap(
    (row) => row.components ?? (row.component ? [{ ...row.component, label: row.label }] : []),
  );
  const body = el("div", { class: "fields" }, inputs.map(input));
  const made = dialog(
    modal.title,
    body,
    [cancel("Cancel"), el("button", { class: "primary button" }, "Submit")],
    async (data) => {
      const told = await deed("submit", { interaction, values: Object.fromEntries(data) });
      if (told?.modal) showModal(told);
      return told !== null;
    },
  );
  made.querySelector("input, textarea")?.focus();
}

function input(one) {
  const id = fresh("input");
  const least = one.min_length ?? (one.required === false ? 0 : 1);
  const shared = {
    id,
    name: one.custom_id,
    placeholder: one.placeholder,
    required: one.required !== false,
    minlength: least || undefined,
    maxlength: one.max_length ?? 4000,
    value: one.value ?? "",
  };
  const field = one.style === 2 ? el("textarea", { ...shared, rows: 5 }) : el("input", { ...shared, type: "text" });
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, one.label, one.required === false && el("span", { class: "footer" }, " optional")),
    field,
  );
}

/** Asks before something is lost; gives whether to go on. */
export const confirm = (title, text, yes) =>
  new Promise((resolve) => {
    let sure = false;
    const ends = [cancel("Cancel"), el("button", { class: "danger button" }, yes)];
    const made = dialog(title, el("p", {}, text), ends, () => {
      sure = true;
    });
    made.addEventListener("close", () => resolve(sure));
    made.querySelector("footer .danger").focus();
  });

const KEYS = [
  ["/", "Commands: in the empty message box, or from anywhere outside a field"],
  ["@", "Mention Docent or a person"],
  ["Enter", "Send; Shift and Enter starts a line"],
  ["↑ ↓", "From message to message, once one has the focus; in an empty message box, ↑ edits what you said last"],
  ["R · E · Del", "Reply to, edit or delete the message that has the focus"],
  ["Shift F10", "All actions of a message, with the commands under Apps"],
  ["Alt ↑ · Alt ↓", "The channel above or below"],
  ["Esc", "Close what is open; back to the message box"],
];

export function showKeys() {
  const rows = KEYS.map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)));
  dialog("Keyboard shortcuts", el("dl", { class: "keys" }, rows), el("button", { class: "primary button" }, "Close"));
}
