import "reflect-metadata";
import { Controller, Get, Module, Post, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { Request, Response } from "express";
import { hook, port, report } from "./shared.js";

@Controller()
class AppController {
  @Get("report")
  report() {
    return report();
  }

  @Post("hook")
  hook(@Req() request: Request, @Res() response: Response) {
    return hook(request, response);
  }
}

@Module({ controllers: [AppController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { rawBody: true });
await app.listen(port, "127.0.0.1");
