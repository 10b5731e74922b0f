// Hooks into the instantiation of WebAssembly modules; to be installed before a package is imported.

/** `imports` and `exports` get the functions of each new module, and may return others in their place. */
export function onInstance({ imports = () => {}, exports = () => {} }) {
  const { Instance, instantiate } = WebAssembly;
  const given = (all) => Object.fromEntries(Object.entries(all ?? {}).map(([name, group]) => [name, imports(group) ?? group]));
  const hooked = (instance) =>
    Object.defineProperty(instance, "exports", { value: exports(instance.exports) ?? instance.exports });
  WebAssembly.Instance = class extends Instance {
    constructor(module, all) {
      super(module, given(all));
      hooked(this);
    }
  };
  WebAssembly.instantiate = async (source, all) => {
    const result = await instantiate(source, given(all));
    hooked(result.instance ?? result);
    return result;
  };
}
