// The platform's own types: those of the DOM, Node.js, Deno, Bun or Workers, whichever a project has. A project that has
// none, such as one with `"lib": ["es2022"]` and no other types, compiles too: they are `any` there.

// @ts-ignore
export type AbortSignal = globalThis.AbortSignal;
// @ts-ignore
export type Request = globalThis.Request;
// @ts-ignore
export type RequestInit = globalThis.RequestInit;
// @ts-ignore
export type Response = globalThis.Response;
// @ts-ignore
export type URL = globalThis.URL;
