// Random sequences of requests to a sandbox, as plain data: the same ones for the same seed. No entry depends on a response.
import { generator } from "../soak/mix.mjs";

/** Not the default, so that the URLs of both faces have the same length: some faults cut a body at a place that depends on it. */
export const appId = "app";
export const secretKey = "sandbox-secret";

const API = "/api/v2/rest/";
const FORM = "application/x-www-form-urlencoded";
const FIRST_COMMENT = 4638469007;

/** A source of choices. */
class Choices {
  #next;

  constructor(seed) {
    this.#next = generator(seed);
  }

  chance(share) {
    return this.#next() < share;
  }

  /** From `least` to `most`. */
  number(least, most) {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  of(list) {
    return list[this.number(0, list.length - 1)];
  }

  some(list, least = 0) {
    return list.filter(() => this.chance(0.5)).concat(Array.from({ length: least }, () => this.of(list)));
  }
}

const users = ["a@x.com", "b@x.com", "é b+c@ü.example"];
const emails = [...users, ...users, ...users, "nobody@x.com", "A@X.COM", "a@x.com ", "", "x".repeat(300)];
const rooms = [201, 201, 201, 202, 202, 203, "201", 204, 0, -1, 1.5, "abc", "", 2 ** 32 + 201, "18446744073709551616", 2 ** 53];
const counts = [1, 2, 20, 100, "3", 0, -1, 1.5, "x", "", 2 ** 32, "18446744073709551615", "18446744073709551616", null];
const flags = [true, false, "true", "false", "TRUE", 1, "", null];
const texts = [
  "hi",
  "héllo ✓ 🎉 \u202e",
  "<b>&amp;\"'\\/</b>",
  "a+b c%20d&e=f;g",
  "line\r\nline\ttab\0null",
  "\ud800 alone",
  "\ufeffmark",
  "sandbox-secret",
  "sandbox%2Dsecret and sandbox-secre",
  `${"x".repeat(3999)}é`,
  "🎉".repeat(4001),
  " ",
  "",
];
const documents = [
  "{}",
  '{"a":{"b":[1,null,"é"]}}',
  "[]",
  "null",
  '"text"',
  "{",
  "",
  '{"text":"of the payload"}',
  "1e400",
  '{"__proto__":1}',
];
const objects = [{}, { a: { b: [1, null, "é"] } }, { text: "of the payload" }, [], null, 7, "text", { "sandbox-secret": "a" }];
const junk = [null, 0, -1, 1.5, 1e300, 2 ** 53, true, [], [[]], {}, [null], [1, "a", {}], ...texts, ...documents];
const reply = { replied_comment_id: FIRST_COMMENT, text: "re" };
const types = ["text", "text", "custom", "card", "reply", "carousel", "location", "system_event", "nothing", ""];
const urls = ["https://x.example/é.png", "not a url", "", "data:image/png;base64,AA=="];

/** The endpoints, and parameters for them. */
const endpoints = [
  [
    "login_or_register",
    "POST",
    (r) => ({
      email: r.of(emails),
      username: r.of(texts),
      ...(r.chance(0.3) && { avatar_url: r.of(urls) }),
      ...(r.chance(0.2) && { password: r.of(texts) }),
      ...(r.chance(0.2) && { extras: r.of([...documents, ...objects]) }),
      ...(r.chance(0.2) && { device_token: "token", device_platform: r.of(["ios", "android", "windows", 1]) }),
    }),
  ],
  [
    "create_room",
    "POST",
    (r) => ({
      name: r.of(texts),
      creator: r.of(emails),
      participants: r.chance(0.1) ? Array.from({ length: r.number(24, 27) }, (_, at) => `${at}@x.com`) : r.some(emails, 1),
      ...(r.chance(0.3) && { avatar_url: r.of(urls), options: r.of([...documents, ...objects]) }),
    }),
  ],
  [
    "get_or_create_room_with_target",
    "GET",
    (r) => ({
      emails: r.chance(0.7) ? [users[0], r.of(emails)] : r.some(emails),
      ...(r.chance(0.3) && { avatar_url: r.of(urls), options: r.of(documents) }),
    }),
  ],
  [
    "get_rooms_info",
    "POST",
    (r) => ({
      ...(r.chance(0.9) && { room_id: r.chance(0.05) ? Array.from({ length: 101 }, (_, at) => at) : r.some(rooms, 1) }),
      ...(r.chance(0.3) && { room_unique_id: r.some(["abc", "201", ...texts], 1) }),
      user_email: r.of(emails),
      show_participants: r.of(flags),
      show_removed: r.of(flags),
    }),
  ],
  ["add_room_participants", "POST", (r) => ({ room_id: r.of(rooms), emails: r.some(emails, 1) })],
  ["remove_room_participants", "POST", (r) => ({ room_id: r.of(rooms), emails: r.some(emails, 1) })],
  [
    "post_comment",
    "POST",
    (r) => ({
      sender_email: r.of(emails),
      room_id: r.of(rooms),
      message: r.of(texts),
      ...(r.chance(0.5) && { type: r.of(types), payload: r.of([reply, reply, ...documents, ...objects]) }),
      ...(r.chance(0.2) && { extras: r.of([...documents, ...objects]) }),
      ...(r.chance(0.2) && { unique_temp_id: r.of(["1", ...texts]), disable_link_preview: r.of(flags) }),
    }),
  ],
  ["post_comment", "POST", (r) => ({ sender_email: users[0], room_id: 201, message: r.of(texts) })],
  ["load_comments", "POST", (r) => ({ room_id: r.of(rooms), page: r.of(counts), limit: r.of(counts) })],
  ["load_comments", "GET", (r) => ({ room_id: r.of(rooms), ...(r.chance(0.5) && { page: r.of(counts), limit: r.of(counts) }) })],
  ["get_user_rooms", "GET", (r) => ({ user_email: r.of(emails), show_participants: r.of(flags) })],
];

/** Faults that end by themselves, for one request or for many. */
const faults = [
  "latency=1",
  "latency=0;when=after",
  "latency-after=1",
  "reset",
  "reset;when=after",
  "close",
  "close-after",
  "status=400",
  "status=499",
  "status=500;when=after",
  "status=503;retry-after=7",
  "status-after=599;retry-date=60",
  "html",
  "html=429;retry-date=-5",
  "html=504;when=after;retry-after=0",
  "redirect;to=https://{HOST}/_sandbox/avatar.svg",
  "redirect=303;to=https://{HOST}/api/v2/rest/load_comments?room_id=201",
  "redirect=307;to=https://{HOST}/api/v2/rest/nothing",
  "redirect-after=308;to=https://{HOST}/_sandbox/health#there",
  "truncated",
  "truncated;when=before",
  "garbage",
  "garbage=bytes",
  "garbage=empty",
  "garbage=shape;when=before",
  "length",
  "length=larger;when=before",
  "length=smaller",
  "drip=0;bytes=1000000",
  "drip=1;bytes=100",
  "gzip",
  "gzip=cut",
  "gzip=plain",
  "none",
];

/** These are slow: a redirect to the same place happens 21 times. */
const slowRedirects = ["redirect", "redirect=301", "redirect=307;to=other", "redirect=308", "redirect=303;when=after"];
const slowFaults = [...slowRedirects, "huge=1", "huge-before=1"];

const invalidFaults = [
  "",
  " ",
  "fire",
  "Reset",
  "reset=1",
  "reset;reset",
  "reset;when=during",
  "reset-after;when=after",
  "reset;times=1",
  "reset;id=",
  "reset;every=0",
  "reset;rate=2",
  "reset;rate=NaN",
  "status",
  "status=200",
  "status=99999999999999999999",
  "status=503;retry-after=1;retry-date=1",
  "html=302",
  "redirect=304",
  "redirect;to=ftp://x.example",
  "redirect;to=",
  "latency=-1",
  "latency=600001",
  "drip=1;bytes=0",
  "gzip=half",
  "gzip;when=after",
  "huge",
  "huge=0",
  "length=equal",
  "garbage=noise",
  "none=1",
  "truncated;bytes=1",
  "status=500;endpoint=nothing",
  "status=500;;",
];

const invalidLists = [
  "",
  "{}",
  "[1]",
  '["fire"]',
  '"reset"',
  '["reset", "fire"]',
  "[",
  "null",
  '["é"]',
  '["none;times=1;times=1"]',
];

/** A fault as the header of one request has it. */
function ownFault(r) {
  if (r.chance(0.15)) return r.of(invalidFaults);
  const fault = r.of(r.chance(0.06) ? slowFaults : faults);
  if (r.chance(0.1)) return `${fault};times=${r.number(1, 2)};id=${r.of(["a", "b"])}`;
  return r.chance(0.03) ? `${fault};${r.of(["endpoint=post_comment", "every=2", "times=1", "rate=0.5"])}` : fault;
}

/** A fault as the control route takes it. */
function faultForAll(r) {
  if (r.chance(0.05)) return r.of(invalidFaults);
  const scope = [
    r.chance(0.5) && `times=${r.number(1, 3)}`,
    r.chance(0.2) && `every=${r.number(1, 3)}`,
    r.chance(0.2) && `rate=${r.of([0, 0.3, 0.7, 1])}`,
    r.chance(0.3) && `endpoint=${r.of(endpoints)[0]}`,
  ];
  return [r.of(r.chance(0.03) ? slowFaults : faults), ...scope.filter(Boolean)].join(";");
}

/** Names and values of parameters, every list in one of its spellings. */
function fields(r, params) {
  const spelling = r.of(["brackets", "indexed", "repeated"]);
  return Object.entries(params).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [[name, asText(value)]];
    const key = (at) => ({ brackets: `${name}[]`, indexed: `${name}[${at}]`, repeated: name })[spelling];
    return value.map((item, at) => [key(at), asText(item)]);
  });
}

