// Many calls of one process against a sandbox where everything goes wrong now and then: whether each ends as it has to, and
// whether anything is left behind. Run by `cargo xtask soak`.
import { getEventListeners } from "node:events";
import { parseArgs } from "node:util";
import { appId, secretKey, startSandbox } from "../sandbox.mjs";
import { begin, collected, commentId, fault, faults } from "./mix.mjs";
import { PATIENCE, within } from "../deadline.mjs";

const text = { type: "string" };
const { values } = parseArgs({ options: { calls: text, concurrency: text, seed: text } });
const [calls, concurrency, seed] = [values.calls, values.concurrency, values.seed].map(Number);

/** When memory is measured. */
const CHECKPOINTS = [0.25, 0.5, 0.75, 1];
/** Clients that nobody frees wait for the garbage collector, which sees nothing of the module's memory: every so many calls. */
const COLLECT = 250;
/**
 * How much more than at the first checkpoint there may be: what a later peak has grown, and a finalizer that is late. In the
 * default run a leak is more than that from a byte of the module or 42 of the heap on for each call.
 */
const ALLOWED = { "wasm memory": 2 * 65_536, "values held": 20, heap: 6 * 2 ** 20, external: 2 ** 20 };

const wrong = [];
const violation = (what) => wrong.push(what);
for (const event of ["unhandledRejection", "uncaughtException", "warning"]) {
  process.on(event, (reason) => violation(`${event}: ${reason?.stack ?? String(reason)}`));
}
const resources = () => process.getActiveResourcesInfo().sort().join(" ");
// Those that are there anyway: the streams of the process, made on first use, and what loading this file has opened.
for (const stream of [process.stdout, process.stderr]) stream.write("");
await collected();
const before = resources();

// The memory of the module, and the table that holds the values of JavaScript which it uses.
const instances = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...parts) {
    super(...parts);
    instances.push(Object.values(this.exports));
  }
};
const pkg = await import("qiscus-wasm");
const measured = (type, size) =>
  instances
    .flat()
    .filter((item) => item instanceof type)
    .reduce((sum, item) => sum + size(item), 0);

/** How many values a table holds; what was taken out of it left nothing. */
function held(table) {
  let count = 0;
  for (let at = 0; at < table.length; at++) if (table.get(at) != null) count++;
  return count;
}

const sandbox = await startSandbox({ args: ["--fault-seed", String(seed)] });
const client = new pkg.QiscusClient({ baseUrl: sandbox.url, appId, secretKey });
const users = Array.from({ length: 40 }, (_, at) => `user${at}@example.com`);
for (const email of users) await client.loginOrRegister({ email, username: email });
const rooms = [];
for (let at = 0; at < 40; at++) {
  const { room_id } = await client.createRoom({ name: `Soak ${at}`, participants: users.slice(0, 3), creator: users[0] });
  rooms.push(room_id);
}
await sandbox.faults(faults);
const shared = new AbortController();
const world = { pkg, client, users, rooms, shared: shared.signal, timeout: 250 };

/** How the calls ended, and how often. */
const ends = new Map();
/** What is known of the comment of each call: 1 it was posted, 2 it was not, 3 it may have been. Numbers, which don't grow. */
const POSTED = 1;
const NOT_POSTED = 2;
const UNKNOWN = 3;
const comments = new Uint8Array(calls);

async function make(at) {
  const call = begin(seed, at, world);
  let end = "resolved";
  let known = POSTED;
  try {
    await within(call.promise);
    if (call.fails) violation(`call ${at} resolved instead of ${call.codes.join(", ")}`);
  } catch (error) {
    const what = fault(error, call, pkg, secretKey);
    if (what) violation(`call ${at}: ${what}`);
    end = error?.code ?? "no error of the package";
    known = { unknown: UNKNOWN, accepted: POSTED }[error?.outcome] ?? NOT_POSTED;
  }
  if (call.posts) comments[at] = known;
  ends.set(end, (ends.get(end) ?? 0) + 1);
}

const rows = [];
async function checkpoint(made) {
  await collected();
  const { heapUsed, external, rss } = process.memoryUsage();
  const listeners = getEventListeners(shared.signal, "abort").length;
  if (listeners > 0) violation(`${listeners} listeners are left on the shared signal`);
  const row = {
    calls: made,
    "wasm memory": measured(WebAssembly.Memory, (memory) => memory.buffer.byteLength),
    "values held": measured(WebAssembly.Table, held),
    heap: heapUsed,
    external,
    rss,
  };
  rows.push(row);
  for (const [name, allowed] of Object.entries(ALLOWED)) {
    const grown = row[name] - rows[0][name];
    if (grown > allowed) violation(`${name} has grown by ${grown} between ${rows[0].calls} and ${made} calls`);
  }
}

let time = 0;
let next = 0;
for (const share of CHECKPOINTS) {
  const last = Math.round(calls * share);
  const start = performance.now();
  const worker = async () => {
    while (next < last) {
      if (next % COLLECT === 0) global.gc();
      await make(next++);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  time += performance.now() - start;
  await checkpoint(last);
}

// What was said of a comment is true, and none was posted twice.
await sandbox.faults([]);
const stored = new Map();
for (const room_id of rooms) {
  for await (const { unique_temp_id } of client.comments({ room_id, limit: 100 })) {
    stored.set(unique_temp_id, (stored.get(unique_temp_id) ?? 0) + 1);
  }
}
const posts = comments.reduce((sum, known, at) => {
  const times = stored.get(commentId(seed, at)) ?? 0;
  if (times > 1) violation(`the comment of call ${at} was posted ${times} times`);
  if (known === POSTED && times === 0) violation(`the comment of call ${at} is lost`);
  if (known === NOT_POSTED && times > 0) violation(`the comment of call ${at} was posted, but its error said that it was not`);
  return sum + (known > 0 ? 1 : 0);
}, 0);
const unknown = await sandbox.unknownRoutes();
if (unknown.length > 0) violation(`requests to routes that don't exist: ${JSON.stringify(unknown.slice(0, 3))}`);

// Nothing is left that would keep the process alive.
await sandbox.stop();
await globalThis[Symbol.for("undici.globalDispatcher.1")]?.close();
await collected();
if (resources() !== before) violation(`left behind: ${resources()}; at the start: ${before}`);

const number = (value) => value.toLocaleString("en-US");
const row = (cells) => console.log(`    ${cells.map((cell) => String(cell).padStart(14)).join("")}`);
console.log(
  `    ${number(calls)} calls, ${concurrency} at a time, seed ${seed}: ${number(Math.round(calls / (time / 1000)))} calls per second`,
);
console.log(`    ${number(posts)} calls posted a comment; ${number(stored.size)} comments are stored, each once`);
for (const [end, count] of [...ends].sort(([, a], [, b]) => b - a)) console.log(`    ${number(count).padStart(10)}  ${end}`);
row(Object.keys(rows[0]));
for (const values of rows) row(Object.values(values).map(number));
for (const what of wrong.slice(0, 20)) console.error(`    violation: ${what}`);
if (wrong.length > 0) {
  console.error(`    ${wrong.length} violations`);
  process.exitCode = 1;
}
// The process ends by itself, or this ends it.
setTimeout(() => {
  console.error(`    violation: the process didn't end by itself: ${resources()}`);
  process.exit(1);
}, PATIENCE).unref();
