import "./page.js";

let strict = false;
try {
  document.createElement("div").innerHTML = "text";
} catch {
  strict = true;
}
// The engine has to know the rule.
if (!strict) globalThis.report = Promise.reject(new Error("a string was accepted as HTML"));
