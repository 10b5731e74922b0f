export default { serverExternalPackages: ["qiscus-wasm"] };
