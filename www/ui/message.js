// A message: its bubble or frame, what became of it, and its tools.
import { html, nothing } from "lit-html";
import { timeOf, summary } from "../format.js";
import { checkAgain, codeOfPost, post, remove, send } from "../post.js";
import { changed, draft, nameOf, state } from "../state.js";
import { copy, icon, iconButton } from "./parts.js";
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

/** @param {import("../types.js").Shown} original */
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

const troubled = (tone, pending, ...actions) =>
  html`<p class="st ${tone}">
    ${icon("alert", true)}${pending.reason}
    ${actions.map(([label, run]) => html`<button @click=${() => run(pending)}>${label}</button>`)}
  </p>`;

const sentAt = (timestamp, note) =>
  html`<p class="st">
    ${note ? html`<span>${note}</span>` : nothing}<time datetime=${timestamp}>${timeOf(timestamp)}</time
    >${icon("check", true, "Sent")}
  </p>`;

/** The line below one's own last message, or below one that isn't sent. */
function status(pending, comment, isLast) {
  if (!pending) {
    const note = state.notes.get(comment.unique_temp_id)?.text;
    if (!isLast && !note) return nothing;
    return sentAt(comment.timestamp, note);
  }
  switch (pending.status) {
    case "failed":
      return troubled("bad", pending, ["Retry", send], ["Delete", remove]);
    case "maybe":
      return html`<p class="st warn"><span class="spin"></span>May have been delivered. Checking…</p>`;
    case "unsure":
      return troubled("warn", pending, ["Check again", checkAgain], ["Send again", send]);
    case "sent":
      return sentAt(pending.timestamp);
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
  const small = { className: "sm", isSmall: true };
  const copyCode = (event) => copy(codeOfPost(comment.email, room, params), event);
  return html`<span class="tools">
    ${iconButton("reply", "Reply", (event) => reply(comment, viewer, room, event.currentTarget), small)}
    ${iconButton("copy", "Copy as code", copyCode, small)}
    ${entry ? iconButton("code", "Show the request", () => showRequest(entry), small) : nothing}
  </span>`;
}

/** `position`: whether a message touches the one before or after it in its group. */
export function message({ key, comment, pending }, { viewer, room, mine, isFirst, isLast }) {
  const shown = comment ?? preview(pending);
  const width = widths[shown.type] ?? "frame";
  const classes = ["msg", isFirst ? "" : "cont", isLast ? "" : "more", width, pending || comment.fresh ? "new" : ""];
  const label = `${mine ? "You" : nameOf(shown.email)}, ${timeOf(shown.timestamp)}: ${summary(shown)}`;
  const onKey = (event) => {
    const isPlain = event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!comment || !isPlain || event.key.toLowerCase() !== "r") return;
    event.preventDefault();
    reply(comment, viewer, room, event.currentTarget);
  };
  return html`<article
      class=${classes.filter(Boolean).join(" ")}
      tabindex="-1"
      data-key=${key}
      data-id=${shown.id ?? nothing}
      aria-label=${label}
      @keydown=${onKey}
    >
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
