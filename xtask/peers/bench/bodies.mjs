// Bodies of responses and webhooks, of any size.

const avatar =
  "https://res.cloudinary.com/drbmkdgd2/image/fetch/http://res.cloudinary.com/qiscus/image/upload/v1486117460/kiwari-prod_user_id_95/vqgq5pwx1y3mafxsezmb.jpg";

/** A comment as the specification shows it. */
const plain = (number) => ({
  comment_before_id: 124973 + number,
  disable_link_preview: false,
  email: "abc@outlook.com",
  id: 124974 + number,
  message: "here is the message that I sent",
  room_id: 234,
  room_name: "abc@outlook.com kotak@outlook.com",
  timestamp: "2017-02-07T19:01:00Z",
  unique_temp_id: `pyRIKY4reRXlU4Sp6r${number}`,
  user_avatar_url: avatar,
  username: "abc",
});

/** A comment as the live service sends it. */
const live = (number) => ({
  comment_before_id: 914073 + number,
  comment_before_id_str: String(914073 + number),
  disable_link_preview: false,
  email: "u1@example.com",
  extras: {},
  id: 914074 + number,
  id_str: String(914074 + number),
  message: "here is the message that I sent",
  payload: null,
  room_id: 45487,
  room_id_str: "45487",
  timestamp: "2017-11-08T09:48:31Z",
  topic_id: 45487,
  topic_id_str: "45487",
  type: "text",
  unique_temp_id: `1EjCqOZKCSxQUzF4k8${number}`,
  unix_nano_timestamp: 1510134511822385000,
  unix_timestamp: 1510134511,
  user_avatar: { avatar: { url: avatar } },
  user_avatar_url: avatar,
  user_id: 87741,
  user_id_str: "87741",
  username: "U1",
});

/** A response of load_comments with `count` comments, newest first. */
export const pageOf = (count, { comment = plain, newest = count } = {}) =>
  JSON.stringify({ results: { comments: Array.from({ length: count }, (_, at) => comment(newest - at)) }, status: 200 });

export const kinds = { plain, live };

/** A webhook of `size` bytes or slightly more: a text comment, its room and participants. */
export function eventOf(size) {
  const participant = (number) => ({
    avatar_url: avatar,
    email: `u${number}@example.com`,
    id: 155549 + number,
    last_comment_read_id: 802802,
    last_comment_received_id: 802801,
    username: `U${number}`,
  });
  const event = (text, participants) => {
    const from = { avatar_url: "https://example.com/2.png", email: "u1@example.com", id: 155549, name: "U1" };
    const message = {
      comment_before_id: 802801,
      created_at: "2017-09-23T10:34:44.156457Z",
      disable_link_preview: false,
      id: 802802,
      payload: null,
      text,
      timestamp: "2017-09-23T10:34:44Z",
      type: "text",
      unique_temp_id: "android_1506162883982js5715dx3326c89e983a4a7e",
      unix_timestamp: 1506162884,
    };
    const room = { id: 16, name: "gege", participants, room_avatar: "", topic_id: 16, type: "group" };
    return JSON.stringify({ payload: { from, message, room }, type: "post_comment_mobile" });
  };
  const participants = [];
  while (event("", [...participants, participant(0)]).length < size) participants.push(participant(participants.length));
  return event("x".repeat(Math.max(0, size - event("", participants).length)), participants);
}
