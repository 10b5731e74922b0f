// Calls a function as `vercel dev` does, which itself asks for an account.
import { startDevServer } from "@vercel/node";

const [entrypoint] = process.argv.slice(2);
const settings = { config: { zeroConfig: true }, files: {}, meta: { isDev: true } };
const { port, shutdown } = await startDevServer({ entrypoint, workPath: process.cwd(), ...settings });
const host = `localhost:${port}`;
const headers = { "x-forwarded-host": host, "x-forwarded-proto": "http" };
try {
  const response = await fetch(`http://${host}/?${new URLSearchParams({ app: process.env.APP })}`, { headers });
  console.log(await response.text());
} finally {
  await shutdown();
}
