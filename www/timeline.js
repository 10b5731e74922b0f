// The rows of a conversation: days, system lines, and groups of messages by one sender.
import { dayKey, dayOf, systemEvent } from "./format.js";
import { nameOf, state } from "./state.js";

/** @import { Entry, Notice, Shown } from "./types.js" */

const gap = 5 * 60_000;

/** @param {Notice} notice */
function noticeText({ type, subject, object }) {
  return systemEvent({ type, subject_username: nameOf(subject), object_username: object && nameOf(object) });
}

/**
 * When a comment was posted: `timestamp` has no fractions of a second.
 * @param {Shown} comment
 */
const momentOf = ({ timestamp, unix_nano_timestamp: nano }) =>
  Number(nano) > 0 ? Number(nano) / 1_000_000 : Date.parse(timestamp);

/** `[{ kind: "day" | "sys" | "group", key, … }]`, from old to new, as one person sees them. */
export function timeline(room, viewer) {
  const conversation = state.conversations.get(room);
  const pending = state.pending.filter((each) => each.room === room && each.email === viewer);
  const waiting = new Set(pending.map(({ tempId }) => tempId));
  const comments = (conversation?.comments ?? []).filter(
    (comment) => comment.email !== viewer || !waiting.has(comment.unique_temp_id),
  );
  const oldest = comments[0]?.timestamp;
  // Notices older than what is loaded would stand at the top, out of their context.
  const notices = state.notices.filter(
    (each) => each.room === room && (conversation?.complete || Date.parse(each.timestamp) >= Date.parse(oldest ?? "1970-01-01")),
  );
  // Comments are in the order of their ids, whatever their clocks say.
  /** @type {Entry[]} */
  const entries = comments.map((comment) => ({ at: momentOf(comment), comment }));
  for (const notice of notices) {
    const at = Date.parse(notice.timestamp);
    const next = entries.findIndex((entry) => entry.at > at);
    entries.splice(next < 0 ? entries.length : next, 0, { at, notice });
  }
  for (const each of pending) entries.push({ at: Date.parse(each.timestamp), pending: each });

  const rows = [];
  let day;
  for (const { at, comment, notice, pending: own } of entries) {
    const timestamp = new Date(at || Date.now()).toISOString();
    if (dayKey(timestamp) !== day) {
      day = dayKey(timestamp);
      rows.push({ kind: "day", key: `${own ? "own" : "day"} ${day}`, date: day, text: dayOf(timestamp) });
    }
    if (notice) {
      rows.push({ kind: "sys", key: `notice ${notice.timestamp}`, text: noticeText(notice) });
      continue;
    }
    if (comment?.type === "system_event") {
      rows.push({
        kind: "sys",
        key: `comment ${comment.id}`,
        id: comment.id,
        text: systemEvent(comment.payload, comment.message),
      });
      continue;
    }
    const email = own ? own.email : comment.email;
    const message = own ? { key: own.tempId, pending: own } : { key: comment.unique_temp_id || String(comment.id), comment };
    const last = rows.at(-1);
    const mine = email === viewer;
    if (last?.kind === "group" && last.email === email && at - last.until < gap) {
      last.messages.push(message);
      last.until = at;
    } else {
      rows.push({ kind: "group", key: `group ${message.key}`, email, mine, timestamp, until: at, messages: [message] });
    }
  }
  return rows;
}
