import { defineNitroConfig } from "nitropack/config";

const edge = process.env.NITRO_PRESET !== undefined;

export default defineNitroConfig({
  compatibilityDate: "2026-11-01",
  srcDir: "server",
  ...(edge ? { cloudflare: { deployConfig: true }, experimental: { wasm: true } } : {}),
});
