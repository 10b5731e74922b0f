// The class that users see. It owns no logic: every call goes through one door of the core.

import { Core } from "#core";
import { QiscusError, alive, checked, ready, thrown } from "#error";
import { enter } from "./door.js";

// The places of the endpoints in the core's list.
const CREATE_ROOM = 0;
const GET_OR_CREATE_ROOM_WITH_TARGET = 1;
const GET_ROOMS_INFO = 2;
const ADD_ROOM_PARTICIPANTS = 3;
const REMOVE_ROOM_PARTICIPANTS = 4;
const POST_COMMENT = 5;
const LOAD_COMMENTS = 6;
const LOGIN_OR_REGISTER = 7;

/** How many pages may bring nothing new, while people write faster than we read, before the server is at fault. */
const MAX_STALE_PAGES = 100;

/** Makes a call. No static method, which bundlers would give the class another name for. */
let call;

export class QiscusClient {
  #core;

  constructor(options) {
    this.#core = enter(Core.open, new.target, options);
  }

  // Async and no method, so that whatever is wrong with `this` or the arguments becomes a rejection. The core says what to wait
  // for; it is waited for here, where nothing can be left hanging: what the core throws, a trap included, rejects.
  static {
    call = async (client, endpoint, params, options) => {
      const core = client.#core;
      if (core === undefined) {
        throw new QiscusError("this client was freed, make a new one", { code: "invalid_request", outcome: "not_sent" });
      }
      let course;
      try {
        let settled;
        let rejected = false;
        ready();
        course = checked(core.call(endpoint, params, options));
        for (;;) {
          alive();
          const next = checked(course.goOn(settled, rejected));
          if (Array.isArray(next)) return next[0];
          try {
            settled = await next;
            rejected = false;
          } catch (reason) {
            settled = reason;
            rejected = true;
          }
        }
      } catch (error) {
        throw thrown(error, call);
      } finally {
        try {
          course?.free();
        } catch {} // after a trap
      }
    };
  }

  createRoom(params, options) {
    return call(this, CREATE_ROOM, params, options);
  }

  getOrCreateRoomWithTarget(params, options) {
    return call(this, GET_OR_CREATE_ROOM_WITH_TARGET, params, options);
  }

  getRoomsInfo(params, options) {
    return call(this, GET_ROOMS_INFO, params, options);
  }

  addRoomParticipants(params, options) {
    return call(this, ADD_ROOM_PARTICIPANTS, params, options);
  }

  removeRoomParticipants(params, options) {
    return call(this, REMOVE_ROOM_PARTICIPANTS, params, options);
  }

  postComment(params, options) {
    return call(this, POST_COMMENT, params, options);
  }

  loadComments(params, options) {
    return call(this, LOAD_COMMENTS, params, options);
  }

  loginOrRegister(params, options) {
    return call(this, LOGIN_OR_REGISTER, params, options);
  }

  // Pages shift while people write, so a page may begin with comments of the one before: ids fall from comment to
  // comment, and one that doesn't was there already. The end is an empty page; a short one may be the server's limit.
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
    const core = this.#core;
    this.#core = undefined;
    // Not here and now: it may be in use, where a getter of its own parameters or its `onEvent` frees it.
    Promise.resolve().then(() => core?.free()).catch(() => {});
  }

  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.free();
  }
}
