// What can be made to fail: the switches, and what they do.
import { html, nothing } from "lit-html";
import { icon } from "./parts.js";

const LATENCY = 800;

const kinds = [
  { id: "latency", label: `+${LATENCY} ms`, name: "latency" },
  { id: "429", label: "429", name: "too many requests", fault: { name: "status", value: 429, retryAfter: 1 } },
  { id: "5xx", label: "5xx", name: "internal server error", fault: { name: "status", value: 500 } },
  { id: "reset-before", label: "Reset before", name: "before the call takes effect", fault: { name: "reset", when: "before" } },
  { id: "reset-after", label: "Reset after", name: "after the call took effect", fault: { name: "reset", when: "after" } },
  { id: "garbage", label: "Garbage", name: "instead of JSON", fault: { name: "garbage", value: "text" } },
];

/** @type {[string, { times?: number, every?: number, rate?: number }][]} */
const scopes = [
  ["next request", { times: 1 }],
  ["next 3 requests", { times: 3 }],
  ["next 10 requests", { times: 10 }],
  ["every request", {}],
  ["every other request", { every: 2 }],
  ["1 in 5 requests", { rate: 0.2 }],
];

const endpoints = [
  "post_comment",
  "load_comments",
  "login_or_register",
  "create_room",
  "get_or_create_room_with_target",
  "get_rooms_info",
  "add_room_participants",
  "remove_room_participants",
];

/** What was chosen for a recorder, and how many requests each endpoint had seen then: a drawer may be closed meanwhile. */
const memory = new WeakMap();

const total = ({ sent }, endpoint) =>
  endpoint === "*" ? [...sent.values()].reduce((sum, each) => sum + each, 0) : (sent.get(endpoint) ?? 0);

/** What the switches show. A fault that is used up is off. */
export function chosen(recorder) {
  const { choice, before } = memory.get(recorder) ?? { choice: { on: new Set(), scope: 1, endpoint: "post_comment" }, before: 0 };
  const { on, scope, endpoint } = choice;
  const { times = Infinity } = scopes[scope][1];
  const seen = total(recorder, endpoint) - before;
  const others = on.size - (on.has("latency") ? 1 : 0);
  // A sandbox applies one fault to a request: where there are several, each has its turn.
  const isUsedUp = (id) => seen >= times * (id === "latency" ? 1 : others);
  return { ...choice, on: new Set([...on].filter((id) => !isUsedUp(id))) };
}

/** Remembers a choice. Latency is the recorder's: it goes with any other fault. Returns the list for the place. */
export function choose(recorder, choice, random = Math.random) {
  const { on, scope, endpoint } = choice;
  const limits = scopes[scope][1];
  const { times = Infinity, every = 1, rate = 1 } = limits;
  memory.set(recorder, { choice, before: total(recorder, endpoint) });
  let seen = 0;
  recorder.delay = (name) => {
    if (!on.has("latency") || (endpoint !== "*" && endpoint !== name)) return 0;
    return ++seen <= times && seen % every === 0 && random() < rate ? LATENCY : 0;
  };
  return kinds.filter(({ id, fault }) => fault && on.has(id)).map(({ fault }) => ({ endpoint, ...fault, ...limits }));
}

/** The bar of switches. `change` is given what is chosen then. */
export function faultBar(choice, { reason, problem, change }) {
  const toggle = (id) => {
    const on = new Set(choice.on);
    if (!on.delete(id)) on.add(id);
    change({ ...choice, on });
  };
  const pickScope = ({ target }) => change({ ...choice, scope: target.selectedIndex });
  const pickEndpoint = ({ target }) => change({ ...choice, endpoint: target.value });
  const isOff = Boolean(reason);
  return html`<section class="faults" aria-label="Faults">
    <div>
      <b>Make it fail</b>
      <span class="quiet push scope">
        <select class="pick" aria-label="How often" ?disabled=${isOff} @change=${pickScope}>
          ${scopes.map(([label], at) => html`<option ?selected=${at === choice.scope}>${label}</option>`)}
        </select>
        to
        <select class="pick mono" aria-label="Endpoint" ?disabled=${isOff} @change=${pickEndpoint}>
          <option value="*" ?selected=${choice.endpoint === "*"}>any endpoint</option>
          ${endpoints.map((name) => html`<option value=${name} ?selected=${name === choice.endpoint}>${name}</option>`)}
        </select>
      </span>
    </div>
    <div role="group" aria-label="What goes wrong" aria-describedby=${isOff ? "faults-reason" : nothing}>
      ${kinds.map(({ id, label, name }) => {
        const isOn = choice.on.has(id);
        const described = `${label}, ${name}`;
        return html`<button
          type="button" class="chip" aria-pressed=${isOn} aria-label=${described} title=${described}
          ?disabled=${isOff} @click=${() => toggle(id)}
        >${isOn && id !== "latency" ? icon("bolt") : nothing}${label}</button>`;
      })}
    </div>
    ${isOff ? html`<p class="quiet" id="faults-reason">${reason}</p>` : nothing}
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
  </section>`;
}
