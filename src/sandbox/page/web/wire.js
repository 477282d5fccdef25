// The line to the program: a stream of news in, deeds out.

import { complain } from "./dom.js";
import { ring, take, world } from "./world.js";

let source = null;

/** Opens the stream as a person; it comes back by itself after a break. */
export function connect(person) {
  source?.close();
  source = new EventSource(person ? `/api/events?as=${person}` : "/api/events");
  source.onmessage = (event) => take(JSON.parse(event.data));
  source.onopen = () => ring("line", true);
  source.onerror = () => ring("line", false);
}

/** Does something as the person one speaks as; gives what came of it, or nothing where it failed, which is then shown. */
export async function deed(name, details) {
  try {
    const answer = await fetch("/api/deed", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: world.me, deed: name, locale: navigator.language, ...details }),
    });
    const told = await answer.json();
    if (answer.ok) return told;
    complain(sentence(told.error));
  } catch {
    complain("Docent cannot be reached: is the program still running?");
  }
  return null;
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + ".";
