import Fastify from "fastify";
import fastifyRawBody from "fastify-raw-body";
import { hook, port, report } from "./shared.js";

const app = Fastify();
await app.register(fastifyRawBody);
app.post("/hook", hook);
app.get("/report", report);
await app.listen({ port });
