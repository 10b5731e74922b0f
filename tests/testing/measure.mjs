// How fast a sandbox is: in the caller's process, and as a server over loopback, side by side. Run it in a project that has the
// package, with QISCUS_SANDBOX as the path of the server: `node tests/testing/measure.mjs`.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { QiscusClient } from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";

const abc = "abc@outlook.com";
const ROUNDS = 9;
const CALLS = 200;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (milliseconds) => `${milliseconds.toFixed(3)} ms`;

/** Milliseconds of one of many. */
async function each(count, work) {
  const started = performance.now();
  for (let done = 0; done < count; done++) await work();
  return (performance.now() - started) / count;
}

/** The first creation of a process, without and with the import. */
function fresh() {
  const program = `
    const started = performance.now();
    const { createSandbox } = await import("qiscus-wasm/testing");
    const imported = performance.now();
    createSandbox();
    console.log(JSON.stringify([imported - started, performance.now() - imported]));`;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd, encoding: "utf8" }));
}

async function prepared(options) {
  const client = new QiscusClient(options);
  await client.loginOrRegister({ email: abc, username: "abc" });
  const { room_id } = await client.createRoom({ name: "gege", creator: abc, participants: [abc] });
  const post = () => client.postComment({ sender_email: abc, room_id, message: "Hello, world" });
  for (let count = 0; count < 300; count++) await post();
  return { post, load: () => client.loadComments({ room_id, limit: 20 }) };
}

const starts = Array.from({ length: ROUNDS }, fresh);
console.log(`import in a fresh process: ${shown(median(starts.map(([imported]) => imported)))}`);
console.log(`first createSandbox(): ${shown(median(starts.map(([, created]) => created)))}`);
createSandbox();
console.log(`createSandbox() when warm: ${shown(await each(1000, () => createSandbox()))}`);

const server = process.env.QISCUS_SANDBOX && (await startSandbox());
const inside = await prepared(createSandbox().clientOptions);
const outside = server && (await prepared({ baseUrl: server.url, appId, secretKey }));
for (const [name, title] of [
  ["post", "postComment"],
  ["load", "loadComments of 20"],
]) {
  const times = { inside: [], outside: [] };
  // In turns, so that both meet the same machine.
  for (let round = 0; round < ROUNDS; round++) {
    times.inside.push(await each(CALLS, inside[name]));
    if (outside) times.outside.push(await each(CALLS, outside[name]));
  }
  const own = median(times.inside);
  const other = outside && median(times.outside);
  const beside = outside && `, over loopback ${shown(other)}, a ratio of ${(own / other).toFixed(2)}`;
  console.log(`${title}: ${shown(own)}${beside || ""}`);
}
await server?.stop?.();
