// The details of a call: what became of it, its attempts, what was sent and what was received.
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { indented } from "../bench/json.js";
import { coloured, copyButton, plural, time } from "./parts.js";
import { toneOf, verdict } from "./words.js";

export function detail(entry, { now, open }) {
  const { tone, title, text } = verdict(entry);
  return html`
    <div class="verdict">
      <h2 class=${tone}>${title}</h2>
      ${text && text !== title ? html`<p class="quiet">${text}</p>` : nothing}
      ${facts(entry, open)}
    </div>
    ${entry.attempts.length > 0 ? attempts(entry, now) : nothing}
    ${entry.code ? code(entry) : nothing}
    ${entry.params ? sent(entry) : nothing}
    ${received(entry)}
    ${issues("Issues", entry.error?.issues)}
    ${issues("Ignored", entry.ignored)}
  `;
}

function facts({ error, path, confirms, lookups }, open) {
  const { code: errorCode, outcome, retryAfter, uniqueTempId } = error ?? {};
  const fact = (name, value) => (value === undefined ? nothing : html`<span>${name} <code>${value}</code></span>`);
  const link = (id, label) => html`<button type="button" class="link" @click=${() => open(id)}>${label}</button>`;
  return html`<p class="facts">
    ${fact("code", errorCode)}${fact("outcome", outcome)}${fact("retryAfter", retryAfter)}${fact("uniqueTempId", uniqueTempId)}
    ${error ? nothing : fact("path", path)}
    ${confirms ? link(confirms, "Show the call") : nothing}
    ${lookups.map((id, at) => link(id, lookups.length > 1 ? `Show look-up ${at + 1}` : "Show the look-up"))}
  </p>`;
}

function attempts(entry, now) {
  const total = Math.max(entry.duration ?? now - entry.began, 1);
  const share = (part) => `${Math.min(100, Math.max(0, (part / total) * 100)).toFixed(2)}%`;
  return html`<div class="fall" role="group" aria-label="Attempts">
    ${entry.attempts.map((attempt, at) => {
      const { at: start, wait, isLookup, retryAfter, duration = total - start } = attempt;
      const number = isLookup ? html`<span title="Look-up">?</span><span class="vh">Look-up</span>` : ordinal(entry, at);
      const next = entry.attempts[at + 1];
      const until = next?.at ?? (entry.state === "running" && attempt.duration !== undefined ? total : start + duration);
      const pause = until - start - duration;
      // Shorter ones aren't waits, but the time that the client itself takes.
      const waits = pause > 5;
      const asked = retryAfter ? `, Retry-After ${retryAfter}` : "";
      return html`<span>${number}</span>
        <span class="bar" aria-hidden="true"
          ><i class=${toneOf(attempt)} style="--f:${share(start)};--w:${share(duration)}"></i
          >${waits ? html`<i class="wait" style="--f:${share(start + duration)};--w:${share(pause)}"></i>` : nothing}</span
        >
        <span class="num">${answer(attempt)}, ${time(duration)}
          <span class="vh">${wait > 5 ? `after a wait of ${time(wait)}` : ""}${asked}</span></span>`;
    })}
  </div>`;
}

const ordinal = ({ attempts: all }, at) => all.slice(0, at + 1).filter(({ isLookup }) => !isLookup).length;

const answer = ({ status, error, duration }) =>
  duration === undefined ? "running" : error || status === undefined ? "no reply" : String(status);

function code(entry) {
  return html`<div>
    <p class="lab">Code${copyButton("Copy the code", () => entry.code)}</p>
    <pre class="json wrap" dir="ltr">${coloured(entry.code)}</pre>
  </div>`;
}

function sent({ params, httpMethod }) {
  const form = httpMethod === "GET" ? "query" : "form";
  return html`<div>
    <p class="lab">Sent <span class="quiet plain">${form}, ${plural(params.length, "parameter")}</span></p>
    <dl class="kv" dir="ltr">${params.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </div>`;
}

function received(entry) {
  const last = entry.attempts.findLast(({ body }) => body !== undefined);
  if (!last) {
    const isOver = entry.state !== "running" && entry.attempts.length > 0;
    return isOver ? html`<p class="lab">Received <span class="quiet plain">nothing</span></p>` : nothing;
  }
  const { body, bytes } = last;
  const kind = body === "" ? "empty" : /^\s*[[{]/.test(body) ? "JSON" : /^\s*</.test(body) ? "HTML" : "text";
  const cut = body.length >= 64 * 1024 ? ", shown up to 64 KiB" : "";
  // A running call is drawn ten times a second.
  const content = guard([body], () => coloured(body.length > 90 ? indented(body) : body));
  return html`<div>
    <p class="lab">
      Received <span class="quiet plain">${kind}, ${plural(bytes, "byte")}${cut}</span>
      ${copyButton("Copy the response", () => body)}
    </p>
    ${body === "" ? nothing : html`<pre class="json" tabindex="0" role="region" aria-label="Response" dir="ltr">${content}</pre>`}
  </div>`;
}

function issues(label, list = []) {
  if (list.length === 0) return nothing;
  return html`<div>
    <p class="lab">${label}</p>
    <ul class="issues">${list.map(({ path, message, expected, received: was }) => {
      const sentence = path ? `expected ${expected}, received ${was}` : message;
      return html`<li>${path ? html`<code dir="ltr">${path}</code> ` : nothing}${sentence}</li>`;
    })}</ul>
  </div>`;
}
