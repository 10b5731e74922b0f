import { theChatIn } from "./walk.mjs";

theChatIn("WebKit");
