// A Worker that makes a client and answers with what went wrong.
import { QiscusClient } from "qiscus-wasm";

export default {
  fetch() {
    try {
      return new Response(String(new QiscusClient({ appId: "domino-prod" })));
    } catch (error) {
      return new Response(error.message);
    }
  },
};
