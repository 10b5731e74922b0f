// Shorter words for what wasm-bindgen's glue says for every module, every platform and every way to start: 0.3 kB less.

const START = `function initSync({ module }) {
  __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()));
}`;

const PASS_STRING = `function passStringToWasm0(text, malloc) {
  const bytes = cachedTextEncoder.encode(text);
  const address = malloc(bytes.length, 1) >>> 0;
  getUint8ArrayMemory0().set(bytes, address);
  WASM_VECTOR_LEN = bytes.length;
  return address;
}`;

/** What is replaced, by what, and why it will do. Each has to be there once: with another wasm-bindgen, look again. */
const SHORTER = [
  // Only this way to start is used, once, with a compiled module: see pkg-template/load.js.
  [/^function initSync\(module\) \{\n[^]*?^\}/m, START],
  [/^let wasmModule, wasmInstance, wasm;/m, "let wasm;"],
  [/^ +wasmInstance = instance;\n/m, ""],
  [/^ +wasmModule = module;\n/m, ""],
  // Nobody but pkg-template/client.js has one, and it has its own.
  [/^if \(Symbol\.dispose\) Core\.prototype.*\n/m, ""],
  // Whatever is freed by the collector after a trap would trap again, where nobody can catch it.
  [/(?<=new FinalizationRegistry\()ptr => (wasm\.\w+\(ptr, 1\))/, "ptr => { try { $1; } catch {} }"],
  // A buffer that memory has grown out of is empty, whether or not its engine says `detached`.
  [/ \|\| cachedDataViewMemory0\.buffer\.detached === true \|\| \(.*?\)\) \{/, " || cachedDataViewMemory0.buffer.byteLength === 0) {"],
  // What is lent to the module stands below the heap. Were there an end to it, calls nested a thousand deep would throw at it,
  // take away more than they had put there, and everybody after them would get what is another's.
  [/^ +if \(stack_pointer == 1\) throw new Error\('out of js stack'\);\n/m, ""],
  // Texts are short: not worth a way of their own into memory that is there already.
  [/^function passStringToWasm0\(arg, malloc, realloc\) \{\n[^]*?^\}/m, PASS_STRING],
  [/^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?^\}/m, ""],
];

/** The glue, shorter. */
export function shorter(glue) {
  for (const [long, short] of SHORTER) {
    if ([...glue.matchAll(new RegExp(long, `${long.flags}g`))].length !== 1) throw new Error(`the glue has not once ${long}`);
    glue = glue.replace(long, short);
  }
  return glue;
}