const asText = (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? ""));
const encoded = (pairs) => String(new URLSearchParams(pairs));

/** Parameters as a body of some kind, and the content type that is set besides. */
function bodyOf(r, params) {
  const form = () => encoded(fields(r, params));
  const json = () => JSON.stringify(params);
  const multipart = () => {
    const head = (name) => `content-disposition: form-data; name="${name.replaceAll('"', "%22")}"`;
    const part = ([name, value]) => `--edge\r\n${head(name)}\r\n\r\n${value}\r\n`;
    return `${fields(r, params).map(part).join("")}--edge--\r\n`;
  };
  const cut = (text) => text.slice(0, r.number(0, text.length));
  const ways = [
    () => ({ body: { kind: "params", value: fields(r, params) } }),
    () => ({ body: { kind: "params", value: fields(r, params) } }),
    () => ({ body: { kind: "text", value: form() }, type: FORM }),
    () => ({ body: { kind: "text", value: json() }, type: "application/json" }),
    () => ({ body: { kind: "text", value: json() }, type: "application/json" }),
    () => ({ body: { kind: "bytes", value: json() }, type: "Application/JSON; charset=utf-8" }),
    () => ({ body: { kind: "form", value: fields(r, params), file: r.chance(0.2) } }),
    () => ({ body: { kind: "text", value: multipart() }, type: 'multipart/form-data; boundary="edge"' }),
    () => ({ body: { kind: "text", value: cut(multipart()) }, type: "multipart/form-data; boundary=edge" }),
    () => ({ body: { kind: "text", value: multipart() }, type: `multipart/form-data${r.of(["", "; boundary=other"])}` }),
    () => ({ body: { kind: "text", value: cut(json()) }, type: "application/json" }),
    () => ({ body: { kind: "text", value: r.of([...documents, "é", "[1]"]) }, type: r.of(["application/json", FORM]) }),
    () => ({ body: { kind: "text", value: form() } }),
    () => ({ body: { kind: "text", value: form() }, type: r.of(["text/html", "", "  ", "application/xml", "é"]) }),
    () => ({ body: { kind: "blob", value: form(), type: r.of([FORM, "", "text/plain"]) } }),
    () => ({ body: { kind: "buffer", value: form() }, ...(r.chance(0.5) && { type: FORM }) }),
    () => ({ body: { kind: "view", value: json() }, type: "application/json" }),
    () => ({ body: { kind: "stream", value: form() }, type: FORM }),
    () => ({ body: { kind: "latin1", value: "email=\xff\xfe&username=%ff%zz%" }, type: FORM }),
    () => ({ body: { kind: "text", value: `{"a":${"[".repeat(200)}${"]".repeat(200)}}` }, type: "application/json" }),
    () => ({ body: { kind: "none" }, ...(r.chance(0.5) && { type: "application/json" }) }),
  ];
  if (r.chance(0.004)) return { body: { kind: "text", value: `message=${"é".repeat(r.of([40_000, 600_000]))}` }, type: FORM };
  return r.of(ways)();
}

