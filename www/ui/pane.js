// A conversation as one person sees it.
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { loadOlder } from "../comments.js";
import { post } from "../post.js";
import { candidates, colourKey, openRoom, titleOf } from "../rooms.js";
import { start, startOver, tryNow } from "../session.js";
import { changed, nameOf, state } from "../state.js";
import { timeOf } from "../format.js";
import { timeline } from "../timeline.js";
import { composer } from "./composer.js";
import { openDialog } from "./dialogs.js";
import { openDrawer, toggleDrawer, toggleSplit } from "./drawers.js";
import { menu, toggleMenu } from "./menu.js";
import { message } from "./message.js";
import { avatar, icon, iconButton, rove } from "./parts.js";
import { report } from "./report.js";
import { onScroll } from "./scroll.js";

const byline = (name, timestamp) =>
  html`<p class="by"><b dir="auto">${name}</b> <time datetime=${timestamp}>${timeOf(timestamp)}</time></p>`;

const viewOf = (email) => html`<span class="as push">${avatar(nameOf(email), email)}${nameOf(email)}’s view</span>`;

function row(each, viewer, room) {
  if (each.kind === "day") return html`<div class="day"><time datetime=${each.date}>${each.text}</time></div>`;
  if (each.kind === "sys") return html`<p class="sys" dir="auto">${each.text}</p>`;
  const { email, mine, messages, timestamp } = each;
  const name = nameOf(email);
  return html`<div class=${mine ? "grp me" : "grp"}>
    ${mine ? nothing : avatar(name, email, "sm")}
    <div>
      ${mine ? nothing : byline(name, timestamp)}
      ${repeat(
        messages,
        ({ key }) => key,
        (one, at) => message(one, { viewer, room, mine, isFirst: at === 0, isLast: at === messages.length - 1 }),
      )}
    </div>
  </div>`;
}

const loading = html`<div class="blank load" aria-busy="true" role="status">
  <span class="vh">Loading messages</span>
  ${["w46", "w62", "w34", "w46", "w34"].map((width) => html`<span class="sk ${width}"></span>`)}
</div>`;

function empty(room, viewer) {
  return html`<div class="blank">
    <span class="tile">${icon("chat")}</span>
    <h3>No messages yet</h3>
    <p>Say hello, or send buttons, a card or a location to see how they look on the other side.</p>
    <button class="btn main" @click=${() => post(viewer, room.id, { message: "Hello" })}>Send “Hello”</button>
  </div>`;
}

/**
 * @param {import("../types.js").Conversation} conversation
 * @param {string} id
 */
function failed({ error, loaded }, id) {
  const again = () => report(loaded ? loadOlder(id, { again: true }) : openRoom(id, { again: true }));
  return html`<p class="sys">
    <span class="err">${error}</span>
    <button class="btn sm line" @click=${again}>Load again</button>
  </p>`;
}

function log(room, viewer, pane) {
  const conversation = state.conversations.get(room.id);
  const rows = timeline(room.id, viewer);
  const isEmpty = conversation?.loaded && conversation.complete && rows.every(({ kind }) => kind !== "group");
  const isBlank = rows.length === 0 || isEmpty;
  const label = pane === "main" ? "Messages" : `Messages, as ${nameOf(viewer)}`;
  const onKey = (event) => event.target.matches(".log, .msg") && rove(event, ".msg");
  const isSlow = conversation?.loading && Date.now() - (conversation.since ?? 0) > 300;
  return html`<div
    class="log scroll"
    role="log"
    aria-label=${label}
    tabindex="0"
    data-room=${room.id}
    data-viewer=${viewer}
    data-pane=${pane}
    @scroll=${onScroll}
    @keydown=${onKey}
  >
    ${conversation?.error ? failed(conversation, room.id) : nothing}
    ${conversation?.loaded && conversation.loading ? html`<p class="sys">Loading older messages…</p>` : nothing}
    ${isEmpty ? empty(room, viewer) : isBlank && isSlow ? loading : nothing}
    ${repeat(
      rows,
      ({ key }) => key,
      (each) => row(each, viewer, room.id),
    )}
  </div>`;
}

