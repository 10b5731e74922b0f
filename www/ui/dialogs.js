// Dialogs: each is a form in a native <dialog>, which holds the focus and gives it back.
import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { messageOf } from "../error.js";
import { changed, state } from "../state.js";
import { attachDialogs } from "./attach.js";
import { roomDialogs } from "./room-dialogs.js";

export function openDialog(kind, details = {}) {
  const opener = /** @type {HTMLElement | null} */ (document.activeElement);
  state.dialog = { kind, error: undefined, busy: false, opener, ...details, form: undefined };
  changed();
}

export function closeDialog() {
  const { opener } = state.dialog ?? {};
  state.dialog = undefined;
  changed();
  queueMicrotask(() => opener?.isConnected && opener.focus());
}

const show = (element) => {
  // It isn't in the document yet.
  if (element) queueMicrotask(() => element.isConnected && !element.open && element.showModal());
};

/** Runs what the form is for. The dialog stays open while it runs, and shows how it failed. */
async function submit(event, run) {
  event.preventDefault();
  const { dialog } = state;
  if (!dialog || dialog.busy) return;
  Object.assign(dialog, { busy: true, error: undefined });
  changed();
  try {
    await run(dialog.form);
    if (state.dialog === dialog) closeDialog();
  } catch (error) {
    Object.assign(dialog, { busy: false, error: messageOf(error) });
    changed();
  }
}

/** @type {Record<string, any>} */
const dialogs = { ...attachDialogs, ...roomDialogs };

export function dialog() {
  const current = state.dialog;
  if (!current) return nothing;
  const { title, isWide, initial, body, action, busyWord, run, ready = () => true } = dialogs[current.kind];
  current.form ??= initial(current);
  const close = () => state.dialog === current && closeDialog();
  const onBackdrop = (event) => event.target === event.currentTarget && close();
  const label = typeof action === "function" ? action(current.form) : action;
  return html`<dialog
    class=${isWide ? "dialog wide-dialog" : "dialog"}
    aria-labelledby="dialog-title"
    ${ref(show)}
    @close=${close}
    @click=${onBackdrop}
  >
    <form @submit=${(event) => submit(event, (form) => run(form, current))} novalidate>
      <h2 id="dialog-title">${title}</h2>
      ${body(current.form, current)} ${current.error ? html`<p class="err" role="alert">${current.error}</p>` : nothing}
      <div class="end">
        <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
        <button class="btn main" ?disabled=${current.busy || !ready(current.form, current)}>
          ${current.busy ? html`<span class="spin"></span>${busyWord}` : label}
        </button>
      </div>
    </form>
  </dialog>`;
}

/** A labelled field of a form. */
export const field = (label, form, name, { type = "text", placeholder = "", required = false } = {}) =>
  html`<label class="txt"
    >${label}<input
      type=${type}
      .value=${form[name]}
      placeholder=${placeholder || nothing}
      ?required=${required}
      autocomplete="off"
      @input=${({ target }) => {
        form[name] = target.value;
        changed();
      }}
  /></label>`;
