// What a user sees of the rooms.

import { act, allow, onSubmit } from "./act.js";
import { find, make, offer } from "./dom.js";
import { qiscus } from "./qiscus.js";
import { nameOf, state, watch } from "./state.js";

const form = find("#infos");
const table = find("#infos-table");

onSubmit(form, () => {
  act(form, "Asking…", { failed: "The room infos were not loaded" }, async () => {
    const user_email = form.elements.user_email.value;
    const { rooms_info } = await qiscus.getRoomsInfo({ room_id: state.rooms.map(({ id }) => id), user_email });
    table.tBodies[0].replaceChildren(...rooms_info.map(row));
    table.hidden = rooms_info.length === 0;
    return rooms_info.length === 0
      ? `${nameOf(user_email)} is in none of the rooms of this page.`
      : `As ${nameOf(user_email)} saw them at ${new Date().toLocaleTimeString()}:`;
  });
});

function row({ room_name, room_type, room_id, unread_count, last_comment_id, last_comment_message }) {
  return make(
    "tr",
    {},
    make("td", {}, room_name, make("small", {}, ` ${room_type}, number ${room_id}`)),
    make("td", {}, unread_count),
    make("td", {}, last_comment_id === 0 ? "none yet" : last_comment_message),
  );
}

watch(() => {
  find("#infos-empty").hidden = state.rooms.length > 0;
  offer(form.elements.user_email, state.users.map(({ email }) => [email, nameOf(email)]));
  allow(find("button", form), state.rooms.length > 0 && state.users.length > 0);
});