function banner() {
  if (!state.offline) return nothing;
  const seconds = Math.max(1, Math.ceil((state.offline.until - Date.now()) / 1000));
  return html`<div class="bannr">
    <span class="spin"></span><span role="status">${state.offline.text}</span><span>Trying again in ${seconds} s.</span
    ><button class="btn sm push" @click=${tryNow}>Try now</button>
  </div>`;
}

const option = (email) => html`<option value=${email} ?selected=${email === state.other}>${nameOf(email)}’s view</option>`;

/** Who sees the second conversation. */
const chooser = (room) =>
  html`<label class="as push">
    ${avatar(nameOf(state.other), state.other)}
    <select
      aria-label="Whose view"
      @change=${({ target }) => {
        state.other = target.value;
        changed();
      }}
    >
      ${candidates(room).map(option)}</select
    >${icon("chev", true)}
  </label>`;

export function pane(room, viewer, name) {
  const title = titleOf(room, viewer);
  const isMain = name === "main";
  const names = room.participants.map(nameOf).join(", ");
  const isGroup = room.type === "group";
  const items = [
    { symbol: "users", label: "People", run: () => openDrawer("people") },
    ...(isGroup ? [{ symbol: "adduser", label: "Add people", run: () => openDialog("add") }] : []),
    { symbol: "code", label: "Inspector", run: () => openDrawer("inspector") },
    { symbol: "hook", label: "Webhooks", run: () => openDrawer("webhooks") },
    ...(state.place === "page" ? [{ symbol: "retry", label: "Start over", run: startOver }] : []),
  ];
  const back = () => {
    if (history.state?.chat) return history.back();
    state.screen = "list";
    changed();
  };
  return html`<section
    class=${isMain ? "pane" : "pane splits"}
    aria-label=${isMain ? title : `${title} as ${nameOf(viewer)} sees it`}
  >
    <header>
      ${isMain ? iconButton("back", "Back to conversations", back, { className: "back" }) : nothing}
      ${avatar(title, colourKey(room, viewer))}
      <div class="cut">
        <h2 class="cut" dir="auto">${title}</h2>
        <p class="cut">${isGroup ? names : "One-to-one"}</p>
      </div>
      ${
        isMain
          ? html`${state.other ? viewOf(viewer) : nothing}
              <button
                class="btn fold push"
                data-drawer="people"
                aria-expanded=${state.drawer === "people" ? "true" : "false"}
                @click=${() => toggleDrawer("people")}
              >
                ${icon("users")}<span class="num">${room.participants.length}<span class="vh"> people</span></span>
              </button>
              ${isGroup ? iconButton("adduser", "Add people", () => openDialog("add"), { className: "fold wide" }) : nothing}
              <div class="hasmenu">
                <button
                  class="btn ico"
                  data-menu="room"
                  aria-label="Conversation menu"
                  aria-haspopup="menu"
                  aria-expanded=${state.menu === "room" ? "true" : "false"}
                  @click=${() => toggleMenu("room")}
                >
                  ${icon("more")}
                </button>
                ${menu("room", "Conversation", items, "down")}
              </div>`
          : html`${chooser(room)}${iconButton("x", "Close split view", toggleSplit)}`
      }
    </header>
    ${isMain ? banner() : nothing} ${log(room, viewer, name)} ${composer(room, viewer, name)}
  </section>`;
}

const failures = {
  page: "The sandbox in this page can’t start",
  sandbox: "The local sandbox isn’t running",
  own: "Your app can’t be used",
};

function failure() {
  const { place, trouble } = state;
  return html`<div class="log blank">
    <span class="tile">${icon("alert")}</span>
    <h3>${failures[place]}</h3>
    ${
      place === "sandbox"
        ? html`<p>Start it with <code>cargo xtask demo</code>, and open the address that it prints.</p>`
        : html`<p class="trouble">${trouble}</p>`
    }
    <button class="btn main" @click=${start}>Try again</button>
  </div>`;
}

/** Where no conversation is open. */
export function blankPane() {
  const { phase, me } = state;
  const content = {
    starting: html`<div class="log">${state.slow ? loading : nothing}</div>`,
    failed: failure(),
    ready: html`<div class="log blank">
      <span class="tile">${icon("chat")}</span>
      <h3>No conversation is open</h3>
      <p>${me ? "Choose a conversation, or begin a new one." : "Add a person to begin."}</p>
    </div>`,
  };
  return html`<section class="pane" aria-label="Conversation">${banner()} ${content[phase]}</section>`;
}
