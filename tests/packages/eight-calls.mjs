// The eight calls of the API and the walk over a room's comments, with any client that is handed in.
import assert from "node:assert/strict";

const [abc, kotak, guest] = ["abc@example.com", "kotak@example.com", "guest@example.com"];

/** Makes every call once against a fresh sandbox, and checks what came back. */
export async function eightCalls(qiscus) {
  for (const email of [abc, kotak, guest]) {
    const { user } = await qiscus.loginOrRegister({ email, username: email.split("@")[0], password: "a password" });
    assert.equal(user.email, email);
  }

  const group = await qiscus.createRoom({ name: "Domino", participants: [abc, kotak], creator: abc });
  assert.equal(group.room_name, "Domino");
  assert.equal(group.room_type, "group");
  const room_id = group.room_id;

  const { room, comments: earlier } = await qiscus.getOrCreateRoomWithTarget({ emails: [abc, kotak] });
  assert.equal(room.chat_type, "single");
  assert.deepEqual(earlier, []);

  const larger = await qiscus.addRoomParticipants({ room_id, emails: [guest] });
  assert.equal(larger.participants.length, 3);
  const smaller = await qiscus.removeRoomParticipants({ room_id, emails: [guest] });
  assert.equal(smaller.participants.length, 2);

  const posted = [];
  for (const message of ["Hello", "Grüß Gott & 100 % 😀", "你好"]) {
    const { comment } = await qiscus.postComment({ sender_email: abc, room_id, message });
    assert.equal(comment.message, message);
    assert.equal(comment.email, abc);
    posted.unshift(comment.id);
  }

  const { comments } = await qiscus.loadComments({ room_id, limit: 2 });
  assert.deepEqual(
    comments.map((comment) => comment.id),
    posted.slice(0, 2),
  );

  const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: kotak });
  assert.equal(rooms_info.length, 1);
  assert.equal(rooms_info[0].last_comment_id, posted[0]);

  const walked = [];
  for await (const comment of qiscus.comments({ room_id, limit: 2 })) walked.push(comment.id);
  assert.deepEqual(walked, posted);
}
