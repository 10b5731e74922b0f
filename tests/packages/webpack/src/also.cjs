exports.qiscus = require("qiscus-wasm");
