// Somebody else has saved the file: both texts side by side, and what to do about it. Nothing is lost.
import { fill, make } from "../shared/dom.ts";
import { say, timeOf } from "../shared/editing/settings.ts";
import type { Newer } from "../shared/editing/saving.ts";
import { type DiffLine, type Hunk, lineDiff } from "../shared/line_diff.ts";
import { settings } from "./settings.ts";

/** What stands on the server, and who has saved it. Revision 0: the file is gone. */
export interface Theirs extends Newer {
  by: string;
}

export interface Choices {
  take: () => void;
  keep: () => void;
}

const CONTEXT = 3;

/** Read the server's answer. */
export function readTheirs(answer: unknown): Theirs {
  const { revision, content, saved_by, saved_at } = answer as Record<string, string | number>;
  return { revision: Number(revision), content: String(content), by: String(saved_by), at: Date.parse(String(saved_at)) };
}

/** Show both texts in a place of the page, with the choices; it closes when one is made. */
export function showConflict(place: HTMLElement, theirs: Theirs, mine: string, { take, keep }: Choices): void {
  const close = (): void => {
    place.hidden = true;
    place.replaceChildren();
  };
  const text = make("p", "fw-semibold mb-2", told(theirs));
  text.setAttribute("role", "alert");
  const actions = make("div", "row-line mb-3");
  const decide = (label: string, act: () => void): HTMLElement => button(label, () => (close(), act()));
  if (theirs.revision > 0) actions.append(decide(say("takeTheirs"), take));
  actions.append(decide(say("keepMine"), keep));
  if (navigator.clipboard) actions.append(copyButton(mine));
  place.replaceChildren(text, actions, drawn(theirs.content, mine));
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function told({ by, at, revision }: Theirs): string {
  if (revision === 0) return say("removedByOther");
  return fill(say(by === settings.me ? "savedByYou" : "savedByOther"), { name: by, time: timeOf(at) });
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = make("button", "btn btn-quiet btn-sm", label);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function copyButton(mine: string): HTMLButtonElement {
  const element = button(say("copyMine"), () => {
    void navigator.clipboard.writeText(mine).then(() => (element.textContent = say("copied")));
  });
  return element;
}

function drawn(theirs: string, mine: string): HTMLElement {
  const box = make("div", "diff card");
  const heads = make("div", "diff-heads");
  heads.append(make("p", "diff-head fw-semibold", say("theirs")), make("p", "diff-head fw-semibold", say("mine")));
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `${say("theirs")} – ${say("mine")}`);
  box.append(heads, ...lineDiff(theirs, mine).flatMap(drawHunk));
  return box;
}

function drawHunk(hunk: Hunk, index: number, all: Hunk[]): HTMLElement[] {
  if (hunk.kind === "changed") return [sides(hunk, true)];
  const [head, tail] = [index === 0 ? 0 : CONTEXT, index === all.length - 1 ? 0 : CONTEXT];
  const skipped = hunk.right.length - head - tail;
  if (skipped <= 1) return [sides(hunk, false)];
  const part = (from: number, to: number): Hunk => ({ ...hunk, left: hunk.left.slice(from, to), right: hunk.right.slice(from, to) });
  const note = make("p", "diff-skipped", fill(say("unchanged"), { number: skipped }));
  const parts = [part(0, head), part(hunk.right.length - tail, hunk.right.length)].map((one) => (one.right.length ? [sides(one, false)] : []));
  return [...parts[0]!, note, ...parts[1]!];
}

function sides({ left, right }: Hunk, isChanged: boolean): HTMLElement {
  const row = make("div", isChanged ? "diff-hunk" : "diff-hunk diff-same");
  const [one, other] = [make("div", "diff-side diff-left"), make("div", "diff-side")];
  if (!isChanged) one.setAttribute("aria-hidden", "true");
  one.append(...(isChanged ? marked("del", "diff-removed", say("removed"), "−", left) : left.map((line) => drawLine(line, ""))));
  other.append(...(isChanged ? marked("ins", "diff-added", say("added"), "+", right) : right.map((line) => drawLine(line, ""))));
  row.append(one, other);
  return row;
}

function marked(tag: "del" | "ins", css: string, label: string, sign: string, lines: DiffLine[]): HTMLElement[] {
  if (!lines.length) return [];
  const element = make(tag, css);
  element.append(make("span", "visually-hidden", label), ...lines.map((line) => drawLine(line, sign)));
  return [element];
}

function drawLine({ number, text }: DiffLine, sign: string): HTMLElement {
  const line = make("span", "diff-line");
  const mark = make("span", "diff-mark", sign);
  mark.setAttribute("aria-hidden", "true");
  line.append(make("span", "diff-number", String(number)), mark, make("code", "", text));
  return line;
}
