import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

export default async function handler(request, response) {
  response.json(await check(qiscus, request.query.app));
}
