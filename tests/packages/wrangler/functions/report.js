import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export async function onRequest({ request }) {
  return Response.json(await check(qiscus, new URL(request.url).searchParams.get("app")));
}
