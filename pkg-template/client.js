// The class that users see: every method is one call into the core, which returns the promise.

import { Client } from "#core";
import { start } from "#start";
import { QiscusError } from "./error.js";
import { assertReady, enter, toThrow } from "./life.js";

/**
 * @template P
 * @template R
 * @typedef {(params: P, options?: any) => Promise<R>} Method
 */

/** How many pages may bring nothing new, while people write faster than we read, before the server is at fault. */
const MAX_STALE_PAGES = 100;

/** @type {WeakMap<QiscusClient, Client>} */
const clients = new WeakMap();

/**
 * Makes a call. Async, so that whatever is wrong with the client becomes a rejection, and the error's stack leads to the caller.
 * @param {QiscusClient} client
 * @param {Exclude<keyof Client, "free">} method
 * @param {unknown} params
 * @param {unknown} options
 * @returns {Promise<any>}
 */
async function call(client, method, params, options) {
  try {
    assertReady();
    const core = clients.get(client);
    if (core === undefined) {
      throw new QiscusError("this client was freed, make a new one", { code: "invalid_request", outcome: "not_sent" });
    }
    return await /** @type {any} */ (core)[method](params, options);
  } catch (error) {
    throw toThrow(error, call);
  }
}

export class QiscusClient {
  /** @param {import("qiscus-wasm").ClientOptions} options */
  constructor(options) {
    start();
    clients.set(this, enter(new.target, () => new Client(options)));
  }

  /** @type {import("qiscus-wasm").QiscusClient["createRoom"]} */
  createRoom(params, options) {
    return call(this, "createRoom", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["getOrCreateRoomWithTarget"]} */
  getOrCreateRoomWithTarget(params, options) {
    return call(this, "getOrCreateRoomWithTarget", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["getRoomsInfo"]} */
  getRoomsInfo(params, options) {
    return call(this, "getRoomsInfo", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["addRoomParticipants"]} */
  addRoomParticipants(params, options) {
    return call(this, "addRoomParticipants", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["removeRoomParticipants"]} */
  removeRoomParticipants(params, options) {
    return call(this, "removeRoomParticipants", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["postComment"]} */
  postComment(params, options) {
    return call(this, "postComment", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["loadComments"]} */
  loadComments(params, options) {
    return call(this, "loadComments", params, options);
  }

  /** @type {import("qiscus-wasm").QiscusClient["loginOrRegister"]} */
  loginOrRegister(params, options) {
    return call(this, "loginOrRegister", params, options);
  }

  // Pages shift while people write, so a page may begin with comments of the one before: ids fall from comment to
  // comment, and one that doesn't was there already. The end is an empty page; a short one may be the server's limit.
  /** @type {import("qiscus-wasm").QiscusClient["comments"]} */
  async *comments(params, options) {
    let query = params;
    let oldest = Infinity;
    for (let stale = 0; stale < MAX_STALE_PAGES; stale++) {
      const { comments } = await this.loadComments(query, options);
      if (comments.length === 0) return;
      // Read after the first page only: then they are known to be parameters.
      query = { ...query, page: (query.page ?? 1) + 1 };
      for (const comment of comments) {
        if (comment.id >= oldest) continue;
        oldest = comment.id;
        stale = -1;
        yield comment;
      }
    }
    throw new QiscusError(`the last ${MAX_STALE_PAGES} pages brought no new comment, in load_comments`, {
      code: "invalid_response",
      endpoint: "load_comments",
    });
  }

  free() {
    const core = clients.get(this);
    clients.delete(this);
    // Not here and now: it may be in use, where a getter of its own parameters or its `onEvent` frees it.
    Promise.resolve().then(() => core?.free()).catch(() => {});
  }

  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.free();
  }
}
