// The recorder of calls, with a real client before a sandbox.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { timeout } from "../deadline.mjs";

const { QISCUS_WWW } = process.env;

let modules;
before(async () => {
  assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");
  const load = (path) => import(pathToFileURL(resolve(QISCUS_WWW, path)));
  modules = Object.assign({}, ...(await Promise.all(["recorder.js", "../pkg/index.js", "../pkg/testing.js"].map(load))));
});

/** A client whose calls are recorded, before a sandbox of its own. `isTagged` passes the recorder's options on. */
function recorded({ isTagged = true } = {}) {
  const { QiscusClient, createRecorder, createSandbox } = modules;
  const sandbox = createSandbox();
  const emails = ["alice@example.com", "bob@example.com"];
  const rooms = [1, 2, 3, 4].map((number) => ({ name: `Room ${number}`, participants: emails }));
  const seeded = sandbox.seed({ rooms });
  const headers = [];
  const state = { change: undefined };
  const recorder = createRecorder({
    async fetch(url, init) {
      headers.push(...init.headers.keys());
      const response = await sandbox.fetch(url, init);
      return state.change ? new Response(state.change(await response.text()), { status: response.status }) : response;
    },
  });
  const client = new QiscusClient({ ...sandbox.clientOptions, ...recorder.clientOptions });
  const call = (method, params, options) => {
    const run = (tags) => client[method](params, isTagged ? { ...options, ...tags } : options);
    return recorder.call(`qiscus.${method}(…)`, method, run);
  };
  return { sandbox, recorder, call, headers, state, rooms: seeded.rooms.map(({ room_id }) => room_id) };
}

const post = (room_id, message) => ["postComment", { room_id, sender_email: "alice@example.com", message }];

test("the recorder passes the results and the errors of a call on", { timeout }, async () => {
  const { call, recorder, rooms } = recorded();
  const { comment } = await call(...post(rooms[0], "one"));
  assert.equal(comment.message, "one");
  await assert.rejects(call("loadComments", { limit: 1 }), { code: "invalid_request" });
  const [sent, refused] = recorder.entries;
  assert.equal(sent.state, "done");
  assert.deepEqual([sent.endpoint, sent.httpMethod, sent.status], ["post_comment", "POST", 200]);
  assert.match(sent.path, /\/post_comment$/);
  const params = Object.fromEntries(sent.params);
  assert.deepEqual([params.sender_email, params.room_id, params.message], ["alice@example.com", String(rooms[0]), "one"]);
  assert.equal(sent.results.comment.message, "one");
  assert.equal(sent.attempts.length, 1);
  assert.match(sent.body, /"message":"one"/);
  assert.ok(sent.duration >= sent.attempts[0].duration);
  assert.deepEqual([refused.state, refused.error.code, refused.attempts.length], ["failed", "invalid_request", 0]);
  assert.equal(refused.error.issues[0].path, "room_id");
});

for (const isTagged of [true, false]) {
  test(`requests belong to their calls, many at once, ${isTagged ? "by their tag" : "without a tag"}`, { timeout }, async () => {
    const { call, recorder, sandbox, rooms, headers } = recorded({ isTagged });
    sandbox.fault("load_comments", { name: "status", value: 500, times: 3 });
    sandbox.fault("get_rooms_info", { name: "reset", times: 1 });
    const loads = rooms.map((room_id) => call("loadComments", { room_id }));
    const infos = call("getRoomsInfo", { room_id: rooms, user_email: "alice@example.com" });
    const posts = rooms.map((room_id) => call(...post(room_id, `to ${room_id}`)));
    await Promise.all([...loads, infos, ...posts]);

    const { entries } = recorder;
    assert.equal(entries.length, 9, "no request is without its call");
    assert.equal(
      entries.reduce((sum, { attempts }) => sum + attempts.length, 0),
      13,
      "nine and four retries",
    );
    rooms.forEach((room, at) => {
      const [load, posted] = [entries[at], entries[5 + at]];
      assert.deepEqual(load.params[0], ["room_id", String(room)]);
      assert.equal(load.attempts.length, at < 3 ? 2 : 1);
      assert.ok(posted.params.some(([name, value]) => name === "message" && value === `to ${room}`));
    });
    const [lost, found] = entries[4].attempts;
    assert.match(lost.error, /reset|fetch|network/i);
    assert.equal(found.status, 200);
    assert.ok(found.wait > 0);
    assert.equal(headers.includes("x-recorded-call"), false, "the tag is not sent");
  });

  test(`look-ups belong to their comment, ${isTagged ? "by their tag" : "without a tag"}`, { timeout }, async () => {
    const { call, recorder, sandbox, rooms } = recorded({ isTagged });
    sandbox.fault("post_comment", { name: "reset", when: "after", times: 1 });
    await Promise.all([call(...post(rooms[0], "lost"), { confirm: true }), call("loadComments", { room_id: rooms[1] })]);
    const [posted, loaded, lookup] = recorder.entries;
    assert.deepEqual(
      posted.attempts.map(({ isLookup, status }) => [isLookup, status]),
      [
        [false, undefined],
        [true, 200],
      ],
    );
    assert.equal(posted.isFound, true);
    assert.deepEqual(posted.lookups, [lookup.id]);
    assert.deepEqual([lookup.confirms, lookup.state, lookup.status], [posted.id, "done", 200]);
    assert.equal(loaded.attempts.length, 1);
  });
}

test("ignored fields belong to their call, many at once", { timeout }, async () => {
  const { call, recorder, rooms, state } = recorded();
  for (const room of rooms) await call(...post(room, `in ${room}`));
  recorder.clear();
  state.change = (text) => (text.includes(`in ${rooms[2]}`) ? text.replace('"extras":{}', '"extras":7') : text);
  await Promise.all(rooms.map((room_id) => call("loadComments", { room_id })));
  const paths = recorder.entries.map(({ ignored }) => ignored.map(({ path }) => path));
  assert.deepEqual(paths, [[], [], ["results.comments[0].extras"], []]);
});

test("the recorder keeps no secrets", { timeout }, async () => {
  const { recorder, call, sandbox } = recorded();
  const params = { email: "carol@example.com", username: "Carol", password: "hunter22", device_token: "device-1" };
  const { user } = await call("loginOrRegister", params);
  const { QiscusClient } = modules;
  const client = new QiscusClient({ ...sandbox.clientOptions, ...recorder.clientOptions });
  const code = 'qiscus.loginOrRegister({ password: "hunter22" })';
  await recorder.call(code, "loginOrRegister", (tags) => client.loginOrRegister(params, tags));
  const kept = JSON.stringify(recorder.entries);
  for (const secret of ["hunter22", "device-1", user.token, "sandbox-secret"]) assert.equal(kept.includes(secret), false, secret);
  assert.ok(kept.includes("Carol"));
});

test("a call that is given up ends, with its open request", { timeout }, async () => {
  const { call, recorder, sandbox, rooms } = recorded();
  sandbox.fault("*", { name: "stall" });
  await assert.rejects(call("loadComments", { room_id: rooms[0] }, { timeout: 50 }), { code: "timeout" });
  const [{ state, error, attempts }] = recorder.entries;
  assert.deepEqual([state, error.code, attempts.length], ["failed", "timeout", 1]);
  assert.ok(attempts[0].duration > 0);
  assert.ok(attempts[0].error);
});
