// Menus: one is open at a time, moved through with the arrow keys.
import { html, nothing } from "lit-html";
import { changed, state } from "../state.js";
import { focusFirst, icon, rove } from "./parts.js";

export function toggleMenu(name) {
  state.menu = state.menu === name ? undefined : name;
  changed();
  if (state.menu) queueMicrotask(() => focusFirst(".menu button"));
}

export function closeMenu({ focus = true } = {}) {
  const name = state.menu;
  if (!name) return false;
  state.menu = undefined;
  changed();
  if (focus) focusFirst(`[data-menu="${CSS.escape(name)}"]`);
  return true;
}

function choose(item) {
  closeMenu();
  item.run();
}

/** `items`: `{ symbol, label, text, run }`. */
export function menu(name, label, items, className = "") {
  if (state.menu !== name) return nothing;
  return html`<div class="menu ${className}" role="menu" aria-label=${label} @keydown=${(event) => rove(event, "button")}>
    ${items.map(
      (item) =>
        html`<button type="button" role="menuitem" @click=${() => choose(item)}>
          ${item.symbol ? icon(item.symbol) : html`<span></span>`}<span
            >${item.label}${item.text ? html`<small>${item.text}</small>` : nothing}</span
          >
        </button>`,
    )}
  </div>`;
}

// A click elsewhere closes it.
addEventListener("click", ({ target }) => {
  const isOfMenu = target instanceof Element && target.closest(".menu, [data-menu]");
  if (state.menu && !isOfMenu) closeMenu({ focus: false });
});
