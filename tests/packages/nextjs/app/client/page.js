"use client";

import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { useEffect } from "react";

export default function Page() {
  useEffect(() => {
    globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"));
  }, []);
  return <p>In the browser</p>;
}
