// Suggestions while one types: a list above the field, walked with the arrow keys, taken with Enter or Tab.

import { el, fresh, speak } from "./dom.js";

/**
 * Makes `field` suggest. `source(field)` gives a list of {label, hint, value}, or nothing where there is nothing to suggest; `picked` gets the one taken.
 * `tabs` says whether Tab takes one too.
 */
export function suggest(field, { label, source, picked, tabs = true }) {
  const list = el("ul", {
    role: "listbox",
    id: fresh("suggestions"),
    "aria-label": label,
    class: "suggestions",
    hidden: true,
  });
  const state = { found: [], at: -1, asked: 0 };
  // A field of several lines may not be called a combobox; it says its suggestions aloud instead.
  const isLine = field.tagName === "INPUT";
  const attributes = isLine ? { role: "combobox", "aria-expanded": "false" } : { "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries({
    ...attributes,
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    autocomplete: "off",
  }))
    field.setAttribute(name, value);
  const show = (found) => {
    const before = state.found.length;
    state.found = found;
    list.replaceChildren(...found.map((one, index) => row(one, index)));
    list.hidden = found.length === 0;
    if (isLine) field.setAttribute("aria-expanded", String(found.length > 0));
    else if (found.length > 0 && found.length !== before)
      speak(
        found.length === 1 ? "One suggestion; Enter takes it" : `${found.length} suggestions; up and down to choose`,
      );
    move(found.length > 0 ? 0 : -1);
  };
  const row = (one, index) =>
    el(
      "li",
      {
        role: "option",
        id: fresh("suggestion"),
        onmousedown: (event) => {
          event.preventDefault();
          pick(index);
        },
      },
      el("span", {}, one.label),
      one.hint && el("small", {}, one.hint),
    );
  const move = (to) => {
    state.at = to;
    [...list.children].forEach((item, index) => {
      item.classList.toggle("active", index === to);
      item.setAttribute("aria-selected", String(index === to));
    });
    if (to < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[to].id);
    list.children[to].scrollIntoView({ block: "nearest" });
  };
  const pick = (index) => {
    const one = state.found[index];
    close();
    picked(one);
  };
  const close = () => {
    state.asked++;
    show([]);
  };
  const ask = async () => {
    const mine = ++state.asked;
    const found = await source(field);
    if (mine === state.asked) show(found ?? []);
  };
  field.addEventListener("input", ask);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = state.found.length;
    if (event.key === "ArrowDown") move((state.at + 1) % count);
    else if (event.key === "ArrowUp") move((state.at + count - 1) % count);
    else if (event.key === "Enter" || (event.key === "Tab" && tabs && !event.shiftKey)) pick(state.at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return { list, ask, close };
}
