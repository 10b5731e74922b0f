// The drawers: inspector, webhook bench and people; and the split view, which needs their space.
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { candidates } from "../rooms.js";
import { tools } from "../session.js";
import { changed, splittable, state, wide } from "../state.js";
import { openDialog } from "./dialogs.js";
import { focusFirst, icon, iconButton } from "./parts.js";
import { people } from "./people.js";

let wanted;
let mounted;

export function openDrawer(name) {
  state.drawer = name;
  if (name && !wide.matches) state.other = undefined;
  changed();
}

export function toggleDrawer(name) {
  if (state.drawer === name) closeDrawer();
  else openDrawer(name);
}

/** Closes the drawer, and gives the focus back to what opened it. */
export function closeDrawer() {
  const name = state.drawer;
  if (!name) return false;
  state.drawer = undefined;
  changed();
  focusFirst(`[data-drawer="${name}"]`);
  return true;
}

/** Opens the inspector at an entry of the recorder. */
export function showRequest(entry) {
  if (mounted?.name === "inspector") return mounted.dispose.select?.(entry);
  wanted = entry;
  openDrawer("inspector");
}

export function toggleSplit() {
  const room = state.rooms.get(state.room);
  state.other = state.other || !room ? undefined : candidates(room)[0];
  if (state.other && !wide.matches) state.drawer = undefined;
  changed();
}

const load = {
  inspector: async () => (await import("../inspector/inspector.js")).inspector,
  webhooks: async () => (await import("../bench/bench.js")).bench,
};

/** Mounts a drawer that renders itself, and disposes of it when it goes. */
async function mount(name, host) {
  unmount();
  if (!host) return;
  const current = { name, host, dispose: () => {} };
  mounted = current;
  const show = await load[name]();
  if (mounted !== current) return;
  const go = (target) => (target in load ? openDrawer(target) : target ? showRequest(target) : closeDrawer());
  const context = Object.assign(tools(go), { selected: wanted });
  wanted = undefined;
  current.dispose = show(host, context);
}

function unmount() {
  mounted?.dispose();
  mounted = undefined;
}

const names = { inspector: "Inspector", webhooks: "Webhooks" };

/** The header of the two tools: they are tabs, and put their own buttons between. */
function toolHeader() {
  const go = (name) => {
    openDrawer(name);
    queueMicrotask(() => focusFirst(".drawer [aria-selected=true]"));
  };
  const onKey = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    go(state.drawer === "inspector" ? "webhooks" : "inspector");
  };
  return html`<header>
    <div class="seg" role="tablist" aria-label="Tools" @keydown=${onKey}>
      ${Object.entries(names).map(([name, label]) => {
        const isCurrent = name === state.drawer;
        return html`<button
          role="tab"
          aria-selected=${isCurrent ? "true" : "false"}
          tabindex=${isCurrent ? "0" : "-1"}
          @click=${() => isCurrent || go(name)}
        >
          ${label}
        </button>`;
      })}
    </div>
    <div class="actions push"></div>
    ${iconButton("x", "Close", closeDrawer)}
  </header>`;
}

const mounts = Object.fromEntries(Object.keys(load).map((name) => [name, (host) => mount(name, host)]));

const addButton = () => html`<button class="btn sm line" @click=${() => openDialog("add")}>${icon("adduser", true)}Add</button>`;

export function drawer() {
  const room = state.rooms.get(state.room);
  if (state.phase !== "ready") return nothing;
  switch (state.drawer) {
    case "inspector":
      return html`<aside class="drawer" aria-label="Inspector">
        ${toolHeader()}
        <div class="host" ${ref(mounts.inspector)}></div>
      </aside>`;
    case "webhooks":
      return html`<aside class="drawer hook" aria-label="Webhook bench">
        ${toolHeader()}
        <div class="host" ${ref(mounts.webhooks)}></div>
      </aside>`;
    case "people":
      return room
        ? html`<aside class="drawer ppl" aria-label="People in ${room.name}">
            <header>
              <h2>People</h2>
              <span class="push"></span>
              ${room.type === "group" ? addButton() : nothing} ${iconButton("x", "Close", closeDrawer)}
            </header>
            ${people(room)}
          </aside>`
        : nothing;
    default:
      return nothing;
  }
}

splittable.addEventListener("change", () => {
  if (!splittable.matches) state.other = undefined;
  changed();
});
