// Opening the room of two, and choosing among the rooms.

import { act, allow, onSubmit } from "./act.js";
import { find, offer } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { change, openRoom, state, watch } from "./state.js";

const form = find("#open-room");
const select = find("#rooms");

onSubmit(form, () => {
  const words = {
    failed: "The room was not opened",
    unsure: "The room may have been made, but was not opened",
    caution: "Trying again does no harm.",
  };
  act(form, "Opening…", words, async () => {
    const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: state.pair });
    const participants = room.participants.map(({ email }) => email);
    openRoom({ id: room.id, name: room.room_name, type: room.chat_type, participants });
    return `Room ${room.id} is open.`;
  });
});

select.addEventListener("change", () => {
  change({ open: state.rooms.find(({ id }) => String(id) === select.value) });
});

watch(() => {
  const { pair, rooms, open } = state;
  find(".hint", form).textContent =
    pair.length === 2
      ? "The room of these two is made when it is opened for the first time."
      : "Sign two users in first.";
  allow(find("button", form), pair.length === 2);
  find("#room").hidden = !open;
  find("#room-empty").hidden = Boolean(open);
  offer(select, rooms.map(({ id, name, type }) => [id, `${name} (${type}, number ${id})`]));
  if (open) select.value = open.id;
});
