import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

const also = require("qiscus-wasm");
globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"), { also });
