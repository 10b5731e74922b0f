// The binary format of WebAssembly, as far as it is read here: sections, and the numbers in them.

export const CUSTOM = 0;
export const IMPORTS = 2;
export const EXPORTS = 7;
export const CODE = 10;
export const DATA = 11;

/** The sections of a module: what each is, where its body starts, and the body. */
export function* sections(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [size, start] = readNumber(bytes, at + 1);
    yield { id, start, body: bytes.subarray(start, start + size) };
    at = start + size;
  }
}

// Unsigned LEB128, as the format has all its numbers.

export function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

export function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Uint8Array.of(...bytes, value);
}
