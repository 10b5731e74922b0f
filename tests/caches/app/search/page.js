import { visit } from "../visit.js";

export default async function Page({ searchParams }) {
  return <p>{await visit("search", await searchParams)}</p>;
}
