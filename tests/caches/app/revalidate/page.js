import { visit } from "../visit.js";

export const revalidate = 60;

export default async function Page({ searchParams }) {
  return <p>{await visit("revalidate", await searchParams)}</p>;
}
