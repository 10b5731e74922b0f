// Elements. Data becomes text nodes and properties, never markup.

export const find = (selector, within = document) => within.querySelector(selector);

/** An element with properties and children; strings among them stay text. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Offers `[value, text]` pairs, "nobody" where there are none, and keeps what was chosen where it is still there. */
export function offer(select, pairs) {
  const chosen = select.value;
  const options = pairs.length > 0 ? pairs : [["", "nobody"]];
  select.replaceChildren(...options.map(([value, text]) => make("option", { value, textContent: text })));
  if (pairs.some(([value]) => String(value) === chosen)) select.value = chosen;
}
