// Creating a group.

import { act, allow, onSubmit } from "./act.js";
import { find, make, offer } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { groupOf, openRoom, state, watch } from "./state.js";

const form = find("#create-group");
const choices = find("#choices");

onSubmit(form, () => {
  const words = {
    failed: "The group was not created",
    unsure: "The group may have been created",
    caution: "Trying again may create a second one.",
  };
  act(form, "Creating…", words, async () => {
    const data = new FormData(form);
    const participants = data.getAll("participants");
    const group = await qiscus.createRoom({ name: data.get("name"), creator: data.get("creator"), participants });
    openRoom(groupOf(group));
    return `The group is room ${group.room_id}, and open now.`;
  });
});

watch(() => {
  const { users, pair } = state;
  const before = new Map(Array.from(choices.querySelectorAll("input"), (box) => [box.value, box.checked]));
  choices.replaceChildren(
    ...users.map(({ email, username }) => {
      // At first only the two, so that there is somebody left to add.
      const checked = before.get(email) ?? pair.length < 2;
      const box = make("input", { type: "checkbox", name: "participants", value: email, checked });
      return make("label", {}, box, ` ${username}`);
    }),
  );
  offer(form.elements.creator, users.map(({ email, username }) => [email, `${username} (${email})`]));
  find("#choices-empty").hidden = users.length > 0;
  allow(find("button", form), users.length > 0);
});
