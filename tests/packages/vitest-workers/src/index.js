export default { fetch: () => new Response("A Worker") };
