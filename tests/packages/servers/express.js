import express from "express";
import { hook, port, report } from "./shared.js";

const app = express();
app.post("/hook", hook);
app.use(express.json());
app.get("/report", async (request, response) => response.json(await report()));
app.listen(port, "127.0.0.1");
