// What a comment looks like, by its type.
import { html, nothing } from "lit-html";
import { initials, size, summary } from "../format.js";
import { nameOf, state } from "../state.js";
import { coloured, icon, linked, safeUrl } from "./parts.js";

const scenes = {
  guesthouse: ["pic1", "A guesthouse with a pool"],
  volcano: ["pic2", "A volcano at sunrise"],
  temple: ["pic3", "A temple at dusk"],
};

const text = (content) => html`<span class="text">${content}</span>`;

const bubble = (content, className = "") => html`<p class="b ${className}" dir="auto">${text(content)}</p>`;

/** The demo's own scenes are drawn; other pictures are loaded. */
function picture(url, title) {
  const name = /^https:\/\/example\.com\/scenes\/(\w+)\.svg$/.exec(url)?.[1];
  const [symbol, label] = scenes[name] ?? [];
  if (symbol) return html`<svg class="pic" role="img" aria-label=${label}><use href="#${symbol}"></use></svg>`;
  const src = safeUrl(url);
  return src?.startsWith("http")
    ? html`<img class="pic" src=${src} alt=${title ?? ""} loading="lazy" referrerpolicy="no-referrer" />`
    : nothing;
}

const external = (url, content, className) =>
  html`<a class=${className ?? nothing} href=${safeUrl(url) ?? nothing} target="_blank" rel="noreferrer">${content}</a>`;

/** The buttons of a comment: answers and links. The one that the viewer chose keeps a check. */
function buttons(list, { comment, viewer, onAnswer }) {
  const chosen = comment?.id && conversation().find((each) => each.email === viewer && each.extras?.answer_to === comment.id);
  return (Array.isArray(list) ? list : []).map((button) => {
    if (button.type === "link") return external(button.payload?.url, html`${button.label} ${icon("ext", true)}`);
    const text = button.postback_text || button.label;
    const on = chosen && chosen.message === text;
    if (!onAnswer) return html`<span>${button.label}</span>`;
    return html`<button class=${on ? "on" : ""} aria-pressed=${on ? "true" : "false"} @click=${() => onAnswer(button)}>
      ${on ? icon("check", true) : nothing}${button.label}
    </button>`;
  });
}

const conversation = () => state.conversations.get(state.room)?.comments ?? [];

function card(payload, context, heading) {
  const actions = buttons(payload.buttons, context);
  return html`<div class="x">
    ${picture(payload.image, payload.title)}
    <div class="in">
      <h3 dir="auto">${heading ?? payload.title}</h3>
      <p dir="auto">${payload.description}</p>
    </div>
    ${actions.length ? html`<div class="acts">${actions}</div>` : nothing}
  </div>`;
}

function raw(title, subtitle, symbol, value, open = false) {
  return html`<details class="x raw" ?open=${open}>
    <summary class="row">
      <span class="tile c6" aria-hidden="true">${symbol === "?" ? "?" : icon(symbol)}</span>
      <span><b>${title}</b><br /><small class="quiet">${subtitle}</small></span
      >${icon("chev", true)}
    </summary>
    <pre class="json" tabindex="0" dir="ltr" aria-label="JSON">${coloured(JSON.stringify(value, null, 1) ?? "null")}</pre>
  </details>`;
}

function contact({ name = "", value = "", type }) {
  const isMail = type === "email";
  return html`<div class="x row">
    <span class="av c6" aria-hidden="true">${initials(name || value)}</span>
    <div>
      <h3 class="cut" dir="auto">${name}</h3>
      <p class="num cut">${value}</p>
    </div>
    <a class="btn sm line" href=${isMail ? `mailto:${value}` : `tel:${value.replace(/[^\d+]/g, "")}`}
      >${isMail ? "Write" : "Call"}</a
    >
  </div>`;
}

