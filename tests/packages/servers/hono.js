import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { handler, port, report } from "./shared.js";

const app = new Hono();
app.post("/hook", (context) => handler(context.req.raw));
app.get("/report", async (context) => context.json(await report()));
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" });
