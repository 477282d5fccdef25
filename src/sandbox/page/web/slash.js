// A slash command being filled in: a field for each option, suggestions where the command has them.

import { complain, el, fresh, icon } from "./dom.js";
import { showModal } from "./modal.js";
import { suggest } from "./suggest.js";
import { channelName, world } from "./world.js";
import { deed } from "./wire.js";

const INTEGER = 4,
  BOOLEAN = 5,
  USER = 6,
  CHANNEL = 7,
  ROLE = 8,
  NUMBER = 10;

/** The form of a command in a channel; sends it at once where there is nothing to fill in. */
export function commandForm(channel, command, back) {
  const values = {};
  const chosen = command.options.filter((option) => option.required);
  const rest = () => command.options.filter((option) => !chosen.includes(option));
  if (command.options.length === 0) {
    send(channel, command, {}, back);
    return null;
  }
  const fields = el("div", { class: "options" });
  const more = el("div", { class: "more-options" });
  const form = el(
    "form",
    { class: "command", "aria-label": `Command ${command.path}` },
    el(
      "header",
      {},
      el("strong", {}, `/${command.path}`),
      el("span", {}, command.description),
      el("button", { type: "button", class: "icon", "aria-label": "Leave the command", onclick: back }, icon("close")),
    ),
    fields,
    el("footer", {}, more, el("button", { class: "primary button" }, el("span", {}, "Send"), icon("send"))),
  );
  const add = (option) => {
    const made = field(channel, command, option, values);
    fields.append(made);
    return made.querySelector("input, select");
  };
  const offer = () =>
    more.replaceChildren(
      ...rest().map((option) =>
        el(
          "button",
          {
            type: "button",
            class: "option",
            title: option.description,
            onclick: () => {
              chosen.push(option);
              const input = add(option);
              offer();
              input.focus();
            },
          },
          icon("plus"),
          el("span", {}, option.name),
        ),
      ),
    );
  chosen.forEach(add);
  offer();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(channel, command, values, back);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      back();
    }
  });
  requestAnimationFrame(() => (form.querySelector("input, select") ?? form.querySelector(".option"))?.focus());
  return form;
}

async function send(channel, command, values, back) {
  const missing = command.options.find((option) => option.required && values[option.name] === undefined);
  if (missing) {
    complain(`“${missing.name}” is needed: ${missing.description}`);
    return;
  }
  back();
  const told = await deed("command", { channel: channel.id, name: command.path, options: values });
  if (told?.modal) showModal(told);
}

function field(channel, command, option, values) {
  const id = fresh("option");
  const set = (value) => {
    if (value === undefined || value === "") delete values[option.name];
    else values[option.name] = value;
  };
  const label = el("label", { for: id }, option.name, !option.required && el("span", { class: "footer" }, " optional"));
  const kind = choices(option);
  if (kind) return el("div", { class: "option-field" }, label, select(id, option, kind, set));
  const input = el("input", {
    id,
    required: option.required,
    placeholder: option.description,
    maxlength: option.max_length,
    minlength: option.min_length,
    inputmode: [INTEGER, NUMBER].includes(option.type) ? "decimal" : undefined,
    autocomplete: "off",
  });
  const typed = () =>
    set([INTEGER, NUMBER].includes(option.type) && input.value !== "" ? Number(input.value) : input.value);
  input.addEventListener("input", typed);
  if (!option.autocomplete) return el("div", { class: "option-field" }, label, input);
  const help = suggest(input, {
    label: option.description,
    source: () => ask(channel, command, option, values, input.value),
    picked: (one) => {
      input.value = one.label;
      set(one.value);
      next(input);
    },
  });
  input.addEventListener("focus", help.ask);
  return el("div", { class: "option-field" }, label, input, help.list);
}

/** The next empty field, or the end of the form. */
function next(input) {
  const form = input.closest("form");
  const fields = [...form.querySelectorAll("input, select")];
  (
    fields.slice(fields.indexOf(input) + 1).find((one) => one.value === "") ?? form.querySelector("footer .primary")
  ).focus();
}

async function ask(channel, command, option, values, typed) {
  const told = await deed("complete", {
    channel: channel.id,
    name: command.path,
    options: { ...values, [option.name]: typed },
    focused: option.name,
  });
  return (told?.choices ?? []).map((choice) => ({ label: choice.name, value: choice.value }));
}

/** What can be chosen, where an option has a fixed list: its own, yes or no, people, roles, channels. */
function choices(option) {
  if (option.choices?.length > 0) return option.choices.map((choice) => [choice.name, choice.value]);
  if (option.type === BOOLEAN)
    return [
      ["Yes", true],
      ["No", false],
    ];
  if (option.type === USER) return [...world.people.values()].map((one) => [one.global_name, one.id]);
  if (option.type === ROLE) return world.roles.map((one) => [one.name, one.id]);
  if (option.type === CHANNEL)
    return [...world.channels.values()]
      .filter((one) => one.type !== 1 && (!option.channel_types?.length || option.channel_types.includes(one.type)))
      .map((one) => [`#${channelName(one)}`, one.id]);
  return null;
}

function select(id, option, kind, set) {
  const empty = el("option", { value: "" }, option.required ? "Choose …" : "Not set");
  const made = el(
    "select",
    { id, required: option.required, title: option.description },
    empty,
    kind.map(([name], index) => el("option", { value: String(index) }, name)),
  );
  made.addEventListener("change", () => set(made.value === "" ? undefined : kind[Number(made.value)][1]));
  return made;
}