/** Headers that say who calls. */
function credentials(r) {
  const secret = r.of(["QISCUS_SDK_SECRET", "qiscus-sdk-secret", "Qiscus_Sdk_Secret"]);
  if (r.chance(0.92)) return [[secret, secretKey], ...(r.chance(0.5) ? [["QISCUS_SDK_APP_ID", appId]] : [])];
  return r.of([
    [],
    [[secret, "wrong"]],
    [[secret, ""]],
    [[secret, ` ${secretKey}\t`]],
    [[secret, `${secretKey}\xa0`]],
    [
      [secret, secretKey],
      [secret, secretKey],
    ],
    [
      ["QISCUS_SDK_SECRET", secretKey],
      ["qiscus-sdk-secret", secretKey],
    ],
    [
      ["QISCUS_SDK_SECRET", secretKey],
      ["qiscus-sdk-secret", "other"],
    ],
    [
      [secret, secretKey],
      ["qiscus-sdk-app-id", "other"],
    ],
    [
      [secret, secretKey],
      ["qiscus-sdk-app-id", appId],
      ["QISCUS_SDK_APP_ID", ""],
    ],
  ]);
}

const otherHeaders = [
  ["x-test", "é\xff"],
  ["X-Test", "  spaces around\t"],
  ["x-test", ""],
  ["cookie", "a=b"],
  ["authorization", "Bearer token"],
  ["x-test", "sandbox-secret"],
  ["accept", "text/html"],
  ["origin", "https://page.example"],
];

