// The module's text back to its bytes: the other half of xtask/js/text.mjs, where the code is explained.

/**
 * The last two characters of `alphabet` are prefixes, the others stand for themselves.
 * @param {string} text
 * @param {string} alphabet
 * @param {number[]} bytes those of the first characters of `alphabet`
 */
export function decode(text, alphabet, bytes) {
  const order = [...bytes];
  const singles = alphabet.length - 2;
  for (let at = bytes.length; at < singles; at++) order.push(alphabet.charCodeAt(at));
  for (let byte = 0; byte < 256; byte++) if (!order.includes(byte)) order.push(byte);
  const module = [];
  let pair = 0;
  for (const character of text) {
    const place = alphabet.indexOf(character);
    if (place < singles) {
      module.push(order[pair + place]);
      pair = 0;
    } else {
      pair = (place - singles + 1) * singles;
    }
  }
  return Uint8Array.from(module);
}
