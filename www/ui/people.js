// The participants of a room.
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { removeParticipant } from "../rooms.js";
import { changed, nameOf, state } from "../state.js";
import { avatar } from "./parts.js";
import { report } from "./report.js";

const removing = new Set();

async function remove(room, email) {
  removing.add(email);
  changed();
  await report(removeParticipant(room.id, email));
  removing.delete(email);
  changed();
}

export function people(room) {
  const canRemove = room.type === "group" && room.participants.length > 1;
  return html`<ul class="scroll">
    ${repeat(
      room.participants,
      (email) => email,
      (email) =>
        html`<li class="row">
          ${avatar(nameOf(email), email)}
          <div>
            <h3 class="cut" dir="auto">
              ${nameOf(email)}${email === state.me ? html` <span class="quiet">you</span>` : nothing}
            </h3>
            <p class="cut">${email}</p>
          </div>
          ${
            canRemove && email !== state.me
              ? removing.has(email)
                ? html`<button class="btn sm" disabled><span class="spin"></span>Removing</button>`
                : html`<button class="btn sm" aria-label="Remove ${nameOf(email)}" @click=${() => remove(room, email)}>
                    Remove
                  </button>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}
