import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";
import { onMount } from "solid-js";

export default function Home() {
  onMount(() => {
    globalThis.report = check(qiscus, new URLSearchParams(location.search).get("app"));
  });
  return <p>SolidStart</p>;
}
