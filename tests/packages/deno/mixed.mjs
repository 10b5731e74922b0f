import { createRequire } from "node:module";
import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

const also = createRequire(import.meta.url)("qiscus-wasm");
console.log(JSON.stringify(await check(qiscus, process.env.APP, { also })));
