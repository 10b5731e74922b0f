import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

/** Its HTML has the report, as a script. */
export default async function Page({ searchParams }) {
  const { app } = await searchParams;
  const report = await check(qiscus, app);
  return <script dangerouslySetInnerHTML={{ __html: `globalThis.report = ${JSON.stringify(report)}` }} />;
}