function file({ url, file_name: name, caption, size: bytes, pages }) {
  const shown = name || safeUrl(url)?.split("/").at(-1) || "File";
  const ending = /\.(\w{1,4})$/.exec(shown)?.[1]?.toUpperCase();
  const facts = [size(bytes), pages > 0 ? `${pages} ${pages === 1 ? "page" : "pages"}` : "", caption].filter(Boolean).join(", ");
  return html`<div class="x row">
    <span class="tile" aria-hidden="true">${ending ?? icon("file")}</span>
    <div>
      <h3 class="cut" dir="auto">${shown}</h3>
      ${facts ? html`<p class="cut">${facts}</p>` : nothing}
    </div>
    <a class="btn ico" href=${safeUrl(url) ?? nothing} target="_blank" rel="noreferrer" aria-label="Download ${shown}"
      >${icon("down")}</a
    >
  </div>`;
}

function location({ name, address, map_url: url, latitude, longitude }) {
  const target = safeUrl(url) ?? `https://www.openstreetmap.org/?mlat=${Number(latitude)}&mlon=${Number(longitude)}`;
  return external(
    target,
    html`<svg class="map" role="img" aria-label="Map"><use href="#map"></use></svg>
      <span class="row">
        <span class="tile" aria-hidden="true">${icon("pin")}</span>
        <span class="cut"><b class="name cut" dir="auto">${name}</b><span class="sub cut" dir="auto">${address}</span></span
        >${icon("ext", true)}
      </span>`,
    "x",
  );
}

function quoted(payload, { viewer, onQuote }) {
  const { replied_comment_id: id, replied_comment_sender_email: email, replied_comment_is_deleted: deleted } = payload;
  const original = {
    type: payload.replied_comment_type ?? "text",
    message: payload.replied_comment_message ?? "",
    payload: payload.replied_comment_payload,
  };
  const name = email === viewer ? "You" : (payload.replied_comment_sender_username ?? nameOf(email ?? ""));
  return html`<button class="quote" type="button" @click=${() => onQuote?.(id)}>
    <b dir="auto">${name}</b><span dir="auto">${deleted ? "Deleted message" : summary(original)}</span>
  </button>`;
}

/** Shows a comment. `context`: the viewer, `onAnswer(button)`, `onQuote(id)`, and the class of the bubble. */
export function content(comment, context) {
  const { type, message } = comment;
  const payload = comment.payload && typeof comment.payload === "object" ? comment.payload : {};
  const isEmpty = Object.keys(payload).length === 0;
  const known = { ...context, comment };
  switch (isEmpty ? "text" : type) {
    case "text":
    case "button_postback_response":
      return bubble(linked(message || (isEmpty && type !== "text" ? type : "")), context.status);
    case "reply":
      return html`<div class="b ${context.status ?? ""}" dir="auto">
        ${quoted(payload, known)}${text(linked(payload.text || message))}
      </div>`;
    case "buttons":
      return html`${bubble(linked(payload.text || message), context.status)}
        <div class="opts" role="group" aria-label="Answers">${buttons(payload.buttons, known)}</div>`;
    case "card":
      return card(payload, known);
    case "carousel": {
      const cards = Array.isArray(payload.cards) ? payload.cards : [];
      return html`<div class="reel" tabindex="0" role="group" aria-label="${cards.length} cards">
        ${cards.map((each) => card(each, known))}
      </div>`;
    }
    case "account_linking":
      return html`<div class="x">
        <div class="row">
          <span class="tile" aria-hidden="true">${icon("link")}</span>
          <div>
            <h3 dir="auto">${payload.params?.view_title || "Link your account"}</h3>
            <p dir="auto">${payload.text}</p>
          </div>
        </div>
        <div class="acts">
          ${external(payload.url, html`${payload.params?.button_text || "Link account"} ${icon("ext", true)}`)}
        </div>
      </div>`;
    case "location":
      return location(payload);
    case "contact_person":
      return contact(payload);
    case "file_attachment":
      return file(payload);
    case "custom":
      return raw("Custom message", html`<code>${payload.type}</code>`, "brace", payload.content);
    default:
      return raw(html`Unknown type <code>${type}</code>`, "Newer than this demo. Show its JSON", "?", comment.payload);
  }
}
