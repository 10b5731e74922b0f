import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { qiscus as also } from "./also.cjs";

globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"), { also });
