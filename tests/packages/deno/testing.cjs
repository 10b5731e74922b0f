const { checkTesting } = require("qiscus-check");
const qiscus = require("qiscus-wasm");
const { createSandbox } = require("qiscus-wasm/testing");

checkTesting({ qiscus, createSandbox }).then((report) => console.log(JSON.stringify(report)));
