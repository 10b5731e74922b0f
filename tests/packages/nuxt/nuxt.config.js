const edge = process.env.NITRO_PRESET !== undefined;

export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  nitro: edge ? { cloudflare: { deployConfig: true }, experimental: { wasm: true } } : {},
});
