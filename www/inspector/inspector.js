// The inspector: every call of the page with its requests, and switches that make requests fail.
import { html, nothing, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { messageOf } from "../error.js";
import { detail } from "./detail.js";
import { choose, chosen, faultBar } from "./faults.js";
import { frame, icon, roving, time } from "./parts.js";
import { note, status } from "./words.js";

/**
 * Shows the inspector in an element until the returned function is called; its property `select` opens the details of an entry.
 * `frame` in parts.js says where the button Clear goes.
 */
export function inspector(host, context) {
  const { recorder, place, setFaults } = context;
  const { header, clear: clearHeader } = frame(host, context);
  const reason = place === "own" ? "Faults need a sandbox. Your proxy talks to a real server." : "";
  let problem = "";
  /** The selected entry: it stays the same however many rows come. */
  let selected = context.selected ?? recorder.entries.at(-1)?.id;
  let drawing;
  let ticker;

  function update() {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(draw);
  }

  function select(id) {
    selected = id;
    draw();
    host.querySelector(".reqs [aria-current]")?.scrollIntoView({ block: "nearest" });
    host.querySelector(".detail")?.scrollTo(0, 0);
  }

  async function change(choice) {
    problem = "";
    try {
      const set = setFaults(choose(recorder, choice));
      draw();
      await set;
    } catch (error) {
      problem = messageOf(error);
    }
    draw();
  }

  /** Tells the page when the faults that it shows are used up. */
  function forgetUsedUp() {
    const choice = chosen(recorder);
    if (choice.on.size === 0 && context.faults?.length > 0) change(choice);
  }

  function clear() {
    selected = undefined;
    recorder.clear();
  }

  function draw() {
    const { entries } = recorder;
    if (!entries.some(({ id }) => id === selected)) selected = entries.at(-1)?.id;
    const running = entries.some(({ state }) => state === "running");
    if (running && !ticker) ticker = setInterval(draw, 100);
    if (!running) {
      ticker = clearInterval(ticker);
      // Not before: the last request may be about to meet its fault.
      forgetUsedUp();
    }

    const now = performance.now();
    const entry = entries.find(({ id }) => id === selected);
    const isEmpty = entries.length === 0;
    const button = html`<button type="button" class="btn sm push" ?disabled=${isEmpty} @click=${clear}>Clear</button>`;
    render(
      html`${header(button)} ${faultBar(chosen(recorder), { reason, problem, change })}
        ${entry ? html`<div class="reqs">${rows(entries, now)}${details(entry, now)}</div>` : empty}`,
      host,
    );
  }

  const rows = (entries, now) =>
    html`<ol class="scroll" aria-label="Requests, newest first" @keydown=${(event) => roving(event, ".req")}>
      ${repeat(
        entries.toReversed(),
        ({ id }) => id,
        (entry) => row(entry, entry.id === selected, now, () => select(entry.id)),
      )}
    </ol>`;

  const details = (entry, now) =>
    html`<div class="detail scroll" role="region" tabindex="0" aria-label="The selected request">
      ${detail(entry, { now, open: select })}
    </div>`;

  host.classList.add("insp");
  const unsubscribe = recorder.subscribe(update);
  draw();

  const dispose = () => {
    unsubscribe();
    cancelAnimationFrame(drawing);
    clearInterval(ticker);
    render(nothing, host);
    clearHeader();
    host.classList.remove("insp");
  };
  return Object.assign(dispose, { select });
}

const empty = html`<div class="none">
  <span class="tile">${icon("code", "")}</span>
  <p>Requests appear here as you use the chat</p>
</div>`;

function row(entry, isSelected, now, select) {
  const { state, endpoint, httpMethod, began } = entry;
  const [text, tone] = note(entry) ?? [];
  const isRunning = state === "running";
  const [word, colour] = isRunning ? [`${((now - began) / 1000).toFixed(1)} s`, "info"] : status(entry);
  // The focus selects: that is how arrow keys read the list.
  return html`<li>
    <button
      type="button" class="req" data-entry=${entry.id} tabindex=${isSelected ? 0 : -1}
      aria-current=${isSelected ? "true" : nothing} @focus=${() => isSelected || select()} @click=${() => isSelected || select()}
    >
      <span class="m">${httpMethod ?? "–"}</span>
      <code class="cut" dir="ltr">${endpoint}</code>
      ${text ? html`<span class="pill ${tone}">${text}</span>` : html`<span></span>`}
      <span class="pill ${colour}">${isRunning ? html`<span class="spin"></span>` : nothing}${word}</span>
      <span class="num">${isRunning ? "…" : time(entry.duration)}</span>
    </button>
  </li>`;
}
