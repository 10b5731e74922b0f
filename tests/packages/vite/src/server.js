import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

// Its default target has no top-level await.
check(qiscus, process.env.APP).then((report) => console.log(JSON.stringify(report)));
