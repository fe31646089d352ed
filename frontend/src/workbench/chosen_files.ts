// Files that a student chooses or drops: opened in the editor, or held to be sent as they are.
import { fill } from "../shared/dom.ts";
import { ask } from "../shared/editing/dialogs.ts";
import { FileProblem, readText } from "./files.ts";
import { parseNotebook } from "../shared/editing/notebook.ts";
import type { NotebookEditor } from "../shared/editing/notebook_editor.ts";
import { tell } from "../shared/editing/notices.ts";
import { clearRejection, plainly, showRejection } from "./rejection.ts";
import { say, settings } from "./settings.ts";

/** Put a text in the place of the editor's, and say so. */
type Replace = (content: string, text: string) => void;

export class ChosenFiles {
  /** A file that cannot be shown: it is sent in place of the notebook, so that the server says what is wrong. */
  private held: File | null = null;

  constructor(private readonly replace: Replace) {}

  get waiting(): File | null {
    return this.held;
  }

  /** Have a file of code opened. */
  takeCode(input: HTMLInputElement): void {
    onFile(input, (file) => this.openCode(file));
  }

  /** Have a notebook opened, chosen or dropped into the editor. */
  takeNotebook(input: HTMLInputElement, drop: HTMLElement, editor: NotebookEditor): void {
    const open = (file: File): Promise<void> => this.openNotebook(file, editor);
    onFile(input, open);
    onDrop(drop, open);
  }

  private async openCode(file: File): Promise<void> {
    this.replace(await readText(file, settings.maxBytes), say("replaced"));
  }

  private async openNotebook(file: File, editor: NotebookEditor): Promise<void> {
    this.putAway();
    clearRejection();
    const content = await readText(file, settings.maxBytes);
    const parsed = parseNotebook(content);
    if (!parsed) return this.hold(file);
    if (isUnsent(editor) && !(await mayOverwrite(file.name))) return;
    this.replace(content, fill(say("opened"), { name: file.name, count: parsed.cells.length }));
  }

  private hold(file: File): void {
    this.held = file;
    const text = `${fill(say("notShown"), { name: file.name })} ${fill(say("fileWaits"), { name: file.name })}`;
    tell({ about: "file", text, warning: true, stays: true, actions: [{ label: say("discardFile"), act: () => this.putAway() }] });
  }

  private putAway(): void {
    this.held = null;
    document.getElementById("file-note")?.remove();
  }
}

/** Whether the editor holds what neither the starter nor the last work says. */
function isUnsent(editor: NotebookEditor): boolean {
  const known = [settings.starters.notebook, settings.opened.notebook?.origin === "work" ? settings.opened.notebook.content : ""];
  return !known.some((content) => content && editor.saysTheSameAs(content));
}

function mayOverwrite(name: string): Promise<boolean> {
  const text = fill(say("overwriteQuestion"), { name });
  return ask({ title: say("overwriteTitle"), text, yes: say("overwrite"), no: say("goBack") });
}

function onFile(input: HTMLInputElement, open: (file: File) => Promise<void>): void {
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file) await open(file).catch(reject);
    input.value = "";
  });
}

function onDrop(drop: HTMLElement, open: (file: File) => Promise<void>): void {
  const area = drop.closest<HTMLElement>(".editor-body")!;
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"] as const) {
    area.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragenter" || kind === "dragover");
      const file = kind === "drop" ? event.dataTransfer.files[0] : undefined;
      if (file) void open(file).catch(reject);
    });
  }
}

function reject(error: unknown): void {
  if (!(error instanceof FileProblem)) throw error;
  showRejection(plainly(error.message));
}
