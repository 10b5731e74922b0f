// The list of requests, fed by the client's events.

import { find, make } from "./dom.js";

const MOST_ROWS = 200;

const rows = find("#requests").tBodies[0];

/** The rows of requests that are under way. */
const open = [];

/** The client's `onEvent`. */
export function note(event) {
  if (event.type === "request") begin(event);
  else end(event);
}

function begin({ endpoint, method, path, attempt }) {
  const again = attempt > 1 ? make("small", {}, ` request ${attempt} of this call`) : "";
  const cells = [[method], [...breakable(path), again], ["…"], []].map((content) => make("td", {}, ...content));
  const row = make("tr", {}, ...cells);
  open.push({ endpoint, attempt, row });
  rows.prepend(row);
  while (rows.rows.length > MOST_ROWS) rows.lastElementChild.remove();
  find(".scroller").hidden = false;
  find("#requests-empty").hidden = true;
}

function end({ type, endpoint, attempt, status, duration, delay, code }) {
  const row = take(endpoint, attempt);
  if (!row) return;
  const shown = [status ?? "no reply"];
  if (type !== "response") shown.push(make("small", {}, ` ${code}`));
  if (type === "retry") shown.push(make("small", {}, delay === 0 ? ", again at once" : `, again in ${delay} ms`));
  row.classList.toggle("bad", type !== "response");
  fill(row, shown, `${Math.round(duration)} ms`);
}

/** A path that breaks between its parts where the line is too short. */
function breakable(path) {
  return path.split(/(?<=[/_])/).flatMap((part) => [part, make("wbr")]);
}

function fill(row, status, time) {
  row.cells[2].replaceChildren(...[status].flat());
  row.cells[3].replaceChildren(time);
}

// Events don't say which call they belong to: of several alike the first one is taken.
function take(endpoint, attempt) {
  const index = open.findIndex((other) => other.endpoint === endpoint && other.attempt === attempt);
  return index < 0 ? undefined : open.splice(index, 1)[0].row;
}
