import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

// Wrangler's configuration would bring this rule.
const modulesRules = [{ type: "CompiledWasm", include: ["**/*.wasm"] }];
const miniflare = { modulesRules, compatibilityDate: "2026-08-01", bindings: { APP: process.env.APP } };

export default defineConfig({ plugins: [cloudflareTest({ miniflare })] });
