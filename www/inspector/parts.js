// What the inspector and the webhook bench have in common.
import { html, nothing, render } from "lit-html";
import { tokens } from "../code.js";

export const icon = (name, size = "s") => html`<svg class="i ${size}" aria-hidden="true"><use href="#${name}"></use></svg>`;

/** Code or JSON in colours. Colours for more than this would only take time. */
export function coloured(text) {
  const shown = text.slice(0, 20_000);
  return [
    ...tokens(shown).map(([kind, part]) => (kind ? html`<span class=${kind}>${part}</span>` : part)),
    text.slice(shown.length),
  ];
}

/** Milliseconds for people: `22 ms`, `4.61 s`. */
export function time(milliseconds) {
  if (milliseconds === undefined) return "…";
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(milliseconds < 99_995 ? 2 : 0)} s`;
}

export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Copies a text, also where the page has no clipboard: on plain HTTP, or without permission. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "vh";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    back?.focus?.();
    return copied;
  }
}

/**
 * A button that copies, and says so for a moment.
 * @param {string} label
 * @param {() => string} text
 * @param {{ caption?: unknown, isDisabled?: boolean, className?: string }} [options]
 */
export function copyButton(label, text, { caption, isDisabled = false, className = "btn ico sm push" } = {}) {
  async function press({ currentTarget: button }) {
    const done = (await copy(text())) ? "Copied" : "Not copied";
    const status = button.querySelector("[role=status]");
    button.classList.add("copied");
    status.textContent = done;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.classList.remove("copied");
      status.textContent = "";
    }, 1600);
  }
  const name = caption ? nothing : label;
  return html`<button
    type="button" class=${className} aria-label=${name} title=${name} ?disabled=${isDisabled} @click=${press}
  >
    <span class="before">${icon("copy")}</span><span class="after">${icon("check")}</span>${caption ?? nothing}
    <span class="vh" role="status"></span>
  </button>`;
}

/**
 * Where a drawer's buttons go: into `context.actions`, or an element `.actions` of the header that the page has for the drawer;
 * where it has neither, above the drawer's content.
 */
export function frame(host, context) {
  const slot = context.actions ?? host.parentElement?.querySelector(":scope > header .actions");
  return {
    header(actions) {
      if (!slot) return html`<div class="actions">${actions}</div>`;
      render(actions, slot);
      return nothing;
    },
    clear() {
      if (slot) render(nothing, slot);
    },
  };
}

/** Moves the focus within a list that is one stop of the Tab key. */
export function roving(event, selector) {
  const items = [...event.currentTarget.querySelectorAll(selector)];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  items[Math.min(Math.max(to, 0), items.length - 1)].focus();
}
