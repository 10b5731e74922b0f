// The class that users see: every method is one call into the core, which returns the promise.

import { Client } from "#core";
import { start } from "#start";
import { QiscusError } from "./error.js";
import { assertReady, enter, toThrow } from "./life.js";

/** @import * as api from "qiscus-wasm" */
/** @typedef {Exclude<keyof Client, "free" | typeof Symbol.dispose>} Method */

/** How many pages may bring nothing new, while people write faster than we read, before the server is at fault. */
const MAX_STALE_PAGES = 100;

/** @type {WeakMap<QiscusClient, Client>} */
const clients = new WeakMap();

/**
 * Makes a call. Async, so that whatever is wrong with the client becomes a rejection, and the error's stack leads to the caller.
 * @template {Method} M
 * @param {QiscusClient} client
 * @param {M} method
 * @param {Parameters<Client[M]>} given
 * @returns {Promise<any>}
 */
async function call(client, method, ...given) {
  try {
    assertReady();
    const core = coreOf(client, method);
    return await /** @type {(...given: unknown[]) => Promise<any>} */ (core[method]).apply(core, given);
  } catch (error) {
    throw toThrow(error, call);
  }
}

/**
 * @param {unknown} client
 * @param {string} method
 */
function coreOf(client, method) {
  const core = clients.get(/** @type {QiscusClient} */ (client));
  if (core !== undefined) return core;
  const message =
    client instanceof QiscusClient
      ? "this client was freed, make a new one"
      : `\`${method}\` was called without its client: call \`client.${method}(…)\``;
  throw new QiscusError(message, { code: "invalid_request", outcome: "not_sent" });
}

export class QiscusClient {
  /** @param {api.ClientOptions} options */
  constructor(options) {
    start();
    clients.set(
      this,
      enter(new.target, () => new Client(options)),
    );
  }

  /** @param {api.CreateRoomParams} params @param {api.CallOptions} [options] */
  createRoom(params, options) {
    return call(this, "createRoom", params, options);
  }

  /** @param {api.GetOrCreateRoomWithTargetParams} params @param {api.CallOptions} [options] */
  getOrCreateRoomWithTarget(params, options) {
    return call(this, "getOrCreateRoomWithTarget", params, options);
  }

  /** @param {api.GetRoomsInfoParams} params @param {api.CallOptions} [options] */
  getRoomsInfo(params, options) {
    return call(this, "getRoomsInfo", params, options);
  }

  /** @param {api.AddRoomParticipantsParams} params @param {api.CallOptions} [options] */
  addRoomParticipants(params, options) {
    return call(this, "addRoomParticipants", params, options);
  }

  /** @param {api.RemoveRoomParticipantsParams} params @param {api.CallOptions} [options] */
  removeRoomParticipants(params, options) {
    return call(this, "removeRoomParticipants", params, options);
  }

  /** @param {api.PostCommentParams} params @param {api.PostCommentOptions} [options] */
  postComment(params, options) {
    return call(this, "postComment", params, options);
  }

  /** @param {api.LoadCommentsParams} params @param {api.CallOptions} [options] */
  loadComments(params, options) {
    return call(this, "loadComments", params, options);
  }

  /** @param {api.LoginOrRegisterParams} params @param {api.CallOptions} [options] */
  loginOrRegister(params, options) {
    return call(this, "loginOrRegister", params, options);
  }

  /**
   * @param {"GET" | "POST"} method @param {string} path
   * @param {api.RequestParams} [params] @param {api.RequestOptions} [options]
   */
  request(method, path, params, options) {
    return call(this, "request", method, path, params, options);
  }

  // Pages shift while people write, so a page may begin with comments of the one before: ids fall from comment to
  // comment, and one that doesn't was there already. The end is an empty page; a short one may be the server's limit.
  /** @param {api.LoadCommentsParams} params @param {api.CallOptions} [options] */
  async *comments(params, options) {
    coreOf(this, "comments");
    let query = params;
    let oldest = Infinity;
    for (let stale = 0; stale < MAX_STALE_PAGES; stale++) {
      /** @type {api.LoadCommentsResults} */
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
    Promise.resolve()
      .then(() => core?.free())
      .catch(() => {});
  }

  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.free();
  }
}
