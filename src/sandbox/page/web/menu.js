// The menu of actions on a message: a list of entries, at the button that opened it or where the pointer is.

import { byId, el } from "./dom.js";

let closeOpen = null;

/** Opens a menu of `entries` ({label, icon, does, danger}, or {heading}) at a place; the focus goes back to `opener` at the end. */
export function openMenu(entries, { x, y }, opener) {
  closeOpen?.();
  const items = entries.map((entry) =>
    entry.heading
      ? el("div", { class: "heading", role: "presentation" }, entry.heading)
      : el(
          "button",
          {
            type: "button",
            role: "menuitem",
            tabindex: "-1",
            class: entry.danger ? "danger" : "",
            onclick: () => {
              close();
              entry.does();
            },
          },
          entry.icon,
          el("span", {}, entry.label),
        ),
  );
  const choices = items.filter((item) => item.role === "menuitem" || item.getAttribute("role") === "menuitem");
  const menu = el("div", { id: "menu", role: "menu", "aria-label": "Message actions" }, items);
  const close = (focus = true) => {
    closeOpen = null;
    menu.remove();
    removeEventListener("pointerdown", outside, true);
    if (focus && opener?.isConnected) opener.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  menu.addEventListener("keydown", (event) => {
    const at = choices.indexOf(document.activeElement);
    const steps = {
      ArrowDown: (at + 1) % choices.length,
      ArrowUp: (at + choices.length - 1) % choices.length,
      Home: 0,
      End: choices.length - 1,
    };
    if (event.key in steps) choices[steps[event.key]].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key.length === 1)
      choices.find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    else return;
    if (event.key !== "Enter" && event.key !== " ") event.preventDefault();
    event.stopPropagation();
  });
  byId("main").append(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  addEventListener("pointerdown", outside, true);
  closeOpen = close;
  choices[0].focus();
}
