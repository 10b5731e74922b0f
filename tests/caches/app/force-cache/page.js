import { visit } from "../visit.js";

export const fetchCache = "force-cache";

export default async function Page({ searchParams }) {
  return <p>{await visit("force-cache", await searchParams)}</p>;
}
