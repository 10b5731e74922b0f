import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export default defineEventHandler((event) => check(qiscus, getQuery(event).app));
