import { visit } from "../visit.js";

export async function GET() {
  return new Response(await visit("route"));
}
