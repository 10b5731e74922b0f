import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"));
