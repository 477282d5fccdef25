// Buttons and menus under a message, in Discord's rows.

import { el } from "./dom.js";
import { chooser } from "./listbox.js";
import { showModal } from "./modal.js";
import { deed } from "./wire.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary link" };
const BUTTON = 2,
  TEXT_MENU = 3;

export const controls = (message) =>
  (message.components ?? []).map((row) =>
    el(
      "div",
      { class: "row" },
      (row.components ?? []).map((control) => one(message, control)),
    ),
  );

function one(message, control) {
  if (control.type === BUTTON) return button(message, control);
  if (control.type === TEXT_MENU) return menu(message, control);
  return el("p", { class: "footer" }, "This kind of menu is not in the sandbox.");
}

function button(message, control) {
  const face = [
    control.emoji?.name && el("span", { "aria-hidden": control.label ? "true" : undefined }, control.emoji.name),
    control.label && el("span", {}, control.label),
  ];
  const style = `button ${STYLES[control.style] ?? "secondary"}`;
  if (control.url)
    return el("a", { class: style, href: control.url, target: "_blank", rel: "noreferrer noopener" }, face);
  const pressed = (event) => use(event.currentTarget, "press", { message: message.id, custom_id: control.custom_id });
  return el(
    "button",
    { type: "button", class: style, disabled: control.disabled, "data-control": control.custom_id, onclick: pressed },
    face,
  );
}

function menu(message, control) {
  return chooser({
    label: control.placeholder ?? "Choose",
    options: control.options,
    disabled: control.disabled,
    most: control.max_values ?? 1,
    least: control.min_values ?? 1,
    picked: (values) => use(null, "select", { message: message.id, custom_id: control.custom_id, values }),
  });
}

/** Does it, shows that it is under way, and opens the modal that may come back. */
async function use(pressed, name, details) {
  pressed?.setAttribute("aria-busy", "true");
  const told = await deed(name, details);
  pressed?.removeAttribute("aria-busy");
  if (told?.modal) showModal(told);
}
