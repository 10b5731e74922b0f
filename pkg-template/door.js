// Functions of the core that are no client's.

import { checked, thrown } from "#error";
import { start } from "#start";

/** Goes through a door of the core for a caller, who sees what it throws. */
export function enter(door, what, input, caller) {
  start();
  try {
    return checked(door(what, input));
  } catch (error) {
    throw thrown(error, caller);
  }
}
