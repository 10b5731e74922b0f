import { checkTesting } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { createSandbox } from "qiscus-wasm/testing";

globalThis.report = checkTesting({ qiscus, createSandbox });
