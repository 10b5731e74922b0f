// Writing: the field, what is replied to, the Attach menu, and the call that will be made.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { summary } from "../format.js";
import { codeOfPost, post } from "../post.js";
import { titleOf } from "../rooms.js";
import { changed, draft, nameOf, state } from "../state.js";
import { openDialog } from "./dialogs.js";
import { menu, toggleMenu } from "./menu.js";
import { copy, icon, iconButton } from "./parts.js";
import { below, toEnd } from "./scroll.js";

const longest = 4000;
const sizes = CSS.supports("field-sizing", "content");

/** What the composer would post. */
export function paramsOf({ text, reply }) {
  const message = text.trim();
  return reply ? { type: "reply", message, payload: { text: message, replied_comment_id: reply.id } } : { message };
}

function submit(email, room) {
  const current = draft(email, room);
  if (current.text.trim() === "" || current.text.length > longest) return;
  const params = paramsOf(current);
  Object.assign(current, { text: "", reply: undefined });
  post(email, room, params);
}

const attachments = [
  ["buttons", "btns", "Buttons", "Answers to choose from"],
  ["card", "card", "Card", "Picture, text and actions"],
  ["location", "pin", "Location", "A place on a map"],
];

export function composer(room, email, pane) {
  const current = draft(email, room.id);
  const { text, reply } = current;
  const rest = longest - text.length;
  const menuName = `attach-${pane}`;
  const onInput = ({ target }) => {
    current.text = target.value;
    if (!sizes) {
      target.style.blockSize = "auto";
      target.style.blockSize = `${Math.min(target.scrollHeight, 172)}px`;
    }
    changed();
  };
  const onKey = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(email, room.id);
  };
  const onSubmit = (event) => {
    event.preventDefault();
    submit(email, room.id);
  };
  const cancel = (event) => {
    current.reply = undefined;
    event.currentTarget.closest("form").querySelector("textarea").focus();
    changed();
  };
  const onConfirm = ({ target }) => {
    state.confirm = target.checked;
    changed();
  };
  const code = codeOfPost(email, room.id, paramsOf(current), state.confirm);
  const news = below.get(pane) ?? 0;
  const isMine = pane === "main";
  return html`<form
    class="compose"
    aria-label=${isMine ? "Write a message" : `Write a message as ${nameOf(email)}`}
    @submit=${onSubmit}
  >
    ${
      news
        ? html`<button type="button" class="jump" @click=${() => toEnd(pane)}>
            ${news} new ${news === 1 ? "message" : "messages"}${icon("up", true)}
          </button>`
        : nothing
    }
    <div class="box">
      ${menu(
        menuName,
        "Attach",
        attachments.map(([kind, symbol, label, text]) => ({ symbol, label, text, run: () => openDialog(kind, { email }) })),
      )}
      ${
        reply
          ? html`<div class="re">
              ${icon("reply", true)}
              <p class="cut" dir="auto"><b>${nameOf(reply.email)}</b> ${summary(reply)}</p>
              ${iconButton("x", "Cancel the reply", cancel, { className: "sm push", isSmall: true })}
            </div>`
          : nothing
      }
      <div class="write">
        <button
          type="button"
          class="btn ico"
          data-menu=${menuName}
          aria-label="Attach"
          aria-haspopup="menu"
          aria-expanded=${state.menu === menuName ? "true" : "false"}
          @click=${() => toggleMenu(menuName)}
        >
          ${icon("plus")}
        </button>
        <textarea
          rows="1"
          dir="auto"
          aria-label="Message"
          placeholder=${isMine ? `Message ${titleOf(room, email)}` : `Message as ${nameOf(email)}`}
          maxlength=${longest}
          .value=${live(text)}
          @input=${onInput}
          @keydown=${onKey}
        ></textarea>
        ${rest <= 200 ? html`<span class="left num" aria-live="polite">${rest} left</span>` : nothing}
        <button class="btn main" aria-label="Send" ?disabled=${text.trim() === ""}>${icon("up")}</button>
      </div>
    </div>
    <div class="live">
      <code class="cut" dir="ltr">${code}</code>
      ${
        isMine
          ? html`<label><input type="checkbox" .checked=${live(state.confirm)} @change=${onConfirm} />Confirm delivery</label>`
          : nothing
      }
      ${iconButton("copy", "Copy the code", (event) => copy(code, event), { className: "sm", isSmall: true })}
    </div>
  </form>`;
}
