import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export const GET = async ({ url }) => Response.json(await check(qiscus, url.searchParams.get("app")));
