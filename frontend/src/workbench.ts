// The exercise page: write code or a notebook, save it, run it, submit it, and watch the result arrive.
import type { KeyBinding } from "@codemirror/view";
import { fill } from "./shared/dom.ts";
import type { Ending } from "./shared/live.ts";
import { takeSentCode } from "./shared/sent_code.ts";
import { Appearance } from "./workbench/appearance.ts";
import { ChosenFiles } from "./workbench/chosen_files.ts";
import { CodeSurface } from "./shared/editing/code.ts";
import { isAsking, showKeys } from "./shared/editing/dialogs.ts";
import { saveFile } from "./workbench/files.ts";
import { Judging, type Verb, type Work } from "./workbench/judging.ts";
import { parseNotebook } from "./shared/editing/notebook.ts";
import { NotebookEditor } from "./shared/editing/notebook_editor.ts";
import { tell } from "./shared/editing/notices.ts";
import { type Newer, type Saved, Saving, localDraft } from "./shared/editing/saving.ts";
import { post } from "./shared/editing/sending.ts";
import { type Opening, choose } from "./workbench/opening.ts";
import { Panes } from "./workbench/panes.ts";
import { type Rejection, clearRejection, plainly, showRejection } from "./workbench/rejection.ts";
import { type Format, say, settings, timeOf } from "./workbench/settings.ts";
import type { Surface } from "./shared/editing/surface.ts";

const TYPES: Record<Format, string> = { code: "text/x-python", notebook: "application/x-ipynb+json" };
/** Milliseconds after the last key until a draft is saved on the server. */
const PAUSE = 2000;

class Workbench {
  private readonly form = document.getElementById("work") as HTMLFormElement;
  private readonly surfaces = new Map<Format, Surface>();
  private readonly savings = new Map<Format, Saving>();
  private readonly states = new Map<Format, string>();
  private mode = this.form.dataset["mode"] as Format;
  private notebook: NotebookEditor | null = null;
  private readonly files = new ChosenFiles((content, text) => this.replace(content, text));
  private panes!: Panes;
  private judging!: Judging;
  /** The editors have keys of their own for these. */
  private readonly keys: KeyBinding[] = [
    { key: "Mod-Enter", run: () => (this.judge("run"), true) },
    { key: "Mod-Shift-Enter", run: () => (this.judge("submit"), true) },
  ];

  start(): void {
    const remeasure = (): void => this.surfaces.forEach((surface) => surface.remeasure());
    this.panes = new Panes(document.getElementById("bench")!, remeasure);
    if (settings.opened.code) this.setUpCode();
    if (settings.opened.notebook) this.setUpNotebook();
    new Appearance(document.getElementById("pane-code")!, remeasure);
    this.setUpTools();
    this.setUpAttempts();
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.switchMode(this.mode);
    this.markGiven();
    this.offerSentCode();
    if (document.querySelector("#result .result")) this.panes.makeRoomForResult();
    if (document.querySelector('#result .result[data-final="false"]')) this.panes.show("result");
    this.judging = new Judging({
      work: () => this.work,
      onTaken: () => this.onTaken(),
      onRejected: (rejection) => this.reject(rejection),
      onEnd: (ending, address) => void this.onEnd(ending, address),
    });
    for (const button of this.form.querySelectorAll("[data-judge]")) {
      button.addEventListener("click", () => void this.saving.saveNow());
    }
  }

  private get surface(): Surface {
    return this.surfaces.get(this.mode)!;
  }

  private get saving(): Saving {
    return this.savings.get(this.mode)!;
  }

  // Opening

  private setUpCode(): void {
    const place = document.getElementById("editor")!;
    const source = this.form.querySelector<HTMLTextAreaElement>("textarea[name=content]")!;
    const opening = this.choose("code");
    const surface = new CodeSurface(place, opening.content, this.keys, () => this.savings.get("code")?.changed());
    source.hidden = true;
    source.disabled = true;
    this.setUpSaving("code", surface, opening);
    this.files.takeCode(document.getElementById("open-file") as HTMLInputElement);
  }

  private setUpNotebook(): void {
    const opening = this.choose("notebook");
    const notebook = new NotebookEditor(document.getElementById("cells")!, this.keys, () => this.savings.get("notebook")?.changed());
    const parsed = parseNotebook(opening.content) ?? parseNotebook(settings.starters.notebook ?? "");
    if (parsed) notebook.open(parsed);
    this.notebook = notebook;
    this.setUpSaving("notebook", notebook, opening);
    this.files.takeNotebook(document.getElementById("notebook-file") as HTMLInputElement, document.getElementById("drop")!, notebook);
  }

  private choose(format: Format): Opening {
    return choose(settings.opened[format]!, localDraft(draftKey(format)));
  }

  private setUpSaving(format: Format, surface: Surface, { revision, note, other, dirty }: Opening): void {
    const { draft } = settings.urls;
    const saving: Saving = new Saving({
      key: draftKey(format),
      revision,
      pause: PAUSE,
      content: () => surface.draft,
      send: draft ? (content, on) => post(draft, new Blob([content]), { format, revision: String(on) }) : null,
      readSaved: (answer) => answer as Saved,
      readNewer: (answer) => answer as Newer,
      refusal: () => say("tooLargeToSave"),
      onState: (text) => this.showState(format, text),
      onConflict: (newer) => this.askAboutConflict(surface, saving, newer),
    });
    this.surfaces.set(format, surface);
    this.savings.set(format, saving);
    const actions = other ? [{ label: other.label, act: () => surface.load(other.content) }] : [];
    if (note && format === this.mode) tell({ about: "draft", text: note, actions });
    if (dirty) saving.changed();
  }

