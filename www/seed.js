// What the demo's sandboxes start with. Everything is posted through the client, as an app would.
import { lines } from "./seed-lines.js";

/** The group that everything is in. */
export const mainRoom = "Yogyakarta offsite";

export const people = [
  { email: "alice@example.com", username: "Alice" },
  { email: "bob@example.com", username: "Bob" },
  { email: "carol@example.com", username: "Carol" },
  { email: "dimas@example.com", username: "Dimas" },
];

const others = [
  { email: "trip-bot", username: "Trip bot" },
  { email: "kopi-senja", username: "Kopi Senja support" },
  { email: "reza@example.com", username: "رضا" },
];

const [alice, bob, carol, dimas] = people.map(({ email }) => email);
const minute = 60_000;
const day = 24 * 60 * minute;

const postback = (label) => ({
  label,
  type: "postback",
  postback_text: label,
  payload: { url: "https://example.com/answer", method: "post" },
});
const link = (label, url) => ({ label, type: "link", payload: { url } });
const place = (title, description, scene) => ({
  image: `https://example.com/scenes/${scene}.svg`,
  title,
  description,
  default_action: { type: "link", payload: { url: "https://example.com/rooms" } },
  buttons: [postback("Choose"), link("See rooms", "https://example.com/rooms")],
});

/** Comments of types that the API can't be asked to post: they carry what they stand for. */
const as = (type, payload, message) => ({
  type: "custom",
  message,
  payload: { type, content: payload },
  extras: { shown_as: { type, payload } },
});

/** The group's comments: `[sender, days ago, time of day or minutes ago, params]`. */
function offsite() {
  const event = (subject, object) => ({ type: "add_member", subject_username: subject, object_username: object });
  return [
    [alice, 4, "09:30", as("system_event", { type: "create_room", subject_username: "Alice" }, "Alice created the group")],
    ...lines.map(([sender, ago, time, message]) => [`${sender}@example.com`, ago, time, { message }]),
    [bob, 1, "16:20", { message: "Two nights near Malioboro, 12 to 14 June. Three places still have rooms:" }, "places"],
    [
      bob,
      1,
      "16:20",
      {
        type: "carousel",
        payload: {
          cards: [
            place("Green Court", "Pool, breakfast, 8 min walk", "guesthouse"),
            place("Merapi View Lodge", "Terrace, shuttle to the station", "volcano"),
            place("Candi House", "Quiet street, no lift", "temple"),
          ],
        },
      },
    ],
    [bob, 1, "16:31", as("system_event", event("Bob", "Dimas"), "Bob added Dimas")],
    [carol, 1, "17:05", { message: "Driver and plan for Friday" }],
    [
      carol,
      1,
      "17:05",
      { type: "contact_person", payload: { name: "Pak Wayan, driver", value: "+62 274 555 0142", type: "phone" } },
    ],
    [
      carol,
      1,
      "17:06",
      {
        type: "file_attachment",
        payload: {
          url: "https://example.com/itinerary.pdf",
          file_name: "Offsite itinerary, final version 3.pdf",
          size: 248_000,
          pages: 4,
        },
      },
    ],
    [
      "trip-bot",
      1,
      "17:30",
      {
        type: "account_linking",
        payload: {
          text: "Check in together, with one tap",
          url: "https://example.com/link",
          redirect_url: "https://example.com/linked",
          params: { user_id: "alice", topic_id: 1, button_text: "Link account", view_title: "Link your airline account" },
        },
      },
    ],
    [
      "trip-bot",
      1,
      "17:30",
      { type: "custom", payload: { type: "seat_map", content: { flight: "QZ 7552", rows: 30, free: ["12A", "12B"] } } },
    ],
    ["trip-bot", 1, "17:31", as("poll_v2", { question: "Aisle or window?", closes: "18:00" }, "A poll")],
    [
      "trip-bot",
      1,
      "18:30",
      {
        type: "card",
        payload: {
          text: "5 seats are on hold",
          image: "https://example.com/scenes/volcano.svg",
          title: "Flight QZ 7552, 5 seats on hold",
          description: "Friday 07:10 to 08:25. Free to cancel until tomorrow, 18:00.",
          url: "https://example.com/flight",
          buttons: [postback("Book seats"), postback("Release seats")],
        },
      },
    ],
    [
      "trip-bot",
      0,
      42,
      {
        type: "buttons",
        payload: {
          text: "Which one should I hold for you? Rooms are free until 18:00.",
          buttons: [postback("Green Court"), postback("Merapi View Lodge"), link("Compare on a map", "https://example.com/map")],
        },
      },
      "question",
    ],
    [
      alice,
      0,
      41,
      (ids) => ({
        type: "button_postback_response",
        message: "Green Court",
        payload: { url: "https://example.com/answer", method: "post", payload: null },
        extras: { answer_to: ids.question },
      }),
    ],
    [bob, 0, 39, { message: "Good choice" }],
    [dimas, 0, 38, { message: "Green Court is fine for me too" }],
    [
      carol,
      0,
      16,
      (ids) => ({
        type: "reply",
        payload: { text: "Perfect. Let’s meet here, the 07:10 lands at 08:25", replied_comment_id: ids.places },
      }),
    ],
    [
      carol,
      0,
      16,
      {
        type: "location",
        payload: {
          name: "Yogyakarta International Airport",
          address: "Temon, Kulon Progo",
          latitude: -7.9055,
          longitude: 110.0573,
          map_url: "https://www.openstreetmap.org/?mlat=-7.9055&mlon=110.0573",
        },
      },
    ],
    [alice, 0, 12, { message: "See you all at the gate" }],
  ];
}

