import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { useEffect } from "react";

export default function Home() {
  useEffect(() => {
    globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"));
  }, []);
  return <p>React Router</p>;
}