/** A path that may be wrong in one way. */
function pathOf(r, name) {
  if (r.chance(0.93)) return API + name;
  const letter = `%${name.charCodeAt(1).toString(16)}`;
  return r.of([
    `${API}${name}/`,
    `/${API}${name}`,
    `${API}/${name}`,
    `${API}${name[0]}${letter}${name.slice(2)}`,
    `${API}${name.toUpperCase()}`,
    `${API}x/../${name}`,
    `${API}./${name}`,
    `${API}%2e%2e/rest/${name}`,
    `${API}nothing`,
    `${API}${name}%00`,
    `/api/v1/rest/${name}`,
    `/API/v2/rest/${name}`,
    "/api/v2/rest",
    "/api",
    "/api/",
    "/favicon.ico",
    "/index.html",
    "/pkg/index.js",
    "/%ff%zz",
    '/a;b|c^d[e]{f}`g"<h>\\i é✓ j',
    "/sandbox-secret/sandbox%2dsecret",
    `/${"long".repeat(500)}`,
  ]);
}

const queries = [
  "?",
  "?a=%zz&%ff",
  "?room_id=201&room_id=202",
  "?é=✓&'\"<>^|`{}\\",
  "?secret=sandbox-secret",
  "?a#fragment?b",
  `?${"q".repeat(3000)}`,
];

const methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "patch", "post", "query"];
const preflight = [
  ["access-control-request-headers", "x-a, x-b"],
  ["access-control-request-method", "POST"],
];

/** A call of an endpoint. */
function call(r) {
  const [name, usual, make] = r.of(endpoints);
  const params = make(r);
  if (r.chance(0.1)) params[r.of(Object.keys(params))] = r.of(junk);
  if (r.chance(0.05)) params[r.of(["more", "a[b]", "", "emails[]", "__proto__x", "room_id[0]"])] = r.of(junk);
  if (r.chance(0.05)) delete params[r.of(Object.keys(params))];
  const method = r.chance(0.92) ? usual : r.of(methods);
  const bare = method === "GET" || method === "HEAD";
  const inQuery = bare ? r.chance(0.97) : r.chance(0.02);
  let target = pathOf(r, name);
  if (inQuery) target += `?${encoded(fields(r, params))}`;
  else if (r.chance(0.04)) target += r.of(queries);
  const { body, type } = bare ? { body: { kind: "none" } } : bodyOf(r, params);
  const headers = credentials(r);
  if (type !== undefined) headers.push(["content-type", type]);
  if (r.chance(0.25)) headers.push(["Sandbox-Fault", ownFault(r)]);
  if (r.chance(0.01)) headers.push(["sandbox-fault", ownFault(r)]);
  if (r.chance(0.1)) headers.push(r.of(otherHeaders));
  if (method === "OPTIONS") headers.push(...preflight);
  const request = { method, target, headers, body };
  if (r.chance(0.25)) request.redirect = r.of(["follow", "manual", "error"]);
  if (r.chance(0.06)) request.abort = r.of(["before", "after", "never"]);
  if (r.chance(0.2)) request.as = r.of(["Request", "URL", "Request and init", "Headers", "record"]);
  // Nobody can see of a Request whether its body was a stream, which fetch doesn't send again after a redirect.
  if (request.as === "Request" && body.kind === "stream") delete request.as;
  return request;
}

