import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

console.log(JSON.stringify(await check(qiscus, process.env.APP)));
