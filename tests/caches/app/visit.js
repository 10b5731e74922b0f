// What the pages and routes of this app have in common.
import { QiscusClient } from "qiscus-wasm";

/**
 * Posts a comment, and finds a chat twice, with the same requests each time; returns the newest comments.
 *
 * @param {string} id of the comment
 * @param {{ drop?: string }} [query] the field of RequestInit that `fetch` doesn't get
 */
export async function visit(id, { drop } = {}) {
  const { QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey, QISCUS_BASE_URL: baseUrl, QISCUS_ROOM } = process.env;
  const dropping = (url, init) => fetch(url, { ...init, [drop]: undefined });
  const qiscus = new QiscusClient({ appId, secretKey, baseUrl, fetch: drop && dropping });
  const [poster, reader] = ["poster@example.com", "reader@example.com"];
  const room_id = Number(QISCUS_ROOM);
  await qiscus.postComment({ sender_email: poster, room_id, message: id, unique_temp_id: id });
  for (let time = 0; time < 2; time++) await qiscus.getOrCreateRoomWithTarget({ emails: [poster, reader] });
  const { comments } = await qiscus.loadComments({ room_id });
  return comments.map(({ message }) => message).join();
}
