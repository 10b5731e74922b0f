// Keys for the page as a whole: F6 moves between areas, Escape closes what lies on top.
import { state } from "../state.js";
import { closeDrawer } from "./drawers.js";
import { closeMenu } from "./menu.js";

const areas = [
  ".top [aria-checked=true], .top .only-phone",
  ".rail [aria-current]",
  ".chats [tabindex='0']",
  ".pane .log",
  ".pane textarea",
  ".splits textarea",
  ".drawer button",
];

function nextArea(step) {
  const stops = areas.flatMap((selector) => {
    /** @type {NodeListOf<HTMLElement>} */
    const found = document.querySelectorAll(selector);
    return [...found].find((each) => each.checkVisibility()) ?? [];
  });
  const area = (element) => element.closest(".top, .rail, .list, .log, .compose, .drawer");
  const at = stops.findIndex((stop) => area(stop) === area(document.activeElement));
  stops[(at + step + stops.length) % stops.length]?.focus();
}

export function onKey(event) {
  if (event.key === "F6" && !state.dialog) {
    event.preventDefault();
    nextArea(event.shiftKey ? -1 : 1);
  }
  // Dialogs close themselves.
  if (event.key === "Escape" && !state.dialog && (closeMenu() || closeDrawer())) event.preventDefault();
}
