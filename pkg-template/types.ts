// Proves that the package exports what its typings promise: checked by `cargo xtask lint`, never shipped.

import type * as promised from "qiscus-wasm";
import type * as promisedTesting from "qiscus-wasm/testing";
import type { Details } from "./error.js";
import * as given from "./index.js";
import * as givenTesting from "./testing.js";

/** A function with its parameters as one tuple: a missing parameter is an error then, and so is one of another type. */
type Strict<F> = F extends (...values: infer A) => infer R ? (values: A) => R : F;

type Class = "QiscusClient" | "QiscusError";
type Arguments<C extends Class> = ConstructorParameters<(typeof promised)[C]>;

// Without type parameters: TypeScript would compare the arguments of a generic alias, and compare methods loosely.
type Given = { [K in keyof typeof given]: Strict<(typeof given)[K]> };
type GivenClient = { [K in keyof given.QiscusClient]: Strict<given.QiscusClient[K]> };
type GivenError = { [K in keyof (given.QiscusError & Details)]: Strict<(given.QiscusError & Details)[K]> };
type Promised = { [K in Exclude<keyof typeof promised, Class>]: Strict<(typeof promised)[K]> };
type PromisedClient = { [K in Exclude<keyof promised.QiscusClient, typeof Symbol.dispose>]: Strict<promised.QiscusClient[K]> };
type PromisedError = { [K in keyof promised.QiscusError]: Strict<promised.QiscusError[K]> };

// The functions. The second check is for type predicates, which `Strict` drops.
(functions: Given) => functions satisfies Promised;
given satisfies Omit<typeof promised, Class>;
(name: keyof typeof given) => name satisfies keyof typeof promised;

// The client. TypeScript doesn't see the method whose key is `Symbol.dispose ?? ...`.
(client: GivenClient) => client satisfies PromisedClient;
(values: Arguments<"QiscusClient">) => values satisfies ConstructorParameters<typeof given.QiscusClient>;

// The error. Its constructor assigns the details, so the class doesn't declare them.
(error: GivenError) => error satisfies PromisedError;
(values: Arguments<"QiscusError">) => values satisfies ConstructorParameters<typeof given.QiscusError>;
given.QiscusError satisfies Omit<typeof promised.QiscusError, "prototype">;

// The sandbox.
type Sandbox<T extends { createSandbox: (...values: never[]) => unknown }> = ReturnType<T["createSandbox"]>;
type GivenSandbox = { [K in keyof Sandbox<typeof givenTesting>]: Strict<Sandbox<typeof givenTesting>[K]> };
type PromisedSandbox = { [K in keyof promisedTesting.Sandbox]: Strict<promisedTesting.Sandbox[K]> };
(sandbox: GivenSandbox) => sandbox satisfies PromisedSandbox;
givenTesting satisfies typeof promisedTesting;
