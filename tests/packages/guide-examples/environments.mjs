// The examples of environments.md.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, endpoints, environment, messages, roomSixteen, secretKey } from "../example-support.mjs";
import { PATIENCE } from "../../deadline.mjs";

export const examples = {
  "The module as a file of its own": {
    given: { process: "{ env: { QISCUS_SECRET_KEY?: string } }" },
    gives: ["qiscus"],
    async run(load, t) {
      const { qiscus } = await load({ process: { env: { QISCUS_SECRET_KEY: secretKey } } });
      await registers(qiscus, t);
    },
  },

  "The module as a file of its own, 2": {
    page: true,
    given: {},
    async run(load) {
      // In a process of its own, where nothing has loaded the module before.
      const page = `
        import { readFileSync } from "node:fs";
        globalThis.location = new URL("https://app.example.com/chat");
        globalThis.fetch = async (url) => {
          console.log(String(new URL(url, location)));
          const headers = { "content-type": "application/wasm" };
          return new Response(readFileSync(${JSON.stringify(join(process.env.QISCUS_PKG, "qiscus.wasm"))}), { headers });
        };`;
      const flags = ["--import", `data:text/javascript,${encodeURIComponent(page)}`, load.file];
      const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: PATIENCE });
      assert.equal(stdout, "https://app.example.com/assets/qiscus.wasm\n");
    },
  },

  "Frozen functions": {
    given: { qiscus: "q.QiscusClient" },
    async run(load) {
      const { sandbox } = roomSixteen();
      const { rooms } = sandbox.seed({ rooms: [{ name: "Mine", participants: ["bot@example.com"] }] });
      const fetch = (url, init) =>
        sandbox.fetch(url, { ...init, body: init.body.replace("room_id=16", `room_id=${rooms[0].room_id}`) });
      sandbox.fault("post_comment", { name: "close-before", times: 1 });
      sandbox.fault("post_comment", { name: "close-after", times: 1 });
      await load({ qiscus: new QiscusClient({ ...sandbox.clientOptions, fetch }) });
      assert.equal(sandbox.rooms[1].comments.length, 1);
      assert.deepEqual(messages(sandbox), []);
    },
  },

  "A proxy in your network": {
    given: { QiscusClient: "typeof q.QiscusClient", appId: "string", secretKey: "string" },
    gives: ["qiscus"],
    // In a .ts file: (init as RequestInit). The types that Node.js has of undici are never exactly undici's own.
    typescript: ["...init", ".../** @type {import('undici').RequestInit} */ (init)"],
    async run(load, t) {
      // A proxy that connects nobody, but remembers who asked.
      const connects = [];
      const server = createServer().on("connect", (request, socket) => {
        connects.push(request.url);
        socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      t.after(() => server.close().closeAllConnections());
      environment(t, { HTTPS_PROXY: `http://127.0.0.1:${server.address().port}` });
      const { qiscus } = await load({ QiscusClient, appId, secretKey });
      const options = { maxRetries: 0, timeout: PATIENCE };
      await assert.rejects(qiscus.loadComments({ room_id: 16 }, options), { code: "network" });
      assert.deepEqual(connects, [`${appId}.qiscus.com:443`]);
    },
  },

  Memory: {
    given: { QiscusClient: "typeof q.QiscusClient", appId: "string", secretKey: "string" },
    async run(load, t) {
      const sandbox = createSandbox({ appId, secretKey });
      t.mock.method(globalThis, "fetch", sandbox.fetch);
      let last;
      class Watched extends QiscusClient {
        constructor(options) {
          super(options);
          last = this;
        }
      }
      await load({ QiscusClient: Watched, appId, secretKey });
      assert.deepEqual(endpoints(sandbox), ["login_or_register"]);
      await assert.rejects(last.loadComments({ room_id: 16 }), "it was released");
    },
  },
};

/** Checks that a client works. */
async function registers(qiscus, t) {
  const sandbox = createSandbox({ appId, secretKey });
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  await qiscus.loginOrRegister({ email: "abc@outlook.com", username: "abc" });
  assert.deepEqual(endpoints(sandbox), ["login_or_register"]);
}
