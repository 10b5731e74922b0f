import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export const loader = async ({ request }) => Response.json(await check(qiscus, new URL(request.url).searchParams.get("app")));
