import { visit } from "../visit.js";

export const runtime = "edge";

export async function GET() {
  return new Response(await visit("edge"));
}
