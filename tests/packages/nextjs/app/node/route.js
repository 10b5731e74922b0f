import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export const runtime = "nodejs";

export async function GET(request) {
  return Response.json(await check(qiscus, new URL(request.url).searchParams.get("app")));
}