/** A request that `fetch` doesn't allow, or one without much sense. */
function oddity(r) {
  const headers = [["qiscus_sdk_secret", secretKey]];
  const body = { kind: "none" };
  const target = `${API}load_comments?room_id=201`;
  return r.of([
    { method: "TRACE", target, headers, body },
    { method: "connect", target, headers, body },
    { method: "GE T", target, headers, body },
    { method: "", target, headers, body },
    { method: "GET", target, headers, body: { kind: "text", value: "a" } },
    { method: "HEAD", target, headers, body: { kind: "text", value: "" } },
    { method: "GET", target, headers: [["x y", "a"]], body },
    { method: "GET", target, headers: [["x-test", "a\nb"]], body },
    { method: "GET", target, headers: [["x-test", "✓"]], body },
    { method: "GET", target, headers: [["x-test", "\n a \r\n"], ...headers], body },
    { method: "GET", target, headers, body, userinfo: "user:word@" },
    { method: "GET", target, headers, body, redirect: "sometimes" },
    // Longer ones the server answers with 414 before the core sees them; the sandbox rejects them as no valid URL.
    { method: "GET", target: `${target}&${"q".repeat(60_000)}`, headers, body },
  ]);
}

/** A request to a control route. */
function control(r) {
  const body = { kind: "none" };
  const headers = [];
  const put = (value) => ({ method: "PUT", target: "/_sandbox/faults", headers, body: { kind: "text", value } });
  const list = () => JSON.stringify(Array.from({ length: r.number(0, 3) }, () => faultForAll(r)));
  const get = (route, method = "GET") => ({ method, target: `/_sandbox/${route}`, headers, body });
  return r.of([
    () => put(list()),
    () => put(list()),
    () => put(list()),
    () => put(r.of(invalidLists)),
    () => get("faults", r.of(["GET", "DELETE", "HEAD", "OPTIONS", "POST"])),
    () => get("requests", r.of(["GET", "DELETE", "HEAD", "PUT"])),
    () => get("unknown-routes", r.of(["GET", "DELETE"])),
    () => get("webhooks", r.of(["GET", "DELETE"])),
    () => get(r.of(["health", "health?a=b", "health/", "", "nothing", "avatar.svg"]), r.of(["GET", "HEAD", "POST", "OPTIONS"])),
    () => get("reset", r.of(["POST", "POST", "GET"])),
  ])();
}

/** Requests whose responses would never come, or not completely, and which are aborted. */
function aborted(r) {
  const own = r.of(["stall", "stall;when=after", "stall=body", "stall=body;when=before", "drip=60000;bytes=40", "huge=endless"]);
  const params = { email: users[0], username: "a" };
  const request = {
    method: "POST",
    target: `${API}login_or_register`,
    headers: [["qiscus_sdk_secret", r.chance(0.9) ? secretKey : "wrong"]],
    body: { kind: "params", value: Object.entries(params) },
    reason: r.of([undefined, "error", "text"]),
  };
  if (r.chance(0.6)) {
    request.headers.push(["sandbox-fault", own]);
    return [{ ...request, abort: own.startsWith("stall") && !own.includes("body") ? "waiting" : "body" }];
  }
  const fault = r.of(["latency=60000", "latency=60000;when=after", "stall;times=1"]);
  const value = JSON.stringify([`${fault};endpoint=login_or_register`]);
  const faults = { method: "PUT", target: "/_sandbox/faults", headers: [], body: { kind: "text", value } };
  const clear = { method: "DELETE", target: "/_sandbox/faults", headers: [], body: { kind: "none" } };
  return [faults, { ...request, abort: "waiting" }, clear];
}

const start = (name, params) => ({
  method: "POST",
  target: API + name,
  headers: [["QISCUS_SDK_SECRET", secretKey]],
  body: { kind: "text", value: JSON.stringify(params) },
  as: "json",
});

/** Most sequences begin with some users, or a room. */
const setups = [
  ["login_or_register", { email: users[0], username: "Ab" }],
  ["login_or_register", { email: users[1], username: "Bé", avatar_url: "https://x.example/b.png" }],
  ["create_room", { name: "gege", creator: users[0], participants: users.slice(0, 2) }],
  ["post_comment", { sender_email: users[0], room_id: 201, message: "first" }],
].map(([name, params]) => start(name, params));

/**
 * A sequence of 1 to 8 requests.
 * @param {number} seed
 */
export function sequence(seed) {
  const r = new Choices(seed);
  const requests = r.chance(0.8) ? setups.slice(0, r.of([1, 2, 3, 4, 4])) : [];
  const length = r.number(1, 8);
  while (requests.length < length) {
    if (r.chance(0.82)) requests.push(call(r));
    else if (r.chance(0.72)) requests.push(control(r));
    else if (r.chance(0.6)) requests.push(...aborted(r));
    else requests.push(oddity(r));
  }
  return requests.slice(0, Math.max(length, 1));
}
