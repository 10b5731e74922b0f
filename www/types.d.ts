// The types of what the page knows and shows, for the checker alone.
import type { SandboxFault } from "qiscus-wasm/testing";

export interface Person {
  email: string;
  username: string;
}

/** A comment as it is shown, from a response or a webhook. */
export interface Shown {
  id: number;
  message: string;
  email: string;
  username: string;
  timestamp: string;
  unix_nano_timestamp?: number | string;
  unique_temp_id: string;
  type: string;
  /** As `type` has it. */
  payload?: any;
  extras?: any;
  /** Whether it has just arrived. */
  fresh?: boolean;
}

export interface Room {
  id: string;
  name: string;
  type: string;
  /** Email addresses. */
  participants: string[];
  /** The newest comment, as far as it is known. */
  last?: Partial<Shown>;
}

export interface Conversation {
  comments: Shown[];
  loading: boolean;
  loaded: boolean;
  complete: boolean;
  error?: string;
  since: number;
}

/** A comment on its way. */
export interface Pending {
  tempId: string;
  email: string;
  room: string;
  params: Record<string, any>;
  confirm: boolean;
  timestamp: string;
  status: "sending" | "maybe" | "sent" | "unsure" | "failed";
  /** Whether it waits for the connection. */
  queued?: boolean;
  reason?: string;
  note?: string;
  /** The entry of the recorder. */
  entry?: number;
}

/** What a conversation shows: one of the three. */
export type Entry = { at: number } & (
  | { comment: Shown; notice?: undefined; pending?: undefined }
  | { comment?: undefined; notice: Notice; pending?: undefined }
  | { comment?: undefined; notice?: undefined; pending: Pending }
);

/** A change of a room that was made here. */
export interface Notice {
  room: string;
  type: string;
  subject: string;
  object?: string;
  timestamp: string;
}

export interface Draft {
  text: string;
  reply: Shown | undefined;
}

export interface Dialog {
  kind: string;
  error?: string;
  busy?: boolean;
  opener?: HTMLElement | null;
  form?: any;
  /** Why the page asks for a person. */
  reason?: string;
}

export interface State {
  place: "page" | "sandbox" | "own";
  baseUrl: string;
  phase: "starting" | "ready" | "failed";
  trouble: string;
  offline?: { text: string; until: number };
  slow?: boolean;
  people: Person[];
  names: Map<string, string>;
  me: string;
  rooms: Map<string, Room>;
  unread: Map<string, Map<string, number>>;
  conversations: Map<string, Conversation>;
  pending: Pending[];
  notes: Map<string, { text?: string; entry?: number }>;
  notices: Notice[];
  room: string;
  other?: string;
  screen: "list" | "chat";
  drawer?: "inspector" | "webhooks" | "people";
  dialog?: Dialog;
  menu?: string;
  /** An error that no message can show. */
  toast?: string;
  drafts: Map<string, Draft>;
  confirm: boolean;
  faults: (SandboxFault & { endpoint?: string })[];
}
