import { theChatIn } from "./walk.mjs";

theChatIn("Firefox");
