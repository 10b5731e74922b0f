// The sandbox as a server, for programs in other processes or languages: their app id is `sandbox`, their secret key
// `sandbox-secret`.
// node server.js
import { createServer } from "node:http";
import { nodeHandler } from "qiscus-wasm/node";
import { createSandbox } from "qiscus-wasm/testing";

const sandbox = createSandbox();
const server = createServer(nodeHandler(sandbox.fetch));
server.listen(process.env.PORT ?? 9000, () => console.log(`http://localhost:${server.address().port}`));
