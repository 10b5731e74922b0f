// What a hand does, as the actions of WebDriver: the same in its classic protocol and in BiDi.

const codes = {
  ArrowDown: "\uE015",
  ArrowUp: "\uE013",
  End: "\uE010",
  Enter: "\uE007",
  Escape: "\uE00C",
  F6: "\uE036",
  Tab: "\uE004",
};

const mouse = (...actions) => [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }];
const keyboard = (actions) => [{ type: "key", id: "keyboard", actions }];
const stroke = (value) => [
  { type: "keyDown", value },
  { type: "keyUp", value },
];

export const move = (x, y) => mouse({ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 });

export const click = (x, y) =>
  mouse(...move(x, y)[0].actions, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 });

export const press = (key) => keyboard(stroke(codes[key] ?? key));

export const type = (text) => keyboard([...text].flatMap(stroke));
