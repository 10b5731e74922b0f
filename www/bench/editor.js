// The payload's editor: a textarea over a copy of its text in colours, with the issues at their places.
import { html, nothing } from "lit-html";

const classes = { key: "jk", string: "js", number: "jn", word: "jc" };

/** Longer texts are shown without colours and marks. */
const COLOURED = 60_000;

/** `{ text, tokens, marks }` as lines: those that hold marks stand out, and say why at their end. */
export function editor({ text, tokens, marks }, { input, describedBy }) {
  const label = `Payload as JSON${marks.length > 0 ? `, ${marks.length} ${marks.length === 1 ? "issue" : "issues"}` : ""}`;
  return html`<div class="ed" dir="ltr">
    <pre aria-hidden="true">${lines(text, tokens, marks)}</pre>
    <textarea
      aria-label=${label} aria-describedby=${marks.length > 0 ? describedBy : nothing}
      aria-invalid=${marks.some(({ kind }) => kind === "bad")}
      autocapitalize="off" autocomplete="off" spellcheck="false" wrap="off"
      .value=${text} @input=${({ target }) => input(target.value)}
    ></textarea>
  </div>`;
}

function lines(text, tokens, marks) {
  const isPlain = text.length > COLOURED;
  const parts = isPlain ? [] : tokens;
  let at = 0;
  let token = 0;
  return text.split("\n").map((line) => {
    const start = at;
    const end = start + line.length;
    at = end + 1;
    const here = isPlain ? [] : marks.filter((mark) => mark.start >= start && mark.start <= end);
    const content = [];
    let done = start;
    while (token < parts.length && parts[token].start < end) {
      const { kind, start: from, end: to } = parts[token++];
      if (from > done) content.push(text.slice(done, from));
      const piece = text.slice(from, Math.min(to, end));
      const isMarked = marks.some((mark) => from >= mark.start && to <= mark.end);
      const coloured = classes[kind] ? html`<b class=${classes[kind]}>${piece}</b>` : piece;
      content.push(isMarked ? html`<u>${coloured}</u>` : coloured);
      done = Math.min(to, end);
    }
    if (done < end) content.push(text.slice(done, end));
    const tone = here.some(({ kind }) => kind === "bad") ? "e" : here.length > 0 ? "w" : "";
    const isLong = marks.some((mark) => mark.start < start && mark.end > start);
    const notes = here.map(({ kind, text: note }) => html`<em class=${kind}>${note}</em>`);
    return html`<span class="${tone}${isLong && tone === "" ? "within" : ""}">${content}${notes}</span>`;
  });
}

/** The issues as a list: for screen readers, and for phones, where there is no room beside the values. */
export function issueList({ text, marks }, { id, go }) {
  return html`<ol class="marks" id=${id}>
    ${marks.map(({ kind, start, path, text: note }, at) => {
      const line = text.slice(0, start).split("\n").length;
      return html`<li><button type="button" class=${kind} @click=${() => go(at)}>
        Line ${line}: ${path ? html`<code dir="ltr">${path}</code>, ` : nothing}${note}
      </button></li>`;
    })}
  </ol>`;
}

/** Puts the cursor on a mark, and brings it into view. */
export function goTo(host, { start, end }) {
  const area = host.querySelector(".ed textarea");
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  const line = area.value.slice(0, start).split("\n").length - 1;
  const frame = host.querySelector(".ed");
  const row = frame.querySelectorAll("pre > span")[line];
  if (row) frame.scrollTo(0, row.offsetTop - frame.clientHeight / 2);
  frame.scrollIntoView({ block: "nearest" });
}
