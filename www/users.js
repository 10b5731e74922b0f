// Signing users in.

import { act, allow, onSubmit } from "./act.js";
import { find, make } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { addUser, change, state, watch } from "./state.js";

/** Signs in whoever the form names, one after the other. */
async function signIn(form) {
  const data = new FormData(form);
  const names = data.getAll("username");
  const users = [];
  for (const [index, email] of data.getAll("email").entries()) {
    const { user } = await qiscus.loginOrRegister({ email, username: names[index] });
    addUser(user);
    users.push(user);
  }
  return users;
}

// All buttons are disabled in the HTML: pressed before their scripts run, they would load the page anew.
for (const form of [find("#sign-in"), find("#third")]) {
  allow(find("button", form), true);
  onSubmit(form, () => {
    const words = {
      failed: "Not everybody was signed in",
      unsure: "Not everybody may have been signed in",
      caution: "Trying again does no harm.",
    };
    act(form, "Signing in…", words, async () => {
      const users = await signIn(form);
      if (form.id === "sign-in") change({ pair: users.map((user) => user.email) });
      return `${users.map((user) => user.username).join(" and ")} signed in.`;
    });
  });
}

watch(() => {
  find("#users").replaceChildren(
    ...state.users.map(({ email, username }) => make("li", {}, make("b", {}, username), ` ${email}`)),
  );
  find("#users-empty").hidden = state.users.length > 0;
});
