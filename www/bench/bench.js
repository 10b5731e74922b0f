// The webhook bench: a payload, its signature, and what a handler makes of both.
import { html, nothing, render } from "lit-html";
import { signWebhook } from "qiscus-wasm";
import { coloured, copyButton, frame, icon } from "../inspector/parts.js";
import { answer, inspect, verdict, verify } from "./check.js";
import { testOf } from "./copy-test.js";
import { editor, goTo, issueList } from "./editor.js";
import { feed } from "./feed.js";
import { payloads } from "./payloads.js";

const PASTED = "Your own";

/** What was in the bench when it was closed: the drawer's tabs close it, too. */
let left;

/**
 * Shows the bench in an element until the returned function is called. `context.deliveries` are
 * `{ time, body, signature, status, verdict }`, oldest first. `frame` in ../inspector/parts.js says where the button goes.
 */
export function bench(host, context) {
  const { subscribeDeliveries, webhookKey } = context;
  const { header, clear: clearHeader } = frame(host, context);
  let [sample, text] = payloads[0][1][0];
  let key = webhookKey ?? "";
  let signature = signed(text, key);
  if (left?.webhookKey === webhookKey) ({ sample, text, key, signature } = left);
  let checked = inspect(text);
  let answered;
  /** Answers of older payloads come too late. */
  let turn = 0;
  let nextMark = 0;

  async function check() {
    const current = ++turn;
    checked = inspect(text);
    nextMark = 0;
    draw();
    const result = await answer(text, signature, key);
    if (current !== turn) return;
    answered = { ...result, text, signature, key };
    draw();
  }

  function load(name, body, of) {
    [sample, text, signature] = [name, body, of ?? signed(body, key)];
    check();
    host.querySelector(".ed")?.scrollTo(0, 0);
  }

  const input = (value) => {
    [sample, text] = [PASTED, value];
    check();
  };
  const inputKey = ({ target }) => {
    key = target.value;
    check();
  };
  const inputSignature = ({ target }) => {
    signature = target.value.trim();
    check();
  };
  const sign = () => {
    signature = signed(text, key);
    check();
  };
  const pick = ({ target }) => {
    const [name, body] = payloads.flatMap(([, list]) => list).find(([label]) => label === target.value) ?? [];
    if (body !== undefined) load(name, body);
  };
  const go = (at) => {
    nextMark = at + 1;
    goTo(host, checked.marks[at]);
  };

  function draw() {
    // The last answer stays until the next one is there: that takes no longer than a few milliseconds.
    const { marks } = checked;
    const caption = html`<span>Copy as test</span>`;
    const isDisabled = answered?.status === undefined;
    const copying = copyButton("Copy as test", () => testOf(answered), { caption, isDisabled, className: "btn sm push" });
    render(
      html`${header(copying)}
        <div class="hookbody scroll" role="region" tabindex="0" aria-label="Payload, signature and deliveries">
          <div>
            <p class="lab">Payload ${picker()}</p>
            ${editor({ text, ...checked }, { input, describedBy: "bench-issues" })}
            ${issueList({ text, marks }, { id: "bench-issues", go })}
          </div>
          ${answered ? summary(marks) : nothing} ${signing()} ${answered?.status ? response() : nothing}
          ${feed(context.deliveries ?? [], ({ body, signature: of }) => load("A delivery", body, of))}
        </div>`,
      host,
    );
  }

  const option = (label) => html`<option ?selected=${label === sample}>${label}</option>`;
  const isSample = () => payloads.some(([, list]) => list.some(([label]) => label === sample));
  const picker = () =>
    html`<select class="pick push" aria-label="Sample" @change=${pick}>
      ${isSample() ? nothing : option(sample)}
      ${payloads.map(([group, list]) => html`<optgroup label=${group}>${list.map(([label]) => option(label))}</optgroup>`)}
    </select>`;

  function summary(marks) {
    const { tone, text: sentence } = verdict(answered, marks);
    return html`<div class="sum ${tone}">
      ${icon(tone === "ok" ? "check" : "alert", "")}<span role="status">${sentence}</span>
      ${
        marks.length > 0
          ? html`<button type="button" class="btn sm push" @click=${() => go(nextMark % marks.length)}>Next issue</button>`
          : nothing
      }
    </div>`;
  }

  function signing() {
    const { ok, text: word } = verify(text, signature, key);
    const tone = ok ? "ok" : ok === null ? "warn" : "bad";
    return html`<div>
      <p class="lab">Signature <span class="pill ${tone} push">${icon(ok ? "check" : "alert")}${word}</span></p>
      <div class="sign">
        <label class="field"><span class="quiet">Key</span>
          <input dir="ltr" autocomplete="off" spellcheck="false" .value=${key} @input=${inputKey}>
        </label>
        <div class="field">
          <label><span class="quiet">QISCUS-SDK-SIGNATURE</span>
            <input
              dir="ltr" autocomplete="off" spellcheck="false" .value=${signature}
              @input=${inputSignature}
            >
          </label>
          <button type="button" class="btn sm" ?disabled=${key === ""} @click=${sign}>Sign</button>
        </div>
      </div>
    </div>`;
  }

  function response() {
    const { status, body } = answered;
    const label = html`<span class="pill ${status < 400 ? "ok" : "bad"}">${status}</span>`;
    return html`<div class="answer">
      <p class="lab">Answer ${label} ${copyButton("Copy the answer", () => body)}</p>
      <pre class="json wrap" tabindex="0" role="region" aria-label="Answer" dir="ltr">${coloured(body)}</pre>
    </div>`;
  }

  host.classList.add("hook");
  const unsubscribe = subscribeDeliveries?.(draw);
  check();

  return () => {
    turn++;
    left = { webhookKey, sample, text, key, signature };
    unsubscribe?.();
    render(nothing, host);
    clearHeader();
    host.classList.remove("hook");
  };
}

const signed = (text, key) => (key === "" ? "" : signWebhook(text, key));
