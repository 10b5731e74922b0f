// Where a log stands: at its end it follows, elsewhere nothing moves when messages come, above or below.
import { loadOlder } from "../comments.js";
import { changed, state } from "../state.js";

const ahead = 400;
const memory = new WeakMap();

/** New messages below what is seen, by pane. */
export const below = new Map();

const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

/** @returns {HTMLElement[]} */
const messages = (log) => [...log.querySelectorAll("[data-key]")];

/** @returns {NodeListOf<HTMLElement>} */
const logs = () => document.querySelectorAll(".log[data-room]");

/** Before a render: remembers a message that is seen, and where. */
export function remember() {
  for (const log of logs()) {
    const { top } = log.getBoundingClientRect();
    const all = messages(log);
    const anchor = all.find((each) => each.getBoundingClientRect().bottom > top);
    memory.set(log, {
      room: log.dataset.room,
      viewer: log.dataset.viewer,
      atEnd: isAtEnd(log),
      anchor: anchor?.dataset.key,
      offset: anchor && anchor.getBoundingClientRect().top - top,
      last: all.at(-1)?.dataset.key,
      count: all.length,
    });
  }
}

/** After a render: puts that message back where it was. */
export function restore() {
  for (const log of logs()) {
    const { room, viewer } = log.dataset;
    const was = memory.get(log);
    const all = messages(log);
    const end = () => {
      log.scrollTop = log.scrollHeight;
      if (below.delete(log.dataset.pane)) changed();
    };
    const isSame = was !== undefined && was.room === room && was.viewer === viewer && was.count > 0;
    const added = isSame ? all.slice(all.findLastIndex((each) => each.dataset.key === was.last) + 1) : [];
    const isOwn = added.at(-1)?.closest(".grp")?.classList.contains("me");
    if (!isSame || was.atEnd || isOwn) {
      end();
    } else {
      const anchor = all.find((each) => each.dataset.key === was.anchor);
      if (anchor) log.scrollTop += anchor.getBoundingClientRect().top - log.getBoundingClientRect().top - was.offset;
      if (added.length > 0 && added.length < all.length) {
        below.set(log.dataset.pane, (below.get(log.dataset.pane) ?? 0) + added.length);
        changed();
      }
    }
    // A page that is shorter than the log leaves nothing to scroll.
    if (log.scrollTop < ahead) loadOlder(room);
  }
}

export function onScroll({ currentTarget: log }) {
  if (log.scrollTop < ahead) loadOlder(log.dataset.room);
  if (isAtEnd(log) && below.delete(log.dataset.pane)) changed();
}

export function toEnd(pane) {
  const log = document.querySelector(`.log[data-pane="${pane}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  log?.scrollTo({ top: log.scrollHeight, behavior: calm ? "instant" : "smooth" });
}

/** Shows a message, and marks it for a moment. */
export async function flash(id, viewer, room) {
  const conversation = state.conversations.get(room);
  for (let tries = 0; tries < 20; tries++) {
    const log = document.querySelector(`.log[data-viewer="${CSS.escape(viewer)}"]`);
    /** @type {HTMLElement | null | undefined} */
    const target = log?.querySelector(`[data-id="${CSS.escape(String(id))}"]`);
    if (target) {
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
      target.classList.add("flash");
      target.addEventListener("animationend", () => target.classList.remove("flash"), { once: true });
      return;
    }
    if (!conversation || conversation.complete || conversation.error) return;
    await loadOlder(room);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
