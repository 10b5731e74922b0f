"use client";

import { useEffect } from "react";
import { action } from "./action";

export default function Page() {
  useEffect(() => {
    globalThis.report = action(new URLSearchParams(location.search).get("app"));
  }, []);
  return <p>On the server, called by the browser</p>;
}
