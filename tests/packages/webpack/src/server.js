import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

check(qiscus, process.env.APP).then((report) => console.log(JSON.stringify(report)));
