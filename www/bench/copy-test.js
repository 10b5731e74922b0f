// A test for `node --test` that sends this very payload to a handler, and expects the same answer.

/** A template literal with exactly this text. Its own line breaks stay; others would be changed by it. */
function literal(text) {
  const escapes = { "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029" };
  const safe = text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replace(/[\r\u2028\u2029]/g, (letter) => escapes[letter]);
  return `\`${safe}\``;
}

/** The source of the test, for what the bench shows. */
export function testOf({ text, signature, key, status, body, event }) {
  const header = signature === "" ? "" : ', "qiscus-sdk-signature": signature';
  const options = key === "" ? "" : `signatureKey: ${JSON.stringify(key)}, `;
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { webhookHandler } from "qiscus-wasm";

const body = ${literal(text)};
${signature === "" ? "" : `const signature = ${JSON.stringify(signature)};\n`}
test("the handler answers ${status}", async () => {
  const events = [];
  const handler = webhookHandler({ ${options}onEvent: (event) => events.push(event) });
  const headers = { "content-type": "application/json"${header} };
  const response = await handler(new Request("http://localhost/webhook", { method: "POST", headers, body }));
  assert.equal(response.status, ${status});
${expectations(body, event)
  .map((line) => `  ${line}`)
  .join("\n")}
});
`;
}

function expectations(body, event) {
  if (event) {
    const { type, payload } = event;
    return [
      "assert.equal(events.length, 1);",
      `assert.equal(events[0].type, ${JSON.stringify(type)});`,
      `assert.equal(events[0].payload.message.text, ${JSON.stringify(payload.message.text)});`,
    ];
  }
  const { code, issues } = JSON.parse(body);
  const lines = [
    "assert.equal(events.length, 0);",
    "const answer = await response.json();",
    `assert.equal(answer.code, ${JSON.stringify(code)});`,
  ];
  const paths = issues?.map(({ path }) => path);
  return paths ? [...lines, `assert.deepEqual(answer.issues.map(({ path }) => path), ${JSON.stringify(paths)});`] : lines;
}
