// The example of a page: its server is run as it stands, and its users are in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { QiscusClient } from "qiscus-wasm";
import { launch } from "../browser.mjs";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { freePort, run, until } from "./support.mjs";
import { PATIENCE, timeout } from "../deadline.mjs";

const server = fileURLToPath(new URL("../../examples/page/server.mjs", import.meta.url));
const [abc, kotak] = ["abc@example.com", "kotak@example.com"];

test("the page has its users write as themselves, and in their room only", { timeout }, async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.stop());
  const port = await freePort();
  const env = { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: sandbox.url, PORT: port };
  const { output } = run(t, process.execPath, [server], { env });
  const url = `http://localhost:${port}`;
  await until(
    () => `the server listens\n${output()}`,
    () => output().includes(`listening on ${url}\n`),
  );

  const browser = await launch();
  t.after(() => browser.close());
  /** A page in a browser of its own, signed in. */
  async function user(email) {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(url);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Message").waitFor();
    return page;
  }
  async function write(page, message) {
    await page.getByLabel("Message").fill(message);
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("li").first().filter({ hasText: message }).waitFor();
  }
  /** What a page's own client comes to, in the page. */
  const call = (page, method, params) =>
    page.evaluate(
      async ([method, params]) => {
        const { QiscusClient } = await import("/qiscus-wasm/index.js");
        const qiscus = new QiscusClient({ baseUrl: "/api/qiscus" });
        return qiscus[method](params).then(
          ({ comment }) => comment?.email,
          (error) => [error.code, error.outcome, error.apiMessage],
        );
      },
      [method, params],
    );

  const first = await user(abc);
  await write(first, "Grüß Gott & 100 % 😀");
  const second = await user(kotak);
  await write(second, "<b>Hello</b>");
  assert.deepEqual(await second.locator("li").allTextContents(), [`${kotak}: <b>Hello</b>`, `${abc}: Grüß Gott & 100 % 😀`]);

  const rooms = new QiscusClient({ appId, baseUrl: sandbox.url, secretKey });
  const room_id = new URLSearchParams((await sandbox.requests()).at(-1).body).get("room_id");
  assert.equal(await call(second, "postComment", { sender_email: abc, room_id, message: "as somebody else" }), kotak);
  const { room } = await rooms.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
  const refused = ["unauthorized", "rejected", "`authorize` did not allow this request"];
  assert.deepEqual(await call(second, "loadComments", { room_id: room.id }), refused, "another room");
  assert.deepEqual(await call(second, "createRoom", { name: "x", creator: abc, participants: [abc] }), [
    "unauthorized",
    "rejected",
    "the proxy does not allow `create_room`",
  ]);
  await second.context().clearCookies();
  assert.deepEqual(await call(second, "loadComments", { room_id }), refused, "signed out");
  const { comments } = await rooms.loadComments({ room_id });
  assert.deepEqual(
    comments.map(({ email, message }) => [email, message]),
    [
      [kotak, "as somebody else"],
      [kotak, "<b>Hello</b>"],
      [abc, "Grüß Gott & 100 % 😀"],
    ],
  );

  // A page of another origin, to which the browser would give the cookie of this one: only the port differs.
  const stranger = await startSandbox();
  t.after(() => stranger.stop());
  await first.goto(stranger.url.replace("127.0.0.1", "localhost"));
  const form = new URLSearchParams({ sender_email: abc, room_id, message: "forged" }).toString();
  await first.evaluate(
    ([address, body]) =>
      fetch(address, {
        method: "POST",
        mode: "no-cors",
        credentials: "include",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      }),
    [`${url}/api/qiscus/api/v2/rest/post_comment`, form],
  );
  assert.equal((await rooms.loadComments({ room_id })).comments.length, 3);
  assert.deepEqual(await sandbox.unknownRoutes(), []);
});
