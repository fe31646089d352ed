// One file of the working copy in its editor: kept in this browser at once, on the server when its author pauses.
import type { Extension } from "@codemirror/state";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { python } from "@codemirror/lang-python";
import { EditorView, type KeyBinding } from "@codemirror/view";
import { fill } from "../shared/dom.ts";
import { CodeSurface } from "../shared/editing/code.ts";
import type { Edit } from "../shared/editing/editor.ts";
import { parseNotebook } from "../shared/editing/notebook.ts";
import { NotebookEditor } from "../shared/editing/notebook_editor.ts";
import { tell } from "../shared/editing/notices.ts";
import { type LocalDraft, type Saved, Saving, localDraft } from "../shared/editing/saving.ts";
import { post } from "../shared/editing/sending.ts";
import { say, timeOf } from "../shared/editing/settings.ts";
import type { Surface } from "../shared/editing/surface.ts";
import { type Theirs, readTheirs, showConflict } from "./conflict.ts";
import { settings } from "./settings.ts";
import { pythonOfTests } from "./testkit.ts";

/** Milliseconds after the last key until it is saved on the server. */
const PAUSE = 1500;

interface Refusal {
  problems?: { reason: string }[];
}

export class FileEditor {
  readonly name: string;
  readonly language: string;
  private readonly surface: Surface;
  private readonly saving: Saving<Theirs>;
  private readonly source: HTMLTextAreaElement;
  private readonly listeners: (() => void)[] = [];

  constructor(readonly form: HTMLFormElement) {
    this.name = form.dataset["file"] ?? "";
    this.language = form.dataset["language"] ?? "";
    this.source = form.querySelector<HTMLTextAreaElement>("textarea[name=content]")!;
    const opened = this.source.value;
    this.surface = this.makeSurface(opened);
    this.source.hidden = true;
    this.source.disabled = true;
    this.saving = this.makeSaving();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.saving.saveNow();
    });
    this.reopen(opened);
    const line = Number(form.dataset["line"] ?? 0);
    if (line > 0) this.mark(line);
  }

  get content(): string {
    return this.surface.draft;
  }

  get isUnsaved(): boolean {
    return this.saving.isUnsaved;
  }

  /** Call back at each change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  saveNow(): Promise<void> {
    return this.saving.saveNow();
  }

  /** Put another text in the editor, which can be undone. */
  load(content: string): void {
    this.surface.load(content);
  }

  edit(rule: (text: string, from: number, to: number) => Edit): void {
    if (this.surface instanceof CodeSurface) this.surface.edit(rule);
  }

  /** Go to the end of the text. */
  showEnd(): void {
    this.edit((text) => ({ from: text.length, to: text.length, insert: "", select: [text.length, text.length] }));
  }

  /** Mark a line as one that a problem names, and go there. */
  mark(line: number, reason = ""): void {
    this.surface.mark({ line, cell: null, message: reason || fill(say("line"), { line }) });
    this.form.scrollIntoView({ block: "nearest" });
  }

  remeasure(): void {
    this.surface.remeasure();
  }

  tell(text: string): void {
    tell({ about: `file-${this.name}`, text, warning: true, place: this.part("notices") });
  }

  private part(name: string): HTMLElement {
    return this.form.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  }

  private makeSurface(content: string): Surface {
    const place = this.part("place");
    place.hidden = false;
    const changed = (): void => {
      this.saving.changed();
      for (const listener of this.listeners) listener();
    };
    const keys: KeyBinding[] = [{ key: "Mod-s", run: () => (void this.saving.saveNow(), true) }];
    if (this.form.dataset["writing"] === "notebook") {
      const notebook = parseNotebook(content || '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}');
      if (notebook) {
        const editor = new NotebookEditor(place, keys, changed);
        editor.open(notebook);
        return editor;
      }
      place.className = "";
      this.form.querySelector("#notebook-add")?.remove();
    }
    const note = this.form.querySelector(".file-foot .needs-js")?.id ?? "";
    return new CodeSurface(place, content, keys, changed, { label: this.name, language: this.syntax(), describedBy: note });
  }

  private syntax(): Extension {
    const writing = this.form.dataset["writing"];
    if (writing === "markdown") return [markdown({ base: markdownLanguage }), EditorView.lineWrapping];
    if (writing !== "python") return EditorView.lineWrapping;
    return this.name.startsWith("tests/") ? pythonOfTests() : python();
  }

  private makeSaving(): Saving<Theirs> {
    return new Saving<Theirs>({
      key: this.key,
      revision: this.openedRevision,
      pause: PAUSE,
      content: () => this.surface.draft,
      send: (content, revision) => post(this.form.action, new Blob([content]), { revision: String(revision) }),
      readSaved: (answer) => {
        const { revision, saved_at } = answer as { revision: number; saved_at: string };
        return { revision, at: Date.parse(saved_at) };
      },
      readNewer: readTheirs,
      refusal: (answer) => fill(say("refused"), { reason: (answer as Refusal).problems?.[0]?.reason ?? "" }),
      onState: (text) => this.showState(text),
      onSaved: (saved) => this.onSaved(saved),
      onConflict: (theirs) => this.ask(theirs),
    });
  }

  private get key(): string {
    return `${settings.keptAs}-${this.form.dataset["path"]}`;
  }

  private get openedRevision(): number {
    return Number(this.form.querySelector<HTMLInputElement>("input[name=revision]")!.value);
  }

  /** What this browser kept and the server has not got is open again. */
  private reopen(opened: string): void {
    const local = localDraft(this.key);
    if (!local?.dirty || local.content === opened) return;
    this.surface.load(local.content);
    if (local.revision !== this.openedRevision) {
      this.saving.rest();
      this.ask({ content: opened, revision: this.openedRevision, ...this.savedLast });
      return;
    }
    this.tellKept(local, opened);
  }

  private get savedLast(): { at: number; by: string } {
    const { savedAt, savedBy } = this.form.dataset;
    return { at: Date.parse(savedAt ?? "") || Date.now(), by: savedBy ?? "" };
  }

  private tellKept(local: LocalDraft, opened: string): void {
    const text = fill(say("keptHere"), { time: timeOf(local.at) });
    const actions = [{ label: say("openSaved"), act: () => this.surface.load(opened) }];
    tell({ about: `file-${this.name}`, text, actions, place: this.part("notices") });
  }

  private ask(theirs: Theirs): void {
    const mine = this.surface.draft;
    showConflict(this.part("conflict"), theirs, mine, {
      take: () => {
        const latest = this.surface.draft;
        this.surface.load(theirs.content);
        this.saving.takeTheirs(theirs);
        const actions = [{ label: say("undo"), act: () => this.surface.load(latest) }];
        tell({ about: `file-${this.name}`, text: say("tookTheirs"), actions, place: this.part("notices") });
      },
      keep: () => this.saving.keepMine(theirs),
    });
  }

  private showState(text: string): void {
    const state = this.part("state");
    if (state.textContent !== text) state.textContent = text;
  }

  private onSaved({ revision, at }: Saved): void {
    const forms = document.querySelectorAll<HTMLFormElement>("form");
    for (const form of forms) {
      const field = form.querySelector<HTMLInputElement>("input[name=revision]");
      if (field && form.action === this.form.action) field.value = String(revision);
    }
    this.part("saver").textContent = fill(say("lastSaved"), { name: settings.me, time: timeOf(at) });
    this.form.querySelector<HTMLElement>("[data-missing]")?.toggleAttribute("hidden", this.content.trim() !== "");
    document.body.dispatchEvent(new CustomEvent("backpass:saved", { detail: { name: this.name } }));
  }
}
