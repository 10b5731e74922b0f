// The dialogs that write a message of another type: a form, what the others see, and the call.
import { html } from "lit-html";
import { post, shortCodeOfPost } from "../post.js";
import { changed, state } from "../state.js";
import { field } from "./dialogs.js";
import { coloured, focusFirst, icon, iconButton } from "./parts.js";
import { content } from "./rich.js";

const most = 5;
const button = (label = "", kind = "postback") => ({ label, kind });
const target = "https://example.com/answer";

/** A button as the API takes it. */
const apiButton = ({ label, kind }) =>
  kind === "link"
    ? { label, type: "link", payload: { url: "https://example.com" } }
    : { label, type: "postback", postback_text: label, payload: { url: target, method: "post" } };

function buttonRows(form) {
  const set = (at, name, value) => {
    form.buttons[at][name] = value;
    changed();
  };
  const remove = (at) => {
    form.buttons.splice(at, 1);
    changed();
  };
  const add = () => {
    form.buttons.push(button());
    changed();
    queueMicrotask(() => focusFirst(".opt:last-of-type input"));
  };
  const more = html`<button type="button" class="btn sm start" @click=${add}>${icon("plus", true)}Add a button</button>`;
  return html`<b>Buttons</b> ${form.buttons.map(
    ({ label, kind }, at) =>
      html`<div class="opt">
          <input
            type="text"
            .value=${label}
            aria-label="Label of button ${at + 1}"
            autocomplete="off"
            @input=${({ target: { value } }) => set(at, "label", value)}
          />
          <select aria-label="Kind of button ${at + 1}" @change=${({ target: { value } }) => set(at, "kind", value)}>
            <option value="postback" ?selected=${kind === "postback"}>Answer</option>
            <option value="link" ?selected=${kind === "link"}>Link</option>
          </select>
          ${iconButton("x", `Remove button ${at + 1}`, () => remove(at), { isSmall: true })}
        </div>`,
  )}
    ${form.buttons.length < most ? more : ""}`;
}

const labelled = (form) => form.buttons.filter(({ label }) => label.trim() !== "").map(apiButton);

const scenes = { guesthouse: "Guesthouse", volcano: "Volcano", temple: "Temple" };

/** A dialog that posts what its form makes. */
function attachment(title, { initial, fields, paramsOf, ready }) {
  return {
    title,
    isWide: true,
    initial,
    ready,
    action: "Send",
    busyWord: "Sending",
    run(form, { email }) {
      // The message shows for itself how it fares.
      post(email, state.room, paramsOf(form));
    },
    body(form, { email }) {
      const params = paramsOf(form);
      return html`<div class="two">
          <div>${fields(form)}</div>
          <div>
            <b class="quiet">As the others see it</b>
            <div class="see"><div class="stack" inert>${content({ message: "", ...params }, { viewer: "" })}</div></div>
          </div>
        </div>
        <pre class="json" tabindex="0" dir="ltr" aria-label="The call">
${coloured(shortCodeOfPost(email, state.room, params, state.confirm))}</pre>`;
    },
  };
}

export const attachDialogs = {
  buttons: attachment("Send buttons", {
    initial: () => ({ text: "Aisle or window?", buttons: [button("Aisle"), button("Window"), button("Seat map", "link")] }),
    fields: (form) => html`${field("Text", form, "text")}${buttonRows(form)}`,
    ready: (form) => form.text.trim() !== "" && labelled(form).length > 0,
    paramsOf: (form) => ({ type: "buttons", payload: { text: form.text, buttons: labelled(form) } }),
  }),
  card: attachment("Send a card", {
    initial: () => ({
      scene: "temple",
      title: "Prambanan at dusk",
      description: "Open until 17:00, bring a hat",
      buttons: [button("I’m in")],
    }),
    fields: (form) =>
      html`${field("Title", form, "title")}${field("Description", form, "description")}
        <label class="txt"
          >Picture<select
            @change=${({ target: { value } }) => {
              form.scene = value;
              changed();
            }}
          >
            ${Object.entries(scenes).map(
              ([name, label]) => html`<option value=${name} ?selected=${name === form.scene}>${label}</option>`,
            )}
          </select></label
        >${buttonRows(form)}`,
    ready: (form) => form.title.trim() !== "",
    paramsOf: ({ scene, title, description, ...form }) => ({
      type: "card",
      payload: {
        text: title,
        image: `https://example.com/scenes/${scene}.svg`,
        title,
        description,
        url: "https://example.com/card",
        buttons: labelled(form),
      },
    }),
  }),
  location: attachment("Send a location", {
    initial: () => ({
      name: "Tugu Station",
      address: "Jalan Margo Utomo, Yogyakarta",
      latitude: "-7.7891",
      longitude: "110.3634",
    }),
    fields: (form) =>
      html`${field("Name", form, "name")}${field("Address", form, "address")}
        <div class="pair">${field("Latitude", form, "latitude")}${field("Longitude", form, "longitude")}</div>`,
    ready: ({ name, latitude, longitude }) => name.trim() !== "" && isDegrees(latitude, 90) && isDegrees(longitude, 180),
    paramsOf: ({ name, address, latitude, longitude }) => ({
      type: "location",
      payload: { name, address, latitude: Number(latitude) || 0, longitude: Number(longitude) || 0 },
    }),
  }),
};

const isDegrees = (text, most) => text.trim() !== "" && Math.abs(Number(text)) <= most;
