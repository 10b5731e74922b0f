// Makes the eight calls with the built package, and prints their params and results. The app is that of QISCUS_BASE_URL,
// QISCUS_APP_ID and QISCUS_SECRET_KEY; the secret is never printed.
import { QiscusClient } from "../../pkg/index.js";

const { QISCUS_BASE_URL: baseUrl, QISCUS_APP_ID: appId, QISCUS_SECRET_KEY: secretKey } = process.env;

const qiscus = new QiscusClient({
  ...(appId && { appId }),
  ...(baseUrl && { baseUrl }),
  secretKey,
  onEvent: ({ type, method, path, status, duration, code, delay }) => {
    if (type === "request") return;
    const outcome = type === "retry" ? `${code}, retry in ${delay} ms` : (code ?? "");
    console.log(`   ${method} ${path}  ->  ${status ?? "no response"}  ${Math.round(duration)} ms  ${outcome}`.trimEnd());
  },
});

const shorten = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const hidden = (key, value) => (key === "password" ? "…" : value);
const literal = (value) =>
  JSON.stringify(value, hidden)
    .replace(/"([a-z_]+)":/g, "$1: ")
    .replaceAll(",", ", ")
    .replace(/^{(.*)}$/, "{ $1 }");

/** Prints a call as code, makes it, and prints the results that `show` picks. */
async function call(method, params, show) {
  console.log(`\nqiscus.${method}(${shorten(literal(params), 140)})`);
  const results = await qiscus[method](params);
  for (const [name, value] of Object.entries(show(results))) {
    console.log(`   ${name.padEnd(12)} ${typeof value === "string" ? value : literal(value)}`);
  }
  return results;
}

const mail = (person) => (typeof person === "string" ? person : person.email);
const people = ({ participants }) => ({ participants: participants.map(mail).join(", ") });
const line = (comment) => `${comment.username}: ${comment.message}`;

async function transcript() {
  const [alice, bob, carol] = ["alice", "bob", "carol"].map((name) => `${name}@qiscus-wasm.example`);
  for (const [email, username] of Object.entries({ [alice]: "Alice", [bob]: "Bob", [carol]: "Carol" })) {
    // Random, since anyone who guesses a password in a real app can log in.
    const params = { email, username, password: crypto.randomUUID() };
    await call("loginOrRegister", params, ({ user }) => ({ user: `${user.username} <${user.email}>` }));
  }

  const { room_id } = await call("createRoom", { name: "Lunch", participants: [alice, bob], creator: alice }, (group) => ({
    room: `${group.room_name}, ${group.room_type}, number ${group.room_id}`,
    ...people(group),
  }));
  await call("getOrCreateRoomWithTarget", { emails: [alice, bob] }, ({ room, comments }) => ({
    room: `${room.room_name}, ${room.chat_type}, number ${room.id}`,
    comments: comments.length,
  }));
  await call("addRoomParticipants", { room_id, emails: [carol] }, people);
  await call("removeRoomParticipants", { room_id, emails: [carol] }, people);

  for (const [sender_email, message] of [
    [alice, "Pizza at noon?"],
    [bob, "Sí 🍕 & then some work"],
  ]) {
    await call("postComment", { sender_email, room_id, message }, ({ comment }) => ({
      comment: `number ${comment.id}, ${comment.timestamp}`,
    }));
  }
  await call("loadComments", { room_id, limit: 10 }, ({ comments }) =>
    Object.fromEntries(comments.map((comment, index) => [`newest ${index + 1}`, line(comment)])),
  );
  await call("getRoomsInfo", { room_id: [room_id], user_email: bob }, ({ rooms_info: [info] }) => ({
    last: info.last_comment_message,
    unread: info.unread_count,
  }));

  console.log("\nfor await (const comment of qiscus.comments({ room_id, limit: 1 }))");
  for await (const comment of qiscus.comments({ room_id, limit: 1 })) console.log(`   ${line(comment)}`);
}

try {
  await transcript();
} catch (error) {
  console.error(`\n${error.name} ${error.code ?? ""}: ${error.message}`);
  process.exitCode = 1;
}
