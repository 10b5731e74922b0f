import { theChatIn } from "./walk.mjs";

theChatIn("Chromium");
