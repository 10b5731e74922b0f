// Small parts that every view uses.
import { html, nothing } from "lit-html";
import { tokens } from "../code.js";
import { colour, initials } from "../format.js";

export const icon = (name, small = false, label) =>
  label
    ? html`<svg class=${small ? "i s" : "i"} role="img" aria-label=${label}><use href="#${name}"></use></svg>`
    : html`<svg class=${small ? "i s" : "i"} aria-hidden="true"><use href="#${name}"></use></svg>`;

export const avatar = (name, key, shape = "") =>
  html`<span class="av ${shape} ${colour(key)}" aria-hidden="true">${initials(name)}</span>`;

/** A button that is only an icon: its name is a label. */
export const iconButton = (symbol, label, onClick, { className = "", isSmall = false } = {}) =>
  html`<button type="button" class="btn ico ${className}" aria-label=${label} title=${label} @click=${onClick}>
    ${icon(symbol, isSmall)}
  </button>`;

/** Code in colours. */
export const coloured = (code) => tokens(code).map(([kind, text]) => (kind ? html`<span class=${kind}>${text}</span>` : text));

export const count = (number, className = "count") =>
  number > 0 ? html`<span class=${className}>${number > 99 ? "99+" : number}<span class="vh"> unread</span></span>` : nothing;

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

/** A message with its web addresses as links. */
export function linked(text = "") {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    parts.push(text.slice(end, match.index), html`<a href=${match[0]} target="_blank" rel="noreferrer">${match[0]}</a>`);
    end = match.index + match[0].length;
  }
  return end === 0 ? text : [...parts, text.slice(end)];
}

/** An address that a link may have, or nothing. */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:", "tel:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} selector */
export function focusFirst(selector) {
  /** @type {HTMLElement | null} */
  const element = document.querySelector(selector);
  element?.focus();
}

/** Moves the focus among the items of a list with the arrow keys, Home and End. */
export function rove(event, selector) {
  const keys = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = keys[event.key];
  if (step === undefined) return;
  const items = [...event.currentTarget.querySelectorAll(selector)];
  const at = items.indexOf(document.activeElement?.closest(selector));
  const next = Math.min(Math.max(Number.isFinite(step) ? at + step : step < 0 ? 0 : items.length - 1, 0), items.length - 1);
  items[next]?.focus();
  event.preventDefault();
}

/** Copies, and says so for a moment. */
export async function copy(text, event) {
  const button = event.currentTarget;
  await navigator.clipboard?.writeText(text).catch(() => {});
  const label = button.getAttribute("aria-label");
  button.setAttribute("aria-label", "Copied");
  button.querySelector("use")?.setAttribute("href", "#check");
  setTimeout(() => {
    button.setAttribute("aria-label", label);
    button.querySelector("use")?.setAttribute("href", "#copy");
  }, 1500);
}
