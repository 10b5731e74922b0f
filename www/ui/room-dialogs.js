// The dialogs about people, rooms and the place.
import { html } from "lit-html";
import { addParticipants, addPerson, createGroup, openPair } from "../rooms.js";
import { start } from "../session.js";
import { changed, nameOf, state } from "../state.js";
import { savePlace } from "../storage.js";
import { field } from "./dialogs.js";
import { avatar, focusFirst } from "./parts.js";

const known = () =>
  [...new Set([...state.people.map(({ email }) => email), ...state.names.keys()])].filter((email) => email !== state.me);

/** People to choose from: several, or one. */
function choices(legend, emails, form, type) {
  const toggle = (email, on) => {
    if (type === "radio") form.chosen = new Set([email]);
    else if (on) form.chosen.add(email);
    else form.chosen.delete(email);
    changed();
  };
  return html`<fieldset>
    <legend>${legend}</legend>
    ${emails.map(
      (email) =>
        html`<label class="who"
          ><input
            type=${type}
            name="who"
            .checked=${form.chosen.has(email)}
            @change=${({ target }) => toggle(email, target.checked)}
          />
          ${avatar(nameOf(email), email, "sm")}<span class="cut" dir="auto">${nameOf(email)}</span
          ><span class="quiet push cut">${email}</span></label
        >`,
    )}
    ${emails.length === 0 ? html`<p class="quiet">Nobody else is known here yet. Enter a user id below.</p>` : ""}
  </fieldset>`;
}

/** The people that were ticked, and one whose id was typed. */
const chosen = ({ chosen, other }) => [...chosen, ...(other.trim() ? [other.trim()] : [])];

function kinds(form) {
  const names = { pair: "One person", group: "Group" };
  const choose = (kind) => {
    form.kind = kind;
    if (kind === "pair") form.chosen = new Set([...form.chosen].slice(0, 1));
    changed();
  };
  const onKey = (event) => {
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    choose(form.kind === "pair" ? "group" : "pair");
    queueMicrotask(() => focusFirst(".dialog .seg [aria-checked=true]"));
  };
  return html`<div class="seg" role="radiogroup" aria-label="Kind" @keydown=${onKey}>
    ${Object.entries(names).map(
      ([kind, label]) =>
        html`<button
          type="button"
          role="radio"
          aria-checked=${form.kind === kind ? "true" : "false"}
          tabindex=${form.kind === kind ? "0" : "-1"}
          @click=${() => choose(kind)}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}

const anotherId = (form) => field("Another user id", form, "other", { placeholder: "eve@example.com" });

export const roomDialogs = {
  new: {
    title: "New conversation",
    initial: () => ({ kind: "pair", name: "", chosen: new Set(), other: "" }),
    body: (form) =>
      html`${kinds(form)} ${form.kind === "group" ? field("Name", form, "name") : ""}
      ${choices("People", known(), form, form.kind === "group" ? "checkbox" : "radio")}
      ${anotherId(form)}`,
    ready: (form) => (form.kind === "group" ? form.name.trim() !== "" : chosen(form).length > 0),
    action: (form) => (form.kind === "group" ? "Create group" : "Open"),
    busyWord: "Creating",
    run: (form) => (form.kind === "group" ? createGroup(form.name.trim(), chosen(form)) : openPair(chosen(form).at(-1))),
  },
  add: {
    title: "Add people",
    initial: () => ({ chosen: new Set(), other: "" }),
    body: (form) => {
      const room = state.rooms.get(state.room);
      const others = known().filter((email) => !room?.participants.includes(email));
      return html`${choices("People", others, form, "checkbox")} ${anotherId(form)}`;
    },
    ready: (form) => chosen(form).length > 0,
    action: "Add",
    busyWord: "Adding",
    run: (form) => addParticipants(state.room, chosen(form)),
  },
  person: {
    title: "Add a person",
    initial: () => ({ username: "", email: "" }),
    body: (form) =>
      html`${field("Name", form, "username")}${field("User id", form, "email", { placeholder: "eve@example.com" })}`,
    ready: ({ username, email }) => username.trim() !== "" && email.trim() !== "",
    action: "Sign in",
    busyWord: "Signing in",
    run: ({ username, email }) => addPerson({ username: username.trim(), email: email.trim() }),
  },
  own: {
    title: "Your app",
    initial: () => ({ baseUrl: state.baseUrl || "/api/qiscus" }),
    body: (form) =>
      html`<p class="quiet">
          Requests go to a proxy of yours, which adds the secret key: see the guide “Proxy”. Don’t put the key here.
        </p>
        ${field("Base URL", form, "baseUrl", { placeholder: "/api/qiscus" })}`,
    ready: ({ baseUrl }) => /^(\/|https?:\/\/.)/.test(baseUrl.trim()),
    action: "Connect",
    busyWord: "Connecting",
    run({ baseUrl }) {
      Object.assign(state, { place: "own", baseUrl: baseUrl.trim() });
      savePlace();
      // It closes this dialog, and may open another.
      start();
    },
  },
};
