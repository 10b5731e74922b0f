import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export const config = { runtime: "edge" };

export default async function handler(request) {
  return Response.json(await check(qiscus, new URL(request.url).searchParams.get("app")));
}
