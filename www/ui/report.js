// An error that no message can show: a line that says it, until the next.
import { messageOf } from "../error.js";
import { changed, state } from "../state.js";

let timer;

export function say(text) {
  state.toast = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    state.toast = undefined;
    changed();
  }, 8000);
  changed();
}

/** Shows how a call failed. */
export async function report(promise) {
  try {
    return await promise;
  } catch (error) {
    say(messageOf(error));
  }
}
