const { check } = require("qiscus-check");
const qiscus = require("qiscus-wasm");

check(qiscus, process.env.APP).then((report) => console.log(JSON.stringify(report)));
