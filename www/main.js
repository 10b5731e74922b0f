// Starts the page, and says so where it can't: the package may not be built.

try {
  await import("./page.js");
} catch (error) {
  document.querySelector("#trouble").textContent =
    `The page can't start: ${error.message}. If the package is not built yet, build it and load this page again.`;
}