  private askAboutConflict(surface: Surface, saving: Saving, newer: Newer): void {
    const take = (): void => {
      const mine = surface.draft;
      surface.load(newer.content);
      saving.takeTheirs(newer);
      this.tellReplaced(say("replaced"), surface, mine);
    };
    tell({
      about: "conflict",
      text: fill(say("conflictNotice"), { time: timeOf(newer.at) }),
      warning: true,
      stays: true,
      actions: [
        { label: say("takeTheirs"), act: take },
        { label: say("keepMine"), act: () => saving.keepMine(newer) },
      ],
    });
  }

  private showState(format: Format, text: string): void {
    this.states.set(format, text);
    const state = document.getElementById("save-state");
    if (state && format === this.mode && state.textContent !== text) state.textContent = text;
  }

  /** A page that the server drew for turned-down work names the line to mark. */
  private markGiven(): void {
    const given = document.getElementById("rejection");
    if (!given?.dataset["line"]) return;
    this.surface.mark({ line: Number(given.dataset["line"]), cell: null, message: given.textContent?.trim() ?? "" });
  }

  private offerSentCode(): void {
    const sent = takeSentCode();
    if (!sent) return;
    this.panes.show("code");
    const replace = (): void => this.replace(sent.code, say("replaced"));
    const actions = [
      { label: say(this.mode === "code" ? "insert" : "addCell"), act: () => this.surface.insert(sent.code) },
      ...(this.mode === "code" ? [{ label: say("replace"), act: replace }] : []),
      { label: say("discard"), act: () => undefined },
    ];
    tell({ about: "sent", text: sent.title ? `${say("sent")}: ${sent.title}` : say("sent"), actions, stays: true });
  }

  // Replacing the whole text, which can always be undone

  private replace(content: string, text: string): void {
    const { surface } = this;
    const before = surface.draft;
    surface.load(content);
    surface.unmark();
    clearRejection();
    this.tellReplaced(text, surface, before);
  }

  private tellReplaced(text: string, surface: Surface, before: string): void {
    tell({ about: "replaced", text, actions: [{ label: say("undo"), act: () => surface.load(before) }] });
  }

  // Tools

  private setUpTools(): void {
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[data-mode]")) {
      button.addEventListener("click", () => this.switchMode(button.dataset["mode"] as Format));
    }
    const onClick = (id: string, act: () => void): void => document.getElementById(id)?.addEventListener("click", act);
    onClick("find", () => this.surface.find());
    onClick("show-keys", showKeys);
    onClick("reset", () => this.replace(settings.starters[this.mode] ?? "", say("toStarter")));
    onClick("download", () => {
      const name = this.mode === "code" ? `${settings.name}.py` : `${settings.name}.ipynb`;
      saveFile(name, this.surface.draft, TYPES[this.mode]);
    });
  }

  private setUpAttempts(): void {
    document.getElementById("attempts")?.addEventListener("submit", (event) => {
      const form = event.target as HTMLFormElement;
      event.preventDefault();
      if (form.dataset["restore"]) void this.restore(form.dataset["restore"], form.dataset["number"] ?? "");
      else void this.saving.saveNow().then(() => form.submit());
    });
  }

  private async restore(address: string, number: string): Promise<void> {
    const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok) return showRejection(plainly(say("sendFailed")));
    const { format, content } = (await response.json()) as { format: Format; content: string };
    if (!this.surfaces.has(format)) return;
    this.switchMode(format);
    this.panes.show("code");
    this.replace(content, fill(say("restored"), { number }));
  }

  private switchMode(mode: Format): void {
    this.mode = mode;
    this.form.dataset["mode"] = mode;
    for (const part of this.form.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset["for"] !== mode;
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[data-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset["mode"] === mode));
    }
    this.showState(mode, this.states.get(mode) ?? "");
    this.surface.remeasure();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || isAsking()) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isTyping = (event.target as Element).closest("input, textarea, select, [contenteditable]") !== null;
    if (isCommand && event.key === "Enter") this.judge(event.shiftKey ? "submit" : "run");
    else if (isCommand && event.key.toLowerCase() === "s") void this.saving.saveNow();
    else if (event.key === "?" && !isCommand && !isTyping) showKeys();
    else return;
    event.preventDefault();
  }

  // Judging

  private judge(verb: Verb): void {
    void this.saving.saveNow();
    void this.judging.judge(verb);
  }

  private get work(): Work {
    const file = (this.mode === "notebook" && this.files.waiting) || new Blob([this.surface.work], { type: TYPES[this.mode] });
    return { format: this.mode, file, name: this.mode === "code" ? "main.py" : "main.ipynb" };
  }

  private onTaken(): void {
    this.surface.unmark();
    this.panes.show("result");
    this.panes.makeRoomForResult();
    document.getElementById("draft-note")?.remove();
    document.getElementById("pane-result")?.scrollTo({ top: 0 });
  }

  private async onEnd(ending: Ending, address: string): Promise<void> {
    this.panes.tellNews();
    this.panes.showFirstFailure();
    if (this.mode === "notebook" && address) await this.notebook?.showRun(address.replace(/result\/$/, "cells/"));
    if (ending.line !== null || ending.cell !== null) this.surface.mark(ending);
  }

  private reject(rejection: Rejection): void {
    showRejection(rejection);
    if (rejection.line !== null || rejection.cell !== null) this.surface.mark(rejection);
  }
}

function draftKey(format: Format): string {
  return `${settings.draftKey}-${format}`;
}

document.addEventListener("DOMContentLoaded", () => new Workbench().start());
