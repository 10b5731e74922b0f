import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

const wrangler = { configPath: "./wrangler.jsonc" };

export default defineConfig({ plugins: [cloudflareTest({ wrangler, miniflare: { bindings: { APP: process.env.APP } } })] });
