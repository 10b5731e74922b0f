// The core's doors, for whoever goes through one and is back at once.

import { checked, thrown } from "#error";
import { start } from "#start";

/** Goes through a door of the core for a caller, who sees what it throws. */
export function enter(door, caller, ...given) {
  start();
  try {
    return checked(door(...given));
  } catch (error) {
    throw thrown(error, caller);
  }
}
