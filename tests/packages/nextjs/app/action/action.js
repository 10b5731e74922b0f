"use server";

import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export async function action(app) {
  return check(qiscus, app);
}
