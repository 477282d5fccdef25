// Builds elements. Text is always set as text: nothing that anybody wrote is ever read as HTML.

/** An element with properties (`class`, `on…` handlers, attributes) and children (elements, text, nothing). */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  return fill(made, ...children);
}

/** Gives an element these children (elements, text, nothing, lists of them) in place of those that it has. */
export function fill(holder, ...children) {
  holder.replaceChildren(
    ...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false && child !== ""),
  );
  return holder;
}

export const byId = (id) => document.getElementById(id);

let ids = 0;
/** An id that nothing else on the page has. */
export const fresh = (stem) => `${stem}-${++ids}`;

const SHAPES = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01M5 11.500v1M12 11.500v1M19 11.500v1",
  reply: "M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  hash: "M9 4L7 20M17 4l-2 16M4 9h16M4 15h16",
  forum: "M4 5h12v8H9l-5 4zM10 17h5l5 3v-9",
  at: "M16 12a4 4 0 1 1-4-4 4 4 0 0 1 4 4v1a2 2 0 0 0 4 0v-1a8 8 0 1 0-3 6",
  theme: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z",
  book: "M4 6c3-1 6-1 8 1 2-2 5-2 8-1v12c-3-1-6-1-8 1-2-2-5-2-8-1zM12 7v12",
  keys: "M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8",
  eye: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  send: "M4 12l16-8-6 16-3-6z",
  down: "M6 9l6 6 6-6",
  warn: "M12 4l9 16H3zM12 10v4M12 17h.01",
  check: "M5 13l4 4L19 7",
  apps: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  thread: "M5 5v8a4 4 0 0 0 4 4h10",
  plus: "M12 5v14M5 12h14",
};

/** A picture for eyes only; what it stands for is said by the text or label around it. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: 20,
    height: 20,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** Says something to those who listen instead of look. */
export function speak(text) {
  const said = byId("spoken");
  said.append(el("p", {}, text));
  while (said.childElementCount > 20) said.firstChild.remove();
}

/** Shows for a while why something did not work. */
export function complain(text) {
  const toast = el("p", { class: "toast" }, icon("warn"), text);
  byId("toasts").append(toast);
  setTimeout(() => toast.remove(), 6000);
}
