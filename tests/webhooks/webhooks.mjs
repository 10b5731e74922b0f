// What the webhook tests share: a genuine event, and ways to fail rather than wait for ever.
import { createHmac } from "node:crypto";
import { within } from "../deadline.mjs";

/** A webhook as it was recorded in 2017, anonymised; a new one each time. */
export const recorded = () => ({
  payload: {
    from: { avatar_url: "https://example.com/2.png", email: "u1@example.com", id: 155549, name: "U1" },
    message: {
      comment_before_id: 802801,
      created_at: "2017-09-23T10:34:44.156457Z",
      disable_link_preview: false,
      id: 802802,
      payload: { url: "http://api.example.com", method: "get", payload: null },
      text: "simulasi",
      timestamp: "2017-09-23T10:34:44Z",
      type: "button_postback_response",
      unique_temp_id: "android_1506162883982js5715dx3326c89e983a4a7e",
      unix_timestamp: 1506162884,
    },
    room: {
      id: 37537,
      name: "u1@example.com u2@example.com",
      participants: [
        {
          avatar_url: "https://example.com/2.png",
          email: "u1@example.com",
          id: 155549,
          last_comment_read_id: 802802,
          last_comment_received_id: 802801,
          username: "U1",
        },
        {
          avatar_url: "https://example.com/2.png",
          email: "u2@example.com",
          id: 155555,
          last_comment_read_id: 802801,
          last_comment_received_id: 802178,
          username: "U2",
        },
      ],
      room_avatar: "",
      topic_id: 37537,
      type: "single",
    },
  },
  type: "post_comment_mobile",
});

/** The recorded event with something else at a path: `set("payload.room.id", 0)`; undefined takes it away. */
export function changed(path, value) {
  const event = recorded();
  const keys = path.match(/[^.[\]]+/g);
  const last = keys.pop();
  let at = event;
  for (const key of keys) at = at[key];
  if (value === undefined) delete at[last];
  else at[last] = value;
  return event;
}

export const key = "a token of the dashboard";

/** The right signature, computed by somebody else. */
export const hmac = (body, by = key) => createHmac("sha256", by).update(body).digest("hex");

/** The error of a function or a promise that has to fail. */
export async function failure(work) {
  try {
    await within(Promise.resolve(typeof work === "function" ? work() : work));
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
