import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

console.log(JSON.stringify(await checkTesting({ qiscus, createSandbox })));
