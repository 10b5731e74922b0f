// The demo: a chat on qiscus-wasm. Renders the page, and wires up what is about the page as a whole.
import { render } from "lit-html";
import { isOpen, markRead, titleOf } from "./rooms.js";
import { start } from "./session.js";
import { changed, narrow, onChange, state } from "./state.js";
import { restorePlace, saveSession } from "./storage.js";
import { app } from "./ui/app.js";
import { remember, restore } from "./ui/scroll.js";
import { onKey } from "./ui/keys.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
root.replaceChildren();

onChange(() => {
  remember();
  render(app(), root);
  restore();
  saveSession();
  const room = state.rooms.get(state.room);
  document.title = room ? `${titleOf(room)} · qiscus-wasm demo` : "qiscus-wasm demo";
});

addEventListener("keydown", onKey);
addEventListener("resize", changed);
document.addEventListener("visibilitychange", () => {
  if (document.hidden || state.phase !== "ready") return;
  if (isOpen(state.me, state.room)) markRead(state.room);
  changed();
});
addEventListener("popstate", () => {
  if (!narrow.matches) return;
  state.screen = history.state?.chat ? "chat" : "list";
  changed();
});

// Nothing is shown for a short wait, a placeholder for a longer one.
setTimeout(() => {
  state.slow = true;
  changed();
}, 300);

restorePlace();
changed();
start();
