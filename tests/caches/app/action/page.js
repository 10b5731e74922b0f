import { redirect } from "next/navigation";
import { visit } from "../visit.js";

async function post() {
  "use server";
  redirect(`/action?${encodeURIComponent(await visit("action"))}`);
}

export default function Page() {
  return (
    <form action={post}>
      <button type="submit">Post</button>
    </form>
  );
}
