import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

onmessage = async ({ data }) => postMessage(await check(qiscus, data));
