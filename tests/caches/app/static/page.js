import { visit } from "../visit.js";

export default async function Page() {
  return <p>{await visit("static")}</p>;
}
