// The whole page.
import { html, nothing } from "lit-html";
import { narrow, splittable, state } from "../state.js";
import { dialog } from "./dialogs.js";
import { drawer } from "./drawers.js";
import { list, rail } from "./list.js";
import { blankPane, pane } from "./pane.js";
import { icon } from "./parts.js";
import { top } from "./top.js";

export function app() {
  const room = state.phase === "ready" ? state.rooms.get(state.room) : undefined;
  const isSplit = Boolean(room && state.other && splittable.matches);
  const classes = ["app", `on-${narrow.matches && state.screen === "chat" && room ? "chat" : "list"}`];
  if (isSplit) classes.push("splitted");
  if (state.offline) classes.push("offline");
  return html`<div class=${classes.join(" ")}>
      ${top()}${rail()}
      <main>
        <h1 class="vh">qiscus-wasm demo</h1>
        ${list()}
        <div class="panes">
          ${room ? pane(room, state.me, "main") : blankPane()}${isSplit ? pane(room, state.other, "side") : nothing}
        </div>
      </main>
      ${drawer()}
      <p class="vh" role="status">${failureText()}</p>
    </div>
    ${dialog()}
    <div class="toast" role="status">${state.toast ? html`<p>${icon("alert", true)}${state.toast}</p>` : nothing}</div>`;
}

/** A failure is announced once, politely. */
function failureText() {
  const failed = state.pending.findLast(({ status }) => status === "failed" || status === "unsure");
  return failed?.reason ?? "";
}
