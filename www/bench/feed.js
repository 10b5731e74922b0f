// The deliveries: what the sandbox has sent to the page's handler.
import { html, nothing } from "lit-html";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What the body of a delivery says, as far as it can be read. */
function parse(body) {
  try {
    const { type, payload } = JSON.parse(body);
    return { type, name: payload?.from?.name, text: String(payload?.message?.text ?? "") };
  } catch {
    return { text: "Not JSON" };
  }
}

/** The feed is drawn with every letter that is typed above it. */
const parsed = new WeakMap();

function read(delivery) {
  if (!parsed.has(delivery)) parsed.set(delivery, parse(delivery.body));
  return parsed.get(delivery);
}

const sources = { post_comment_rest: "REST", post_comment_mobile: "App", post_comment: "Any source" };

function kindOf({ status, verdict }, type) {
  if (status === undefined || status === null) return ["No answer", "bad"];
  if (status === 401) return ["Wrong signature", "bad"];
  if (verdict === "duplicate") return ["Duplicate, dropped", ""];
  return [sources[type] ?? "Unknown", ""];
}

export function feed(deliveries, load) {
  return html`<section class="deliveries" aria-label="Deliveries">
    <p class="lab">Deliveries <span class="pill">${deliveries.length}</span></p>
    ${deliveries.length === 0 ? html`<p class="quiet">Webhooks appear here as comments are posted</p>` : nothing}
    <ul class="feed">${deliveries.toReversed().map((delivery) => item(delivery, () => load(delivery)))}</ul>
  </section>`;
}

function item(delivery, load) {
  const { time, status } = delivery;
  const { type, name, text } = read(delivery);
  const [kind, tone] = kindOf(delivery, type);
  const isGood = status >= 200 && status < 300;
  return html`<li><button type="button" @click=${load}>
    <time class="quiet">${time === undefined ? "" : clock.format(new Date(time))}</time>
    <span class="cut" dir="auto">${name ? html`<b>${name}</b> ` : nothing}${text}</span>
    <span class="pill kind ${tone}">${kind}</span>
    <span class="pill ${isGood ? "ok" : "bad"}">${status ?? "–"}</span>
  </button></li>`;
}
