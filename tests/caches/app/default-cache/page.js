import { visit } from "../visit.js";

export const fetchCache = "default-cache";

export default async function Page({ searchParams }) {
  return <p>{await visit("default-cache", await searchParams)}</p>;
}
