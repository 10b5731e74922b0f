// The platform's coders of text, or where it has none (jsdom) some that do. Put in their place by xtask/js/bundle.mjs.

// escape() and unescape() are old, but every engine has them: between them lies a byte a character.

const platform = globalThis;

export const TextDecoder =
  platform.TextDecoder ??
  class {
    decode(bytes = []) {
      return decodeURIComponent(escape(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    }
  };

export const TextEncoder =
  platform.TextEncoder ??
  class {
    encode(text) {
      const whole = text.replace(/[\ud800-\udfff]/gu, "\ufffd");
      return Uint8Array.from(unescape(encodeURIComponent(whole)), (character) => character.charCodeAt(0));
    }
  };
