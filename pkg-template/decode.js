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
  // By the code of a character: looking for it in the alphabet takes ten times as long.
  const places = new Uint8Array(128);
  for (let place = 0; place < alphabet.length; place++) places[alphabet.charCodeAt(place)] = place;
  const module = new Uint8Array(text.length);
  let size = 0;
  let pair = 0;
  for (let at = 0; at < text.length; at++) {
    const place = places[text.charCodeAt(at)];
    if (place < singles) {
      module[size++] = order[pair + place];
      pair = 0;
    } else {
      pair = (place - singles + 1) * singles;
    }
  }
  return module.subarray(0, size);
}
