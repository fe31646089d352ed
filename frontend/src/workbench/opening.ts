// Which text the editor opens with, when the server, this browser and the address each have one.
import { fill } from "../shared/dom.ts";
import type { LocalDraft } from "../shared/editing/saving.ts";
import { type Dated, type OpenedText, say, timeOf } from "./settings.ts";

export interface Opening {
  content: string;
  /** The server's revision that the text was written on. */
  revision: number;
  /** What the page says about it; empty for the starter. */
  note: string;
  /** Another version that could be opened, and its label. */
  other: { content: string; label: string } | null;
  /** Whether the server has not got the text yet. */
  dirty: boolean;
}

/** The newest wins; what was asked for in the address goes before. */
export function choose(opened: OpenedText, local: LocalDraft | null): Opening {
  const unsaved = local?.dirty && local.content !== opened.content ? local : null;
  if (opened.origin === "asked" || opened.origin === "rejected") return shown(opened, offer("openDraft", unsaved ?? opened.draft));
  const localWins = unsaved !== null && (unsaved.revision === opened.revision || unsaved.at > opened.at);
  if (!localWins) return shown(opened, offer("openDraft", unsaved));
  const isBehind = unsaved.revision !== opened.revision;
  return {
    content: unsaved.content,
    revision: unsaved.revision,
    note: fill(say("openedLocal"), { time: timeOf(unsaved.at) }),
    other: isBehind ? offer("openSaved", opened) : null,
    dirty: true,
  };
}

function shown(opened: OpenedText, other: Opening["other"]): Opening {
  const notes = { starter: "", rejected: "", draft: say("openedDraft"), work: say("openedWork"), asked: say("openedAsked") };
  const note = fill(notes[opened.origin], { time: timeOf(opened.at) });
  return { content: opened.content, revision: opened.revision, note, other, dirty: false };
}

function offer(label: "openDraft" | "openSaved", text: Dated | null): Opening["other"] {
  return text && { content: text.content, label: fill(say(label), { time: timeOf(text.at) }) };
}