/** @type {[string, [string, number, string | number, string][]][]} Who writes with Alice: sender, days ago, time, message. */
const pairs = [
  [
    bob,
    [
      [alice, 0, 60, "Did the invoice arrive?"],
      [bob, 0, 24, "Just now, I’ll send it over"],
      [bob, 0, 23, "Invoice is in, thanks for waiting"],
    ],
  ],
  [
    "kopi-senja",
    [
      ["kopi-senja", 0, 66, "Thanks for your order 2481"],
      ["kopi-senja", 0, 57, "Your order 2481 is on its way"],
    ],
  ],
  [
    carol,
    [
      [carol, 1, "11:02", "Can you look at the slides once more?"],
      [alice, 1, "11:40", "Slides are final now"],
    ],
  ],
  [
    "reza@example.com",
    [
      [alice, 2, "18:00", "هل وصلت الحجوزات؟"],
      ["reza@example.com", 2, "19:20", "أراك غدًا في المطار"],
      [alice, 2, "19:30", "إلى اللقاء"],
    ],
  ],
];

/**
 * Fills a server. `setTime` sets its clock; without it everything happened now, and the long history is left out.
 * @param {import("qiscus-wasm").QiscusClient} client
 * @param {{ start?: number, setTime?: (moment: number) => void }} [options]
 */
export async function fill(client, { start = Date.now(), setTime } = {}) {
  const moment = (ago, time) => {
    if (typeof time === "number") return start - time * minute;
    const date = new Date(start - ago * day);
    const [hours, minutes] = time.split(":");
    return Math.min(date.setHours(Number(hours), Number(minutes), 0, 0), start - minute);
  };
  const post = (sender, room, ago, time, params) => {
    setTime?.(moment(ago, time));
    return client.postComment({ sender_email: sender, room_id: room, ...params });
  };
  setTime?.(start - 6 * day);
  for (const person of [...people, ...others]) await client.loginOrRegister(person);

  const members = [alice, bob, carol, dimas, "trip-bot"];
  const { room_id: group } = await client.createRoom({ name: mainRoom, creator: alice, participants: members });
  const ids = {};
  for (const [sender, ago, time, params, key] of offsite().slice(setTime ? 0 : lines.length + 1)) {
    const { comment } = await post(sender, group, ago, time, typeof params === "function" ? params(ids) : params);
    if (key) ids[key] = comment.id;
  }
  for (const [other, comments] of pairs) {
    const { room } = await client.getOrCreateRoomWithTarget({ emails: [alice, other] });
    for (const [sender, ago, time, message] of comments) await post(sender, room.id, ago, time, { message });
  }
  const { room_id: review } = await client.createRoom({
    name: "Design review",
    creator: carol,
    participants: [alice, carol, dimas],
  });
  await post(carol, review, 1, "10:15", { message: "The new icons are in the folder" });
  await post(alice, review, 1, "10:20", { message: "Looks good to me" });
  setTime?.(start - 4 * day);
  await client.createRoom({ name: "New ideas", creator: alice, participants: [alice, bob] });
}
