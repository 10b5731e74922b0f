import Router from "@koa/router";
import Koa from "koa";
import { hook, port, report } from "./shared.js";

const router = new Router();
router.post("/hook", hook);
router.get("/report", async (context) => {
  context.body = await report();
});
new Koa().use(router.routes()).listen(port, "127.0.0.1");
