// The scanner of JSON that knows positions.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";

const { QISCUS_WWW } = process.env;

let json;
before(async () => {
  assert.ok(QISCUS_WWW, "run these tests by `cargo xtask test --only page`");
  json = await import(pathToFileURL(resolve(QISCUS_WWW, "bench/json.js")));
});

test("the scanner knows where every value is", () => {
  const text = '{"a": [1, {"b":"x\\"y"}, []], "c d": {}, "e": -1.5e3, "a b": null}';
  const { places, error } = json.scan(text);
  assert.equal(error, null);
  const found = Object.fromEntries([...places].map(([path, { start, end }]) => [path, text.slice(start, end)]));
  assert.deepEqual(found, {
    "": text,
    "a": '[1, {"b":"x\\"y"}, []]',
    "a[0]": "1",
    "a[1]": '{"b":"x\\"y"}',
    "a[1].b": '"x\\"y"',
    "a[2]": "[]",
    "c d": "{}",
    "e": "-1.5e3",
    "a b": "null",
  });
});

test("a missing value is placed at the nearest one that exists", () => {
  const { places } = json.scan('{"a": [{"b": 1}]}');
  assert.deepEqual(json.placeOf(places, "a[0].b"), { start: 13, end: 14, missing: "" });
  assert.deepEqual(json.placeOf(places, "a[0].c.d"), { start: 7, end: 15, missing: "c.d" });
  assert.deepEqual(json.placeOf(places, "a[3].c"), { start: 6, end: 16, missing: "[3].c" });
  assert.deepEqual(json.placeOf(places, "z"), { start: 0, end: 17, missing: "z" });
  assert.equal(json.placeOf(json.scan("").places, "z"), undefined);
});

test("the scanner and JSON.parse agree on what is JSON", async () => {
  const texts = [
    "",
    " ",
    "{",
    "[",
    "}",
    '"',
    "tru",
    "True",
    "nul",
    "0",
    "-0",
    "-",
    "01",
    "1.",
    ".5",
    "1e",
    "1E5",
    "+1",
    "NaN",
    "1 2",
    "{} {}",
    "[1,]",
    "[,1]",
    "[1 2]",
    '{"a"}',
    '{"a":}',
    '{"a" 1}',
    '{"a":1,}',
    '{,"a":1}',
    "{a:1}",
    "{'a':1}",
    "{1:2}",
    '{"a":1 "b":2}',
    "[1}",
    '{"a":[1,2}',
    '{"a":1]',
    '"a\nb"',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    '"\\u00e9"',
    '"\\U0041"',
    "\u00a01",
    "\ufeff1",
    '"\u2028"',
    "/* no */ 1",
    "[[[]]]",
    "true false",
    '"a" : 1',
    "\r\n[\t]\r\n",
  ];
  const folder = resolve(QISCUS_WWW, "../tests/golden/webhooks");
  for (const name of await readdir(folder)) texts.push((await readFile(join(folder, name), "utf8")).split("\n---\n")[0]);
  for (const text of texts) {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    const { error } = json.scan(text);
    assert.equal(error === null, isJson, `${JSON.stringify(text.slice(0, 200))}: ${error?.message}`);
    if (error) assert.ok(error.start <= error.end && error.end <= text.length && error.message !== "", text);
  }
});

test("indenting keeps what JSON.parse would round", () => {
  const text = '{"id":12345678901234567890,"list":[],"more":[1,{"a":{}}]}';
  assert.equal(
    json.indented(text),
    '{\n  "id": 12345678901234567890,\n  "list": [],\n  "more": [\n    1,\n    {\n      "a": {}\n    }\n  ]\n}',
  );
  assert.equal(json.indented("<html>"), "<html>");
});
