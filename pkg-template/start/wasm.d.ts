// The compiled module, as the platforms of workerd.js and edge-light.js import it.

declare module "*/qiscus.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*/qiscus.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
