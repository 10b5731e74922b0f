// A message: its bubble or frame, what became of it, and its tools.
import { html, nothing } from "lit-html";
import { timeOf, summary } from "../format.js";
import { checkAgain, codeOfPost, post, remove, send } from "../post.js";
import { changed, draft, nameOf, state } from "../state.js";
import { copy, icon } from "./parts.js";
import { content } from "./rich.js";
import { flash } from "./scroll.js";
import { showRequest } from "./drawers.js";

const kinds = { sending: "sending", maybe: "maybe", unsure: "maybe", failed: "failed", sent: "" };

/** Bubbles are as wide as their text; the other types have a frame. */
const widths = { text: "text", reply: "text", buttons: "text", button_postback_response: "text", carousel: "wide-msg" };

/** A comment that wasn't posted yet, as if it was. */
function preview({ params, email, tempId, timestamp, room }) {
  const { type = "text", payload } = params;
  const base = { type, message: params.message ?? "", email, unique_temp_id: tempId, timestamp, payload, room_id: room };
  if (type !== "reply") return base;
  const original = state.conversations.get(room)?.comments.find(({ id }) => id === payload.replied_comment_id);
  return { ...base, payload: { ...payload, ...(original && quoteOf(original)) } };
}

const quoteOf = ({ type, message, payload, email }) => ({
  replied_comment_type: type,
  replied_comment_message: message,
  replied_comment_payload: payload,
  replied_comment_sender_email: email,
  replied_comment_sender_username: nameOf(email),
});

function answer(comment, viewer, room, button) {
  const { url, method, payload } = button.payload ?? {};
  post(viewer, room, {
    type: "button_postback_response",
    message: button.postback_text || button.label,
    payload: { url: url ?? "https://example.com/answer", method: method ?? "post", payload: payload ?? null },
    extras: { answer_to: comment.id },
  });
}

/** The line below one's own last message, or below one that isn't sent. */
function status(pending, comment, isLast) {
  if (!pending) {
    const note = state.notes.get(comment.unique_temp_id)?.text;
    if (!isLast && !note) return nothing;
    return html`<p class="st">${note ? html`<span>${note}</span>` : nothing}<time datetime=${comment.timestamp}>${timeOf(comment.timestamp)}</time> ${icon("check", true, "Sent")}</p>`;
  }
  switch (pending.status) {
    case "failed":
      return html`<p class="st bad">${icon("alert", true)}${pending.reason} <button @click=${() => send(pending)}>Retry</button><button @click=${() => remove(pending)}>Delete</button></p>`;
    case "maybe":
      return html`<p class="st warn"><span class="spin"></span>May have been delivered. Checking…</p>`;
    case "unsure":
      return html`<p class="st warn">${icon("alert", true)}${pending.reason} <button @click=${() => checkAgain(pending)}>Check again</button><button @click=${() => send(pending)}>Send again</button></p>`;
    case "sent":
      return html`<p class="st"><time datetime=${pending.timestamp}>${timeOf(pending.timestamp)}</time> ${icon("check", true, "Sent")}</p>`;
    default:
      return html`<p class="st">${icon("clock", true)}Sending…</p>`;
  }
}

export function reply(comment, viewer, room, host) {
  draft(viewer, room).reply = comment;
  changed();
  host?.closest(".pane")?.querySelector("textarea")?.focus();
}

function tools(comment, viewer, room) {
  const entry = state.notes.get(comment.unique_temp_id)?.entry;
  const { type, message, payload } = comment;
  const params = type === "text" ? { message } : { type, message, payload };
  return html`<span class="tools">
    <button class="btn ico sm" aria-label="Reply" title="Reply" @click=${(event) => reply(comment, viewer, room, event.currentTarget)}>${icon("reply", true)}</button>
    <button class="btn ico sm" aria-label="Copy as code" title="Copy as code" @click=${(event) => copy(codeOfPost(comment.email, room, params), event)}>${icon("copy", true)}</button>
    ${entry
      ? html`<button class="btn ico sm" aria-label="Show the request" title="Show the request" @click=${() => showRequest(entry)}>${icon("code", true)}</button>`
      : nothing}
  </span>`;
}

/** `position`: whether a message touches the one before or after it in its group. */
export function message({ key, comment, pending }, { viewer, room, mine, isFirst, isLast }) {
  const shown = comment ?? preview(pending);
  const width = widths[shown.type] ?? "frame";
  const classes = ["msg", isFirst ? "" : "cont", isLast ? "" : "more", width, pending || comment.fresh ? "new" : ""];
  const label = `${mine ? "You" : nameOf(shown.email)}, ${timeOf(shown.timestamp)}: ${summary(shown)}`;
  const onKey = (event) => {
    if (event.key.toLowerCase() !== "r" || event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget || !comment) return;
    event.preventDefault();
    reply(comment, viewer, room, event.currentTarget);
  };
  return html`<article class=${classes.filter(Boolean).join(" ")} tabindex="-1" data-key=${key} data-id=${shown.id ?? nothing} aria-label=${label} @keydown=${onKey}>
      ${content(shown, {
        viewer,
        status: pending ? kinds[pending.status] : "",
        onAnswer: comment ? (button) => answer(comment, viewer, room, button) : undefined,
        onQuote: (id) => flash(id, viewer, room),
      })}
      ${comment ? tools(comment, viewer, room) : nothing}
    </article>
    ${mine ? status(pending, comment, isLast) : nothing}`;
}
