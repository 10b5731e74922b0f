// The platform's own types: those of the DOM, Node.js, Deno, Bun or Workers, whichever a project has. A project that has
// none, such as one with `"lib": ["es2022"]` and no other types, compiles too: they are `any` there.
// @ts-ignore
type AbortSignal = globalThis.AbortSignal;
// @ts-ignore
type Request = globalThis.Request;
// @ts-ignore
type RequestInit = globalThis.RequestInit;
// @ts-ignore
type Response = globalThis.Response;
// @ts-ignore
type URL = globalThis.URL;

// Without this, TypeScript would export every declaration in this file.
export {};
