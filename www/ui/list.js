// The rail of people and the list of conversations.
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { listTime, summary } from "../format.js";
import { become, colourKey, openRoom, titleOf } from "../rooms.js";
import { roomIds } from "../session.js";
import { changed, nameOf, narrow, state, unreadOf, unreadTotal } from "../state.js";
import { avatar, count, icon, iconButton, rove } from "./parts.js";
import { openDialog } from "./dialogs.js";
import { report } from "./report.js";

const badge = (unread) => html`<span class="count" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>`;

export function rail() {
  const isReady = state.phase === "ready";
  return html`<nav class="rail" aria-label="People">
    ${repeat(
      state.people,
      ({ email }) => email,
      ({ email, username }) => {
        const isMe = email === state.me;
        const unread = isMe ? 0 : unreadTotal(email);
        return html`<button
          aria-current=${isMe ? "true" : nothing}
          title=${username}
          ?disabled=${!isReady}
          @click=${() => report(become(email))}
        >
          ${avatar(username, email, "lg sq")}${unread ? badge(unread) : nothing}
          <span class="vh">${isMe ? `${username}, that is you` : `Be ${username}${unread ? `, ${unread} unread` : ""}`}</span>
        </button>`;
      },
    )}
    <hr />
    <button class="add" aria-label="Add a person" title="Add a person" ?disabled=${!isReady} @click=${() => openDialog("person")}>
      ${icon("plus")}
    </button>
  </nav>`;
}

function lastLine(room) {
  const notice = state.notices.findLast((each) => each.room === room.id);
  if (!room.last) return notice?.type === "create_room" ? `${nameOf(notice.subject)} created the group` : "No messages yet";
  const text = html`<bdi>${summary(room.last)}</bdi>`;
  if (room.last.type === "system_event") return text;
  if (room.last.email === state.me) return html`You: ${text}`;
  return room.type === "group" ? html`${nameOf(room.last.email)}: ${text}` : text;
}

function row(id, isFirst) {
  const room = /** @type {import("../types.js").Room} */ (state.rooms.get(id));
  const title = titleOf(room);
  const unread = unreadOf(state.me, id);
  const isCurrent = id === state.room;
  const open = (event) => {
    event.preventDefault();
    if (narrow.matches) history.pushState({ chat: true }, "");
    report(openRoom(id));
  };
  const tab = isCurrent || (isFirst && !roomIds().includes(state.room)) ? "0" : "-1";
  return html`<a
    href="#${id}"
    class=${unread ? "new" : ""}
    aria-current=${isCurrent ? "page" : nothing}
    tabindex=${tab}
    @click=${open}
  >
    ${avatar(title, colourKey(room, state.me), "lg")}<b class="cut"><bdi>${title}</bdi></b
    ><time>${listTime(room.last?.timestamp)}</time>
    <p class="cut">${lastLine(room)}</p>
    ${count(unread)}
  </a>`;
}

const foot = {
  page: "New messages arrive by webhook",
  sandbox: "New messages arrive by webhook",
};

export function list() {
  const isReady = state.phase === "ready";
  const ids = isReady ? roomIds() : [];
  const name = nameOf(state.me);
  return html`<section class="list" aria-label="Conversations">
    <header>
      <div class="cut">
        <h2 class="cut">${state.me ? `You are ${name}` : "Nobody yet"}</h2>
        <p class="cut">${state.me || "Add a person to begin"}</p>
      </div>
      ${state.me && isReady ? iconButton("edit", "New conversation", () => openDialog("new"), { className: "push" }) : nothing}
    </header>
    <nav class="chats scroll" aria-label="Conversations" @keydown=${(event) => rove(event, "a")}>
      ${repeat(
        ids,
        (id) => id,
        (id, at) => row(id, at === 0),
      )}
      ${
        isReady && state.me && ids.length === 0
          ? html`<div class="blank">
              <h3>No conversations yet</h3>
              <button class="btn main" @click=${() => openDialog("new")}>New conversation</button>
            </div>`
          : nothing
      }
    </nav>
    ${
      foot[state.place]
        ? html`<p class="foot"><span class="dot"></span><span class="cut">${foot[state.place]}</span></p>`
        : html`<p class="foot">
            <span class="cut">Webhooks go to your server</span>
            <button class="btn sm push" ?disabled=${!state.room} @click=${() => report(openRoom(state.room, { again: true }))}>
              Refresh
            </button>
          </p>`
    }
  </section>`;
}

narrow.addEventListener("change", changed);
