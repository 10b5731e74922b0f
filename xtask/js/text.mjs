// Bytes as text that stays small when it is compressed. Base64 cuts bytes into pieces of six bits, so that what repeats
// in the module no longer repeats in the text: it is 29 % larger once compressed. This code is 2 % larger.

import { decode } from "../../pkg-template/decode.js";

// Printable characters but those that mean something between quotes, in a template or in a page.
const CHARACTERS = [...Array(95).keys()].map((at) => String.fromCharCode(at + 32)).filter((it) => !'"\\$`<'.includes(it));
/** How many of them begin a pair: enough for all bytes that have no character of their own. */
const PREFIXES = 2;

/**
 * The text and what `decode` needs to read it: `alphabet`, the characters, the last ones being the prefixes; `bytes`,
 * the bytes of the first ones. The most frequent bytes have a character each, themselves where they are one.
 */
export function encoded(module) {
  const count = new Array(256).fill(0);
  for (const byte of module) count[byte]++;
  const frequent = [...count.keys()].sort((a, b) => count[b] - count[a]).slice(0, CHARACTERS.length - PREFIXES);
  const own = CHARACTERS.filter((character) => frequent.includes(character.charCodeAt(0)));
  const free = CHARACTERS.filter((character) => !own.includes(character));
  const prefixes = free.splice(-PREFIXES);
  const bytes = frequent.filter((byte) => !CHARACTERS.includes(String.fromCharCode(byte)));

  const singles = [...free, ...own];
  const codes = [];
  for (const [at, character] of singles.entries()) codes[bytes[at] ?? character.charCodeAt(0)] = character;
  let pairs = 0;
  for (let byte = 0; byte < 256; byte++) {
    codes[byte] ??= prefixes[Math.floor(pairs / singles.length)] + singles[pairs++ % singles.length];
  }
  const alphabet = [...singles, ...prefixes].join("");
  const text = Array.from(module, (byte) => codes[byte]).join("");
  if (!Buffer.from(decode(text, alphabet, bytes)).equals(module)) throw new Error("the text is not what was encoded");
  return { text, alphabet, bytes };
}
