import { check } from "qiscus-check";

// What the compiled program has imported, or required.
const { qiscus } = await import(process.argv[2]);
console.log(JSON.stringify(await check(qiscus, process.env.APP)));
