// A list to choose from, shown beside what opened it; keyboard and screen readers first. Used by menus under messages.

import { el, fresh, icon } from "./dom.js";

/** A button that opens a list of `options` ({label, value, description, default}); `picked` gets the values. */
export function chooser({ label, options, most = 1, least = 1, disabled, picked }) {
  const chosen = options.filter((option) => option.default);
  const shown = chosen.length > 0 ? chosen.map((option) => option.label).join(", ") : label;
  const button = el(
    "button",
    {
      type: "button",
      class: "chooser",
      disabled,
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": chosen.length > 0 ? `${label}: ${shown}` : label,
    },
    el("span", {}, shown),
    icon("down"),
  );
  const holder = el("div", { class: "holder" }, button);
  button.addEventListener("click", () =>
    holder.querySelector("[role=listbox]") ? close(holder) : open(holder, { label, options, most, least, picked }),
  );
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      button.click();
    }
  });
  return holder;
}

function close(holder, focus = true) {
  const popup = holder.querySelector(".popup");
  // Taking it away moves the focus out of it, which asks to close it again.
  popup?.classList.remove("popup");
  popup?.remove();
  const button = holder.querySelector("button");
  button.setAttribute("aria-expanded", "false");
  if (focus) button.focus();
}

function open(holder, { label, options, most, least, picked }) {
  const many = most > 1;
  const taken = new Set(options.filter((option) => option.default).map((option) => option.value));
  const rows = options.map((option) =>
    el(
      "li",
      { role: "option", id: fresh("option"), "aria-selected": taken.has(option.value) ? "true" : "false" },
      el("span", {}, option.label, option.description && el("small", {}, option.description)),
      icon("check"),
    ),
  );
  const list = el(
    "ul",
    { role: "listbox", tabindex: "0", "aria-label": label, "aria-multiselectable": many ? "true" : undefined },
    rows,
  );
  const finish = (values) => {
    close(holder);
    if (values.length >= least) picked(values);
  };
  const toggle = (index) => {
    const value = options[index].value;
    if (!many) return finish([value]);
    if (!taken.delete(value) && taken.size < most) taken.add(value);
    rows[index].setAttribute("aria-selected", taken.has(value) ? "true" : "false");
  };
  let at = Math.max(
    0,
    options.findIndex((option) => option.default),
  );
  const move = (to) => {
    at = Math.min(rows.length - 1, Math.max(0, to));
    rows.forEach((row, index) => row.classList.toggle("active", index === at));
    list.setAttribute("aria-activedescendant", rows[at].id);
    rows[at].scrollIntoView({ block: "nearest" });
  };
  rows.forEach((row, index) => {
    row.addEventListener("click", () => toggle(index));
    row.addEventListener("mousemove", () => move(index));
  });
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    if (event.key in steps) move(steps[event.key]);
    else if (event.key === " " || (event.key === "Enter" && !many)) toggle(at);
    else if (event.key === "Enter") finish([...taken]);
    else if (event.key === "Escape") close(holder);
    else if (event.key.length === 1) {
      const next = [...options.keys()]
        .map((index) => (index + at + 1) % options.length)
        .find((index) => options[index].label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (next !== undefined) move(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const done = many && el("button", { type: "button", class: "primary", onclick: () => finish([...taken]) }, "Done");
  const popup = el("div", { class: "popup" }, list, done);
  popup.addEventListener("focusout", (event) => {
    if (popup.matches(".popup") && !holder.contains(event.relatedTarget)) close(holder, false);
  });
  holder.append(popup);
  holder.querySelector("button").setAttribute("aria-expanded", "true");
  popup.classList.toggle("above", popup.getBoundingClientRect().bottom > innerHeight - 90);
  list.focus();
  move(at);
}
