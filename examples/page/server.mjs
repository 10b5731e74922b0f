// A page whose users write as themselves, and the server that adds the secret key to its calls: http://localhost:3000
// QISCUS_APP_ID=… QISCUS_SECRET_KEY=… node server.mjs
import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import express from "express";
import { QiscusClient, proxyHandler } from "qiscus-wasm";
import { nodeHandler } from "qiscus-wasm/node";

const { QISCUS_APP_ID, QISCUS_SECRET_KEY, QISCUS_BASE_URL, PORT = 3000 } = process.env;

// A base URL is for local servers only: without one it is that of the app.
const qiscusApp = { appId: QISCUS_APP_ID, secretKey: QISCUS_SECRET_KEY, baseUrl: QISCUS_BASE_URL };
const qiscus = new QiscusClient(qiscusApp);

/** Who is signed in: the email for what the cookie says. */
const sessions = new Map();
const emailOf = (cookie) => sessions.get(/(?:^|; )session=([^;]+)/.exec(cookie)?.[1]);

/** The number of the one room, which the first user makes. */
let lobby;

async function enter(email) {
  await qiscus.loginOrRegister({ email, username: email });
  lobby ??= qiscus.createRoom({ name: "Lobby", creator: email, participants: [email] });
  // If that failed, the next user tries again.
  lobby.catch(() => (lobby = undefined));
  const { room_id } = await lobby;
  await qiscus.addRoomParticipants({ room_id, emails: [email] });
  return room_id;
}

const proxy = proxyHandler({
  ...qiscusApp,
  allow: ["post_comment", "load_comments"],
  async authorize(request, { endpoint, params }) {
    const email = emailOf(request.headers.get("cookie"));
    // The page may ask for any room: it is up to the server which ones are this user's.
    if (!email || params.room_id !== String((await lobby)?.room_id)) return false;
    return endpoint === "post_comment" ? { params: { sender_email: email } } : true;
  },
});

const app = express();
// Before what parses bodies: the proxy reads them itself.
app.use("/api/qiscus", nodeHandler(proxy));

app.post("/sign-in", express.json(), async (req, res) => {
  // Yours asks for a password, or whatever proves it.
  const { email } = req.body;
  const room_id = await enter(String(email));
  const session = randomUUID();
  sessions.set(session, String(email));
  res.cookie("session", session, { httpOnly: true, sameSite: "lax" }).json({ room_id });
});

// With a bundler, the page has the package inside.
app.use("/qiscus-wasm", express.static(dirname(fileURLToPath(import.meta.resolve("qiscus-wasm")))));
app.get("/", (req, res) => res.sendFile(fileURLToPath(new URL("index.html", import.meta.url))));

const server = app.listen(PORT, () => console.log(`listening on http://localhost:${server.address().port}`));
