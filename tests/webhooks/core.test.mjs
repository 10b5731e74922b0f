// The same where the platform makes no digests: all of them are the core's.
delete process.getBuiltinModule;
await import("./memory.test.mjs");
await import("./attacks.test.mjs");
await import("./signature.test.mjs");
