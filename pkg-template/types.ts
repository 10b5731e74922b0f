// What the package exports is what its typings promise: checked by `cargo xtask lint`, never shipped.

import type * as promised from "qiscus-wasm";
import * as given from "./index.js";

type Functions = Omit<typeof promised, "QiscusClient" | "QiscusError">;
given satisfies Functions;

type Methods = Omit<promised.QiscusClient, typeof Symbol.dispose>;
(client: given.QiscusClient) => client satisfies Methods;

type Options = ConstructorParameters<typeof promised.QiscusClient>;
(...options: Options) => new given.QiscusClient(...options);
