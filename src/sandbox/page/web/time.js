// Instants as people read them: how long ago, with the full time on demand.

import { el } from "./dom.js";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const UNITS = [
  ["year", 31536000],
  ["month", 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

function ago(date) {
  const seconds = (date - Date.now()) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? relative.format(Math.trunc(seconds / unit[1]), unit[0]) : "just now";
}

const fullTime = (date) => full.format(date);

/** A time element that `refresh` keeps true. */
export function time(iso) {
  const date = new Date(iso);
  return el("time", { datetime: date.toISOString(), title: fullTime(date) }, ago(date));
}

/** Discord's `<t:…>`: a moment in the form that its letter asks for. */
export function moment(unix, style) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const forms = {
    t: { timeStyle: "short" },
    T: { timeStyle: "medium" },
    d: { dateStyle: "short" },
    D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" },
    F: { dateStyle: "full", timeStyle: "short" },
  };
  if (style === "R") return time(date.toISOString());
  const shown = new Intl.DateTimeFormat(undefined, forms[style] ?? forms.f).format(date);
  return el("time", { datetime: date.toISOString(), title: fullTime(date) }, shown);
}

export function refresh() {
  for (const shown of document.querySelectorAll("#app time[datetime]")) {
    if (/ago|now|yesterday/.test(shown.textContent)) shown.textContent = ago(new Date(shown.dateTime));
  }
}
