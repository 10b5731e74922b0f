// Who is in the open room.

import { act, allow, onSubmit, tell } from "./act.js";
import { find, make } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { groupOf, nameOf, updateRoom, state, watch } from "./state.js";

const form = find("#participants");

onSubmit(form, () => {
  const email = form.elements.email.value;
  const words = {
    failed: `${email || "Nobody"} was not added`,
    unsure: `${email} may have been added`,
    caution: "Trying again does no harm.",
  };
  act(form, "Adding…", words, async () => {
    updateRoom(groupOf(await qiscus.addRoomParticipants({ room_id: state.open.id, emails: [email] })));
    return `${email} was added.`;
  });
});

function remove(email) {
  const words = {
    failed: `${email} was not removed`,
    unsure: `${email} may have been removed`,
    caution: "Trying again does no harm.",
  };
  act(form, "Removing…", words, async () => {
    updateRoom(groupOf(await qiscus.removeRoomParticipants({ room_id: state.open.id, emails: [email] })));
    return `${email} was removed.`;
  });
}

function item(email, removable) {
  const line = make("li", {}, nameOf(email));
  if (removable) {
    const button = make("button", { type: "button", ariaLabel: `Remove ${email}` }, "Remove");
    button.addEventListener("click", () => remove(email));
    line.append(" ", button);
  }
  return line;
}

function hint({ open }) {
  if (!open) return "No room is open yet.";
  return open.type === "group"
    ? `The participants of ${open.name}:`
    : "Nobody can join or leave a room of two: create a group, or choose one as the open room.";
}

let room;

watch(() => {
  // What was said of another room is not true of this one.
  if (state.open?.id !== room) tell(form, "", "");
  room = state.open?.id;
  const group = state.open?.type === "group";
  find("#participants-hint").textContent = hint(state);
  find("#members").replaceChildren(...(state.open?.participants ?? []).map((email) => item(email, group)));
  for (const button of form.querySelectorAll("button")) allow(button, group);
});
