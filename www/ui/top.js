// The top bar: where requests go, and the tools.
import { html, nothing } from "lit-html";
import { splittable, state, changed } from "../state.js";
import { savePlace } from "../storage.js";
import { faultsOn, start } from "../session.js";
import { icon } from "./parts.js";
import { openDialog } from "./dialogs.js";
import { toggleDrawer, toggleSplit } from "./drawers.js";
import { menu, toggleMenu } from "./menu.js";

export const places = {
  page: ["In this page", "A simulated Qiscus server. Nothing leaves this tab."],
  sandbox: ["Local sandbox", "A server on this machine, started by cargo xtask demo"],
  own: ["Your app", "Your server adds the secret key"],
};

const faultPill = (id) =>
  html`<span class="pill warn txt">${icon("bolt", true)}${faultLabel(id)}<span class="vh"> faults are on</span></span>`;

/** As the inspector's switch says it. */
const faultLabel = (id) => (id === "latency" ? "+800 ms" : (id[0].toUpperCase() + id.slice(1)).replace("-", " "));

export function choosePlace(place) {
  state.menu = undefined;
  if (place === "own") return openDialog("own");
  if (place === state.place) return changed();
  state.place = place;
  savePlace();
  return start();
}

/** Arrow keys choose in a radio group; Tab leaves it. */
function onKey(event) {
  const names = Object.keys(places);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const next = (at + step + names.length) % names.length;
  buttons[next].focus();
}

export function top() {
  const hint = state.place === "own" ? `${state.baseUrl}: your server adds the secret key` : places[state.place][1];
  const [fault] = faultsOn();
  return html`<header class="top">
    <div class="brand">
      <svg viewBox="0 0 26 26" aria-hidden="true">
        <path fill="var(--accent)" d="M7 3h12a5 5 0 0 1 5 5v7a5 5 0 0 1-5 5h-6.500L7 24.200V20a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5z" />
        <path
          d="M8.500 9.500l3 2.500-3 2.500M14 15h4"
          fill="none"
          stroke="#fff"
          stroke-width="1.800"
          stroke-linecap="round"
          stroke-linejoin="round"
        /></svg
      ><span>qiscus-wasm</span>
    </div>
    <div class="seg" role="radiogroup" aria-label="Where the demo sends its requests" @keydown=${onKey}>
      ${Object.entries(places).map(
        ([name, [label]]) =>
          html`<button
            role="radio"
            aria-checked=${name === state.place ? "true" : "false"}
            tabindex=${name === state.place ? "0" : "-1"}
            @click=${() => choosePlace(name)}
          >
            ${label}
          </button>`,
      )}
    </div>
    <div class="hasmenu only-phone-box">
      <button
        class="btn sm line only-phone"
        data-menu="places"
        aria-haspopup="menu"
        aria-expanded=${state.menu === "places" ? "true" : "false"}
        aria-label="Sends to: ${places[state.place][0]}. Change"
        @click=${() => toggleMenu("places")}
      >
        <span class="dot"></span>${places[state.place][0]}${icon("chev", true)}
      </button>
      ${menu(
        "places",
        "Where the demo sends its requests",
        Object.entries(places).map(([name, [label, text]]) => ({
          symbol: name === state.place ? "check" : "",
          label,
          text,
          run: () => choosePlace(name),
        })),
        "down start",
      )}
    </div>
    <span class="quiet hint cut">${hint}</span>
    <span class="push"></span>
    ${
      splittable.matches
        ? html`<button
            class="btn wide"
            aria-pressed=${state.other ? "true" : "false"}
            ?disabled=${!state.room}
            @click=${toggleSplit}
          >
            ${icon("split")}<span class="txt">Split view</span>
          </button>`
        : nothing
    }
    <button
      class="btn"
      data-drawer="inspector"
      aria-expanded=${state.drawer === "inspector" ? "true" : "false"}
      ?disabled=${state.phase !== "ready"}
      @click=${() => toggleDrawer("inspector")}
    >
      ${icon("code")}<span class="txt">Inspector</span>${fault ? faultPill(fault) : nothing}
    </button>
    <button
      class="btn wide"
      data-drawer="webhooks"
      aria-expanded=${state.drawer === "webhooks" ? "true" : "false"}
      ?disabled=${state.phase !== "ready"}
      @click=${() => toggleDrawer("webhooks")}
    >
      ${icon("hook")}<span class="txt">Webhooks</span>
    </button>
    <a class="btn wide" href="docs/" target="_blank" rel="noreferrer">Docs</a>
  </header>`;
}
