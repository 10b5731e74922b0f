// Times, names and one-line summaries.
import { nameOf } from "./state.js";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);

export const timeOf = (timestamp) => clock.format(new Date(timestamp));

export function dayOf(timestamp) {
  const date = new Date(timestamp);
  const ago = daysAgo(date);
  if (ago === 0) return "Today";
  return ago === 1 ? "Yesterday" : longDay.format(date).replace(",", "");
}

/** A day as a key: `2026-06-08`, in this time zone. */
export function dayKey(timestamp) {
  const date = new Date(timestamp);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The time in the list: today a time, then a day. */
export function listTime(timestamp) {
  const date = new Date(timestamp);
  // The server's "never" is the year 1.
  if (!(date.getFullYear() > 1970)) return "";
  const ago = daysAgo(date);
  if (ago <= 0) return clock.format(date);
  if (ago === 1) return "Yesterday";
  return ago < 7 ? weekday.format(date) : shortDay.format(date);
}

export function initials(name) {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[1]] : [words[0] ?? "?"];
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

// Those of the seed look different from each other.
const fixed = {
  "alice@example.com": 1,
  "bob@example.com": 2,
  "carol@example.com": 3,
  "dimas@example.com": 4,
  "trip-bot": 6,
  "kopi-senja": 6,
  "reza@example.com": 1,
  "Yogyakarta offsite": 5,
  "Design review": 4,
  "New ideas": 6,
};

/** One of the six pairs of colours, always the same for a key. */
export function colour(key) {
  let hash = 7;
  for (const letter of key) hash = (hash * 31 + letter.codePointAt(0)) % 9973;
  return `c${fixed[key] ?? (hash % 6) + 1}`;
}

export function size(bytes) {
  if (!(bytes > 0)) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A comment in a few words, for the list and for quotes. */
/** @param {Partial<import("./types.js").Shown>} comment */
export function summary({ type = "text", message = "", payload }) {
  const { name, title, file_name: file, text, cards } = payload ?? {};
  switch (type) {
    case "text":
      return message;
    case "reply":
    case "buttons":
    case "account_linking":
      return text || message;
    case "location":
      return `Location: ${name ?? message}`;
    case "card":
      return `Card: ${title ?? message}`;
    case "carousel":
      return `Carousel: ${cards?.length ?? 0} cards`;
    case "contact_person":
      return `Contact: ${name ?? message}`;
    case "file_attachment":
      return `File: ${file ?? message}`;
    case "system_event":
      return systemEvent(payload, message);
    case "custom":
      return `Custom: ${payload?.type ?? message}`;
    default:
      return message || type;
  }
}

/** A system event as a sentence. */
export function systemEvent(payload, message) {
  const { type, subject_username: subject, subject_email: by, object_username: object, object_email: whom } = payload ?? {};
  const who = subject ?? nameOf(by ?? "") ?? "";
  const other = object ?? nameOf(whom ?? "") ?? "";
  const sentences = {
    create_room: `${who} created the group`,
    add_member: `${who} added ${other}`,
    join_room: `${who} joined`,
    remove_member: `${who} removed ${other}`,
    left_room: `${who} left`,
    change_room_name: `${who} changed the name to ${payload?.room_name ?? ""}`,
    change_room_avatar: `${who} changed the picture`,
  };
  return sentences[type] ?? (message || "The room changed");
}
