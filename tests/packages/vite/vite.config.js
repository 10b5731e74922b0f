import { defineConfig } from "vite";

// One page of the two, as an application has.
export default defineConfig({ build: { rollupOptions: { input: process.env.ENTRY ?? "index.html" } } });
