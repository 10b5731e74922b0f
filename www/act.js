// What happens when a form is sent or a button pressed: its buttons wait, and the outcome is said next to it.

import { find } from "./dom.js";
import { sentence } from "./sentence.js";

/** How many calls of a form run; the page itself may start one while another runs. */
const running = new WeakMap();
/** The last of them: only its outcome is still of interest. */
const latest = new WeakMap();
const forbidden = new WeakSet();

/** Lets a button be pressed, or not; while a call of its form runs it waits in any case. */
export function allow(button, allowed) {
  if (allowed) forbidden.delete(button);
  else forbidden.add(button);
  button.disabled = !allowed || running.get(button.form) > 0;
}

export function onSubmit(form, listener) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    listener();
  });
}

/**
 * Does the work of a form, and says `doing` meanwhile, afterwards what the work returns, or the error as a sentence.
 * `words` are for that sentence.
 */
export async function act(form, doing, words, work) {
  const focused = form.contains(document.activeElement) ? document.activeElement : undefined;
  const run = Symbol();
  latest.set(form, run);
  const say = (done, error) => latest.get(form) === run && tell(form, done, error);
  say(doing, "");
  wait(form, 1);
  try {
    say(await work(), "");
  } catch (error) {
    say("", sentence(error, words));
  } finally {
    wait(form, -1);
    if (focused) refocus(form, focused);
  }
}

/** Says how it went with a form. */
export function tell(form, done, error) {
  find(".done", form).textContent = done;
  find(".error", form).textContent = error;
}

function wait(form, more) {
  running.set(form, (running.get(form) ?? 0) + more);
  for (const button of form.querySelectorAll("button")) {
    button.disabled = running.get(form) > 0 || forbidden.has(button);
  }
}

// A button loses the focus while it is disabled; it may also be gone, or disabled for good.
function refocus(form, focused) {
  if (document.activeElement !== document.body && document.activeElement !== focused) return;
  const usable = focused.isConnected && !focused.disabled;
  (usable ? focused : find("button:enabled, input", form))?.focus();
}
